//! What a sentence that starts a flow may already answer: slots whose questions are plain
//! enough that what is read out of the sentence is what the question would have taken.

use std::collections::{BTreeMap, BTreeSet};

use rhai::{AST, Expr};

use super::Manifest;
use crate::domain::Value;
use crate::flow::host::option_names;
use crate::flow::outline::{Call, Calls};
use crate::flow::stage::Stage;
use crate::locale::matching::{Choices, Utterance, words};
use crate::locale::{extract, phone, text};

/// Fewest digits of a telephone number.
const PHONE_DIGITS_MIN: usize = 8;

/// How a slot is read out of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) enum Told {
    OrderNo,
    Date,
    Phone,
    Email,
    Int {
        least: i64,
        most: i64,
    },
    /// The options that every question for the slot offers.
    Option(Vec<String>),
}

/// What may be told of a flow's slots. Of two slots of one kind a sentence does not say
/// which it means, so neither is told; an order number means the same in all.
pub(super) fn told(manifest: &Manifest, ast: &AST) -> BTreeMap<String, Told> {
    let calls = Calls::read(ast);
    let alone = |kind: &str| manifest.slots.values().filter(|own| *own == kind).count() == 1;
    let slots = manifest.slots.iter();
    let told = slots.filter_map(|(slot, kind)| {
        let told = match kind.as_str() {
            "order_no" => Told::OrderNo,
            "id" => Told::Option(offered(&calls, slot)?),
            kind if alone(kind) => asked(&calls, slot)?,
            _ => return None,
        };
        Some((slot.clone(), told))
    });
    told.collect()
}

/// The questions of this verb for the slot.
fn questions<'a>(calls: &'a Calls, verb: &'a str, slot: &'a str) -> impl Iterator<Item = &'a Call> {
    let fills = move |call: &&Call| call.whole(0).is_some_and(|(name, _)| name == slot);
    calls.verb(verb).filter(fills)
}

/// The kind that all questions for the slot ask for.
fn asked(calls: &Calls, slot: &str) -> Option<Told> {
    let mut kinds = questions(calls, "ask", slot).map(kind);
    let first = kinds.next()??;
    kinds
        .all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

fn kind(question: &Call) -> Option<Told> {
    let options = question.map(2)?;
    let (_, kind) = options.into_iter().find(|(name, _)| name == "kind")?;
    let Expr::FnCall(kind, _) = kind else {
        return None;
    };
    let number = |at: usize| match kind.args.get(at) {
        Some(Expr::IntegerConstant(number, _)) => Some(*number),
        Some(_) | None => None,
    };
    match (kind.name.as_str(), kind.args.len()) {
        ("date", 0) => Some(Told::Date),
        ("phone", 0) => Some(Told::Phone),
        ("email", 0) => Some(Told::Email),
        ("int", 0) => Some(Told::Int {
            least: i64::MIN,
            most: i64::MAX,
        }),
        ("int", 2) => Some(Told::Int {
            least: number(0)?,
            most: number(1)?,
        }),
        _ => None,
    }
}

/// The ids that are written out in every question for the slot.
fn offered(calls: &Calls, slot: &str) -> Option<Vec<String>> {
    let mut all = questions(calls, "choose", slot).map(ids);
    let mut common = all.next()??;
    for ids in all {
        let ids = ids?;
        common.retain(|id| ids.contains(id));
    }
    (!common.is_empty()).then(|| common.into_iter().collect())
}

fn ids(question: &Call) -> Option<BTreeSet<String>> {
    let Some(Expr::Array(options, _)) = question.args.get(2) else {
        return None;
    };
    let id = |option: &Expr| match option {
        Expr::FnCall(call, _) if call.name.as_str() == "opt" => match call.args.first() {
            Some(Expr::StringConstant(id, _)) => Some(id.to_string()),
            Some(_) | None => None,
        },
        _ => None,
    };
    options.iter().map(id).collect()
}

impl Told {
    /// The value in a sentence. `names` is whether the sentence says more than what
    /// started the flow: only then may a word in it name an option.
    pub fn read(&self, slot: &str, said: &str, names: bool, stage: &Stage) -> Option<Value> {
        let utterance = Utterance::of(said);
        let denies = || {
            let said = utterance.words().iter();
            said.into_iter()
                .any(|word| words::NEGATION.contains(&word.as_str()))
        };
        match self {
            Self::OrderNo => {
                let phone = number_of(said, &stage.tenant.region);
                // the end of a telephone number written in groups is none
                let own = |order: &String| !phone.is_some_and(|it| it.ends_with(digits_of(order)));
                let order = extract::order_no_meant(said).filter(own);
                order.map(Value::Text)
            }
            Self::Email => extract::email(said).map(Value::Text),
            Self::Phone => number_of(said, &stage.tenant.region).map(Value::Text),
            Self::Date if denies() => None,
            Self::Date => extract::date(said, stage.now, &stage.style.time_zone).map(Value::Text),
            Self::Int { least, most } => {
                let other = denies()
                    || extract::order_no(said).is_some()
                    || number_of(said, &stage.tenant.region).is_some()
                    || extract::email(said).is_some()
                    || extract::date(said, stage.now, &stage.style.time_zone).is_some();
                extract::int(said)
                    .filter(|number| !other && (*least..=*most).contains(number))
                    .map(Value::Int)
            }
            Self::Option(ids) => {
                let names = ids
                    .iter()
                    .filter(|_| names)
                    .map(|id| option_names(&stage.catalog, slot, id));
                let choices = Choices::compile(names.collect());
                choices.told(&utterance).map(Value::from)
            }
        }
    }
}

/// The one telephone number among the words.
fn number_of(said: &str, region: &str) -> Option<String> {
    let clean = text::clean(said);
    let runs = clean.split(|c: char| !(c.is_ascii_digit() || " +-()".contains(c)));
    let digits = |run: &&str| run.bytes().filter(u8::is_ascii_digit).count() >= PHONE_DIGITS_MIN;
    let mut numbers = runs
        .map(str::trim)
        .filter(digits)
        .filter_map(|run| phone::parse(run, region).ok());
    let number = numbers.next()?;
    numbers.next().is_none().then(|| number.e164().to_owned())
}

fn digits_of(order: &str) -> &str {
    order.trim_start_matches(|c: char| !c.is_ascii_digit())
}
