//! A customer who does anything in any order: nothing fails, and she is always answered.

use super::world::{World, script};
use crate::domain::{Content, Owner, Session};

const WORDS: &[&str] = &[
    "وين طلبي",
    "1001",
    "١٠٠٢",
    "9999",
    "ORD-1005",
    "نعم",
    "لا",
    "رجوع",
    "القائمة",
    "موظف",
    "إلغاء",
    "English",
    "عربي",
    "where is my order",
    "menu",
    "back",
    "repeat",
    "agent",
    "cancel",
    "yes",
    "no",
    "1",
    "2",
    "3",
    "٢",
    "👍",
    "",
    "   ",
    "thanks",
    "السلام عليكم",
    "STOP",
    "START",
    "stop it",
    "لا أبغى موظف",
    "blue elephants",
    "أفيال زرقاء كثيرة",
    "\u{202e}1001",
    "cmd:agent",
    "next:agent@1.1",
    "order_status",
    "language",
    "change language",
    "خلاص",
    "don't stop",
    "track my order 1003",
];

#[test]
fn whatever_she_does_she_is_answered_and_nothing_fails() {
    for seed in 1..=40_u64 {
        let mut world = World::new(script());
        let mut dice = seed;
        for step in 0..60 {
            dice = dice
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let roll = usize::try_from(dice >> 33).expect("31 bits");
            let silent_before = world.rehearsal.session.owner != Owner::Bot;
            let reply = match roll % 8 {
                0 => match world.rehearsal.taps(&format!("{}", 1 + roll / 8 % 3)) {
                    Some(reply) => reply,
                    None => world.rehearsal.says("menu"),
                },
                1 => world.rehearsal.feed(Content::Contacts(Vec::new())),
                _ => world.rehearsal.says(WORDS[roll / 8 % WORDS.len()]),
            };
            for trace in &reply.traces {
                assert_eq!(trace.fault, None, "seed {seed}, step {step}");
            }
            let answered = !reply.said.is_empty() || silent_before;
            assert!(answered, "seed {seed}, step {step}: {:?}", reply.traces);
            let stored = serde_json::to_string(&world.rehearsal.session).expect("encode");
            assert!(
                stored.len() < 8 * 1024,
                "seed {seed}: {} bytes",
                stored.len()
            );
            world.rehearsal.session = serde_json::from_str::<Session>(&stored).expect("decode");
        }
    }
}
