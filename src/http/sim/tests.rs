//! The sandbox as the engine and the page meet it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{Request, StatusCode};
use futures::StreamExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::*;
use crate::domain::{Clock, NumberId, Timestamp};
use crate::seal;

type Delivered = Arc<Mutex<Vec<(Value, bool)>>>;

/// The sandbox before an engine that answers with `status`; what was delivered, and whether
/// its signature was right.
fn sandbox(status: StatusCode) -> (Router, Delivered) {
    let delivered = Delivered::default();
    let heard = delivered.clone();
    let deliver: Deliver = Arc::new(move |body, signature| {
        let genuine = seal::verify_hub_signature(&["secret".into()], signature.as_bytes(), &body);
        let body = serde_json::from_slice(&body).expect("JSON");
        heard.lock().expect("no panic").push((body, genuine));
        Box::pin(async move { status })
    });
    let number = SandboxNumber {
        id: NumberId::new("100"),
        brand: "متجر".into(),
        templates: Templates::new(),
        access_token: "token".into(),
        app_secret: "secret".into(),
    };
    let clock = Clock::new(|| Timestamp(1_786_000_000_000), || Duration::ZERO);
    (
        router(SimState::new(number, clock, deliver, None)),
        delivered,
    )
}

async fn post(router: &Router, path: &str, token: &str, body: &Value) -> (StatusCode, Value) {
    let request = Request::post(path)
        .header(AUTHORIZATION, format!("Bearer {token}"))
        .header(CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_string()))
        .expect("a request");
    let answer = router.clone().oneshot(request).await.expect("an answer");
    let status = answer.status();
    let bytes = axum::body::to_bytes(answer.into_body(), 1 << 20).await;
    let body = serde_json::from_slice(&bytes.expect("a body")).unwrap_or(Value::Null);
    (status, body)
}

const MESSAGES: &str = "/sandbox/v25.0/100/messages";

fn text(body: &str) -> Value {
    json!({"messaging_product": "whatsapp", "to": "+966500000001", "type": "text",
           "biz_opaque_callback_data": "ob_1", "text": {"body": body}})
}

#[tokio::test]
async fn a_send_is_taken_like_by_meta_and_refused_like_by_meta() {
    let (router, _) = sandbox(StatusCode::OK);
    let (status, answer) = post(&router, MESSAGES, "token", &text("مرحبًا")).await;
    assert_eq!(status, StatusCode::OK);
    let id = answer["messages"][0]["id"].as_str().expect("an id");
    assert!(id.starts_with("wamid."));
    assert_eq!(answer["contacts"][0]["wa_id"], "966500000001");
    let list = json!({"messaging_product": "whatsapp", "to": "+966500000001", "type": "interactive",
        "interactive": {"type": "list", "body": {"text": "؟"}, "action": {"button": "x", "sections": []}}});
    for (path, token, body, status, code) in [
        (MESSAGES, "wrong", text("x"), 401, 190),
        ("/sandbox/v25.0/999/messages", "token", text("x"), 400, 33),
        (MESSAGES, "token", text(" "), 400, 100),
        (MESSAGES, "token", json!({"to": "+966500000001"}), 400, 100),
        (MESSAGES, "token", json!([]), 400, 100),
        (MESSAGES, "token", list, 400, 100),
    ] {
        let (answered, answer) = post(&router, path, token, &body).await;
        assert_eq!(answered.as_u16(), status, "{body}");
        assert_eq!(answer["error"]["code"], code, "{body}");
    }
}

#[tokio::test]
async fn a_failure_that_was_asked_for_meets_one_send() {
    let (router, _) = sandbox(StatusCode::OK);
    for (how, status, code) in [
        ("429", 429, 130_429),
        ("500", 500, 131_000),
        ("131047", 400, 131_047),
    ] {
        let wish = json!({"how": how});
        assert_eq!(
            post(&router, "/sim/fail", "", &wish).await.0,
            StatusCode::NO_CONTENT
        );
        let (answered, answer) = post(&router, MESSAGES, "token", &text("hello")).await;
        assert_eq!(
            (answered.as_u16(), &answer["error"]["code"]),
            (status, &json!(code))
        );
        let (answered, _) = post(&router, MESSAGES, "token", &text("hello")).await;
        assert_eq!(answered, StatusCode::OK, "only the next one");
    }
    for path in ["/sim/agent", "/sim/clock"] {
        let body = json!({"customer": "1", "agent": "n", "deed": "claim", "hours": 1});
        let (status, _) = post(&router, path, "", &body).await;
        assert_eq!(status, StatusCode::NOT_FOUND, "no house, no inside: {path}");
    }
}

