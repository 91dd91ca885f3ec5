//! `c.review(key, [slot, …])`: shows what was gathered and asks whether it is right. Returns
//! `"yes"`, `"stop"`, or `"edit"` after she chose an answer and its slot was emptied: since
//! filled slots are skipped, asking everything again asks just that one.

use rhai::{Array, Dynamic, ImmutableString, Map, Module};

use super::summary::{self, Line};
use super::{Choice, Keeps, Question, Rules, Subject, put};
use crate::domain::{JournalKind, ROW_DESCRIPTION_MAX, Value};
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};
use crate::flow::host::run::{Offer, Run};
use crate::flow::words;
use crate::locale::Args;
use crate::locale::matching::{self, Choices, Utterance};
use crate::locale::text;

/// The names of the two questions; their buttons are the messages `review-yes` and so on.
const REVIEW: &str = "review";
const EDIT: &str = "edit";
const VERDICTS: [(&str, &str); 3] = [
    ("yes", words::REVIEW_YES),
    (EDIT, words::REVIEW_EDIT),
    ("stop", words::REVIEW_STOP),
];
/// Lines of one review.
const LINES_MAX: usize = 30;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn(
        "review",
        |call: Call<'_>, c: &mut Handle, key: &str, slots: Array| {
            placed(&call, review(c, key, slots, &Map::new()))
        },
    );
    module.set_native_fn(
        "review",
        |call: Call<'_>, c: &mut Handle, key: &str, slots: Array, rules: Map| {
            placed(&call, review(c, key, slots, &rules))
        },
    );
}

fn review(c: &Handle, key: &str, slots: Array, rules: &Map) -> Verb<Dynamic> {
    let rules = Rules::read("review", rules, &[])?;
    let slots = Dynamic::from_array(slots).into_typed_array::<ImmutableString>();
    let Some(slots) = slots.ok().filter(|slots| slots.len() <= LINES_MAX) else {
        let what = format!("review: the slots are a list of at most {LINES_MAX} names");
        return Err(Stop::misuse(what).into());
    };
    let verdict = ask_verdict(c, key, &slots, &rules)?;
    let edits = verdict
        .as_immutable_string_ref()
        .is_ok_and(|verdict| *verdict == EDIT);
    if !edits {
        return Ok(verdict);
    }
    if let Some(slot) = ask_slot(c, &slots, &rules)? {
        // on every run: a replay starts from the memory that this visit began with
        c.with(|run| run.set_slot(&slot, None))?;
    }
    Ok(verdict)
}

fn ask_verdict(c: &Handle, key: &str, slots: &[ImmutableString], rules: &Rules) -> Verb<Dynamic> {
    let subject = Subject {
        keeps: Keeps::Journal,
        ..Subject::new(JournalKind::Review, key, key)
    };
    put(
        c,
        subject,
        |run| {
            let text = run.text(key, &rules.args)?;
            let lines = summary::lines(run, slots)?;
            let lines = lines.iter().map(|line| line.text.as_str());
            let text = [text.as_str()].into_iter().chain(lines).collect::<Vec<_>>();
            let choice = |(id, label): (&str, &str)| {
                let title = run.stage.label(run.tag(), label, None)?;
                Ok::<_, Stop>(Choice {
                    id: id.into(),
                    title,
                    description: None,
                })
            };
            Ok(Question {
                choices: VERDICTS.into_iter().map(choice).collect::<Result<_, _>>()?,
                ..Question::new(REVIEW, key, text.join("\n"), rules)
            })
        },
        |offer| match offer {
            Offer::Picked(id) => Ok(Ok(Value::Text(id.clone()))),
            // the names of the buttons were tried before the script ran
            Offer::Said(_) | Offer::Skipped | Offer::Thing(_) => Ok(Err(None)),
        },
    )
}

/// Which answer is to be given again. Where there is but one, it is that.
fn ask_slot(c: &Handle, slots: &[ImmutableString], rules: &Rules) -> Verb<Option<String>> {
    let lines = c.with(|run| summary::lines(run, slots))?;
    if lines.len() <= 1 {
        return Ok(lines.into_iter().next().map(|only| only.slot));
    }
    let subject = Subject {
        keeps: Keeps::Journal,
        ..Subject::new(JournalKind::Review, EDIT, words::REVIEW_ASK)
    };
    let slot = put(
        c,
        subject,
        |run| which(run, &lines, rules),
        |offer| {
            let meant = match offer {
                Offer::Picked(id) => Some(id.clone()),
                Offer::Said(text) => named(&lines, text),
                Offer::Skipped | Offer::Thing(_) => None,
            };
            Ok(meant.map(Value::Text).ok_or(None))
        },
    )?;
    Ok(slot.into_string().ok())
}

fn which(run: &Run, lines: &[Line], rules: &Rules) -> Result<Question, Stop> {
    let ask = words::REVIEW_ASK;
    let text = run.stage.body(run.tag(), ask, Args::new())?;
    let choice = |line: &Line| Choice {
        id: line.slot.clone(),
        title: line.label.clone(),
        description: Some(text::clip(&line.value, ROW_DESCRIPTION_MAX)),
    };
    Ok(Question {
        choices: lines.iter().map(choice).collect(),
        ..Question::new(EDIT, ask, text, rules)
    })
}

fn named(lines: &[Line], said: &str) -> Option<String> {
    let choice = |line: &Line| matching::Choice {
        id: line.slot.clone(),
        titles: vec![line.label.clone()],
        also: Vec::new(),
    };
    let choices = Choices::compile(lines.iter().map(choice).collect());
    choices.pick(&Utterance::of(said)).map(String::from)
}
