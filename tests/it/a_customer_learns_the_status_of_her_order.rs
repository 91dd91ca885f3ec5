//! The first thing the engine is for: she asks in her language, names the order as people
//! name orders, and reads its status in her language.

use std::time::Duration;

use serde_json::json;

use crate::stub::shop::{self, Reply};
use crate::world::{Customer, World, is_arabic};

fn asks_in_arabic(salma: Customer) {
    salma.says("وين طلبي");
    salma.expects("the question for the number, in Arabic", |call| {
        is_arabic(&call.words())
    });
}

#[test]
fn in_arabic_with_arabic_digits() {
    let world = World::open();
    let salma = world.customer("+966501120001");
    asks_in_arabic(salma);
    salma.says("١٠٠١");
    let answer = salma.expects_words(&["1001"]);
    assert!(is_arabic(&answer.words()), "{}", answer.words());
}

#[test]
fn in_english_with_the_whole_number() {
    let world = World::open();
    let john = world.customer("+966501120002");
    john.says("where is my order");
    let question = john.expects("the question for the number", |_| true);
    assert!(!is_arabic(&question.words()), "{}", question.words());
    john.says("ORD-1002");
    let answer = john.expects_words(&["ORD-1002"]);
    assert!(!is_arabic(&answer.words()), "{}", answer.words());
}

#[test]
fn from_her_own_shop_and_each_order_is_looked_up_once() {
    let world = World::plan().shop().open();
    let salma = world.customer("+966501120003");
    asks_in_arabic(salma);
    salma.says("#7788");
    salma.expects_words(&["7788"]);
    world.settles();
    let asked = world.shop.as_ref().unwrap().asked();
    assert_eq!(asked.len(), 1, "{asked:?}");
    assert!(asked[0].contains("7788"), "{asked:?}");
}

#[test]
fn an_order_the_shop_does_not_know_gets_an_answer_too() {
    let world = World::plan().shop().open();
    let unknown = |_: &str| Reply {
        body: json!({"error": "not found"}),
        ..Reply::error(404)
    };
    world.shop.as_ref().unwrap().answers(unknown);
    let salma = world.customer("+966501120004");
    asks_in_arabic(salma);
    salma.says("4040");
    let answer = salma.expects("an answer", |_| true);
    assert!(is_arabic(&answer.words()), "{}", answer.words());
}

#[test]
fn a_shop_that_is_down_is_said_to_be_down() {
    let world = World::plan().shop().open();
    world.shop.as_ref().unwrap().answers(|_| Reply::error(503));
    let salma = world.customer("+966501120005");
    asks_in_arabic(salma);
    salma.says("1001");
    let answer = salma.expects("an answer", |_| true);
    assert!(is_arabic(&answer.words()), "{}", answer.words());
}

#[test]
fn a_slow_shop_delays_only_her() {
    let world = World::plan().shop().open();
    let slow_for_one = |order_no: &str| Reply {
        after: Duration::from_secs(if order_no.contains("5005") { 3 } else { 0 }),
        ..shop::order(order_no)
    };
    world.shop.as_ref().unwrap().answers(slow_for_one);
    let salma = world.customer("+966501120006");
    let john = world.customer("+966501120007");
    asks_in_arabic(salma);
    salma.says("5005");
    asks_in_arabic(john);
    john.says("6006");
    let johns = john.expects_words(&["6006"]);
    let salmas = salma.expects_words(&["5005"]);
    assert!(johns.arrived < salmas.arrived);
}
