//! Messages to one customer leave one after the other, in the order in which they were
//! said, however long the provider takes for each.

use std::thread;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::stub::{Call, Conduct, Reports};
use crate::world::World;

const CUSTOMERS: usize = 6;
const MESSAGES: usize = 6;

#[test]
fn each_waits_for_the_one_before_it() {
    let world = World::open();
    world.cloud.reports(Reports::InOrder);
    let mut dice = fastrand::Rng::with_seed(7);
    world
        .cloud
        .behaves(move |_| Conduct::Late(Duration::from_millis(dice.u64(0..80))));
    let phones: Vec<_> = (0..CUSTOMERS).map(|n| format!("+96650117000{n}")).collect();
    thread::scope(|scope| {
        for phone in &phones {
            scope.spawn(|| {
                let customer = world.customer(phone);
                for n in 0..MESSAGES {
                    customer.says(if n % 2 == 0 {
                        "where is my order"
                    } else {
                        "cancel"
                    });
                }
            });
        }
    });
    world.settles();
    for phone in &phones {
        let calls = world.customer(phone).received();
        assert!(calls.len() >= MESSAGES, "{phone} got {}", calls.len());
        in_order(&calls).unwrap();
    }
}

/// Outbox ids end in `_<inbox position>_<index>`, which rise in the order of speaking.
fn in_order(calls: &[Call]) -> Result<(), String> {
    for pair in calls.windows(2) {
        let (before, after) = (place(&pair[0]), place(&pair[1]));
        if after <= before {
            return Err(format!("{after:?} came after {before:?}"));
        }
        let answered = pair[0].answered;
        if answered.is_none_or(|answered| pair[1].arrived < answered) {
            return Err(format!("{after:?} did not wait for {before:?}"));
        }
    }
    Ok(())
}

fn place(call: &Call) -> (u64, u64) {
    let id = call.callback.as_deref().unwrap_or_default();
    let mut numbers = id.rsplit('_').map(|part| part.parse().unwrap_or(0));
    let index = numbers.next().unwrap_or(0);
    (numbers.next().unwrap_or(0), index)
}

#[test]
fn a_hasty_or_swapped_reply_is_noticed() {
    let start = Instant::now();
    let call = |id: &str, arrived_ms, answered_ms| Call {
        to: String::new(),
        id: String::new(),
        callback: Some(id.into()),
        body: Value::Null,
        arrived: start + Duration::from_millis(arrived_ms),
        answered: Some(start + Duration::from_millis(answered_ms)),
        conduct: Conduct::Accept,
    };
    let (first, second) = (call("ob_ab_7_0", 0, 50), call("ob_ab_7_1", 60, 70));
    assert!(in_order(&[first.clone(), second.clone()]).is_ok());
    assert!(in_order(&[second, first.clone()]).is_err());
    assert!(in_order(&[first, call("ob_ab_10_0", 40, 70)]).is_err());
}
