//! A contact is not a phone number.

use super::*;
use crate::domain::{InboundMessage, Input, Owner, SystemNotice, Timer};

const LEILA: &str = "966501234567";
const HER_ID: &str = "SA.13491208655302741918";

async fn hear(shelf: &Shelf, id: &str, from: Address) -> ConversationId {
    let admitted = shelf
        .store()
        .admit(vec![message_from(id, from, id)], NOW)
        .await;
    let admitted = admitted.expect("admitted");
    admitted.fresh.last().expect("something new").1
}

fn with(event: Event, change: impl FnOnce(&mut InboundMessage)) -> Event {
    match event {
        Event::Message(mut message) => {
            change(&mut message);
            Event::Message(message)
        }
        other => other,
    }
}

#[tokio::test]
async fn aliases_of_one_person_lead_to_one_conversation() {
    let shelf = Shelf::new().await;
    let by_phone = hear(&shelf, "m1", phone(LEILA)).await;
    assert_eq!(hear(&shelf, "m2", both(LEILA, HER_ID)).await, by_phone);
    assert_eq!(hear(&shelf, "m3", bsuid(HER_ID)).await, by_phone);
    let loaded = shelf
        .store()
        .load(by_phone)
        .expect("readable")
        .expect("one");
    let contact = shelf.store().contact(loaded.contact).expect("readable");
    assert_eq!(contact.expect("one").address, both(LEILA, HER_ID));
}

#[tokio::test]
async fn two_contacts_that_are_one_merge_on_the_user_id() {
    let mut shelf = Shelf::new().await;
    let by_phone = hear(&shelf, "m1", phone(LEILA)).await;
    let mut commit = shelf.turn(by_phone, &["hello"]);
    commit.effects.push(Effect::Consent { opted_out: true });
    shelf.store().commit(commit).await.expect("committed");
    hear(&shelf, "m2", phone(LEILA)).await;
    let by_id = hear(&shelf, "m3", bsuid(HER_ID)).await;
    assert_ne!(by_phone, by_id);
    let racing = shelf.turn(by_id, &["computed before the merge"]);

    assert_eq!(hear(&shelf, "m4", both(LEILA, HER_ID)).await, by_id);
    shelf.reopen();
    let texts = |shelf: &Shelf| match shelf.next(by_id).input {
        Input::Message(message) => message.content.text().map(str::to_owned),
        other => unreachable!("{other:?}"),
    };
    assert!(shelf.session(by_id).opted_out, "consent follows");
    assert_eq!(
        shelf.store().commit(racing).await,
        Err(crate::store::StoreFault::Stale)
    );
    for text in ["m2", "m3", "m4"] {
        assert_eq!(texts(&shelf).as_deref(), Some(text), "pending rows follow");
        shelf.answer(by_id, &[]).await;
    }
    assert_eq!(shelf.store().next_input(by_phone), Ok(None));
    assert_eq!(
        hear(&shelf, "m5", phone(LEILA)).await,
        by_id,
        "aliases follow"
    );
    let old = shelf
        .store()
        .load(by_phone)
        .expect("readable")
        .expect("one");
    assert_eq!(old.merged_into, Some(by_id));
    let contact = shelf.store().contact(old.contact).expect("readable");
    assert_eq!(contact.expect("one").address, both(LEILA, HER_ID));
    assert_eq!(shelf.store().outbox(by_phone).expect("readable").len(), 1);
}

#[tokio::test]
async fn a_message_under_way_to_a_contact_that_is_merged_may_still_leave() {
    let shelf = Shelf::new().await;
    let by_phone = hear(&shelf, "m1", phone(LEILA)).await;
    let mut commit = shelf.turn(by_phone, &["your answer"]);
    commit.session.last_inbound = Some(NOW);
    shelf.store().commit(commit).await.expect("committed");
    hear(&shelf, "m2", bsuid(HER_ID)).await;
    hear(&shelf, "m3", both(LEILA, HER_ID)).await;
    assert_eq!(shelf.store().outbox(by_phone).expect("readable").len(), 1);
    assert_eq!(shelf.session(by_phone).last_inbound, Some(NOW));
}

