//! Changes in other fields than `messages`: consent, identity, templates, the account,
//! staff writing from the phone app. Whatever the field, what was sent is kept.
#![expect(clippy::struct_field_names, reason = "fields are named as on the wire")]

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::{Event, MessageId, Notice, NoticeKind, NumberId};
use crate::provider::cloud::loose::{Loose, part};

use super::content;
use super::envelope::Metadata;
use super::odd::{kept, odd, word};
use super::person::{self, Contact};
use super::shape::MessageShape;

/// Fields that we know and that ask for nothing but a record. `history` is among them on
/// purpose: chats of long ago must never start a flow.
const RECORDED: &[&str] = &[
    "account_alerts",
    "account_review_update",
    "account_settings_update",
    "automatic_events",
    "business_capability_update",
    "business_status_update",
    "business_username_update",
    "calls",
    "flows",
    "group_lifecycle_update",
    "group_participants_update",
    "group_settings_update",
    "group_status_update",
    "history",
    "message_template_components_update",
    "message_template_quality_update",
    "messaging_handovers",
    "partner_solutions",
    "payment_configuration_update",
    "phone_number_name_update",
    "phone_number_quality_update",
    "security",
    "smb_app_state_sync",
    "standby",
    "template_category_update",
    "template_correct_category_detection",
    "tracking_events",
];

#[derive(Deserialize)]
struct Preference<'a> {
    #[serde(borrow, default)]
    wa_id: Loose<'a>,
    #[serde(borrow, default)]
    user_id: Loose<'a>,
    #[serde(borrow, default)]
    parent_user_id: Loose<'a>,
    #[serde(borrow, default)]
    category: Loose<'a>,
    #[serde(borrow, default)]
    value: Loose<'a>,
    #[serde(borrow, default)]
    timestamp: Loose<'a>,
}

#[derive(Deserialize)]
struct UserIdUpdate<'a> {
    #[serde(borrow, default)]
    wa_id: Loose<'a>,
    #[serde(borrow)]
    user_id: Option<Moved<'a>>,
    #[serde(borrow)]
    parent_user_id: Option<Moved<'a>>,
}

#[derive(Deserialize, Default)]
struct Moved<'a> {
    #[serde(borrow, default)]
    previous: Loose<'a>,
    #[serde(borrow, default)]
    current: Loose<'a>,
}

#[derive(Deserialize)]
struct TemplateStatus<'a> {
    #[serde(borrow, default)]
    event: Loose<'a>,
    #[serde(borrow, default)]
    message_template_name: Loose<'a>,
    #[serde(borrow, default)]
    message_template_language: Loose<'a>,
    #[serde(borrow, default)]
    reason: Loose<'a>,
}

#[derive(Deserialize)]
struct AccountUpdate<'a> {
    #[serde(borrow, default)]
    event: Loose<'a>,
    #[serde(borrow)]
    ban_info: Option<Ban<'a>>,
    #[serde(borrow)]
    waba_info: Option<Waba<'a>>,
}

#[derive(Deserialize)]
struct Ban<'a> {
    #[serde(borrow, default)]
    waba_ban_state: Loose<'a>,
}

#[derive(Deserialize)]
struct Waba<'a> {
    #[serde(borrow, default)]
    waba_id: Loose<'a>,
}

/// The parts of a value that several fields share.
#[derive(Deserialize, Default)]
struct Lists<'a> {
    #[serde(borrow)]
    metadata: Option<Metadata<'a>>,
    #[serde(borrow)]
    contacts: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    user_preferences: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    user_id_update: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    message_echoes: Option<Vec<&'a RawValue>>,
}

/// Reads a change. `account` is the entry's id.
pub fn read(
    events: &mut Vec<Event>,
    field: Option<&str>,
    account: Option<&str>,
    value: Option<&RawValue>,
) {
    let lists: Lists = part(value).unwrap_or_default();
    let contacts = person::contacts(lists.contacts.as_deref());
    let desk = Desk {
        field: field.unwrap_or("unknown"),
        number: lists.metadata.as_ref().and_then(Metadata::number),
        account,
        contacts: &contacts,
    };
    let (list, read_one): (_, fn(&str, &Desk) -> Option<NoticeKind>) = match desk.field {
        "user_preferences" => (lists.user_preferences, preference),
        "user_id_update" => (lists.user_id_update, user_id_update),
        "smb_message_echoes" => (lists.message_echoes, staff_echo),
        _ => return events.push(desk.whole(value)),
    };
    let Some(list) = list else {
        return events.push(odd(
            desk.number.as_ref(),
            "the change lacks the list of its field",
            value.map_or("", RawValue::get),
        ));
    };
    events.extend(
        list.into_iter()
            .map(|raw| match read_one(raw.get(), &desk) {
                Some(kind) => desk.notice(kind, raw.get()),
                None => odd(
                    desk.number.as_ref(),
                    "an element of the change is of an unknown shape",
                    raw.get(),
                ),
            }),
    );
}

