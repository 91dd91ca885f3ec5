//! The routes an operator watches are there, tell the truth, and name no customer.

use serde_json::Value;

use crate::world::World;

#[test]
fn the_routes_are_there() {
    let world = World::open();
    for path in [
        "/healthz",
        "/readyz",
        "/queue/health",
        "/health/metrics",
        "/metrics",
    ] {
        assert_eq!(world.door.get(path).unwrap().status, 200, "{path}");
    }
    assert_eq!(world.door.get("/no/such/path").unwrap().status, 404);
    assert_eq!(
        world
            .door
            .ask("DELETE", "/healthz", &[], b"")
            .unwrap()
            .status,
        405
    );
}

#[test]
fn the_queue_is_empty_when_all_is_said() {
    let world = World::open();
    let salma = world.customer("+966501210001");
    salma.says("where is my order");
    salma.expects("an answer", |_| true);
    let health = world.settles();
    assert_eq!(health["status"], "ok");
    for pointer in [
        "/inbox/rows",
        "/inbox/oldest_age_s",
        "/outbox/rows",
        "/outbox/oldest_age_s",
        "/outbox/unknown",
        "/dead_letters",
        "/quarantined",
    ] {
        assert_eq!(
            health.pointer(pointer),
            Some(&Value::from(0)),
            "{pointer} in {health}"
        );
    }
}

#[test]
fn metrics_count_messages_and_name_nobody() {
    let world = World::open();
    let salma = world.customer("+966501210002");
    salma.says("where is my order");
    salma.expects("an answer", |_| true);
    world.settles();
    let metrics = world.door.get("/metrics").unwrap().body;
    for name in [
        "hiwar_build_info",
        "hiwar_webhook_requests_total",
        "hiwar_messages_received_total",
        "hiwar_messages_sent_total",
    ] {
        assert!(metrics.contains(name), "{name} in\n{metrics}");
    }
    let digest = world.door.get("/health/metrics").unwrap().body;
    for page in [metrics, digest, world.health().to_string()] {
        assert!(!page.contains("501210002"), "{page}");
    }
}

#[test]
fn replies_carry_the_token_and_our_own_id() {
    let world = World::open();
    let salma = world.customer("+966501210003");
    salma.says("where is my order");
    let call = salma.expects("an answer", |_| true);
    assert!(call.callback.unwrap().starts_with("ob_"));
    // a wrong or missing token is a fault of the stub's book, checked when the world ends
    assert!(world.cloud.faults().is_empty());
}
