//! An input whose turn ends the process is not run for ever: after three deaths it is a
//! dead letter, the customer is told once, and the next message is answered.

use std::time::Duration;

use crate::world::World;

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn after_three_deaths_with_one_apology() {
    let world = World::open();
    let salma = world.customer("+966501170001");
    world.stop();
    world.set("HIWAR_CRASH_AT", Some("in_turn"));
    world.start();
    salma.says_as("wamid.KILLER", "where is my order");
    assert!(world.falls(PATIENCE), "the first death");
    let deaths = 1
        + (0..5)
            .take_while(|_| {
                let started = world.try_start();
                started.is_err() || world.falls(Duration::from_secs(3))
            })
            .count();
    assert_eq!(deaths, 3, "{}", world.last_words());
    salma.expects("one apology", |_| true);
    assert_eq!(world.settles()["dead_letters"], 1);

    world.stop();
    world.set("HIWAR_CRASH_AT", None);
    world.start();
    salma.says("where is my order");
    salma.expects("the question for the number", |_| true);
    assert_eq!(salma.received().len(), 2, "the apology was said once");
    world.may_leave_something_over();
}
