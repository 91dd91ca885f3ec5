//! What the sentence that starts a flow already tells is not asked again, where it is
//! certain.

use super::World;
use crate::domain::Value;
use crate::flow::dialogues::world::script_of;

const FLOW: &str = r#"flow(#{ id: "book", triggers: [phrases("book")], slots: #{
    order_no: slot("order_no"), day: slot("date"), mobile: slot("phone"), mail: slot("email"),
    seats: slot("int"), size: slot("id"), tint: slot("id"), one: slot("decimal"),
} });
fn start(c) {
    c.ask("first", "q-a");
    c.ask("order_no", "q-b", #{ kind: order_no() });
    c.ask("day", "q-b", #{ kind: date() });
    c.ask("mobile", "q-b", #{ kind: phone() });
    c.ask("mail", "q-b", #{ kind: email() });
    c.ask("seats", "q-b", #{ kind: int(1, 9) });
    c.choose("size", "q-b", [opt("s"), opt("m")]);
    let tints = [opt("s")];
    c.choose("tint", "q-b", tints);
}"#;
const MESSAGES: &str = "book = book\n    .also = أحجز\nq-a = A?\nq-b = B?\n\
    size-s = Small\n    .also = صغير*\nsize-m = Medium\n    .also = وسط، متوسط*\ntint-s = Red\n";

#[test]
fn a_sentence_tells_what_is_certain_in_it() {
    let text = |name: &str, value: &str| (name.to_owned(), Value::from(value));
    let seats = |number| ("seats".to_owned(), Value::Int(number));
    let rows: Vec<(&str, Vec<(String, Value)>)> = vec![
        ("book", vec![]),
        (
            "I want to book for order 1002",
            vec![text("order_no", "ORD-1002")],
        ),
        (
            "أبي أحجز للطلب رقم ١٠٠٢",
            vec![text("order_no", "ORD-1002")],
        ),
        ("book for tomorrow", vec![text("day", "2026-11-21")]),
        ("أبي أحجز بكرة", vec![text("day", "2026-11-21")]),
        ("book, but not tomorrow", vec![]),
        ("أبي أحجز مو بكرة", vec![]),
        ("book 20 December", vec![text("day", "2026-12-20")]),
        (
            "book and call 050 123 4567",
            vec![text("mobile", "+966501234567")],
        ),
        (
            "أحجز وجوالي ٠٥٠١٢٣٤٥٦٧",
            vec![text("mobile", "+966501234567")],
        ),
        (
            "book noor@example.com please",
            vec![text("mail", "noor@example.com")],
        ),
        (
            "أبي أحجز بريدي noor@example.com",
            vec![text("mail", "noor@example.com")],
        ),
        ("book for 3 people", vec![seats(3)]),
        ("أبي أحجز ٤ مقاعد", vec![seats(4)]),
        ("book for 12 people", vec![]),
        ("book a small one", vec![text("size", "s")]),
        ("أبي أحجز واحد متوسط", vec![text("size", "m")]),
        ("book one that is not small", vec![]),
        ("أبي أحجز مو صغير", vec![]),
        ("book a small or a medium one", vec![]),
        ("book a smalll one", vec![]),
        ("book a red one", vec![]),
    ];
    let script = script_of(&[("book.rhai", FLOW)], MESSAGES);
    for (said, told) in rows {
        let mut world = World::new(script.clone());
        let reply = world.rehearsal.says(said);
        assert_eq!(reply.traces[0].matched, "trigger:book", "{said}");
        assert_eq!(
            world.rehearsal.session.slots,
            told.into_iter().collect(),
            "{said}"
        );
    }
}
