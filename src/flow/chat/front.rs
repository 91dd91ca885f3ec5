//! The head of a chat: who writes, when, and what the operations answer. TOML between two
//! lines of `---`; everything in it may be left out.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::mock::{self, Mock};
use crate::domain::{Phone, Timestamp, Value};
use crate::flow::diagnostic::nearest;

const NUMBER: &str = "+966501234567";
/// 2026-11-20T16:00:00Z, a Friday evening in Riyadh.
const CLOCK: Timestamp = Timestamp::from_seconds(1_795_190_400);

const KEYS: &[&str] = &[
    "flow", "lang", "from", "name", "staff", "clock", "start", "slots", "flags", "demo", "api",
];

/// Everything a chat takes for granted.
#[derive(Debug, Clone)]
pub struct Front {
    /// The flow that the chat is about; the chat fails when it is never entered.
    pub flow: Option<String>,
    /// Her language, as if she had chosen it. Otherwise the engine finds out.
    pub lang: Option<String>,
    pub from: Phone,
    /// What she calls herself.
    pub name: Option<String>,
    /// She is one of the business's own people.
    pub staff: bool,
    pub clock: Timestamp,
    /// The flow and the step that begin by themselves, before her first word.
    pub start: Option<(String, String)>,
    /// What is known at `start`.
    pub slots: BTreeMap<String, Value>,
    pub flags: BTreeMap<String, bool>,
    /// Operations that are not mocked are answered by the demo shop.
    pub demo: bool,
    pub(super) mocks: Vec<Mock>,
}

/// What is wrong in the head, and where: bytes of its text.
#[derive(Debug)]
pub(super) struct FrontFault {
    pub at: Range<usize>,
    pub what: String,
    pub help: Option<String>,
}

impl FrontFault {
    fn new(at: Range<usize>, what: impl Into<String>) -> Self {
        Self {
            at,
            what: what.into(),
            help: None,
        }
    }
}

type Read<T> = Result<T, FrontFault>;
type Cell<'t> = Spanned<DeValue<'t>>;

impl Default for Front {
    fn default() -> Self {
        Self {
            flow: None,
            lang: None,
            from: Phone::from_provider(NUMBER).expect("a number of ours"),
            name: None,
            staff: false,
            clock: CLOCK,
            start: None,
            slots: BTreeMap::new(),
            flags: BTreeMap::new(),
            demo: false,
            mocks: Vec::new(),
        }
    }
}

impl Front {
    /// Reads the head.
    pub(super) fn read(text: &str) -> Read<Self> {
        let table = DeTable::parse(text)
            .map_err(|fault| FrontFault::new(fault.span().unwrap_or(0..0), fault.message()))?;
        let mut front = Self::default();
        for (key, value) in table.get_ref() {
            front.set(key, value)?;
        }
        // the one that says most of its arguments is asked first
        front
            .mocks
            .sort_by_key(|mock| std::cmp::Reverse(mock.arguments()));
        Ok(front)
    }

    /// The head as a file would have it. Mocks cannot be written: who talks by hand talks
    /// to the demo shop.
    pub(super) fn text(&self) -> String {
        let clock = jiff::Timestamp::from_millisecond(self.clock.ms()).unwrap_or_default();
        let start = self.start.as_ref();
        let start = start.map(|(flow, step)| format!("{flow}.{step}"));
        let texts = [
            ("flow", self.flow.clone()),
            ("lang", self.lang.clone()),
            ("from", Some(self.from.e164().to_owned())),
            ("name", self.name.clone()),
            ("clock", Some(clock.to_string())),
            ("start", start),
        ];
        let mut head = String::from("---\n");
        for (key, text) in texts {
            if let Some(text) = text {
                let text = toml::Value::String(text);
                let _ = writeln!(head, "{key} = {text}");
            }
        }
        for (key, flag) in [("staff", self.staff), ("demo", self.demo)] {
            if flag {
                let _ = writeln!(head, "{key} = true");
            }
        }
        head + "---\n"
    }

