//! Meta delivers the same message again and again: at the same instant, after an answer,
//! after a restart. It draws one turn.

use std::sync::Barrier;
use std::thread;

use crate::world::{Customer, World, message_id};

const COPIES: usize = 48;
const TEXT: &str = "where is my order";

/// How many messages one turn draws from a customer who writes for the first time.
fn messages_of_one_turn(world: &World) -> usize {
    let control = world.customer("+966501130000");
    control.says(TEXT);
    control.expects("an answer", |_| true);
    world.settles();
    control.received().len()
}

fn assert_answered_once(world: &World, customer: Customer) {
    let expected = messages_of_one_turn(world);
    world.settles();
    assert_eq!(customer.received().len(), expected);
}

#[test]
fn copies_that_arrive_at_the_same_instant_draw_one_turn() {
    let world = World::open();
    let salma = world.customer("+966501130001");
    let id = message_id();
    let start = Barrier::new(COPIES);
    thread::scope(|scope| {
        for _ in 0..COPIES {
            scope.spawn(|| {
                start.wait();
                assert_eq!(salma.says_as(&id, TEXT), Some(200));
            });
        }
    });
    salma.expects("an answer", |_| true);
    assert_answered_once(&world, salma);
}

#[test]
fn a_copy_after_the_answer_draws_nothing() {
    let world = World::open();
    let salma = world.customer("+966501130002");
    let id = salma.says(TEXT);
    salma.expects("an answer", |_| true);
    for _ in 0..5 {
        assert_eq!(salma.says_as(&id, TEXT), Some(200));
    }
    assert_answered_once(&world, salma);
}

#[test]
fn a_copy_after_a_restart_draws_nothing() {
    let world = World::open();
    let salma = world.customer("+966501130003");
    let id = salma.says(TEXT);
    salma.expects("an answer", |_| true);
    world.settles();
    world.restart();
    assert_eq!(salma.says_as(&id, TEXT), Some(200));
    assert_answered_once(&world, salma);
}

#[test]
fn the_same_words_under_a_new_id_are_a_new_message() {
    let world = World::open();
    let salma = world.customer("+966501130004");
    salma.says(TEXT);
    salma.expects("an answer", |_| true);
    world.settles();
    salma.reads_all();
    salma.says(TEXT);
    salma.expects("another answer", |_| true);
}
