//! The promises of the settings, as tables.

use std::collections::BTreeMap;

use super::*;
use crate::domain::{Account, Operation, Phone, Tenant};
use secrecy::ExposeSecret;

mod business;

const EXAMPLE: &str = include_str!("../../../examples/hiwar.toml");

fn no_files(path: &str) -> Result<String, String> {
    match path {
        "/run/secrets/token" => Ok("from-a-file\n".into()),
        _ => Err("no such file".into()),
    }
}

fn read(
    file: &str,
    env: &[(&str, &str)],
    flags: &[(&str, &str)],
) -> Result<Settings, Vec<SettingFault>> {
    let pairs = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
        let own = |text: &str| text.to_owned();
        pairs.iter().map(|(a, b)| (own(a), own(b))).collect()
    };
    load(&Given {
        file: Some(FileText {
            name: "hiwar.toml".into(),
            text: file.into(),
        }),
        env: pairs(env).into_iter().collect::<BTreeMap<_, _>>(),
        flags: pairs(flags),
        read_file: &no_files,
    })
}

fn faults(file: &str, env: &[(&str, &str)]) -> String {
    let faults = read(file, env, &[]).expect_err("a fault");
    let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn keys() -> SandboxKeys {
    SandboxKeys {
        graph_url: "http://127.0.0.1:1/sandbox".into(),
        access_token: "sandbox-token".into(),
        app_secret: "sandbox-secret".into(),
        verify_token: "sandbox-verify".into(),
    }
}

fn tenants(file: &str, env: &[(&str, &str)]) -> Vec<Tenant> {
    let settings = read(file, env, &[]).expect("settings");
    settings.tenants(&keys()).expect("tenants")
}

const META: &[(&str, &str)] = &[
    ("WHATSAPP_PHONE_ID", "106540352242922"),
    ("WHATSAPP_TOKEN", "token-1"),
    ("WHATSAPP_VERIFY_TOKEN", "verify-1"),
    ("META_APP_SECRET", "secret-1"),
    ("META_APP_ID", "1"),
    ("META_GRAPH_URL", "http://127.0.0.1:9/"),
    ("PILOT_WHITELIST", "+966501234567, +971500000001"),
    ("SHOP_API_URL", "https://shop.example/api/"),
];

#[test]
fn the_customary_environment_makes_one_tenant() {
    let tenants = tenants("", META);
    let [tenant] = &tenants[..] else {
        unreachable!("one tenant")
    };
    let Account::Meta(meta) = &tenant.numbers[0].account;
    assert_eq!(tenant.id.as_str(), "default");
    assert_eq!(tenant.numbers[0].id.as_str(), "106540352242922");
    assert_eq!(meta.graph_url, "http://127.0.0.1:9");
    assert_eq!(meta.token.expose_secret(), "token-1");
    assert_eq!(meta.app_secrets[0].expose_secret(), "secret-1");
    assert_eq!(meta.verify_token.expose_secret(), "verify-1");
    let pilot = Phone::from_provider("+971500000001").expect("a number");
    assert!(tenant.switches.send && tenant.switches.pilot.contains(&pilot));
    let Operation::Http(shop) = &tenant.operations["shop.get_order"] else {
        unreachable!("an address was set")
    };
    assert_eq!(shop.url, "https://shop.example/api/orders/{order_no}");
}

#[test]
fn without_an_address_orders_come_from_the_demo_shop() {
    let tenants = tenants("", &META[..4]);
    assert!(matches!(
        tenants[0].operations["shop.get_order"],
        Operation::Demo { writes: false }
    ));
    let created = &tenants[0].operations["shop.create_return"];
    assert!(matches!(created, Operation::Demo { writes: true }) && created.writes());
}

#[test]
fn a_later_source_outranks_an_earlier_one_and_every_value_keeps_its_origin() {
    let file = "[server]\nlisten = \"127.0.0.1:1\"\nconnections_max = 7\n";
    let env = [("HIWAR_SERVER__LISTEN", "127.0.0.1:2")];
    let flags = [("server.listen", "127.0.0.1:3")];
    for (file, env, flags, port, origin) in [
        ("", &[][..], &[][..], 8080, "default"),
        (file, &[], &[], 1, "hiwar.toml:2"),
        (file, &env, &[], 2, "environment HIWAR_SERVER__LISTEN"),
        (file, &env, &flags, 3, "flag --set server.listen"),
    ] {
        let settings = read(file, env, flags).expect("settings");
        assert_eq!(settings.server.listen.port(), port);
        let shown = settings.shown.iter().find(|s| s.key == "server.listen");
        assert_eq!(shown.map(|s| s.origin.to_string()).as_deref(), Some(origin));
    }
}

#[test]
fn an_unknown_key_is_refused_with_a_suggestion() {
    for (file, env, expected) in [
        (
            "[server]\nlisten_ = \"127.0.0.1:1\"",
            ("", ""),
            "read hiwar.toml:2: there is no setting `server.listen_`; did you mean `server.listen`?",
        ),
        (
            "",
            ("HIWAR_STORE_PATH", "x"),
            "read environment HIWAR_STORE_PATH: there is no setting `HIWAR_STORE_PATH`; \
             did you mean `HIWAR_STORE__PATH`?",
        ),
        (
            "",
            ("HIWAR_TENANT__DEFAULT__META__ACCES_TOKEN", "x"),
            "did you mean `HIWAR_TENANT__DEFAULT__META__ACCESS_TOKEN`?",
        ),
        (
            "listen = \"127.0.0.1:1\"",
            ("", ""),
            "did you mean `server.listen`?",
        ),
        (
            "[zoo]\nlion = 1",
            ("", ""),
            "there is no setting `zoo.lion`; `hiwar config show` lists all of them",
        ),
        (
            "[tenant.default.meta]\nlion = 1",
            ("", ""),
            "`tenant.default.meta.lion`; `hiwar config show`",
        ),
    ] {
        let text = faults(file, &[env]);
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn a_wrong_value_names_key_origin_and_what_is_allowed() {
    for (env, expected) in [
        (
            ("HIWAR_SERVER__LISTEN", "8080"),
            "read `server.listen` (environment HIWAR_SERVER__LISTEN): `8080` is not an address \
             and port such as",
        ),
        (
            ("WHATSAPP_SEND_ENABLED", "maybe"),
            "read `send.enabled` (environment WHATSAPP_SEND_ENABLED): `maybe` is not true or false",
        ),
        (
            ("WHATSAPP_PROVIDER", "twilio"),
            "`twilio` is not in this version: use meta, or sandbox",
        ),
        (
            ("HIWAR_SHUTDOWN__GRACE", "2h"),
            "`7200s` is not a span between 100ms and 5m",
        ),
        (
            ("HIWAR_TENANT__DEFAULT__TIME_ZONE", "Riyadh"),
            "is not a time zone",
        ),
        (("HIWAR_TENANT__DEFAULT__LOCALE", "fr"), "is not ar or en"),
        (("HIWAR_LOG__LEVEL", "loud"), "is not error, warn"),
        (("META_GRAPH_URL", "graph"), "is not a web address"),
        (
            (
                "HIWAR_TENANT__DEFAULT__OPERATIONS__SHOP__GET_ORDER__URL",
                "http://shop.example/{order_no}",
            ),
            "is not an https address; `allow_private = true` vouches",
        ),
        (
            ("WHATSAPP_PHONE_ID", "a/b"),
            "is not an id as Meta's app page",
        ),
        (
            (
                "HIWAR_TENANT__DEFAULT__OPERATIONS__SHOP__PAY__METHOD",
                "GET",
            ),
            "find `tenant.default.operations.shop.pay.url`",
        ),
    ] {
        let text = faults("", &[env]);
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn a_wrong_pilot_list_is_refused_without_repeating_numbers() {
    for list in ["0509998877", "+966509998877,x", "966509998877"] {
        let text = faults("", &[("PILOT_WHITELIST", list)]);
        assert!(
            text.contains("send.pilot") && !text.contains("99988"),
            "{text}"
        );
    }
}

#[test]
fn secrets_are_never_shown() {
    let settings = read("", META, &[]).expect("settings");
    let shown = format!("{settings:?}");
    for secret in ["token-1", "verify-1", "secret-1", "501234567"] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    let token = settings.shown.iter();
    let mut token = token.filter(|s| s.key == "tenant.default.meta.access_token");
    assert_eq!(token.next().map(|s| s.value.as_str()), Some("***"));
}

#[test]
fn a_secret_comes_from_a_variable_or_a_file_of_its_own_never_from_the_settings_file() {
    let token = |file: &str, env: &[(&str, &str)]| {
        let mut all: Vec<(&str, &str)> = META
            .iter()
            .copied()
            .filter(|(name, _)| *name != "WHATSAPP_TOKEN")
            .collect();
        all.extend_from_slice(env);
        let tenants = tenants(file, &all);
        let Account::Meta(meta) = &tenants[0].numbers[0].account;
        meta.token.expose_secret().to_owned()
    };
    let named = "[tenant.default.meta]\naccess_token = \"env:MY_TOKEN\"";
    let by_path = "[tenant.default.meta]\naccess_token_file = \"/run/secrets/token\"";
    assert_eq!(token(named, &[("MY_TOKEN", "named")]), "named");
    assert_eq!(token(by_path, &[]), "from-a-file");
    assert_eq!(
        token("", &[("WHATSAPP_TOKEN_FILE", "/run/secrets/token")]),
        "from-a-file"
    );
    for (file, env, expected) in [
        (
            "[tenant.default.meta]\naccess_token = \"EAAB\"",
            ("", ""),
            "does not belong into the settings file",
        ),
        (named, ("", ""), "MY_TOKEN is not set"),
        ("", ("WHATSAPP_TOKEN_FILE", "/nowhere"), "no such file"),
    ] {
        let text = faults(file, &[env]);
        assert!(text.contains(expected) && !text.contains("EAAB"), "{text}");
    }
}

#[test]
fn an_empty_variable_counts_as_not_set() {
    let settings = read(
        "",
        &[("HIWAR_SERVER__LISTEN", ""), ("PILOT_WHITELIST", "")],
        &[],
    );
    assert!(settings.is_ok());
}

#[test]
fn two_customary_names_that_disagree_are_refused() {
    let text = faults(
        "",
        &[("WHATSAPP_TOKEN", "a"), ("WHATSAPP_ACCESS_TOKEN", "b")],
    );
    assert!(text.contains("keep one of the two"), "{text}");
    assert!(
        read(
            "",
            &[("WHATSAPP_TOKEN", "a"), ("WHATSAPP_ACCESS_TOKEN", "a")],
            &[]
        )
        .is_ok(),
        "the same twice is fine"
    );
}

#[test]
fn every_missing_credential_is_named_at_once() {
    let settings = read("", &[], &[]).expect("settings");
    let missing = settings.tenants(&keys()).expect_err("nothing is set");
    let text: Vec<String> = missing.iter().map(ToString::to_string).collect();
    let text = text.join("\n");
    for name in [
        "WHATSAPP_PHONE_ID",
        "WHATSAPP_TOKEN",
        "META_APP_SECRET",
        "WHATSAPP_VERIFY_TOKEN",
    ] {
        assert!(text.contains(name), "{text}");
    }
}

#[test]
fn the_sandbox_needs_no_account_and_sends_to_itself() {
    let flags = [("tenant.*.provider", "sandbox")];
    let settings = read("", META, &flags).expect("settings");
    let tenants = settings.tenants(&keys()).expect("tenants");
    let Account::Meta(meta) = &tenants[0].numbers[0].account;
    assert_eq!(meta.graph_url, "http://127.0.0.1:1/sandbox");
    assert_eq!(meta.token.expose_secret(), "sandbox-token");
}

#[test]
fn two_tenants_may_not_claim_one_number() {
    let file = "[tenant.a.meta]\nphone_number_id = \"1\"\n[tenant.b.meta]\nphone_number_id = \"1\"\n\
                [tenant.a]\nprovider = \"sandbox\"\n[tenant.b]\nprovider = \"sandbox\"\n";
    let settings = read(file, &[], &[]).expect("settings");
    let faults = settings.tenants(&keys()).expect_err("one number");
    assert!(
        faults[0]
            .to_string()
            .contains("tenant a has the same number")
    );
}

#[test]
fn what_has_no_effect_here_is_said() {
    let settings = read("", &[("TWILIO_AUTH_TOKEN", "x")], &[]).expect("settings");
    assert_eq!(settings.notices.len(), 1);
    assert!(settings.notices[0].starts_with("TWILIO_AUTH_TOKEN has no effect"));
}

#[test]
fn a_file_that_is_not_toml_is_answered_with_the_line() {
    let text = faults("[server]\nlisten = \n", &[]);
    assert!(text.starts_with("read hiwar.toml:2"), "{text}");
}

#[test]
fn the_example_file_is_valid() {
    let env = [
        ("ACME_META_TOKEN", "t"),
        ("ACME_META_APP_SECRET", "s"),
        ("ACME_META_VERIFY_TOKEN", "v"),
        ("ACME_SHOP_TOKEN", "b"),
    ];
    let tenants = tenants(EXAMPLE, &env);
    assert_eq!(tenants[0].id.as_str(), "acme");
    assert!(matches!(
        tenants[0].operations["shop.get_order"],
        Operation::Http(_)
    ));
}