/// Where a change came in.
struct Desk<'a> {
    field: &'a str,
    number: Option<NumberId>,
    account: Option<&'a str>,
    contacts: &'a [Contact],
}

impl Desk<'_> {
    fn notice(&self, kind: NoticeKind, raw: &str) -> Event {
        Event::Notice(Notice {
            field: word(self.field),
            number: self.number.clone(),
            account: self.account.map(Into::into),
            kind,
            raw: kept(raw),
        })
    }

    /// A change that is one piece of news.
    fn whole(&self, value: Option<&RawValue>) -> Event {
        let raw = value.map_or("", RawValue::get);
        match self.field {
            "account_update" => self.account_update(value, raw),
            "message_template_status_update" => {
                let kind = part(value).map_or(NoticeKind::Recorded, template_status);
                self.notice(kind, raw)
            }
            field if RECORDED.contains(&field) => self.notice(NoticeKind::Recorded, raw),
            _ => self.notice(NoticeKind::Unknown, raw),
        }
    }

    /// The entry of partner news names the partner; the account concerned is inside.
    fn account_update(&self, value: Option<&RawValue>, raw: &str) -> Event {
        let Some(update) = part::<AccountUpdate>(value) else {
            return self.notice(NoticeKind::Recorded, raw);
        };
        let ban = update.ban_info.as_ref();
        let ban = ban.and_then(|ban| ban.waba_ban_state.filled());
        let event = ban.or(update.event.filled()).unwrap_or("unknown");
        let waba = update.waba_info.as_ref();
        let waba = waba.and_then(|waba| waba.waba_id.filled());
        Event::Notice(Notice {
            field: word(self.field),
            number: self.number.clone(),
            account: waba.or(self.account).map(Into::into),
            kind: NoticeKind::Account { event: word(event) },
            raw: kept(raw),
        })
    }
}

fn preference(text: &str, _: &Desk) -> Option<NoticeKind> {
    let shape: Preference = serde_json::from_str(text).ok()?;
    let allowed = match shape.value.text() {
        Some("stop") => false,
        Some("resume" | "signup") => true,
        _ => return Some(NoticeKind::Recorded),
    };
    if shape.category.text() != Some("marketing_messages") {
        return Some(NoticeKind::Recorded);
    }
    let who = person::address(&[&shape.wa_id, &shape.user_id, &shape.parent_user_id]);
    let at = shape.timestamp.timestamp()?;
    (!who.is_empty()).then_some(NoticeKind::MarketingPreference { who, allowed, at })
}

fn user_id_update(text: &str, _: &Desk) -> Option<NoticeKind> {
    let shape: UserIdUpdate = serde_json::from_str(text).ok()?;
    let user = shape.user_id.unwrap_or_default();
    let parent = shape.parent_user_id.unwrap_or_default();
    let current = person::address(&[&user.current, &parent.current]);
    (!current.is_empty()).then(|| NoticeKind::UserIdChanged {
        phone: person::address(&[&shape.wa_id]),
        previous: person::address(&[&user.previous, &parent.previous]),
        current,
    })
}

fn staff_echo(text: &str, desk: &Desk) -> Option<NoticeKind> {
    let shape: MessageShape = serde_json::from_str(text).ok()?;
    let mut to = person::address(&[&shape.to, &shape.to_user_id, &shape.to_parent_user_id]);
    person::recognise(&mut to, desk.contacts);
    let id = MessageId::new(shape.id.filled()?);
    (!to.is_empty()).then(|| NoticeKind::StaffEcho {
        to,
        id,
        text: content::words(shape),
    })
}

/// Languages are written `en_US` in some fields and `en-US` in others.
fn template_status(shape: TemplateStatus) -> NoticeKind {
    let reason = shape.reason.string();
    NoticeKind::TemplateStatus {
        name: shape.message_template_name.string().unwrap_or_default(),
        language: shape
            .message_template_language
            .string()
            .unwrap_or_default()
            .replace('-', "_"),
        status: shape.event.string().unwrap_or_default(),
        reason: reason.filter(|reason| reason != "NONE"),
    }
}
