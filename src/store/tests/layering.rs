//! Journal, overlay and sled look like one ordered map, whatever has reached sled, and
//! however often the store is closed in between.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use proptest::prelude::*;

use super::*;
use crate::store::books::Source;
use crate::store::draft::Changes;

#[derive(Debug, Clone)]
enum Step {
    /// One group: keys and what they are set to.
    Write(Vec<(u8, Option<u16>)>),
    Checkpoint,
    Reopen,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let change = (0_u8..40, proptest::option::of(any::<u16>()));
    let step = prop_oneof![
        6 => proptest::collection::vec(change, 1..12).prop_map(Step::Write),
        1 => Just(Step::Checkpoint),
        1 => Just(Step::Reopen),
    ];
    proptest::collection::vec(step, 1..25)
}

/// Keys of a kind that nothing else writes here.
fn key(name: u8) -> Vec<u8> {
    vec![b'x', name / 10, name]
}

fn seen(store: &Store, from: &[u8], prefix: &[u8]) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut seen = BTreeMap::new();
    let mut last = Vec::new();
    let scanned = store.books().scan(from, prefix, &mut |key, value| {
        assert!(last.as_slice() < key, "in order, each once");
        last = key.to_vec();
        seen.insert(key.to_vec(), value.to_vec());
        ControlFlow::Continue(())
    });
    scanned.expect("readable");
    seen
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn what_is_read_is_what_was_written_last(steps in steps()) {
        let directory = tempfile::tempdir().expect("a directory");
        let mut store = Some(open(directory.path()));
        let mut model: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
        for step in steps {
            match step {
                Step::Write(changes) => {
                    let mut group = Changes::new();
                    for (name, value) in changes {
                        let value = value.map(|value| value.to_be_bytes().to_vec());
                        match &value {
                            Some(value) => model.insert(key(name), value.clone()),
                            None => model.remove(&key(name)),
                        };
                        group.insert(key(name), value.map(Into::into));
                    }
                    let books = store.as_ref().expect("open").books();
                    books.write(group).expect("written");
                }
                Step::Checkpoint => {
                    let books = store.as_ref().expect("open").books();
                    books.checkpoint().expect("in sled");
                }
                Step::Reopen => {
                    drop(store.take());
                    store = Some(open(directory.path()));
                }
            }
            let store = store.as_ref().expect("open");
            prop_assert_eq!(&seen(store, &[], b"x"), &model);
            let from: BTreeMap<_, _> = model.range(key(15)..).map(own).collect();
            prop_assert_eq!(seen(store, &key(15), b"x"), from);
            let some: BTreeMap<_, _> =
                model.iter().filter(|(key, _)| key[1] == 2).map(own).collect();
            prop_assert_eq!(seen(store, &[], &[b'x', 2]), some);
            for name in 0..40 {
                let value = store.books().raw(&key(name)).expect("readable");
                let value = value.map(|value| value.to_vec());
                prop_assert_eq!(value.as_ref(), model.get(&key(name)));
            }
        }
    }
}

fn own((key, value): (&Vec<u8>, &Vec<u8>)) -> (Vec<u8>, Vec<u8>) {
    (key.clone(), value.clone())
}
