//! Values with a meaning for messages: `day(…)`, `time(…)`, `money(…)`, and how a
//! script's map becomes a message's arguments.

use rhai::{Dynamic, Map, Module};

use super::handle::{Call, Stop, Verb, placed};
use super::run::Run;
use crate::flow::draft::Mistake;
use crate::locale::{Arg, Args, Language, format, text};

/// A value that each language writes its own way.
#[derive(Debug, Clone)]
pub(super) struct Shown(pub Arg);

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("day", |date: &str| Ok(Shown(Arg::Day(date.into()))));
    module.set_native_fn("day", |moment: Shown| Ok(Shown(as_day(moment.0))));
    module.set_native_fn("time", |time: &str| Ok(Shown(Arg::Time(time.into()))));
    module.set_native_fn("time", |moment: Shown| Ok(Shown(as_time(moment.0))));
    module.set_native_fn(
        "money",
        |call: Call<'_>, amount: Dynamic, currency: &str| placed(&call, money(&amount, currency)),
    );
}

fn as_day(shown: Arg) -> Arg {
    match shown {
        Arg::Moment(moment) => Arg::Day(moment),
        other => other,
    }
}

fn as_time(shown: Arg) -> Arg {
    match shown {
        Arg::Moment(moment) => Arg::Time(moment),
        other => other,
    }
}

fn money(amount: &Dynamic, currency: &str) -> Verb<Shown> {
    let plain = amount.is_int() || amount.is_decimal() || amount.is_string();
    if !plain {
        let what = format!("take {} for an amount of money", amount.type_name());
        return Err(Stop::misuse(what).into());
    }
    let (amount, currency) = (amount.to_string(), currency.into());
    Ok(Shown(Arg::Money { amount, currency }))
}

/// `()` is a variable that was not given.
pub(super) fn to_args(given: &Map) -> Result<Args, Stop> {
    let mut args = Args::new();
    for (name, value) in given {
        if !value.is_unit() {
            args.insert(name.to_string(), to_arg(name, value)?);
        }
    }
    Ok(args)
}

/// A value by itself, in the language of `tag`: a title, a template's parameter.
pub(super) fn to_text(run: &Run, tag: &str, name: &str, value: &Dynamic) -> Result<String, Stop> {
    let arg = to_arg(name, value)?;
    let (style, now) = (&run.stage.style, run.stage.now);
    let shown = format::alone(&arg, Language::of(tag), style, now);
    let shown = shown.map_err(|fault| Mistake::new("F0306", fault.to_string()))?;
    Ok(text::strip_marks(&shown))
}

fn to_arg(name: &str, value: &Dynamic) -> Result<Arg, Stop> {
    if let Ok(number) = value.as_int() {
        return Ok(Arg::Int(number));
    }
    if let Ok(number) = value.as_decimal() {
        return Ok(Arg::Decimal(number.to_string()));
    }
    if let Ok(text) = value.as_immutable_string_ref() {
        return Ok(Arg::Text(text.as_str().into()));
    }
    if let Some(Shown(arg)) = value.clone().try_cast() {
        return Ok(arg);
    }
    if let Ok(items) = value.as_array_ref() {
        return Ok(Arg::List(items.iter().map(Dynamic::to_string).collect()));
    }
    let kind = value.type_name();
    Err(Stop::misuse(format!(
        "show `{name}`: a message cannot hold a {kind}"
    )))
}
