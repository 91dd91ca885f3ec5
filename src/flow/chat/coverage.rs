//! Which steps and transitions chats have walked through, by flow and by language.

use std::collections::BTreeMap;

use crate::domain::Trace;
use crate::flow::Script;

/// By flow, then by language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage(pub BTreeMap<String, BTreeMap<String, Tally>>);

/// How often each step was entered, and each way from one to the next was taken. A way out
/// of the flow is `step->done:outcome`, `step->handoff` or `step->flow:other`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    pub steps: BTreeMap<String, usize>,
    pub transitions: BTreeMap<String, usize>,
}

/// Of the steps of one flow in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    pub flow: String,
    pub language: String,
    pub walked: usize,
    pub steps: usize,
    pub transitions: usize,
    pub missing: Vec<String>,
}

/// A flow and a step of it.
pub(super) type Spot = (String, String);

impl Share {
    /// In hundredths, rounded down.
    #[must_use]
    pub fn percent(&self) -> usize {
        (self.walked * 100).checked_div(self.steps).unwrap_or(100)
    }
}

impl Coverage {
    /// Adds what one turn walked through. `before` is where she stood when it began; where
    /// she stands after it is handed back.
    pub(super) fn walk(
        &mut self,
        before: Option<Spot>,
        trace: &Trace,
        tag: &str,
        queued: bool,
    ) -> Option<Spot> {
        let mut at = before;
        // A turn goes on in the step where the last one stopped: that is no second visit.
        let mut resumes = at.is_some();
        for noted in &trace.steps {
            if let Some(outcome) = noted.strip_prefix("done: ") {
                if let Some((flow, step)) = at.take() {
                    self.leave(&flow, tag, &step, &format!("done:{outcome}"));
                }
                continue;
            }
            let Some((flow, step)) = step_of(noted) else {
                continue;
            };
            let here = (flow.to_owned(), step.to_owned());
            if !(resumes && at.as_ref() == Some(&here)) {
                if let Some((from, left)) = &at {
                    let way = if from == flow {
                        step.to_owned()
                    } else {
                        format!("flow:{flow}")
                    };
                    self.leave(from, tag, left, &way);
                }
                *self.tally(flow, tag).steps.entry(step.into()).or_default() += 1;
            }
            resumes = false;
            at = Some(here);
        }
        match at {
            Some((flow, step)) if queued => {
                self.leave(&flow, tag, &step, "handoff");
                None
            }
            Some(_) | None => at,
        }
    }

    fn leave(&mut self, flow: &str, tag: &str, step: &str, way: &str) {
        let transitions = &mut self.tally(flow, tag).transitions;
        *transitions.entry(format!("{step}->{way}")).or_default() += 1;
    }

    fn tally(&mut self, flow: &str, tag: &str) -> &mut Tally {
        let languages = self.0.entry(flow.into()).or_default();
        languages.entry(tag.into()).or_default()
    }

    pub fn merge(&mut self, other: &Self) {
        for (flow, languages) in &other.0 {
            for (tag, tally) in languages {
                let mine = self.tally(flow, tag);
                for (step, count) in &tally.steps {
                    *mine.steps.entry(step.clone()).or_default() += count;
                }
                for (way, count) in &tally.transitions {
                    *mine.transitions.entry(way.clone()).or_default() += count;
                }
            }
        }
    }

    /// A row for every flow of the bundle in each of these languages.
    #[must_use]
    pub fn shares(&self, script: &Script, languages: &[&str]) -> Vec<Share> {
        let rows = script.flows().flat_map(|flow| {
            let of = |language: &&str| self.share(script, flow, language);
            languages.iter().map(of).collect::<Vec<_>>()
        });
        rows.collect()
    }

    pub(super) fn share(&self, script: &Script, flow: &str, language: &str) -> Share {
        let tally = self.0.get(flow).and_then(|tags| tags.get(language));
        let walked = |step: &&str| tally.is_some_and(|tally| tally.steps.contains_key(*step));
        let steps: Vec<&str> = script.steps(flow).collect();
        let missing: Vec<_> = steps.iter().filter(|step| !walked(step)).collect();
        Share {
            flow: flow.into(),
            language: language.into(),
            walked: steps.len() - missing.len(),
            steps: steps.len(),
            transitions: tally.map_or(0, |tally| tally.transitions.len()),
            missing: missing.into_iter().map(|step| (*step).to_owned()).collect(),
        }
    }

    /// The same, whatever language was spoken.
    pub(super) fn in_any_language(&self, script: &Script, flow: &str) -> Share {
        let mut any = Self::default();
        for tally in self.0.get(flow).into_iter().flat_map(BTreeMap::values) {
            let steps = &mut any.tally(flow, "any").steps;
            steps.extend(
                tally
                    .steps
                    .iter()
                    .map(|(step, count)| (step.clone(), *count)),
            );
        }
        any.share(script, flow, "any")
    }
}

/// `flow.step`; what was noted on the way has a colon.
fn step_of(noted: &str) -> Option<(&str, &str)> {
    let plain = !noted.contains([':', ' ']);
    noted.split_once('.').filter(|_| plain)
}
