//! The ways a message may look at an argument, and what it then sees.
//!
//! `{ $total }`, `{ DATE($due, style: "long") }` and the number in `{ $n -> [few] … }` are
//! three views. They are worked out before Fluent runs and handed to it under a name of
//! their own, so that a value which cannot be seen that way is a fault and never a blank:
//! a Fluent function has no way to fail, and `fluent-bundle`'s own plural rules end at
//! Arabic 102 and never look at fractions.

use std::borrow::Cow;

use fluent_bundle::FluentValue;
use fluent_syntax::ast::{CallArguments, InlineExpression};
use icu_plurals::{PluralCategory, PluralRules};

use super::direction;
use crate::domain::Timestamp;
use crate::locale::format::{Amount, DayForm, Moment, list};
use crate::locale::{Arg, Language, Style};

/// What a message may call.
const FUNCTIONS: [&str; 7] = ["NUMBER", "DATE", "TIME", "MONEY", "PHONE", "ID", "LIST"];
/// Most digits after the point that an author may ask for.
const FRACTION_MAX: i16 = 9;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum View {
    /// As it is written by itself: `{ $x }`.
    Plain,
    /// The key of a choice between words.
    Word,
    /// The key of a choice between exact numbers.
    Exact,
    /// The key of a choice between plural categories.
    Category(Fraction),
    Number(Fraction),
    /// Form, and whether Hijri; the tenant decides when it is not said.
    Day(DayForm, Option<bool>),
    Time,
    Money,
    Phone,
    Id,
    List,
}

/// Digits after the point: at least, at most.
pub(super) type Fraction = Option<(i16, i16)>;

impl View {
    /// The view that a function call means, or why it means none.
    pub(super) fn of_call<S: AsRef<str>>(
        function: &str,
        arguments: &CallArguments<S>,
    ) -> Result<Self, String> {
        let options = arguments.named.iter().map(|option| {
            let value = match &option.value {
                InlineExpression::StringLiteral { value }
                | InlineExpression::NumberLiteral { value } => value.as_ref(),
                _ => "",
            };
            (option.name.name.as_ref(), value)
        });
        if !FUNCTIONS.contains(&function) {
            return Err(format!("there is no function {function}"));
        }
        let mut fraction = (0, FRACTION_MAX);
        let mut form = DayForm::Near;
        let mut hijri = None;
        for (name, value) in options.clone() {
            match (function, name, value) {
                ("NUMBER", "minimumFractionDigits", digits) => fraction.0 = digit_count(digits)?,
                ("NUMBER", "maximumFractionDigits", digits) => fraction.1 = digit_count(digits)?,
                ("DATE", "style", "near") => form = DayForm::Near,
                ("DATE", "style", "long") => form = DayForm::Long,
                ("DATE", "style", "short") => form = DayForm::Short,
                ("DATE", "calendar", "hijri") => hijri = Some(true),
                ("DATE", "calendar", "gregorian") => hijri = Some(false),
                _ => return Err(format!("{function} does not know {name}: {value:?}")),
            }
        }
        Ok(match function {
            "NUMBER" => Self::Number((options.count() > 0).then_some(fraction)),
            "DATE" => Self::Day(form, hijri),
            "TIME" => Self::Time,
            "MONEY" => Self::Money,
            "PHONE" => Self::Phone,
            "ID" => Self::Id,
            _ => Self::List,
        })
    }

    /// The name under which Fluent is handed this view of a variable.
    pub(super) fn name(self, variable: &str) -> String {
        let fraction = |fraction: Fraction| {
            fraction.map_or_else(String::new, |(least, most)| format!("-{least}-{most}"))
        };
        match self {
            Self::Plain => variable.into(),
            Self::Word => format!("{variable}--word"),
            Self::Exact => format!("{variable}--exact"),
            Self::Category(digits) => format!("{variable}--category{}", fraction(digits)),
            Self::Number(digits) => format!("{variable}--number{}", fraction(digits)),
            Self::Day(form, hijri) => {
                let form = match form {
                    DayForm::Near => "near",
                    DayForm::Long => "long",
                    DayForm::Short => "short",
                };
                let calendar = match hijri {
                    None => "",
                    Some(true) => "-hijri",
                    Some(false) => "-gregorian",
                };
                format!("{variable}--day-{form}{calendar}")
            }
            Self::Time => format!("{variable}--time"),
            Self::Money => format!("{variable}--money"),
            Self::Phone => format!("{variable}--phone"),
            Self::Id => format!("{variable}--id"),
            Self::List => format!("{variable}--list"),
        }
    }

