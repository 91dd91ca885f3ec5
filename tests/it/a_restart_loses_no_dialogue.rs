//! A dialogue goes on where it was, however the process ended in between.

use crate::stub::Conduct;
use crate::world::World;

#[test]
fn after_a_kill_between_question_and_answer() {
    let world = World::open();
    let salma = world.customer("+966501150001");
    salma.says("where is my order");
    salma.expects("the question for the number", |_| true);
    world.restart();
    salma.says("ORD-1002");
    salma.expects_words(&["ORD-1002"]);
}

#[test]
fn after_a_kill_at_the_moment_of_the_acknowledgement() {
    let world = World::open();
    let salma = world.customer("+966501150002");
    for round in 0..5 {
        salma.says(if round % 2 == 0 {
            "where is my order"
        } else {
            "cancel"
        });
        world.restart();
        salma.expects("an answer", |_| true);
        world.settles();
        salma.reads_all();
    }
}

#[test]
fn after_a_polite_stop() {
    let world = World::open();
    let salma = world.customer("+966501150003");
    salma.says("where is my order");
    salma.expects("the question for the number", |_| true);
    world.stop();
    assert!(world.door.get("/healthz").is_err(), "nobody answers");
    world.start();
    salma.says("1003");
    salma.expects_words(&["1003"]);
}

#[test]
fn a_stop_while_the_provider_is_silent_comes_in_time() {
    let world = World::open();
    world.cloud.misbehaves(&[Conduct::TakeAndHang]);
    let salma = world.customer("+966501150004");
    salma.says("where is my order");
    salma.expects("the question for the number", |_| true);
    world.stop();
    world.may_leave_something_over();
}

#[test]
fn a_second_process_leaves_the_first_ones_store_alone() {
    let world = World::open();
    let salma = world.customer("+966501150006");
    salma.says("where is my order");
    salma.expects("the question for the number", |_| true);
    let status = world.second_process();
    assert!(!status.success(), "{status}");
    salma.says("ORD-1002");
    salma.expects_words(&["ORD-1002"]);
}

#[test]
fn a_wrong_order_number_is_asked_again_after_a_kill() {
    let world = World::open();
    let salma = world.customer("+966501150005");
    salma.says("where is my order");
    salma.expects("the question for the number", |_| true);
    world.restart();
    salma.says("I do not know it");
    let again = salma.expects("the question again", |_| true);
    assert!(!again.words().contains("ORD-1002"), "{}", again.words());
}