#[tokio::test]
async fn a_template_is_shown_in_its_approved_words() {
    let spec = crate::domain::TemplateSpec {
        languages: [(
            "ar".to_owned(),
            crate::domain::TemplateText {
                code: "ar".into(),
                body: "الطلب {{1}} في {{2}}".into(),
            },
        )]
        .into(),
        ..Default::default()
    };
    let templates = Templates::from([("order_update".to_owned(), spec)]);
    let send: super::send::Send = serde_json::from_value(json!({
        "messaging_product": "whatsapp", "to": "+966500000001", "type": "template",
        "template": {"name": "order_update", "language": {"code": "ar"}, "components": [
            {"type": "body", "parameters": [{"type": "text", "text": "1001"}, {"type": "text", "text": "الطريق"}]}]}
    }))
    .expect("a send");
    let body = serde_json::to_value(send.body(&templates)).expect("JSON");
    assert_eq!(body["text"], "الطلب 1001 في الطريق");
}

#[tokio::test(start_paused = true)]
async fn a_send_is_reported_back_signed_and_with_what_we_planted() {
    let (router, delivered) = sandbox(StatusCode::OK);
    let (_, answer) = post(&router, MESSAGES, "token", &text("hello")).await;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let delivered = delivered.lock().expect("no panic");
    let statuses: Vec<&Value> = delivered
        .iter()
        .map(|(body, _)| &body["entry"][0]["changes"][0]["value"]["statuses"][0])
        .collect();
    let words: Vec<_> = statuses.iter().map(|s| s["status"].as_str()).collect();
    assert_eq!(
        words,
        [Some("sent"), Some("delivered")],
        "nobody looks, nobody reads"
    );
    assert!(delivered.iter().all(|(_, genuine)| *genuine));
    assert_eq!(statuses[0]["id"], answer["messages"][0]["id"]);
    assert_eq!(statuses[0]["biz_opaque_callback_data"], "ob_1");
}

#[tokio::test(start_paused = true)]
async fn what_is_typed_and_tapped_enters_as_a_signed_webhook() {
    let from = "966500000001";
    for (said, kind, inner) in [
        (
            json!({"kind": "text", "text": "وين طلبي"}),
            "text",
            json!({"body": "وين طلبي"}),
        ),
        (
            json!({"kind": "button", "id": "track", "title": "تتبع", "reply_to": "wamid.1"}),
            "interactive",
            json!({"type": "button_reply", "button_reply": {"id": "track", "title": "تتبع"}}),
        ),
        (
            json!({"kind": "row", "id": "r1", "title": "حالة", "description": null}),
            "interactive",
            json!({"type": "list_reply", "list_reply": {"id": "r1", "title": "حالة"}}),
        ),
    ] {
        let (router, delivered) = sandbox(StatusCode::OK);
        let mut body = said.clone();
        body["from"] = json!(from);
        let (status, _) = post(&router, "/sim/messages", "", &body).await;
        assert_eq!(status, StatusCode::ACCEPTED);
        tokio::time::sleep(Duration::from_secs(1)).await;
        let delivered = delivered.lock().expect("no panic");
        let (hook, genuine) = &delivered[0];
        let message = &hook["entry"][0]["changes"][0]["value"]["messages"][0];
        assert!(genuine);
        assert_eq!(message["from"], from);
        assert_eq!(message["type"], kind);
        assert_eq!(message[kind], inner, "{said}");
        assert_eq!(message["context"]["id"].as_str(), said["reply_to"].as_str());
    }
}

