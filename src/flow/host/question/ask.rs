//! `c.ask(slot, key, #{ kind, tries, invalid, on_fail, timeout, on_timeout, args, skip,
//! secret, gather })`: asks an open question and returns its answer.
//!
//! `skip` is a message whose title is shown as a button and whose phrases mean that she
//! gives no answer: `()` is returned, and the slot is not asked for again. An answer that is
//! `secret` lives as long as the step and in no slot. Passed on as it is (`c.set`, `c.api`,
//! `c.mark`, a message's variables) it stays secret and is shown as dots; text that a script
//! builds with it is the script's own. `gather` is the silence after which
//! an answer that comes in several messages is complete.

use std::time::Duration;

use rhai::{Dynamic, Map, Module};

use super::kinds::Kind;
use super::{Keeps, Question, Rules, Subject, put};
use crate::domain::{JournalKind, Value};
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};
use crate::flow::host::run::{Offer, Run, tail};
use crate::flow::stage::Stage;
use crate::flow::words;
use crate::locale::matching::{self, Choices, Utterance};

/// The options that only this question takes.
pub(in crate::flow) const OPTIONS: &[&str] = &["kind", "skip", "secret", "gather"];
/// Longest silence that an answer in several messages may be waited for.
const GATHER_MAX: Duration = Duration::from_secs(60);

pub(super) fn register(module: &mut Module) {
    module.set_native_fn(
        "ask",
        |call: Call<'_>, c: &mut Handle, slot: &str, key: &str| {
            placed(&call, ask(&call, c, slot, key, &Map::new()))
        },
    );
    module.set_native_fn(
        "ask",
        |call: Call<'_>, c: &mut Handle, slot: &str, key: &str, options: Map| {
            placed(&call, ask(&call, c, slot, key, &options))
        },
    );
}

fn ask(call: &Call<'_>, c: &Handle, slot: &str, key: &str, options: &Map) -> Verb<Dynamic> {
    let mut rules = Rules::read("ask", options, OPTIONS)?;
    own_rules(&mut rules, options)?;
    let kind = match options.get("kind") {
        None => Kind::default(),
        Some(kind) => kind.clone().try_cast().ok_or_else(|| {
            Stop::misuse("ask: `kind` is text(), int(), order_no() or another kind")
        })?,
    };
    let (stage, token) = c.with(|run| Ok((run.stage.clone(), tail(&run.draft.session))))?;
    let mut subject = Subject::new(JournalKind::Ask, slot, key);
    if rules.secret {
        subject.keeps = Keeps::Secret;
    }
    put(
        c,
        subject,
        |run| question(run, slot, key, &rules, &kind),
        |offer| {
            if skips(offer, rules.skip.as_deref(), &stage) {
                return Ok(Ok(Value::Null));
            }
            kind.read(offer, &token, &stage, call)
        },
    )
}

fn question(
    run: &Run,
    slot: &str,
    key: &str,
    rules: &Rules,
    kind: &Kind,
) -> Result<Question, Stop> {
    let text = run.text(key, &rules.args)?;
    let skip = rules.skip.as_deref();
    let skip = skip.map(|key| run.stage.label(run.tag(), key, None));
    Ok(Question {
        look: kind.look(form_title(run, key)?),
        skip: skip.transpose()?,
        kind_word: kind.wrong_word(),
        ..Question::new(slot, key, text, rules)
    })
}

/// What is on a form's button: the question's own `.title`, else the engine's word.
fn form_title(run: &Run, key: &str) -> Result<String, Stop> {
    let part = Some("title");
    let own = run.stage.catalog.has(run.tag(), key, part);
    let (key, part) = if own {
        (key, part)
    } else {
        (words::FORM_OPEN, None)
    };
    Ok(run.stage.label(run.tag(), key, part)?)
}

fn own_rules(rules: &mut Rules, given: &Map) -> Result<(), Stop> {
    rules.skip = Rules::text("ask", given, "skip")?;
    rules.gather = Rules::span("ask", given, "gather")?;
    if rules.gather.is_some_and(|span| span > GATHER_MAX) {
        let what = format!("ask: `gather` is at most {}s", GATHER_MAX.as_secs());
        return Err(Stop::misuse(what));
    }
    let secret = given.get("secret").map(Dynamic::as_bool).transpose();
    let wrong = |_| Stop::misuse("ask: `secret` is true or false");
    rules.secret = secret.map_err(wrong)?.unwrap_or(false);
    Ok(())
}

/// Whether she gives no answer, and need not.
fn skips(offer: &Offer, skip: Option<&str>, stage: &Stage) -> bool {
    let Some(key) = skip else {
        return false;
    };
    match offer {
        Offer::Skipped => true,
        Offer::Said(text) => {
            let catalog = &stage.catalog;
            let tags = catalog.tags().into_iter();
            let words = matching::Choice {
                id: key.into(),
                titles: Vec::new(),
                also: tags.flat_map(|tag| catalog.phrases(tag, key)).collect(),
            };
            let choices = Choices::compile(vec![words]);
            choices.named(&Utterance::of(text)).is_some()
        }
        Offer::Picked(_) | Offer::Thing(_) => false,
    }
}
