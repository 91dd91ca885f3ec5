//! A limit counts messages: looking whether there is one to send takes nothing from it.

use std::time::{Duration, Instant};

use crate::world::World;

#[test]
fn a_burst_that_the_provider_allows_leaves_at_once() {
    let world = World::plan().set("HIWAR_SEND__PAIR_LIMIT", "true").open();
    let salma = world.customer("+966501230001");
    salma.says("menu");
    salma.expects("the menu", |_| true);
    world.settles();
    let started = Instant::now();
    let before = salma.received().len();
    // WhatsApp lends a customer 45
    for _ in before..40 {
        salma.says("menu");
        salma.expects("the menu", |_| true);
    }
    assert!(started.elapsed() < Duration::from_secs(10));
    assert_eq!(salma.received().len(), 40);
}
