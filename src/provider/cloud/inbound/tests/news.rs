//! What is read of statuses and of changes that are no chat.

use std::fs;

use super::{fixtures, read};
use crate::domain::{Address, Bsuid, Event, Notice, NoticeKind, Phone, StatusUpdate, Timestamp};

fn events(fixture: &str) -> Vec<Event> {
    let file = fixtures().join("inbound").join(fixture);
    read(&fs::read(file).expect("a fixture")).expect("JSON")
}

fn notices(field: &str) -> Vec<Notice> {
    let events = events("fields.json").into_iter();
    let notices = events.filter_map(|event| match event {
        Event::Notice(notice) => Some(notice),
        _ => None,
    });
    notices.filter(|notice| notice.field == field).collect()
}

fn salma() -> Address {
    Address {
        phone: Phone::from_provider("966500000001"),
        bsuid: Bsuid::parse("SA.10000000000000000001"),
        parent: None,
    }
}

#[test]
fn a_status_carries_what_we_planted_what_it_cost_and_why_it_failed() {
    let statuses: Vec<StatusUpdate> = events("statuses.json")
        .into_iter()
        .filter_map(|event| match event {
            Event::Status(status) => Some(status),
            _ => None,
        })
        .collect();
    let sent = &statuses[0];
    let planted = "ob_00000000000000000000000000000001_7_0";
    assert_eq!(sent.planted.as_deref(), Some(planted));
    assert_eq!(sent.category.as_deref(), Some("utility"));
    assert_eq!(sent.at, Timestamp::from_seconds(1_786_000_100));
    assert_eq!(statuses[1].recipient, salma());
    let details = |at: usize| statuses[at].errors[0].details.clone().expect("details");
    assert!(details(4).starts_with("More than 24 hours"));
    assert_eq!(details(5), "plain text");
    assert!(statuses[6].recipient.is_empty(), "a group is nobody");
}

#[test]
fn consent_is_read_with_its_time() {
    let kinds: Vec<_> = notices("user_preferences")
        .into_iter()
        .map(|n| n.kind)
        .collect();
    let preference = |who, allowed, at| NoticeKind::MarketingPreference {
        who,
        allowed,
        at: Timestamp::from_seconds(at),
    };
    let by_phone = Address {
        bsuid: None,
        ..salma()
    };
    assert_eq!(
        kinds,
        [
            preference(salma(), false, 1_786_000_000),
            preference(by_phone, true, 1_786_000_001)
        ]
    );
}

#[test]
fn a_new_user_id_is_tied_to_the_old_one() {
    let ids = |bsuid, parent| Address {
        phone: None,
        bsuid: Bsuid::parse(bsuid),
        parent: Bsuid::parse(parent),
    };
    assert_eq!(
        notices("user_id_update")[0].kind,
        NoticeKind::UserIdChanged {
            phone: Address {
                bsuid: None,
                ..salma()
            },
            previous: ids("SA.10000000000000000001", "SA.ENT.1"),
            current: ids("SA.10000000000000000002", "SA.ENT.2"),
        }
    );
}

#[test]
fn staff_writing_from_the_phone_app_is_an_echo_and_not_a_message() {
    let echoes = notices("smb_message_echoes")
        .into_iter()
        .map(|notice| match notice.kind {
            NoticeKind::StaffEcho { to, id, text } => (to, id.to_string(), text),
            other => panic!("{other:?}"),
        });
    let said = |id: &str, text: Option<&str>| (salma(), id.to_owned(), text.map(str::to_owned));
    assert_eq!(
        echoes.collect::<Vec<_>>(),
        [
            said("wamid.echo1", Some("I will look into it")),
            said("wamid.echo2", Some("I looked into it")),
            said("wamid.echo3", None),
        ]
    );
}

#[test]
fn news_of_templates_and_accounts_name_what_they_concern() {
    let template = |language: &str, status: &str| NoticeKind::TemplateStatus {
        name: "order_update".into(),
        language: language.into(),
        status: status.into(),
        reason: None,
    };
    let kinds: Vec<_> = notices("message_template_status_update")
        .into_iter()
        .map(|notice| notice.kind)
        .collect();
    assert_eq!(
        kinds,
        [template("ar", "APPROVED"), template("en_US", "PAUSED")]
    );
    let accounts = notices("account_update")
        .into_iter()
        .map(|notice| match notice.kind {
            NoticeKind::Account { event } => (notice.account.expect("an account"), event),
            other => panic!("{other:?}"),
        });
    let news = |account: &str, event: &str| (account.to_owned(), event.to_owned());
    assert_eq!(
        accounts.collect::<Vec<_>>(),
        [
            news("200000000000001", "ACCOUNT_RESTRICTION"),
            news("200000000000001", "REINSTATE"),
            news("200000000000009", "PARTNER_REMOVED"),
        ]
    );
}

#[test]
fn chats_of_long_ago_are_recorded_and_never_answered() {
    let history = notices("history");
    assert_eq!(history[0].kind, NoticeKind::Recorded);
    assert!(history[0].raw.contains("very old"));
    let messages = events("fields.json").into_iter();
    assert_eq!(
        messages.filter(|e| matches!(e, Event::Message(_))).count(),
        0
    );
}
