//! Versions: kept whole, replaced at once, forgotten when nobody is inside.

use std::collections::BTreeSet;

use super::*;
use crate::domain::{Paused, Place, Policy, Publication, Reminder, Standpoint, Texts};
use crate::store::StoreFault;

fn texts(start: &str) -> Texts {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    Texts {
        flows: [
            file("order_status.rhai", start),
            file("globals.rhai", "// shared"),
        ]
        .into(),
        locales: [file("ar/core.ftl", &"مرحبا ".repeat(4000))].into(),
    }
}

async fn published(shelf: &Shelf) -> Publication {
    let first = Publication::first("aa", NOW);
    let bundle = Some(("aa".to_owned(), texts("a")));
    let kept = shelf
        .store()
        .publish(tenant("acme"), first.clone(), bundle, NOW);
    kept.await.expect("published");
    first
}

/// One more version over `before`.
async fn again(shelf: &Shelf, before: &Publication, id: &str) -> Publication {
    let next = before.publish(id, Some(Policy::Finish), NOW);
    let next = next.expect("another version");
    let bundle = Some((id.to_owned(), texts(id)));
    let kept = shelf
        .store()
        .publish(tenant("acme"), next.clone(), bundle, NOW);
    kept.await.expect("published");
    next
}

fn place(bundle: &str, step: &str) -> Place {
    Place {
        flow: "order_status".into(),
        bundle: bundle.into(),
        step: step.into(),
        visit: 1,
    }
}

async fn stands(shelf: &Shelf, from: &str, session: Session) {
    let conversation = shelf.hear(&format!("wamid.{from}"), from, "hi").await;
    let mut commit = shelf.turn(conversation, &[]);
    commit.session = session;
    shelf.store().commit(commit).await.expect("committed");
}

#[tokio::test]
async fn what_is_published_is_there_after_a_restart() {
    let mut shelf = Shelf::new().await;
    let publication = published(&shelf).await;
    shelf.reopen();
    let acme = tenant("acme");
    let read = shelf.store().publication(&acme).expect("readable");
    assert_eq!(read, Some(publication));
    let kept = shelf.store().bundle(&acme, "aa").expect("readable");
    assert_eq!(kept, Some(texts("a")), "in chunks and back");
    let other = tenant("other");
    assert_eq!(shelf.store().publication(&other), Ok(None));
    assert_eq!(shelf.store().bundle(&other, "aa"), Ok(None));
    assert_eq!(shelf.store().verify().expect("readable").bad, 0);
}

#[tokio::test]
async fn of_two_who_publish_at_once_one_is_refused_and_changes_nothing() {
    let shelf = Shelf::new().await;
    let first = published(&shelf).await;
    let second = again(&shelf, &first, "bb").await;
    let (store, acme) = (shelf.store(), tenant("acme"));
    let late = first.publish("cc", None, NOW).expect("another version");
    let bundle = Some(("cc".to_owned(), texts("c")));
    let refused = store.publish(acme.clone(), late, bundle, NOW).await;
    assert_eq!(refused, Err(StoreFault::Stale));
    assert_eq!(store.bundle(&acme, "cc"), Ok(None));
    assert_eq!(store.publication(&acme), Ok(Some(second)));
}

#[tokio::test]
async fn a_version_without_texts_or_under_a_taken_name_is_refused() {
    let shelf = Shelf::new().await;
    let first = published(&shelf).await;
    let (store, acme) = (shelf.store(), tenant("acme"));
    let next = first.publish("bb", None, NOW).expect("another version");
    let refused = store.publish(acme.clone(), next.clone(), None, NOW).await;
    assert!(
        matches!(refused, Err(StoreFault::Missing { .. })),
        "{refused:?}"
    );
    let taken = Some(("aa".to_owned(), texts("other")));
    let refused = store.publish(acme.clone(), next, taken, NOW).await;
    assert!(
        matches!(refused, Err(StoreFault::Damaged { .. })),
        "{refused:?}"
    );
    assert_eq!(store.publication(&acme), Ok(Some(first)));
}

#[tokio::test]
async fn who_is_inside_is_counted_wherever_she_is_to_come_back_to() {
    let shelf = Shelf::new().await;
    let paused = Paused {
        place: place("aa", "ask"),
        slots: [].into(),
        before: [].into(),
        journal: Vec::new(),
        pending: None,
        again: [].into(),
        then: None,
        quiet: false,
    };
    let reminder = Reminder {
        flow: "order_status".into(),
        bundle: "aa".into(),
        step: "later".into(),
        slots: [].into(),
    };
    let standing = Session {
        place: Some(place("aa", "ask")),
        ..Session::default()
    };
    let aside = Session {
        place: Some(place("bb", "ask")),
        paused: vec![paused],
        reminders: [("soon".to_owned(), reminder)].into(),
        ..Session::default()
    };
    stands(&shelf, "966501000001", standing).await;
    stands(&shelf, "966501000002", aside).await;
    stands(&shelf, "966501000003", Session::default()).await;
    let inside = shelf.store().inside(&tenant("acme")).expect("readable");
    let people: Vec<_> = inside.people.into_iter().collect();
    assert_eq!(people, [("aa".to_owned(), 2), ("bb".to_owned(), 1)]);
    let steps: Vec<_> = inside
        .steps
        .into_iter()
        .map(|at| (at.bundle, at.step, at.people))
        .collect();
    let people = |now, aside, later| Standpoint { now, aside, later };
    let expected = [
        ("aa", "ask", people(1, 1, 0)),
        ("aa", "later", people(0, 0, 1)),
        ("bb", "ask", people(1, 0, 0)),
    ];
    assert_eq!(
        steps,
        expected.map(|(bundle, step, people)| (bundle.to_owned(), step.to_owned(), people))
    );
    let other = shelf.store().inside(&tenant("other")).expect("readable");
    assert!(other.people.is_empty(), "{other:?}");
}

#[tokio::test]
async fn a_forgotten_version_leaves_nothing_and_takes_nothing_from_others() {
    let shelf = Shelf::new().await;
    let first = published(&shelf).await;
    let mut last = again(&shelf, &first, "bb").await;
    last.former.clear();
    let (store, acme) = (shelf.store(), tenant("acme"));
    let gone: BTreeSet<_> = ["aa".to_owned(), "bb".to_owned()].into();
    let next = last.without(&gone);
    let forgotten = store.forget_bundles(acme.clone(), next, gone.clone()).await;
    forgotten.expect("forgotten");
    assert_eq!(store.bundle(&acme, "aa"), Ok(None));
    let current = store.bundle(&acme, "bb").expect("readable");
    assert_eq!(
        current,
        Some(texts("bb")),
        "the current one is never forgotten"
    );
    let stats = store.stats().expect("readable");
    let kept = stats.kinds.get("text").map(|usage| usage.keys);
    assert_eq!(kept, Some(3), "one of its own, two shared ones");
    let stale = store.forget_bundles(acme, last.without(&gone), gone).await;
    assert_eq!(stale, Err(StoreFault::Stale));
    assert_eq!(store.verify().expect("readable").bad, 0);
}
