//! Who speaks which version.

use super::*;

const AT: Timestamp = Timestamp(1_790_000_000_000);
const SOMEBODY: ContactId = ContactId([7; 16]);

fn published(bundles: &[(&str, Policy)]) -> Publication {
    let mut publication = Publication::first("a", AT);
    for (bundle, policy) in bundles {
        let next = publication.publish(bundle, Some(*policy), AT);
        publication = next.expect("another version");
    }
    publication
}

#[test]
fn who_is_inside_goes_on_as_the_policy_says() {
    for (policy, pinned, picked) in [
        (Policy::Finish, None, Pick::Run("b")),
        (Policy::Finish, Some("b"), Pick::Run("b")),
        (Policy::Finish, Some("a"), Pick::Run("a")),
        (Policy::Finish, Some("long gone"), Pick::Run("b")),
        (
            Policy::Restart,
            Some("a"),
            Pick::Follow {
                from: "a",
                to: "b",
                policy: Policy::Restart,
            },
        ),
    ] {
        let publication = published(&[("b", policy)]);
        assert_eq!(publication.pick(SOMEBODY, pinned), picked, "{pinned:?}");
    }
}

#[test]
fn each_superseded_version_keeps_its_own_policy() {
    let publication = published(&[("b", Policy::Finish), ("c", Policy::HandOver)]);
    assert_eq!(publication.pick(SOMEBODY, Some("a")), Pick::Run("a"));
    let followed = Pick::Follow {
        from: "b",
        to: "c",
        policy: Policy::HandOver,
    };
    assert_eq!(publication.pick(SOMEBODY, Some("b")), followed);
}

#[test]
fn without_a_policy_everybody_follows_at_once() {
    let publication = published(&[("b", Policy::Finish)]);
    let publication = publication.publish("c", None, AT).expect("another");
    for pinned in ["a", "b", "c"] {
        assert_eq!(publication.pick(SOMEBODY, Some(pinned)), Pick::Run("c"));
    }
}

#[test]
fn rolling_back_goes_step_by_step_and_never_forward() {
    let publication = published(&[("b", Policy::Finish), ("c", Policy::Finish)]);
    let back = publication
        .roll_back(None, Policy::Finish, AT)
        .expect("to b");
    assert_eq!((back.current.as_str(), back.former.len()), ("b", 1));
    assert_eq!(back.pick(SOMEBODY, Some("c")), Pick::Run("c"), "finishes");
    let back = back.roll_back(None, Policy::Finish, AT).expect("to a");
    assert_eq!(back.current, "a");
    let fault = back.roll_back(None, Policy::Finish, AT);
    assert_eq!(fault, Err(RolloutFault::NothingEarlier));
    let named = publication
        .roll_back(Some("a"), Policy::Move, AT)
        .expect("to a");
    assert_eq!((named.current.as_str(), named.former.len()), ("a", 0));
}

#[test]
fn a_version_that_is_published_twice_changes_nothing() {
    let publication = published(&[("b", Policy::Finish)]);
    let again = publication.publish("b", Some(Policy::Finish), AT);
    assert_eq!(again, Err(RolloutFault::AlreadyCurrent));
    let again = publication
        .publish("a", Some(Policy::Finish), AT)
        .expect("a");
    assert_eq!(again.superseded, [("b".to_owned(), Policy::Finish)]);
}

#[test]
fn a_canary_takes_its_share_and_always_the_same_people() {
    let publication = published(&[]);
    let limits = CanaryLimits::default();
    let share = |percent| {
        let begun = publication.start_canary("b", percent, limits, AT);
        let begun = begun.expect("a canary");
        (0..4000_u32).filter(move |n| {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&n.to_be_bytes());
            begun.pick(ContactId(id), None) == Pick::Run("b")
        })
    };
    let ten: BTreeSet<u32> = share(10).collect();
    let thirty: BTreeSet<u32> = share(30).collect();
    assert!((320..480).contains(&ten.len()), "{}", ten.len());
    assert!((1080..1320).contains(&thirty.len()), "{}", thirty.len());
    assert!(
        ten.is_subset(&thirty),
        "a larger share takes others as well"
    );
    for percent in [0, 100] {
        let fault = publication.start_canary("b", percent, limits, AT);
        assert_eq!(fault, Err(RolloutFault::Share));
    }
}

#[test]
fn a_canary_ends_when_it_fails_more_than_the_current_version() {
    let begun = published(&[]).start_canary("b", 10, CanaryLimits::default(), AT);
    let canary = begun.expect("a canary").canary.expect("running");
    let tally = |turns, faults, fallbacks| Tally {
        turns,
        faults,
        fallbacks,
    };
    for (ours, theirs, fails) in [
        (tally(49, 49, 49), tally(500, 0, 0), false),
        (tally(100, 2, 0), tally(500, 0, 0), false),
        (tally(100, 3, 0), tally(500, 0, 0), true),
        (tally(100, 3, 0), tally(500, 10, 0), false),
        (tally(100, 0, 31), tally(500, 0, 100), true),
        (tally(100, 0, 29), tally(500, 0, 100), false),
        (tally(50, 5, 0), tally(0, 0, 0), true),
    ] {
        assert_eq!(canary.failing(ours, theirs).is_some(), fails, "{ours:?}");
    }
}

#[test]
fn who_is_inside_a_stopped_canary_finishes_there() {
    let begun = published(&[]).start_canary("b", 10, CanaryLimits::default(), AT);
    let begun = begun.expect("a canary");
    assert_eq!(begun.pick(SOMEBODY, Some("b")), Pick::Run("b"));
    let stopped = begun.stop_canary(Policy::Finish, Some("why"), AT);
    let stopped = stopped.expect("stopped");
    assert_eq!(stopped.pick(SOMEBODY, Some("b")), Pick::Run("b"));
    assert_eq!(stopped.pick(SOMEBODY, None), Pick::Run("a"));
    let deed = stopped.history.last().expect("recorded");
    assert_eq!(
        (deed.kind, deed.note.as_str()),
        (DeedKind::CanaryFailed, "why")
    );
    assert!(!stopped.needed().contains("b"));
    let promoted = begun.promote(Policy::Finish, AT).expect("promoted");
    assert_eq!((promoted.current.as_str(), &promoted.canary), ("b", &None));
}

#[test]
fn what_is_kept_has_a_limit() {
    let mut publication = Publication::first("0", AT);
    for n in 1..100 {
        let next = publication.publish(&n.to_string(), Some(Policy::Finish), AT);
        publication = next.expect("another version");
    }
    assert_eq!(publication.former, ["98", "97", "96"]);
    assert_eq!(publication.superseded.len(), SUPERSEDED_MAX);
    assert_eq!(publication.history.len(), HISTORY_MAX);
    assert_eq!(publication.revision, 100);
}
