//! A return is created once, wherever the process is killed on the way to it.
//!
//! `HIWAR_CRASH_ROUNDS=100 cargo test --test it crash::returns -- --nocapture` kills at
//! every passing of every named point, and a hundred times at random.

use std::collections::BTreeSet;
use std::env;
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;

use super::{RETRIES_FOR, RETRY_PAUSE};
use crate::stub::{Call, shop};
use crate::world::{Customer, World, message_id, now_s};

const ROUNDS: u64 = 4;
/// Customers who return something at the same time.
const CROWD: u64 = 4;
const KILL_AFTER_MS: std::ops::Range<u64> = 20..700;
/// Passings of a point that a sample kills at; a campaign goes on until it is passed no more.
const SAMPLE: &[(&str, u64)] = &[
    ("before_answer", 3), // the shop has created it, nobody has written that down
    ("in_turn", 9),
    ("before_commit", 16),
    ("after_commit", 16),
];
const POINTS: &[&str] = &[
    "before_ack",
    "before_admit",
    "after_admit",
    "in_turn",
    "before_commit",
    "after_commit",
    "before_answer",
    "before_send",
    "after_send",
];

enum Act {
    Says(&'static str),
    SaysOrder,
    Shows,
}

/// What she does, and what she then reads.
const WAY: &[(Act, &str)] = &[
    (Act::Says("I want to return an item"), "number of the order"),
    (Act::SaysOrder, "What is the reason?"),
    (Act::Says("it is damaged"), "photo of the item"),
    (Act::Shows, "like to add"),
    (Act::Says("skip"), "refund you?"),
    (Act::Says("to the card"), "check your return"),
    (Act::Says("yes"), "hand the item over?"),
];

/// Goes the whole way; what is not acknowledged is brought again under the same id.
fn returns_something(world: &World, customer: Customer, order_no: &str) {
    for (act, reads) in WAY {
        let id = message_id();
        let started = Instant::now();
        let brought = || match act {
            Act::Says(words) => customer.says_as(&id, words),
            Act::SaysOrder => customer.says_as(&id, order_no),
            Act::Shows => customer.shows_as(&id),
        };
        while brought() != Some(200) {
            assert!(started.elapsed() < RETRIES_FOR, "the engine stays down");
            thread::sleep(RETRY_PAUSE); // the engine is down
        }
        let came = world.cloud.wait(RETRIES_FOR, |calls| {
            let hers = calls.iter().filter(|call| call.to == customer.phone);
            let mut hers = hers.filter(|call| call.is_message() && call.conduct.takes());
            hers.any(|call| call.words().contains(reads)).then_some(())
        });
        assert!(
            came.is_some(),
            "`{reads}` did not come: {}",
            world.last_words()
        );
    }
}

fn phone(number: u64) -> String {
    format!("+9665{:08}", 40_000_000 + number)
}

fn order_no(number: u64) -> String {
    format!("ORD-{}", 7_000 + number)
}

fn open() -> World {
    let plan = World::plan().shop().set("HIWAR_SEND__UNKNOWN_WAIT", "1s");
    let world = plan.open();
    world.shop.as_ref().unwrap().answers(shop::delivered);
    world
}

/// One return at the shop, under one key, and its number in her hands.
fn check(world: &World, number: u64) -> usize {
    let order_no = order_no(number);
    let wishes = world.shop.as_ref().unwrap().wishes(&order_no);
    let keys: BTreeSet<_> = wishes.iter().map(|wish| &wish.key).collect();
    assert_eq!(keys.len(), 1, "returns of {order_no}: {wishes:#?}");
    let received = world.cloud.received(&phone(number));
    let told = received.iter().map(Call::words);
    let told: BTreeSet<_> = told
        .filter(|words| words.contains("is registered"))
        .collect();
    assert_eq!(told.len(), 1, "{order_no}: {told:?}");
    wishes.len()
}

/// Her whole way with a kill at the `nth` passing of `point`; whether it came to that.
fn killed_at(world: &World, number: u64, point: &str, nth: u64) -> bool {
    world.kill();
    world.set("HIWAR_CRASH_AT", Some(&format!("{point}:{nth}")));
    world.start();
    let (phone, order_no) = (phone(number), order_no(number));
    let customer = world.customer(&phone);
    let fell = thread::scope(|scope| {
        let way = scope.spawn(|| returns_something(world, customer, &order_no));
        let mut fell = false;
        while !fell && !way.is_finished() {
            fell = world.falls(RETRY_PAUSE);
        }
        world.set("HIWAR_CRASH_AT", None);
        if fell {
            world.start();
        }
        fell
    });
    world.settles();
    let wishes = check(world, number);
    println!("{point}:{nth}: fell {fell}, the shop was asked {wishes} times, one return");
    fell
}

fn rounds() -> Option<u64> {
    env::var("HIWAR_CRASH_ROUNDS").ok()?.parse().ok()
}

#[test]
fn killed_between_any_two_calls_it_creates_one_return() {
    if !cfg!(debug_assertions) {
        return; // release builds have no such points
    }
    let world = open();
    if rounds().is_none() {
        for ((point, nth), number) in SAMPLE.iter().zip(0..) {
            let fell = killed_at(&world, number, point, *nth);
            assert!(fell, "{point} is not passed {nth} times");
        }
        return;
    }
    let mut number = 0;
    for point in POINTS {
        for nth in 1.. {
            number += 1;
            if !killed_at(&world, number, point, nth) {
                break;
            }
        }
    }
}

#[test]
fn killed_at_random_it_creates_one_return() {
    let seed = env::var("HIWAR_CRASH_SEED").ok();
    let seed = seed
        .and_then(|seed| seed.parse().ok())
        .unwrap_or_else(now_s);
    println!("HIWAR_CRASH_SEED={seed}");
    let mut dice = Rng::with_seed(seed);
    let world = open();
    let (mut kills, mut asked) = (0, 0);
    let mut first = 1_000;
    while kills < rounds().unwrap_or(ROUNDS) {
        let crowd: Vec<_> = (first..first + CROWD).collect();
        first += CROWD;
        let (phones, orders): (Vec<_>, Vec<_>) =
            crowd.iter().map(|at| (phone(*at), order_no(*at))).unzip();
        thread::scope(|scope| {
            let ways: Vec<_> = phones
                .iter()
                .zip(&orders)
                .map(|(phone, order)| {
                    scope.spawn(|| returns_something(&world, world.customer(phone), order))
                })
                .collect();
            while ways.iter().any(|way| !way.is_finished()) {
                thread::sleep(Duration::from_millis(dice.u64(KILL_AFTER_MS)));
                world.restart();
                kills += 1;
            }
        });
        world.settles();
        asked += crowd.iter().map(|at| check(&world, *at)).sum::<usize>();
    }
    let returns = first - 1_000;
    println!("{kills} kills: {returns} returns, asked for {asked} times, none twice");
}