    fn set(&mut self, key: &Spanned<std::borrow::Cow<'_, str>>, value: &Cell<'_>) -> Read<()> {
        match key.get_ref().as_ref() {
            "flow" => self.flow = Some(text(value)?.to_owned()),
            "lang" => self.lang = Some(text(value)?.to_owned()),
            "from" => {
                let number = Phone::from_provider(text(value)?);
                self.from = number.ok_or_else(|| {
                    FrontFault::new(value.span(), format!("expected a number such as {NUMBER}"))
                })?;
            }
            "name" => self.name = Some(text(value)?.to_owned()),
            "staff" => self.staff = flag(value)?,
            "clock" => self.clock = moment_in(value)?,
            "start" => {
                let (flow, step) = text(value)?
                    .split_once('.')
                    .unwrap_or((text(value)?, "start"));
                self.start = Some((flow.into(), step.into()));
            }
            "slots" => self.slots = fields(value)?,
            "flags" => {
                for (name, value) in table(value)? {
                    self.flags
                        .insert(name.get_ref().clone().into_owned(), flag(value)?);
                }
            }
            "demo" => self.demo = flag(value)?,
            "api" => {
                for (name, answers) in table(value)? {
                    self.mocks.push(mock::read(name, answers)?);
                }
            }
            other => {
                let mut fault = FrontFault::new(key.span(), format!("there is no `{other}` here"));
                fault.help = nearest(other, KEYS.iter().copied());
                return Err(fault);
            }
        }
        Ok(())
    }
}

pub(super) fn fault(at: Range<usize>, what: impl Into<String>) -> FrontFault {
    FrontFault::new(at, what)
}

fn text<'t>(cell: &'t Cell<'_>) -> Read<&'t str> {
    let text = cell.get_ref().as_str();
    text.ok_or_else(|| FrontFault::new(cell.span(), "expected a text in quotes"))
}

fn flag(cell: &Cell<'_>) -> Read<bool> {
    let flag = cell.get_ref().as_bool();
    flag.ok_or_else(|| FrontFault::new(cell.span(), "expected true or false"))
}

pub(super) fn table<'t, 'i>(cell: &'t Cell<'i>) -> Read<&'t DeTable<'i>> {
    let table = cell.get_ref().as_table();
    table.ok_or_else(|| FrontFault::new(cell.span(), "expected a table"))
}

fn fields(cell: &Cell<'_>) -> Read<BTreeMap<String, Value>> {
    let fields = table(cell)?.iter();
    let read = fields.map(|(name, cell)| Ok((name.get_ref().clone().into_owned(), value(cell)?)));
    read.collect()
}

/// Any value of TOML as one of ours; fractions stay as they are written.
pub(super) fn value(cell: &Cell<'_>) -> Read<Value> {
    Ok(match cell.get_ref() {
        DeValue::String(text) => Value::Text(text.clone().into_owned()),
        DeValue::Integer(number) => {
            let read = i64::from_str_radix(number.as_str(), number.radix());
            Value::Int(read.map_err(|_| FrontFault::new(cell.span(), "too large a number"))?)
        }
        DeValue::Float(number) => Value::Decimal(number.as_str().into()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(moment) => Value::Text(moment.to_string()),
        DeValue::Array(items) => Value::List(items.iter().map(value).collect::<Read<_>>()?),
        DeValue::Table(_) => Value::Map(fields(cell)?),
    })
}

fn moment_in(cell: &Cell<'_>) -> Read<Timestamp> {
    let text = match cell.get_ref() {
        DeValue::String(text) => text.clone().into_owned(),
        DeValue::Datetime(moment) => moment.to_string(),
        DeValue::Integer(_)
        | DeValue::Float(_)
        | DeValue::Boolean(_)
        | DeValue::Array(_)
        | DeValue::Table(_) => String::new(),
    };
    let what = "expected a moment such as 2026-11-20T19:05:00+03:00";
    moment(&text).ok_or_else(|| FrontFault::new(cell.span(), what))
}

/// A moment with its offset, `2026-11-20T19:05:00+03:00`.
#[must_use]
pub fn moment(text: &str) -> Option<Timestamp> {
    let moment: jiff::Timestamp = text.parse().ok()?;
    Some(Timestamp(moment.as_millisecond()))
}
