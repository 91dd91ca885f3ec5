//! A webhook may hold many messages. What cannot be read is put aside; the others are
//! answered, and Meta hears 200 so that it does not bring the batch again for days.

use serde_json::{Value, json};

use crate::world::{World, message_id, now_s};

fn text(from: &str, words: &str) -> Value {
    json!({"from": from, "id": message_id(), "timestamp": now_s().to_string(),
        "type": "text", "text": {"body": words}})
}

#[test]
fn the_readable_ones_are_answered() {
    let world = World::open();
    let first = world.customer("+966501140001");
    let last = world.customer("+966501140002");
    let odd = [
        json!({"type": "text", "text": {"body": 7}}),
        json!({"id": 12, "from": ["x"]}),
        json!("not even an object"),
        json!({"from": "966501140003", "id": message_id(), "timestamp": "soon", "type": "hologram"}),
    ];
    for odd in odd {
        let (before, after) = (
            text(first.digits(), "where is my order"),
            text(last.digits(), "وين طلبي"),
        );
        let mut body = first.envelope(&before);
        let messages = &mut body["entry"][0]["changes"][0]["value"]["messages"];
        *messages = json!([before, odd, after]);
        assert_eq!(world.hook_json(&body).unwrap().status, 200, "{odd}");
        first.expects("an answer to the first", |_| true);
        last.expects("an answer to the last", |_| true);
        world.may_leave_something_over();
        world.settles();
        first.reads_all();
        last.reads_all();
    }
    assert_eq!(world.health()["dead_letters"], 0);
}

#[test]
fn every_change_of_every_entry_is_read() {
    let world = World::open();
    let customers = ["+966501140011", "+966501140012", "+966501140013"];
    let customers = customers.map(|phone| world.customer(phone));
    let [one, two, three] =
        customers.map(|customer| customer.envelope(&text(customer.digits(), "where is my order")));
    let mut body = one;
    body["entry"][0]["changes"]
        .as_array_mut()
        .unwrap()
        .push(two["entry"][0]["changes"][0].clone());
    body["entry"]
        .as_array_mut()
        .unwrap()
        .push(three["entry"][0].clone());
    assert_eq!(world.hook_json(&body).unwrap().status, 200);
    for customer in customers {
        customer.expects("an answer", |_| true);
    }
}

#[test]
fn a_message_to_a_number_that_nobody_has_is_acknowledged_and_not_answered() {
    let world = World::open();
    let stranger = world.customer("+966501140021");
    let mut body = stranger.envelope(&text(stranger.digits(), "where is my order"));
    body["entry"][0]["changes"][0]["value"]["metadata"]["phone_number_id"] = "999999999999".into();
    assert_eq!(world.hook_json(&body).unwrap().status, 200);
    let known = world.customer("+966501140022");
    known.says("where is my order");
    known.expects("an answer", |_| true);
    world.settles();
    assert!(stranger.received().is_empty());
    world.may_leave_something_over();
}
