//! What a review shows of each answer: its name, and the answer as she gave it.

use rhai::ImmutableString;

use crate::domain::{Secret, Value};
use crate::flow::host::handle::Stop;
use crate::flow::host::run::Run;
use crate::flow::words;
use crate::locale::{Arg, Args, Language, format, text};

/// Longest answer that a review repeats, in UTF-16 units.
const VALUE_MAX: usize = 120;
/// What stands for an answer that nobody is shown.
const VEIL: &str = "••••";

/// One answer.
pub(super) struct Line {
    pub slot: String,
    /// What it is called: the message `<slot>-label`, else the slot's own name.
    pub label: String,
    pub value: String,
    /// Both, as one line of chat.
    pub text: String,
}

/// The filled ones of these slots, in their order. A question that she skipped is one of
/// them: she may want to answer it after all.
pub(super) fn lines(run: &Run, slots: &[ImmutableString]) -> Result<Vec<Line>, Stop> {
    let filled = slots.iter().filter_map(|slot| {
        let value = run.draft.session.slots.get(slot.as_str())?;
        Some((slot.as_str(), value))
    });
    filled.map(|(slot, value)| line(run, slot, value)).collect()
}

fn line(run: &Run, slot: &str, value: &Value) -> Result<Line, Stop> {
    let (stage, tag) = (&run.stage, run.tag());
    let key = format!("{slot}-label");
    let label = if stage.catalog.has(tag, &key, None) {
        stage.label(tag, &key, None)?
    } else {
        slot.replace('_', " ")
    };
    let value = text::clip(&shown(run, slot, value)?, VALUE_MAX);
    let args: Args = [
        ("label".to_owned(), Arg::Text(label.clone())),
        ("value".to_owned(), Arg::Text(value.clone())),
    ]
    .into();
    let text = stage.body(tag, words::REVIEW_LINE, args)?;
    Ok(Line {
        slot: slot.into(),
        label,
        value,
        text,
    })
}

fn shown(run: &Run, slot: &str, value: &Value) -> Result<String, Stop> {
    let word = |key: &str| Ok(run.stage.label(run.tag(), key, None)?);
    match value {
        Value::Null => word(words::REVIEW_NONE),
        Value::Bool(true) => word(words::YES),
        Value::Bool(false) => word(words::NO),
        Value::Int(number) => Ok(alone(run, &Arg::Int(*number), &number.to_string())),
        Value::Decimal(number) => Ok(alone(run, &Arg::Decimal(number.clone()), number)),
        Value::Text(text) => Ok(named(run, slot, text)?.unwrap_or_else(|| typed(run, slot, text))),
        Value::List(items) => {
            let items = items.iter().map(|item| shown(run, slot, item));
            let items = items.collect::<Result<Vec<_>, _>>()?;
            Ok(format::list(&items, Language::of(run.tag())))
        }
        Value::Map(_) => match thing(value) {
            Thing::Named(name) => Ok(name),
            Thing::Received(key) => word(key),
        },
        Value::Secret(Secret(_)) => Ok(VEIL.into()),
    }
}

/// The title of the option that was chosen.
fn named(run: &Run, slot: &str, id: &str) -> Result<Option<String>, Stop> {
    let own = run.titles.get(&(slot.to_owned(), id.to_owned()));
    if own.is_some() {
        return Ok(own.cloned());
    }
    let key = format!("{slot}-{id}");
    if run.stage.catalog.has(run.tag(), &key, None) {
        return Ok(Some(run.stage.label(run.tag(), &key, None)?));
    }
    Ok(None)
}

/// Her own words, or a value that each language writes its own way.
fn typed(run: &Run, slot: &str, text: &str) -> String {
    let flow = run.flow.as_ref();
    let kind = flow.and_then(|flow| flow.manifest.slots.get(slot));
    match kind.map(String::as_str) {
        Some("date") => alone(run, &Arg::Day(text.into()), text),
        Some(_) | None => text.into(),
    }
}

fn alone(run: &Run, arg: &Arg, otherwise: &str) -> String {
    let (style, now) = (&run.stage.style, run.stage.now);
    let shown = format::alone(arg, Language::of(run.tag()), style, now);
    shown.unwrap_or_else(|_| otherwise.into())
}

enum Thing {
    Named(String),
    /// A message that says what came.
    Received(&'static str),
}

/// A place and a card have a name, perhaps; of a file it is said that it came.
fn thing(value: &Value) -> Thing {
    let text = |field| value.get(field).and_then(Value::as_text);
    let received = match text("kind") {
        Some("image") => words::RECEIVED_IMAGE,
        Some("video") => words::RECEIVED_VIDEO,
        Some("audio") => words::RECEIVED_AUDIO,
        Some("document") => words::RECEIVED_DOCUMENT,
        Some(_) | None if value.get("lat").is_some() => words::RECEIVED_LOCATION,
        Some(_) | None => words::RECEIVED,
    };
    let name = text("filename")
        .or_else(|| text("name"))
        .or_else(|| text("address"));
    name.map_or(Thing::Received(received), |name| Thing::Named(name.into()))
}
