//! Messages to one customer leave one after the other, in the order in which they were
//! said, however long the provider takes for each.

use std::collections::BTreeMap;
use std::thread;
use std::time::Duration;

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
    let mut indexes: BTreeMap<u64, u64> = BTreeMap::new();
    let mut last = (0, 0);
    for (at, call) in calls.iter().enumerate() {
        let id = call.callback.as_deref().unwrap_or_default();
        let mut parts = id
            .rsplit('_')
            .map(|part| part.parse::<u64>().unwrap_or_default());
        let (index, seq) = (
            parts.next().unwrap_or_default(),
            parts.next().unwrap_or_default(),
        );
        if at > 0 && (seq, index) <= last {
            return Err(format!("{id} came after {last:?}"));
        }
        let early = at > 0
            && calls[at - 1]
                .answered
                .is_none_or(|answered| call.arrived < answered);
        if early {
            return Err(format!("{id} did not wait for the one before it"));
        }
        last = (seq, index);
        indexes.insert(seq, index);
    }
    Ok(())
}
