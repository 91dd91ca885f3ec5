//! Calls to a tenant's operation.

use std::collections::BTreeMap;
use std::time::Duration;

use futures::future::join_all;

use crate::domain::{
    CallAnswer, CallError, CallRequest, ConversationId, HttpOperation, InboxSeq, Method, Operation,
    OutboxId, SendPolicy, Switches, Tenant, TenantId, TurnId, Value,
};
use crate::job::{Lookup, lane_settings};
use crate::store::{OpenOptions, Store};
use crate::wire::stub::{Act, Hand, Stub, dice, metrics};
use crate::wire::{Wire, WireSettings};

/// Answered by the demo shop.
pub(super) const DEMO: Operation = Operation::Demo { writes: false };

pub(super) fn tenant(operation: Operation) -> Tenant {
    Tenant {
        id: TenantId::parse("acme").expect("a tenant"),
        brand: "Acme".into(),
        numbers: vec![],
        locale_default: "ar".into(),
        region: "SA".into(),
        time_zone: "Asia/Riyadh".into(),
        switches: Switches::default(),
        send_policy: SendPolicy::default(),
        operations: BTreeMap::from([("shop.get_order".into(), operation)]),
        brands: std::collections::BTreeMap::new(),
        queues: std::collections::BTreeMap::new(),
        templates: std::collections::BTreeMap::new(),
        staff: std::collections::BTreeSet::new(),
    }
}

fn shop(method: Method, url: String) -> HttpOperation {
    HttpOperation {
        method,
        url,
        bearer: Some("s3cret".to_owned().into()),
        timeout: Duration::from_millis(500),
        retries: 2,
        writes: method != Method::Get,
        allow_private: true,
        redact: vec![],
    }
}

fn request(arguments: &[(&str, Value)]) -> CallRequest {
    let turn = TurnId {
        conversation: ConversationId([7; 16]),
        seq: InboxSeq(9),
    };
    let arguments = arguments
        .iter()
        .map(|(name, value)| ((*name).into(), value.clone()));
    CallRequest {
        id: OutboxId { turn, index: 1 },
        operation: "shop.get_order".into(),
        arguments: arguments.collect(),
    }
}

async fn run(operation: Operation, call: &CallRequest) -> CallAnswer {
    let hand = Hand::default();
    let (tenant, metrics, dice, clock) = (tenant(operation), metrics(), dice(), hand.clock());
    let wire = Wire::new(WireSettings::default(), clock.clone(), dice.clone()).expect("a client");
    let lane = match &tenant.operations["shop.get_order"] {
        Operation::Http(http) => {
            let counted = metrics.lane(
                &tenant.id,
                crate::telemetry::Peer::Operation,
                crate::telemetry::Task::Call,
                "shop.get_order",
            );
            Some(wire.lane(lane_settings("shop.get_order", http), counted))
        }
        Operation::Demo { .. } | Operation::Own(_) => None,
    };
    let shelf = tempfile::tempdir().expect("a directory");
    let options = OpenOptions {
        require_sync_flag: false,
        ..OpenOptions::default()
    };
    let store = Store::open(shelf.path(), &options, clock.now()).expect("opens");
    let lookup = Lookup {
        tenant: &tenant,
        store: &store,
        lane: lane.as_ref(),
        clock: &clock,
        dice: &dice,
        metrics: &metrics,
    };
    lookup.run(call).await
}

async fn ask(stub: &Stub, path: &str, call: &CallRequest) -> CallAnswer {
    run(Operation::Http(shop(Method::Get, stub.url(path))), call).await
}

fn reply(status: u16, headers: &'static str, body: &str) -> Act {
    Act::Reply(status, headers, body.into())
}

