//! What a business says about itself: its shop, queues, templates and people.

use std::collections::BTreeMap;

use secrecy::ExposeSecret;

use super::{META, faults, tenants};
use crate::domain::{
    CallError, CallRequest, ConversationId, InboxSeq, Method, Operation, OutboxId, Phone,
    Timestamp, TurnId,
};

#[test]
fn a_shop_of_ones_own_answers_everything_or_nothing() {
    let all = |file: &str, env: &[(&str, &str)]| {
        let given = [&META[..4], env].concat();
        tenants(file, &given).remove(0).operations
    };
    let operations = all(
        "",
        &[
            ("SHOP_API_URL", "https://shop.example/api"),
            ("SHOP_API_TOKEN", "shop-1"),
        ],
    );
    let Some(Operation::Http(create)) = operations.get("shop.create_return") else {
        unreachable!("an address was set")
    };
    assert_eq!(create.url, "https://shop.example/api/returns");
    assert!(create.writes && create.method == Method::Post);
    let token = create.bearer.as_ref().map(ExposeSecret::expose_secret);
    assert_eq!(token, Some("shop-1"));

    let own = "[tenant.default.operations.\"shop.get_order\"]\nurl = \"https://shop.example/o\"";
    let operations = all(own, &[("SHOP_API_TOKEN", "shop-1")]);
    let named: Vec<_> = operations
        .keys()
        .filter(|name| name.starts_with("shop."))
        .collect();
    assert_eq!(named, ["shop.get_order"]);
    let Some(Operation::Http(get)) = operations.get("shop.get_order") else {
        unreachable!("an address was set")
    };
    assert!(
        get.bearer.is_none(),
        "the token is for the shop's address alone"
    );
    let half = format!("{own}\n[tenant.default.operations.\"shop.get_return\"]\ntimeout = \"1s\"");
    let text = faults(&half, &[]);
    assert!(
        text.contains("find `tenant.default.operations.shop.get_return.url`"),
        "{text}"
    );
}

#[test]
fn the_demo_shop_answers_what_the_shipped_flows_call() {
    let tenant = tenants("", &META[..4]).remove(0);
    let shops = tenant
        .operations
        .keys()
        .filter(|name| name.starts_with("shop."));
    for name in shops {
        let turn = TurnId {
            conversation: ConversationId([0; 16]),
            seq: InboxSeq(1),
        };
        let call = CallRequest {
            id: OutboxId { turn, index: 0 },
            operation: name.clone(),
            arguments: BTreeMap::new(),
        };
        let answer = crate::job::ask_demo_shop(&call, &tenant.time_zone, Timestamp(0));
        assert_ne!(answer.error, Some(CallError::Refused), "{name}");
    }
}

#[test]
fn a_tenant_has_the_queues_and_templates_of_the_shipped_flows() {
    let tenant = tenants("", &META[..4]).remove(0);
    for queue in ["orders", "returns", "general", "privacy", "field"] {
        assert_eq!(tenant.queues[queue].hours, None, "{queue}");
    }
    for template in ["order_update", "rma_instructions", "appointment_reminder"] {
        let spec = &tenant.templates[template];
        let codes: Vec<_> = spec.languages.values().map(|text| &text.code).collect();
        assert_eq!(codes, ["ar", "en"], "{template}");
    }
    assert_eq!(tenant.switches.flags.get("returns_enabled"), Some(&true));
}

#[test]
fn a_tenant_says_otherwise_where_it_likes() {
    let file = "[tenant.default]\nbrand = \"Acme\"\nbrand_ar = \"أكمي\"\nstaff = [\"+966501112222\"]\n\
                [tenant.default.queue.orders]\nhours = [\"sun-thu 09:00-18:00\", \"sat 10:00-14:00\"]\n\
                [tenant.default.queue.gifts]\nhours = \"closed\"\n\
                [tenant.default.template.sale]\nparameters = [\"until\"]\n\
                [tenant.default.template.sale.en]\ncode = \"en_US\"\nbody = \"Sale until {{1}}\"\n";
    let env = [
        META,
        &[
            ("RETURNS_ENABLED", "0"),
            (
                "HIWAR_TENANT__DEFAULT__QUEUE__FIELD__HOURS",
                "daily 08:00-20:00",
            ),
        ],
    ];
    let tenant = tenants(file, &env.concat()).remove(0);
    assert_eq!(
        (tenant.brand_in("ar"), tenant.brand_in("en")),
        ("أكمي", "Acme")
    );
    let staff = Phone::from_provider("+966501112222").expect("a number");
    assert!(tenant.staff.contains(&staff));
    let saturday = |queue: &str| {
        tenant.queues[queue]
            .hours
            .as_ref()
            .map(|h| h.days[5].clone())
    };
    assert_eq!(saturday("orders"), Some(vec![(600, 840)]));
    assert_eq!(saturday("gifts"), Some(vec![]));
    assert_eq!(saturday("field"), Some(vec![(480, 1200)]));
    assert_eq!(saturday("returns"), None);
    let sale = &tenant.templates["sale"];
    assert_eq!(sale.languages["en"].code, "en_US");
    assert_eq!(sale.parameters, ["until"]);
    assert_eq!(tenant.switches.flags.get("returns_enabled"), Some(&false));
}

#[test]
fn a_template_or_queue_that_cannot_be_is_answered_with_what_is_allowed() {
    let template = "[tenant.default.template.sale]\n";
    for (file, expected) in [
        (
            "[tenant.default.queue.orders]\nhours = \"nine to five\"",
            "read `tenant.default.queue.orders.hours` (hiwar.toml:2): `nine to five` is not always",
        ),
        (
            "[tenant.default.queue.orders]\nhuors = \"always\"",
            "did you mean `tenant.default.queue.orders.hours`?",
        ),
        (
            "[tenant.default]\nstaff = [\"0501112222\"]",
            "read `tenant.default.staff` (hiwar.toml:2): the value is not a list of numbers",
        ),
        (
            "[tenant.default.template.sale]\nparameters = [\"until\"]",
            "find `tenant.default.template.sale`: a template needs a body",
        ),
        (
            &format!(
                "{template}parameters = [\"until\"]\n[tenant.default.template.sale.en]\nbody = \"Sale!\""
            ),
            "read `tenant.default.template.sale.en.body` (hiwar.toml:4): `Sale!` is not a body of at \
             most 1024 characters with {{1}}",
        ),
        (
            &format!("{template}en.body = \"Sale {{{{1}}}}\""),
            "without {{1}}",
        ),
        (
            &format!("{template}en.body = \"Sale\"\nen.code = \"english\""),
            "`english` is not a language code of WhatsApp",
        ),
        (
            &format!("{template}en.body = \"Sale\"\nfr.body = \"Soldes\""),
            "there is no setting `tenant.default.template.sale.fr.body`",
        ),
    ] {
        let text = faults(file, &[]);
        assert!(text.contains(expected), "{text}");
        assert!(!text.contains("050111"), "{text}");
    }
}
