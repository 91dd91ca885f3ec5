//! The names and label sets that dashboards and alerts rely on.

use std::time::Duration;

use super::{
    Build, Circuit, ContentWord, DeadQueue, HookOutcome, LocaleWord, Metrics, OutboxDepth, Peer,
    SentKind, SentOutcome, Task,
};
use crate::domain::{ReceiptState, TenantId, Timestamp};
use crate::telemetry::field;

fn metrics() -> Metrics {
    let build = Build {
        version: "0.1.0",
        revision: "abc",
        rustc: "1.90",
    };
    Metrics::new(build, 2)
}

fn tenant(name: &str) -> TenantId {
    TenantId::parse(name).expect("a tenant")
}

#[test]
fn label_sets_exist_before_the_first_event() {
    let metrics = metrics();
    let _ = metrics.tenant(&tenant("acme"), Peer::Meta);
    let _ = metrics.lane(&tenant("acme"), Peer::Meta, Task::Send, "106540352242922");
    let text = metrics.render();
    for line in [
        r#"hiwar_build_info{version="0.1.0",revision="abc",rustc="1.90"} 1"#,
        r#"hiwar_webhook_requests_total{provider="meta",outcome="bad_signature"} 0"#,
        r"hiwar_webhook_duplicates_total 0",
        r#"hiwar_messages_sent_total{tenant="acme",provider="meta",kind="session",outcome="failed"} 0"#,
        r#"hiwar_message_status_total{status="delivered"} 0"#,
        r#"hiwar_provider_errors_total{provider="meta",class="rate_limited"} 0"#,
        r#"hiwar_provider_request_duration_seconds_count{provider="meta",operation="send"} 0"#,
        r#"hiwar_webhook_ack_duration_seconds_bucket{le="0.5",provider="meta"} 0"#,
        r#"hiwar_circuit_state{tenant="acme",provider="meta",lane="106540352242922"} 0"#,
        r#"hiwar_circuit_opens_total{tenant="acme",provider="meta",lane="106540352242922"} 0"#,
        r#"hiwar_outbox_messages{state="unknown"} 0"#,
        r#"hiwar_dead_letters{queue="inbox"} 0"#,
        r#"hiwar_actor_restarts_total{kind="conversation"} 0"#,
        r#"hiwar_locale_missing_messages_total{locale="ar"} 0"#,
        r"hiwar_conversations_active 0",
        r"hiwar_store_size_bytes 0",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}\n in\n{text}");
    }
}

#[test]
fn every_sample_belongs_to_a_described_family_of_its_own_name() {
    let metrics = metrics();
    metrics.handoff("requested", "order_status");
    metrics.flow("order_status").completed("served");
    metrics
        .tenant(&tenant("acme"), Peer::Meta)
        .received(ContentWord::Text, LocaleWord::Ar);
    let text = metrics.render();
    let described: Vec<_> = text
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE "))
        .filter_map(|line| line.split_once(' '))
        .collect();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let name = line.split(['{', ' ']).next().unwrap_or("");
        let belongs = described.iter().any(|(family, kind)| match *kind {
            "histogram" => ["_bucket", "_sum", "_count"]
                .iter()
                .any(|end| name == format!("{family}{end}")),
            "counter" => {
                name == *family && name.ends_with("_total") && !name.ends_with("_total_total")
            }
            _ => name == *family && !name.ends_with("_total"),
        });
        assert!(belongs && name.starts_with("hiwar_"), "{line}");
    }
    assert!(!text.contains("# EOF") && !text.contains("# UNIT"));
}

#[test]
fn tenants_past_the_cap_share_one_series() {
    let metrics = metrics();
    for name in ["a", "b", "c", "d", "a"] {
        metrics
            .tenant(&tenant(name), Peer::Meta)
            .sent(SentKind::Session, SentOutcome::Accepted);
    }
    let text = metrics.render();
    let accepted = |tenant: &str| {
        format!(
            "hiwar_messages_sent_total{{tenant=\"{tenant}\",provider=\"meta\",kind=\"session\",outcome=\"accepted\"}}"
        )
    };
    for (tenant, count) in [("a", 2), ("b", 1), ("other", 2)] {
        assert!(
            text.contains(&format!("{} {count}\n", accepted(tenant))),
            "{tenant}\n{text}"
        );
    }
    assert!(!text.contains(&accepted("c")));
}

#[test]
fn gauges_show_what_was_last_said() {
    let metrics = metrics();
    let depth = OutboxDepth {
        ready: 3,
        started: 2,
        unknown: 1,
        oldest: Some(Duration::from_millis(1500)),
    };
    metrics.outbox(&depth);
    metrics.dead_letters(DeadQueue::Outbox, 4);
    metrics.status(ReceiptState::Read);
    metrics.reloaded(true);
    metrics.conversation_woke();
    let lane = metrics.lane(&tenant("a"), Peer::Operation, Task::Call, "shop.get_order");
    lane.circuit(Circuit::Open);
    let text = metrics.render();
    for line in [
        "hiwar_outbox_messages{state=\"ready\"} 3",
        "hiwar_outbox_oldest_age_seconds 1.5",
        "hiwar_dead_letters{queue=\"outbox\"} 4",
        "hiwar_message_status_total{status=\"read\"} 1",
        "hiwar_config_last_reload_successful 1",
        "hiwar_conversations_active 1",
        "hiwar_circuit_state{tenant=\"a\",provider=\"operation\",lane=\"shop.get_order\"} 2",
        "hiwar_circuit_opens_total{tenant=\"a\",provider=\"operation\",lane=\"shop.get_order\"} 1",
    ] {
        assert!(text.lines().any(|l| l == line), "{line}\n in\n{text}");
    }
}

#[test]
fn the_digest_forgets_what_is_older_than_a_few_minutes() {
    let metrics = metrics();
    let minute = |m: i64| Timestamp(m * 60_000);
    metrics.hook(Peer::Meta, HookOutcome::BadSignature);
    let first = metrics.digest(minute(0));
    assert_eq!((first.webhooks.count, first.webhooks.failed), (1, 1));
    for m in 1..=7 {
        metrics.hook(Peer::Meta, HookOutcome::Accepted);
        metrics.acknowledged(Peer::Meta, Duration::from_millis(2));
        let _ = metrics.digest(minute(m));
    }
    let last = metrics.digest(minute(7));
    assert_eq!((last.webhooks.count, last.webhooks.failed), (5, 0));
    assert_eq!(last.span, Duration::from_secs(300));
    assert!(last.webhooks.p95 <= Duration::from_micros(2500));
    assert_eq!(first.webhooks.failed_permille(), 1000);
}

#[test]
fn log_fields_have_one_name() {
    let phone = crate::domain::Phone::from_provider("966501234567").expect("a number");
    tracing::info!({ field::EVENT } = "message.attempt", { field::PHONE } = ?phone, "sent");
    assert_eq!(field::ERROR_CODE, "error.code");
}