fn text(answer: &CallAnswer, field: &str) -> String {
    let field = answer.body.get(field).and_then(Value::as_text);
    field.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn arguments_go_where_they_were_meant_and_the_answer_comes_back_whole() {
    let stub = Stub::start([reply(200, "", r#"{"status":"shipped","total":428.00}"#)]).await;
    let call = request(&[
        ("order_no", "ORD-1/..؟#&".into()),
        ("phone", "+966501234567".into()),
        ("none", Value::Null),
        ("limit", Value::Int(3)),
    ]);
    let answer = ask(&stub, "/v1/orders/{order_no}?full=1", &call).await;
    assert!(answer.ok && answer.error.is_none() && answer.status == 200);
    assert_eq!(
        (text(&answer, "status"), text(&answer, "total")),
        ("shipped".into(), "428.00".into())
    );
    let head = &stub.seen()[0].head;
    let line =
        "GET /v1/orders/ORD-1%2F..%D8%9F%23%26?full=1&limit=3&phone=%2B966501234567 HTTP/1.1";
    assert!(head.starts_with(line), "{head}");
    assert!(head.contains("authorization: Bearer s3cret"), "{head}");
    assert!(
        !head.contains("idempotency-key"),
        "a read needs none: {head}"
    );
}

#[tokio::test]
async fn a_write_carries_its_key_and_its_arguments_in_the_body() {
    let stub = Stub::start([reply(503, "", "<html>"), reply(201, "", "{}")]).await;
    let call = request(&[
        ("order_no", "ORD-1".into()),
        ("reason", "ضيق".into()),
        ("price", Value::Decimal("12.50".into())),
    ]);
    let operation = shop(Method::Post, stub.url("/orders/{order_no}/returns"));
    let answer = run(Operation::Http(operation), &call).await;
    assert!(answer.ok && answer.status == 201, "{answer:?}");
    let seen = stub.seen();
    assert_eq!(seen.len(), 2, "tried again");
    for seen in seen {
        assert!(
            seen.head.starts_with("POST /orders/ORD-1/returns "),
            "{}",
            seen.head
        );
        let key = format!("idempotency-key: {}", call.id);
        assert!(seen.head.contains(&key), "{}", seen.head);
        assert_eq!(seen.body, r#"{"price":12.50,"reason":"ضيق"}"#);
    }
}

#[tokio::test]
async fn no_argument_leaves_its_place_in_the_address() {
    let stub = Stub::start([reply(200, "", "{}")]).await;
    for (path, value) in [
        ("/orders/{order_no}", "..".into()),
        ("/orders/{order_no}", ".".into()),
        ("/orders/{order_no}", "".into()),
        ("/orders/{order_no}", Value::Null),
        ("/orders/{order_no}", Value::List(vec![])),
        ("/orders/{other}", "x".into()),
    ] {
        let answer = ask(&stub, path, &request(&[("order_no", value.clone())])).await;
        assert_eq!(answer.error, Some(CallError::Refused), "{path} {value:?}");
    }
    let call = request(&[("order_no", "127.0.0.1:80/".into())]);
    for url in [
        "http://{order_no}/",
        "http://{order_no}",
        "http://a.{order_no}/x",
    ] {
        let operation = shop(Method::Get, url.into());
        let answer = run(Operation::Http(operation), &call).await;
        assert_eq!(answer.error, Some(CallError::Refused), "{url}");
    }
    assert_eq!(stub.connections(), 0);
}

/// What the flow is told, and how often the other side was asked.
async fn outcome(acts: impl IntoIterator<Item = Act>) -> (bool, u16, Option<CallError>, usize) {
    let stub = Stub::start(acts).await;
    let answer = ask(&stub, "/x", &request(&[])).await;
    (answer.ok, answer.status, answer.error, stub.seen().len())
}

#[tokio::test]
async fn what_may_pass_is_tried_again() {
    let ok = || reply(200, "", "{}");
    let limited = || reply(429, "retry-after: 0\r\n", "");
    let fine = |tries| (true, 200, None, tries);
    assert_eq!(outcome([reply(500, "", ""), ok()]).await, fine(2));
    assert_eq!(outcome([limited(), ok()]).await, fine(2));
    assert_eq!(outcome([Act::Close, Act::Hang, ok()]).await, fine(3));
    let http = Some(CallError::Http);
    let down = outcome([reply(503, "", "<html>")]).await;
    assert_eq!(down, (false, 503, http, 3));
    let silent = [Act::Hang, Act::Drip, Act::Close, Act::Half].map(|act| outcome([act]));
    for silent in join_all(silent).await {
        assert_eq!(silent, (false, 0, Some(CallError::Timeout), 3));
    }
}

#[tokio::test]
async fn what_will_not_pass_is_told_at_once() {
    let deep = format!("{}{}", "[".repeat(20), "]".repeat(20));
    let heavy = format!("[\"{}\"]", "x".repeat(100_000));
    let told = false;
    let huge = Act::Huge {
        bytes: 300_000,
        told,
    };
    let (http, decode) = (Some(CallError::Http), Some(CallError::Decode));
    for (act, ok, status, error) in [
        (reply(404, "", "{\"why\":\"no\"}"), false, 404, http),
        (reply(404, "", "<html>"), false, 404, http),
        (reply(302, "location: /x\r\n", ""), false, 302, http),
        (reply(200, "", "<html>"), false, 200, decode),
        (reply(200, "", &deep), false, 200, decode),
        (reply(200, "", &heavy), false, 200, decode),
        (reply(204, "", ""), true, 204, None),
        (huge, false, 0, decode),
    ] {
        let got = outcome([act]).await;
        assert_eq!(got, (ok, status, error, 1));
    }
}

#[tokio::test]
async fn a_private_address_is_refused_unless_the_operator_vouches() {
    let stub = Stub::start([reply(200, "", "{}")]).await;
    let url = stub.url("/x").replace("http:", "https:");
    let mut operation = shop(Method::Get, url);
    operation.allow_private = false;
    let answer = run(Operation::Http(operation), &request(&[])).await;
    assert_eq!((answer.status, answer.error), (0, Some(CallError::Refused)));
    assert_eq!(stub.connections(), 0);
}

#[tokio::test]
async fn the_demo_shop_has_one_order_in_each_state_and_dates_around_today() {
    // The clock stands at 2026-11-20T09:00Z.
    for (order_no, status, total, dates) in [
        (
            "ORD-1001",
            "shipped",
            "428.00",
            [("placed_at", "2026-11-17"), ("eta", "2026-11-22")],
        ),
        (
            "ord-1002 ",
            "delivered",
            "215.50",
            [("delivered_at", "2026-11-15"), ("eta", "")],
        ),
        (
            "ORD-1003",
            "preparing",
            "1249.00",
            [("placed_at", "2026-11-20"), ("eta", "2026-11-25")],
        ),
        (
            "ORD-1004",
            "cancelled",
            "99.00",
            [("cancelled_at", "2026-11-15"), ("eta", "")],
        ),
        (
            "ORD-1005",
            "out_for_delivery",
            "560.00",
            [("eta", "2026-11-20"), ("delivered_at", "")],
        ),
    ] {
        let answer = run(DEMO, &request(&[("order_no", order_no.into())])).await;
        assert!(answer.ok && answer.status == 200, "{order_no}");
        assert_eq!(
            (text(&answer, "status"), text(&answer, "total")),
            (status.into(), total.into())
        );
        assert_eq!(text(&answer, "currency"), "SAR");
        for (field, date) in dates {
            assert_eq!(text(&answer, field), date, "{order_no} {field}");
        }
    }
    let answer = run(DEMO, &request(&[("order_no", "ORD-9999".into())])).await;
    assert_eq!((answer.status, answer.error), (404, Some(CallError::Http)));
    let answer = run(DEMO, &request(&[])).await;
    assert_eq!(answer.status, 404);
}

#[tokio::test]
async fn the_log_names_no_argument_no_token_and_no_answer() {
    let (ear, _guard) = crate::telemetry::ear::Ear::listen();
    let call = request(&[
        ("order_no", "ORD-77".into()),
        ("phone", "+966501234567".into()),
    ]);
    for act in [
        reply(200, "", r#"{"owner":"Huda"}"#),
        reply(404, "", "Huda"),
        Act::Close,
    ] {
        let stub = Stub::start([act]).await;
        ask(&stub, "/orders/{order_no}", &call).await;
    }
    ask(&Stub::start([Act::Close]).await, "/orders/{none}", &call).await;
    let heard = ear.heard();
    for word in [
        "call.success",
        "call.failure",
        "call.refused",
        "shop.get_order",
    ] {
        assert!(heard.contains(word), "{word} in\n{heard}");
    }
    for hidden in ["966501234567", "ORD-77", "s3cret", "Huda"] {
        assert!(!heard.contains(hidden), "{hidden} in\n{heard}");
    }
}