    /// What an argument has to be for this view, for people: "is not a …".
    pub(super) fn expects(self) -> &'static str {
        match self {
            Self::Plain | Self::Word => "value",
            Self::Exact | Self::Category(_) | Self::Number(_) => "number",
            Self::Day(..) => "date",
            Self::Time => "time",
            Self::Money => "sum of money",
            Self::Phone => "telephone number",
            Self::Id => "id",
            Self::List => "list",
        }
    }
}

fn digit_count(text: &str) -> Result<i16, String> {
    text.parse()
        .ok()
        .filter(|count| (0..=FRACTION_MAX).contains(count))
        .ok_or_else(|| format!("{text:?} is not a count of digits from 0 to {FRACTION_MAX}"))
}

/// Who looks: the language of the message, the tenant's taste, the moment.
pub(super) struct Viewer<'a> {
    pub language: Language,
    pub rules: &'a PluralRules,
    pub style: &'a Style,
    pub now: Timestamp,
}

impl Viewer<'_> {
    /// What Fluent is handed, or what the argument should have been.
    pub(super) fn see<'b>(
        &self,
        view: View,
        arg: &'b Arg,
    ) -> Result<FluentValue<'b>, &'static str> {
        let (language, digits) = (self.language, self.style.digits);
        let wrong = view.expects();
        let text: Cow<'b, str> = match (view, arg) {
            (View::Plain, Arg::Text(text)) => direction::tame(text),
            (View::Plain | View::Id, Arg::Id(id)) | (View::Id, Arg::Text(id)) => {
                direction::tame_id(id)
            }
            (View::Id | View::Word, Arg::Int(n)) => n.to_string().into(),
            (View::Plain | View::Number(_), Arg::Int(_) | Arg::Decimal(_)) => {
                amount(view, arg)?.number(language, digits).into()
            }
            (View::Exact, Arg::Int(_) | Arg::Decimal(_)) => {
                let exact: f64 = amount(view, arg)?
                    .decimal()
                    .to_string()
                    .parse()
                    .map_err(|_| wrong)?;
                return Ok(exact.into());
            }
            (View::Category(_), Arg::Int(_) | Arg::Decimal(_)) => {
                word(self.rules.category_for(amount(view, arg)?.decimal())).into()
            }
            (View::Word, Arg::Text(word) | Arg::Id(word)) => word.as_str().into(),
            (View::Plain | View::Day(..), Arg::Day(iso)) | (View::Day(..), Arg::Moment(iso)) => {
                let (form, hijri) = match view {
                    View::Day(form, hijri) => (form, hijri.unwrap_or(self.style.hijri)),
                    _ => (DayForm::Near, self.style.hijri),
                };
                let moment = Moment::read_day(iso, self.style, self.now).map_err(|f| f.expected)?;
                moment.day(form, hijri, language, digits).into()
            }
            (View::Plain, Arg::Moment(iso)) => {
                let moment = Moment::read_day(iso, self.style, self.now).map_err(|f| f.expected)?;
                moment.day_and_time(self.style, language).into()
            }
            (View::Plain, Arg::Time(iso))
            | (View::Time, Arg::Time(iso) | Arg::Day(iso) | Arg::Moment(iso)) => {
                let moment =
                    Moment::read_time(iso, self.style, self.now).map_err(|f| f.expected)?;
                moment.time(language, digits).into()
            }
            (View::Plain | View::Money, Arg::Money { amount, currency }) => {
                let amount = Amount::read(amount).map_err(|_| "sum of money")?;
                amount.money(currency, language, digits).into()
            }
            (View::Plain | View::Phone, Arg::Phone(number)) => direction::phone(number).into(),
            (View::Plain | View::List, Arg::List(items)) => {
                let items: Vec<String> =
                    items.iter().map(|item| direction::isolate(item)).collect();
                list(&items, language).into()
            }
            _ => return Err(wrong),
        };
        Ok(FluentValue::String(text))
    }
}

fn amount(view: View, arg: &Arg) -> Result<Amount, &'static str> {
    let amount = match arg {
        Arg::Int(n) => Amount::from(*n),
        Arg::Decimal(text) => Amount::read(text).map_err(|fault| fault.expected)?,
        _ => return Err(view.expects()),
    };
    Ok(match view {
        View::Number(Some((least, most))) | View::Category(Some((least, most))) => {
            amount.with_fraction(least, most.max(least))
        }
        _ => amount,
    })
}

/// The categories that a language's numbers have, in CLDR's order.
pub(super) fn categories(rules: &PluralRules) -> Vec<&'static str> {
    let mut known: Vec<PluralCategory> = rules.categories().collect();
    known.sort_unstable();
    known.into_iter().map(word).collect()
}

/// CLDR's name of a category.
fn word(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
