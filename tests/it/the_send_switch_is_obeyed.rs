//! With the switch off nothing reaches the provider; with a pilot list only its members
//! hear us. What is not sent is recorded as suppressed, not kept for later.

use crate::world::World;

#[test]
fn off_means_that_the_provider_hears_nothing() {
    let world = World::plan().set("WHATSAPP_SEND_ENABLED", "0").open();
    let salma = world.customer("+966501190001");
    salma.says("where is my order");
    world.settles();
    assert!(world.cloud.calls().is_empty(), "{:#?}", world.cloud.calls());
    let metrics = world.door.get("/metrics").unwrap().body;
    let suppressed = metrics
        .lines()
        .filter(|line| line.starts_with("hiwar_messages_sent_total") && line.contains("suppressed"))
        .any(|line| !line.ends_with(" 0"));
    assert!(suppressed, "{metrics}");
}

#[test]
fn what_was_suppressed_is_not_sent_when_the_switch_goes_on() {
    let world = World::plan().set("WHATSAPP_SEND_ENABLED", "0").open();
    let salma = world.customer("+966501190002");
    salma.says("where is my order");
    world.settles();
    world.set("WHATSAPP_SEND_ENABLED", Some("1"));
    world.restart();
    world.settles();
    assert!(salma.received().is_empty());
    salma.says("menu");
    salma.expects("an answer", |_| true);
}

#[test]
fn a_pilot_list_opens_the_switch_for_its_members_only() {
    let world = World::plan()
        .set("PILOT_WHITELIST", "+966501190003,+971501190004")
        .open();
    let (member, other) = (
        world.customer("+966501190003"),
        world.customer("+966501190005"),
    );
    other.says("where is my order");
    member.says("where is my order");
    member.expects("an answer", |_| true);
    world.settles();
    assert!(other.received().is_empty());
}