#[tokio::test]
async fn the_page_refuses_what_whatsapp_would_not_send() {
    let (router, _) = sandbox(StatusCode::OK);
    for (from, text) in [
        ("966500000001", " ".to_owned()),
        ("966500000001", "ا".repeat(4097)),
        ("salma", "hi".to_owned()),
    ] {
        let body = json!({"from": from, "kind": "text", "text": text});
        let (status, _) = post(&router, "/sim/messages", "", &body).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}

#[tokio::test(start_paused = true)]
async fn the_feed_tells_everything_first_and_then_what_happens() {
    let (router, _) = sandbox(StatusCode::SERVICE_UNAVAILABLE);
    let request = Request::get("/sim/events").body(Body::empty());
    let answer = router.clone().oneshot(request.expect("a request")).await;
    let mut feed = answer.expect("an answer").into_body().into_data_stream();
    let mut next = async || {
        let line = feed.next().await.expect("more").expect("bytes");
        let line = String::from_utf8(line.to_vec()).expect("text");
        let line = line
            .trim()
            .strip_prefix("data: ")
            .expect("an event")
            .to_owned();
        serde_json::from_str::<Value>(&line).expect("JSON")
    };
    let hello = next().await;
    assert_eq!(hello["kind"], "hello");
    let from = hello["customers"][0]["phone"].clone();
    let said = json!({"from": from, "kind": "text", "text": "<b>hi</b>"});
    post(&router, "/sim/messages", "", &said).await;
    assert_eq!(next().await["bubble"]["body"]["body"], "<b>hi</b>");
    assert_eq!(next().await["tick"], "failed", "the engine took nothing");
    post(&router, "/sim/restart", "", &json!({"customer": from})).await;
    let again = next().await;
    assert_eq!(again["kind"], "hello");
    assert_eq!(again["customers"][0]["bubbles"], json!([]));
    assert_ne!(again["customers"][0]["phone"], from, "somebody new");
}

#[test]
fn what_is_wrong_with_the_flows_is_told_to_whoever_comes_later_too() {
    let feed = feed::Feed::new("متجر".into());
    let (_, mut live) = feed.follow();
    feed.faulty(vec!["flows/a.rhai:1:1: error[F0101]: x".into()]);
    let told = serde_json::to_value(live.try_recv().expect("news")).expect("JSON");
    assert_eq!(told["kind"], "faults");
    let (hello, _) = feed.follow();
    let hello = serde_json::to_value(hello).expect("JSON");
    assert_eq!(hello["faults"], told["faults"]);
    feed.faulty(Vec::new());
    let (hello, _) = feed.follow();
    let hello = serde_json::to_value(hello).expect("JSON");
    assert_eq!(hello["faults"], json!([]), "mended");
}

#[tokio::test]
async fn a_read_receipt_with_typing_reaches_the_page() {
    let (router, delivered) = sandbox(StatusCode::OK);
    let said = json!({"from": "966500000001", "kind": "text", "text": "hi"});
    post(&router, "/sim/messages", "", &said).await;
    while delivered.lock().expect("no panic").is_empty() {
        tokio::task::yield_now().await;
    }
    let hook = delivered.lock().expect("no panic")[0].0.clone();
    let id = &hook["entry"][0]["changes"][0]["value"]["messages"][0]["id"];
    let receipt = json!({"messaging_product": "whatsapp", "status": "read", "message_id": id,
        "typing_indicator": {"type": "text"}});
    let (status, answer) = post(&router, MESSAGES, "token", &receipt).await;
    assert_eq!((status, &answer["success"]), (StatusCode::OK, &json!(true)));
}

#[tokio::test]
async fn the_bare_address_leads_to_the_phone() {
    let (router, _) = sandbox(StatusCode::OK);
    let request = Request::get("/").body(Body::empty()).expect("a request");
    let answer = router.oneshot(request).await.expect("an answer");
    assert!(answer.status().is_redirection());
    assert_eq!(answer.headers()["location"], "/sim");
}

#[tokio::test]
async fn the_page_runs_no_script_but_its_own() {
    let (router, _) = sandbox(StatusCode::OK);
    for path in [
        "/sim",
        "/sim/app.js",
        "/sim/bubbles.js",
        "/sim/inside.js",
        "/sim/saved.js",
        "/sim/words.js",
        "/sim/style.css",
    ] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let answer = router.clone().oneshot(request).await.expect("an answer");
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        let policy = answer.headers()[CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("text");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"));
    }
    let page = include_str!("page/page.html");
    assert!(!page.contains("<style") && !page.contains("style=") && !page.contains("onclick"));
    for script in [
        include_str!("page/app.js"),
        include_str!("page/bubbles.js"),
        include_str!("page/inside.js"),
        include_str!("page/saved.js"),
    ] {
        for way_in in [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
        ] {
            assert!(!script.contains(way_in), "{way_in}");
        }
    }
}
