//! What a flow says about itself: its id, what starts it, what it remembers.

use std::collections::BTreeMap;
use std::time::Duration;

use rhai::Map;

use crate::domain::parse_span;
use crate::flow::diagnostic::nearest;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) struct Manifest {
    pub id: String,
    /// The author's own count; shown, never compared.
    pub version: i64,
    pub triggers: Vec<Trigger>,
    /// Slots that last as long as the flow, and what they hold.
    pub slots: BTreeMap<String, String>,
    /// Silence after which the flow is left.
    pub expire: Option<Duration>,
    pub on_expire: Option<String>,
    pub interrupts: Interrupts,
    /// What an answer is worth that was on its way for `late_after` and longer.
    pub late: Late,
    pub late_after: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::flow) enum Late {
    /// As much as any other.
    #[default]
    Answer,
    /// We apologise and ask again.
    Ask,
    /// Nothing: it is only recorded.
    Log,
}

const LATE_AFTER: Duration = Duration::from_secs(15 * 60);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) enum Trigger {
    /// A Fluent message whose value and `.also` are phrases.
    Phrases(String),
    /// A message that is an order number and little else.
    OrderNo,
    /// The payload of a button: `menu:order_status`.
    Button(String),
    TemplateReply {
        template: String,
        button: String,
    },
}

/// What another flow's trigger does while this one waits for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::flow) enum Interrupts {
    /// It starts, and this flow is left.
    #[default]
    Allow,
    /// She is asked first.
    Confirm,
    /// Nothing: the question is asked again.
    Block,
}

const FIELDS: &[&str] = &[
    "id",
    "version",
    "triggers",
    "slots",
    "expire",
    "on_expire",
    "interrupts",
    "late",
    "late_after",
];
const SLOT_KINDS: &[&str] = &[
    "text", "int", "decimal", "date", "phone", "email", "order_no", "id", "bool", "list", "map",
    "media", "location", "contact", "form",
];

impl Manifest {
    /// Reads what `flow(#{ … })` was given. The error says what is wrong and what would be right.
    pub fn read(given: &Map) -> Result<Self, (String, Option<String>)> {
        for name in given.keys() {
            if !FIELDS.contains(&name.as_str()) {
                let what = format!("a flow has no field `{name}`");
                return Err((what, nearest(name, FIELDS.iter().copied())));
            }
        }
        let id = text(given, "id")?.ok_or_else(|| plain("a flow needs an `id`"))?;
        let named = id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if id.is_empty() || !named {
            return Err(plain("a flow's id is made of a-z, 0-9 and _"));
        }
        let version = match given.get("version") {
            None => 1,
            Some(version) => version
                .as_int()
                .map_err(|_| plain("`version` is a whole number"))?,
        };
        let expire = span(given, "expire")?;
        Ok(Self {
            id,
            version,
            triggers: triggers(given)?,
            slots: slots(given)?,
            expire,
            on_expire: text(given, "on_expire")?,
            interrupts: interrupts(given)?,
            late: late(given)?,
            late_after: span(given, "late_after")?.unwrap_or(LATE_AFTER),
        })
    }
}

fn plain(what: impl Into<String>) -> (String, Option<String>) {
    (what.into(), None)
}

fn text(given: &Map, name: &str) -> Result<Option<String>, (String, Option<String>)> {
    match given.get(name) {
        None => Ok(None),
        Some(value) => match value.clone().into_string() {
            Ok(text) => Ok(Some(text)),
            Err(kind) => Err(plain(format!("`{name}` is text, not {kind}"))),
        },
    }
}

fn span(given: &Map, name: &str) -> Result<Option<Duration>, (String, Option<String>)> {
    let span = text(given, name)?.map(|span| parse_span(&span));
    span.transpose().map_err(|fault| plain(fault.to_string()))
}

fn late(given: &Map) -> Result<Late, (String, Option<String>)> {
    match text(given, "late")?.as_deref() {
        None => Ok(Late::default()),
        Some("answer") => Ok(Late::Answer),
        Some("ask") => Ok(Late::Ask),
        Some("log") => Ok(Late::Log),
        Some(other) => Err((
            format!("`late` cannot be `{other}`"),
            Some("it is \"answer\", \"ask\" or \"log\"".into()),
        )),
    }
}

fn triggers(given: &Map) -> Result<Vec<Trigger>, (String, Option<String>)> {
    let Some(list) = given.get("triggers") else {
        return Ok(Vec::new());
    };
    let wrong =
        || plain("`triggers` is a list of phrases(…), order_no(), button(…) and template_reply(…)");
    let list = list.as_array_ref().map_err(|_| wrong())?;
    list.iter()
        .map(|item| item.clone().try_cast::<Trigger>().ok_or_else(wrong))
        .collect()
}

fn slots(given: &Map) -> Result<BTreeMap<String, String>, (String, Option<String>)> {
    let Some(slots) = given.get("slots") else {
        return Ok(BTreeMap::new());
    };
    let wrong = || plain("`slots` is a map of slot(\"kind\")");
    let slots = slots.as_map_ref().map_err(|_| wrong())?;
    let mut read = BTreeMap::new();
    for (name, slot) in slots.iter() {
        let SlotKind(kind) = slot.clone().try_cast().ok_or_else(wrong)?;
        if !SLOT_KINDS.contains(&kind.as_str()) {
            let what = format!("slot `{name}` is of no known kind: `{kind}`");
            return Err((what, nearest(&kind, SLOT_KINDS.iter().copied())));
        }
        read.insert(name.to_string(), kind);
    }
    Ok(read)
}

fn interrupts(given: &Map) -> Result<Interrupts, (String, Option<String>)> {
    match text(given, "interrupts")?.as_deref() {
        None => Ok(Interrupts::default()),
        Some("allow") => Ok(Interrupts::Allow),
        Some("confirm") => Ok(Interrupts::Confirm),
        Some("block") => Ok(Interrupts::Block),
        Some(other) => Err((
            format!("`interrupts` cannot be `{other}`"),
            Some("it is \"allow\", \"confirm\" or \"block\"".into()),
        )),
    }
}

/// What `slot("kind")` makes.
#[derive(Debug, Clone)]
pub(super) struct SlotKind(pub String);
