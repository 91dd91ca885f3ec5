//! The provider refuses, stumbles or goes silent. A reply arrives; it arrives twice only
//! when nobody can know whether it arrived once.

use std::time::Duration;

use crate::stub::{Call, Conduct, Reports};
use crate::world::{Customer, World};

/// Asks for an order and returns every attempt to send the answer, once all is quiet.
fn attempts_of_one_answer(world: &World, customer: Customer) -> Vec<Call> {
    customer.says("where is my order");
    customer.expects("the answer", |_| true);
    world.settles();
    world.cloud.attempts(customer.phone)
}

fn ids(calls: &[Call]) -> Vec<&str> {
    calls
        .iter()
        .filter_map(|call| call.callback.as_deref())
        .collect()
}

/// A send whose answer is lost waits this long for a status before it is repeated.
fn impatient() -> World {
    World::plan().set("HIWAR_SEND__UNKNOWN_WAIT", "2s").open()
}

#[test]
fn a_refusal_for_now_is_tried_again_until_it_is_taken_once() {
    for refusal in [
        Conduct::Refuse(429, 130_429),
        Conduct::Refuse(400, 130_429),
        Conduct::Refuse(503, 2),
        Conduct::Refuse(400, 131_056),
    ] {
        let world = impatient();
        world.cloud.misbehaves(&[refusal]);
        let salma = world.customer("+966501160001");
        let attempts = attempts_of_one_answer(&world, salma);
        assert_eq!(attempts[0].conduct, refusal);
        assert_eq!(attempts[1].callback, attempts[0].callback, "{refusal:?}");
        let taken: Vec<_> = salma.received();
        let mut once = ids(&taken);
        once.dedup();
        assert_eq!(once.len(), taken.len(), "{refusal:?}");
    }
}

#[test]
fn a_lost_answer_is_settled_by_the_status_that_carries_our_id() {
    for reports in [Reports::InOrder, Reports::Reversed, Reports::BeforeAnswer] {
        let world = World::plan().set("HIWAR_SEND__UNKNOWN_WAIT", "5s").open();
        world.cloud.reports(reports);
        world.cloud.misbehaves(&[Conduct::TakeAndDrop]);
        let salma = world.customer("+966501160002");
        let attempts = attempts_of_one_answer(&world, salma);
        let first = attempts[0].callback.as_deref().unwrap();
        let times = ids(&attempts).iter().filter(|id| **id == first).count();
        assert_eq!(
            times, 1,
            "sent again although {reports:?} said it was there"
        );
    }
}

#[test]
fn a_lost_answer_without_a_status_is_repeated_exactly_once() {
    for lost in [
        Conduct::TakeAndDrop,
        Conduct::Drop,
        Conduct::Refuse(500, 131_000),
        Conduct::Html(503),
    ] {
        let world = impatient();
        world.cloud.misbehaves(&[lost]);
        let salma = world.customer("+966501160003");
        let attempts = attempts_of_one_answer(&world, salma);
        let first = attempts[0].callback.as_deref().unwrap();
        let times = ids(&attempts).iter().filter(|id| **id == first).count();
        assert_eq!(times, 2, "{lost:?}");
    }
}

#[test]
fn a_reply_whose_answer_is_lost_twice_is_not_sent_a_third_time() {
    let world = impatient();
    world
        .cloud
        .misbehaves(&[Conduct::TakeAndDrop, Conduct::TakeAndDrop]);
    let salma = world.customer("+966501160004");
    let attempts = attempts_of_one_answer(&world, salma);
    let first = attempts[0].callback.as_deref().unwrap();
    let times = ids(&attempts).iter().filter(|id| **id == first).count();
    assert_eq!(times, 2);
    world.may_leave_something_over();
}

#[test]
fn a_refusal_for_good_is_not_repeated_and_blocks_nothing() {
    for code in [131_026, 131_009, 132_000] {
        let world = impatient();
        world.cloud.misbehaves(&[Conduct::Refuse(400, code)]);
        let salma = world.customer("+966501160005");
        salma.says("where is my order");
        let refused = world.cloud.wait(Duration::from_secs(20), |calls| {
            calls.iter().find(|call| call.is_message()).cloned()
        });
        world.may_leave_something_over();
        salma.says("menu");
        salma.expects("the answer to the next message", |_| true);
        world.settles();
        let first = refused.unwrap().callback;
        let again = world.cloud.attempts(salma.phone);
        assert_eq!(
            again.iter().filter(|call| call.callback == first).count(),
            1,
            "{code}"
        );
    }
}

#[test]
fn an_error_inside_a_200_is_an_error() {
    let world = impatient();
    world.cloud.misbehaves(&[Conduct::ErrorIn200(130_429)]);
    let salma = world.customer("+966501160006");
    let attempts = attempts_of_one_answer(&world, salma);
    assert_eq!(attempts[0].callback, attempts[1].callback);
}

#[test]
fn a_slow_provider_is_waited_for() {
    let world = impatient();
    world
        .cloud
        .misbehaves(&[Conduct::Late(Duration::from_secs(3))]);
    let salma = world.customer("+966501160007");
    let attempts = attempts_of_one_answer(&world, salma);
    let mut once = ids(&attempts);
    once.dedup();
    assert_eq!(once.len(), attempts.len(), "sent twice");
}

#[test]
fn one_customers_refusals_hold_up_nobody_else() {
    let world = impatient();
    let (stuck, free) = ("+966501160008", "+966501160009");
    let mut left = 1;
    world.cloud.behaves(move |call| {
        if call.to == stuck && left > 0 {
            left -= 1;
            return Conduct::Refuse(400, 131_056);
        }
        Conduct::Accept
    });
    world.customer(stuck).says("where is my order");
    world.customer(free).says("where is my order");
    let free = world.customer(free).expects("an answer", |_| true);
    let stuck = world.customer(stuck).expects("an answer", |_| true);
    assert!(free.arrived < stuck.arrived);
}
