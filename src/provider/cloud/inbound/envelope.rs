//! The envelope: entries, their changes, and the messages and statuses in them.

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::{Event, Notice, NoticeKind, NumberId};
use crate::provider::Refusal;
use crate::provider::cloud::loose::Loose;

use super::odd::{kept, odd};
use super::{message, notice, person, status};

/// Deepest nesting that is read; real webhooks stay below 20.
const DEPTH_MAX: usize = 128;

const WHATSAPP: &str = "whatsapp_business_account";

#[derive(Deserialize)]
struct Envelope<'a, E> {
    #[serde(borrow, default)]
    object: Loose<'a>,
    entry: Option<Vec<E>>,
}

#[derive(Deserialize)]
struct Entry<'a, C> {
    /// WhatsApp business account; for some partner news the partner's own portfolio.
    #[serde(borrow, default)]
    id: Loose<'a>,
    changes: Option<Vec<C>>,
}

#[derive(Deserialize)]
struct Change<'a> {
    #[serde(borrow, default)]
    field: Loose<'a>,
    #[serde(borrow)]
    value: Option<&'a RawValue>,
}

/// The value of a change in the field `messages`.
#[derive(Deserialize)]
struct Value<'a> {
    #[serde(borrow)]
    metadata: Option<Metadata<'a>>,
    #[serde(borrow)]
    contacts: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    messages: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    statuses: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    errors: Option<&'a RawValue>,
}

#[derive(Deserialize)]
pub struct Metadata<'a> {
    #[serde(borrow, default)]
    phone_number_id: Loose<'a>,
}

impl Metadata<'_> {
    pub fn number(&self) -> Option<NumberId> {
        self.phone_number_id.filled().map(NumberId::new)
    }
}

/// Reads a body whose sender has been verified.
///
/// # Errors
/// When it is not JSON, or nested deeper than 128 levels.
pub fn read(body: &[u8]) -> Result<Vec<Event>, Refusal> {
    if deeper_than(DEPTH_MAX, body) {
        return Err(Refusal::TooDeep { max: DEPTH_MAX });
    }
    let body = str::from_utf8(body).map_err(|_| Refusal::NotJson)?;
    let Ok(envelope) = serde_json::from_str::<Envelope<Entry<Change>>>(body) else {
        return piecemeal(body);
    };
    let mut events = Vec::new();
    if envelope.object.text() == Some(WHATSAPP) {
        for entry in envelope.entry.iter().flatten() {
            for change in entry.changes.iter().flatten() {
                read_change(&mut events, &entry.id, change);
            }
        }
    }
    Ok(events)
}

/// Reads a body that has an odd envelope, so that what is usual in it is not lost.
fn piecemeal(body: &str) -> Result<Vec<Event>, Refusal> {
    let whole: &RawValue = serde_json::from_str(body).map_err(|_| Refusal::NotJson)?;
    let Ok(envelope) = serde_json::from_str::<Envelope<&RawValue>>(whole.get()) else {
        return Ok(vec![odd(
            None,
            "the body is of an unknown shape",
            whole.get(),
        )]);
    };
    let mut events = Vec::new();
    if envelope.object.text() != Some(WHATSAPP) {
        return Ok(events);
    }
    for raw in envelope.entry.into_iter().flatten() {
        let Ok(entry) = serde_json::from_str::<Entry<&RawValue>>(raw.get()) else {
            events.push(odd(None, "the entry is of an unknown shape", raw.get()));
            continue;
        };
        for raw in entry.changes.into_iter().flatten() {
            match serde_json::from_str::<Change>(raw.get()) {
                Ok(change) => read_change(&mut events, &entry.id, &change),
                Err(_) => events.push(odd(None, "the change is of an unknown shape", raw.get())),
            }
        }
    }
    Ok(events)
}

fn read_change(events: &mut Vec<Event>, account: &Loose, change: &Change) {
    match change.field.text() {
        Some("messages") => read_messages(events, account, change.value),
        field => notice::read(events, field, account.filled(), change.value),
    }
}

fn read_messages(events: &mut Vec<Event>, account: &Loose, value: Option<&RawValue>) {
    let raw = value.map_or("", RawValue::get);
    let Ok(value) = serde_json::from_str::<Value>(raw) else {
        return events.push(odd(
            None,
            "the value of a change is of an unknown shape",
            raw,
        ));
    };
    let number = value.metadata.as_ref().and_then(Metadata::number);
    if let Some(number) = &number {
        let scene = message::Scene {
            number,
            contacts: &person::contacts(value.contacts.as_deref()),
            errors: value.errors,
        };
        let messages = value.messages.iter().flatten();
        events.extend(messages.map(|raw| message::read(raw, &scene)));
        let statuses = value.statuses.iter().flatten();
        events.extend(statuses.map(|raw| status::read(raw, number)));
    } else {
        let lists = [&value.messages, &value.statuses];
        let homeless = lists.into_iter().flatten().flatten();
        events.extend(homeless.map(|raw| odd(None, "no number of ours is named", raw.get())));
    }
    if let Some(errors) = value.errors {
        events.push(Event::Notice(Notice {
            field: "messages".into(),
            number,
            account: account.filled().map(Into::into),
            kind: NoticeKind::Recorded,
            raw: kept(errors.get()),
        }));
    }
}

/// Whether objects and arrays are nested deeper than `max`. Counts brackets outside
/// strings, which is exact for JSON and harmless for anything else.
fn deeper_than(max: usize, body: &[u8]) -> bool {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    let mut bytes = body.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                while let Some(byte) = bytes.next() {
                    match byte {
                        b'"' => break,
                        b'\\' => drop(bytes.next()),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    deepest > max
}