#[tokio::test]
async fn a_person_who_speaks_to_a_contact_that_is_merged_gives_her_back_in_time() {
    let shelf = Shelf::new().await;
    let by_phone = hear(&shelf, "m1", phone(LEILA)).await;
    let mut commit = shelf.turn(by_phone, &[]);
    let clock = Timer {
        name: "handoff".into(),
        tag: 1,
        due: NOW,
    };
    commit.session.owner = Owner::Queue;
    commit.session.timers = vec![clock.clone()];
    commit.effects.push(Effect::SetTimer(clock));
    shelf.store().commit(commit).await.expect("committed");
    let by_id = hear(&shelf, "m2", bsuid(HER_ID)).await;
    shelf.answer(by_id, &[]).await;

    hear(&shelf, "m3", both(LEILA, HER_ID)).await;
    assert_eq!(shelf.session(by_id).owner, Owner::Queue);
    shelf.answer(by_id, &[]).await;
    let fired = shelf.store().fire_due(NOW, 10).await.expect("fired");
    assert!(fired.iter().any(|(_, id)| *id == by_id), "{fired:?}");
}

#[tokio::test]
async fn a_recycled_number_is_somebody_else() {
    let shelf = Shelf::new().await;
    let first = hear(&shelf, "m1", both(LEILA, HER_ID)).await;
    let second = hear(&shelf, "m2", both(LEILA, "SA.777")).await;
    assert_ne!(first, second);
    assert_eq!(hear(&shelf, "m3", phone(LEILA)).await, second);
    assert_eq!(hear(&shelf, "m4", bsuid(HER_ID)).await, first);
}

#[tokio::test]
async fn a_number_that_was_left_leads_nowhere() {
    let shelf = Shelf::new().await;
    let first = hear(&shelf, "m1", phone(LEILA)).await;
    let left = with(message("m2", LEILA, ""), |message| {
        message.content = Content::System(SystemNotice::NumberChanged {
            to: phone("966509999999"),
        });
    });
    let admitted = shelf
        .store()
        .admit(vec![left], NOW)
        .await
        .expect("admitted");
    assert_eq!(admitted.fresh[0].1, first, "she is told by her old name");
    assert_ne!(hear(&shelf, "m3", phone(LEILA)).await, first);
    assert_ne!(hear(&shelf, "m4", phone("966509999999")).await, first);
}

#[tokio::test]
async fn a_new_user_id_leads_to_the_same_person_unless_it_is_taken() {
    let shelf = Shelf::new().await;
    let first = hear(&shelf, "m1", bsuid(HER_ID)).await;
    let renamed = |id: &str, to: &str| {
        with(message_from(id, bsuid(HER_ID), ""), |message| {
            message.content = Content::System(SystemNotice::UserIdChanged { to: bsuid(to) });
        })
    };
    let taken = hear(&shelf, "m2", bsuid("SA.2")).await;
    let batch = vec![renamed("m3", "SA.2"), renamed("m4", "SA.3")];
    shelf.store().admit(batch, NOW).await.expect("admitted");
    assert_eq!(hear(&shelf, "m5", bsuid("SA.2")).await, taken);
    assert_eq!(hear(&shelf, "m6", bsuid("SA.3")).await, first);
}

#[tokio::test]
async fn tenants_never_share_a_contact() {
    let shelf = Shelf::new().await;
    let here = hear(&shelf, "m1", phone(LEILA)).await;
    let there = with(message("m1", LEILA, "x"), |message| {
        message.number = NumberId::new("999");
    });
    let there = shelf
        .store()
        .admit(vec![there], NOW)
        .await
        .expect("admitted");
    assert_eq!((there.admitted, there.duplicates), (1, 0));
    assert_eq!(there.fresh[0].0, tenant("other"));
    let contact = |id| {
        let loaded = shelf.store().load(id).expect("readable");
        loaded.expect("one").contact
    };
    assert_ne!(contact(here), contact(there.fresh[0].1));
}
