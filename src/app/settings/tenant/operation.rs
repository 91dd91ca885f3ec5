//! A tenant's operations: what a flow calls by name. In the file
//! `[tenant.acme.operations."shop.get_order"]`, in the environment
//! `HIWAR_TENANT__ACME__OPERATIONS__SHOP__GET_ORDER__URL`.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use secrecy::SecretString;

use crate::app::settings::parse::WebAddress;
use crate::app::settings::reader::Reader;
use crate::app::settings::{Origin, Why};
use crate::domain::{HttpOperation, Method, Operation, OwnOperation};

/// The operations of the shipped flows: name, method, and what follows `shop_api_url`.
/// The demo shop answers them for a tenant that names no shop of its own.
pub(super) const SHOP: [(&str, Method, &str); 13] = [
    ("shop.get_order", Method::Get, "/orders/{order_no}"),
    ("shop.create_return", Method::Post, "/returns"),
    ("shop.get_return", Method::Get, "/returns/{rma}"),
    ("shop.list_returns", Method::Get, "/returns"),
    ("shop.book_pickup", Method::Post, "/returns/{rma}/pickup"),
    ("shop.list_appointments", Method::Get, "/appointments"),
    (
        "shop.get_appointment",
        Method::Get,
        "/appointments/{appointment_no}",
    ),
    (
        "shop.confirm_appointment",
        Method::Post,
        "/appointments/{appointment_no}/confirm",
    ),
    (
        "shop.reschedule_appointment",
        Method::Post,
        "/appointments/{appointment_no}/reschedule",
    ),
    ("shop.get_job", Method::Get, "/jobs/{job_no}"),
    ("shop.list_jobs", Method::Get, "/jobs"),
    ("shop.check_in", Method::Post, "/check-ins"),
    ("shop.report_issue", Method::Post, "/issues"),
];

/// What customers tell a shop about themselves, kept from logs and pages.
const PERSONAL: [&str; 5] = ["phone", "address", "location", "photo", "note"];

/// The tenant's own shop, behind one address.
struct Shop {
    url: Option<String>,
    token: Option<SecretString>,
}

pub(super) fn read(from: &mut Reader<'_>, tenant: &str) -> BTreeMap<String, Operation> {
    let shop = Shop {
        url: from
            .optional(&format!("tenant.{tenant}.shop_api_url"))
            .map(|WebAddress(url)| url),
        token: from.secret(&format!("tenant.{tenant}.shop_api_token")),
    };
    let prefix = format!("tenant.{tenant}.operations.");
    let written: BTreeSet<String> = from
        .below(&prefix)
        .iter()
        .filter_map(|rest| Some(rest.rsplit_once('.')?.0.to_owned()))
        .collect();
    let shipped = SHOP.iter().map(|(name, ..)| (*name).to_owned());
    let names: BTreeSet<String> = written.iter().cloned().chain(shipped).collect();
    let own = OwnOperation::ALL.map(|(name, own)| (name.to_owned(), Operation::Own(own)));
    let mut operations = BTreeMap::from(own);
    let mut without: Vec<String> = Vec::new();
    for name in names {
        match read_one(from, &format!("{prefix}{name}"), &name, &shop) {
            Some(operation) => {
                operations.insert(name, Operation::Http(operation));
            }
            None => without.push(name),
        }
    }
    // An invented order beside real ones would be worse than none.
    let own_shop = operations.keys().any(|name| name.starts_with("shop."));
    for name in without {
        match SHOP.iter().find(|(shipped, ..)| *shipped == name) {
            Some((_, method, _)) if !own_shop => {
                let writes = !matches!(method, Method::Get);
                operations.insert(name, Operation::Demo { writes });
            }
            Some(_) if !written.contains(&name) => {}
            Some(_) | None => {
                let set = "an operation needs an address".into();
                let key = format!("{prefix}{name}.url");
                from.fault(&key, Origin::Default, Why::Missing { set });
            }
        }
    }
    operations
}

/// `None` where no address is set.
fn read_one(from: &mut Reader<'_>, key: &str, name: &str, shop: &Shop) -> Option<HttpOperation> {
    let field = |name: &str| format!("{key}.{name}");
    let shipped = SHOP.iter().find(|(shipped, ..)| *shipped == name);
    let explicit = from.optional(&field("url")).map(|WebAddress(url)| url);
    let own_shop = explicit.is_none();
    let of_the_shop = || Some(format!("{}{}", shop.url.as_ref()?, shipped?.2));
    let url = explicit.or_else(of_the_shop);
    let method = shipped.map_or(Method::Get, |(_, method, _)| *method);
    let method = from.or(&field("method"), method);
    let personal = PERSONAL.iter().filter(|_| shipped.is_some());
    let bearer = from.secret(&field("bearer"));
    let operation = HttpOperation {
        method,
        bearer: bearer.or_else(|| shop.token.clone().filter(|_| own_shop)),
        timeout: from.checked(
            &field("timeout"),
            Duration::from_secs(5),
            "a span between 100ms and 30s",
            |span| (100..=30_000).contains(&span.as_millis()),
        ),
        retries: u8::try_from(from.within(&field("retries"), 2, 0..=5)).unwrap_or(0),
        writes: from.or(&field("writes"), !matches!(method, Method::Get)),
        redact: from.or(
            &field("redact"),
            personal.map(|name| (*name).to_owned()).collect(),
        ),
        // The operator's own shop may well live next door; any other address has to say so.
        allow_private: from.or(&field("allow_private"), own_shop && url.is_some()),
        url: url.clone().unwrap_or_default(),
    };
    if operation.url.starts_with("http://") && !operation.allow_private {
        let value = Some(operation.url.clone());
        let allowed = "an https address; `allow_private = true` vouches for plain http".into();
        from.fault(
            &field("url"),
            Origin::Default,
            Why::Invalid { value, allowed },
        );
    }
    url.map(|_| operation)
}
