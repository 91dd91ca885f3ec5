//! Running steps until the conversation rests: at a question, at a call, or between flows.
//!
//! A step always runs from its top. What its journal holds is given back and not done
//! again; the first thing that it does not hold is done now.

use std::sync::Arc;

use rhai::{CallFnOptions, Dynamic, Scope};

use super::fault::{Fault, stop_of};
use super::play::Play;
use crate::domain::{Place, Session};
use crate::flow::draft::{Draft, Mistake, STEPS_MAX};
use crate::flow::host::{Handle, Offer, Question, Run, Stop, Transition};
use crate::flow::script::Flow;
use crate::flow::words;

/// Where driving came to rest.
pub(super) enum Rest {
    /// A question to be shown.
    Asked(Question),
    /// The offered answer is none; nothing was done.
    Refused(Question),
    Called,
    /// The script waits for a time of its own.
    Waits,
    /// No flow is running.
    Over,
}

/// How one run of one step ended.
enum Ended {
    Left(Transition),
    Stopped(Stop),
}

impl Play<'_> {
    /// Runs steps, the first of them with an answer on the table, until they rest.
    pub fn drive(&mut self, mut offer: Option<Offer>) -> Result<Rest, Fault> {
        loop {
            let Some(place) = self.draft.session.place.clone() else {
                return Ok(Rest::Over);
            };
            let Some(flow) = self.standing(&place)? else {
                continue;
            };
            self.count_step(&flow, &place)?;
            let (ended, question) = self.run_step(&flow, &place.step, offer.take());
            let first_line = flow.steps.get(&place.step).copied().unwrap_or(0);
            let here = |mut mistake: Mistake| {
                if mistake.line == 0 {
                    mistake.line = first_line;
                }
                Fault::at(mistake, &flow.path, &place.step)
            };
            match ended {
                Ended::Left(transition) => {
                    self.leave_step(transition).map_err(here)?;
                }
                Ended::Stopped(Stop::Asked) => {
                    if let Some(question) = question {
                        return Ok(Rest::Asked(question));
                    }
                }
                Ended::Stopped(Stop::Refused) => {
                    if let Some(question) = question {
                        return Ok(Rest::Refused(question));
                    }
                }
                Ended::Stopped(Stop::Called) => return Ok(Rest::Called),
                Ended::Stopped(Stop::Waits) => return Ok(Rest::Waits),
                Ended::Stopped(Stop::Diverged(how)) => {
                    self.draft.trace.steps.push(format!("diverged: {how}"));
                    self.tell(words::CHANGED)?;
                    self.enter(&place.step).map_err(here)?;
                }
                Ended::Stopped(Stop::Mistaken(mistake)) => return Err(here(mistake)),
            }
        }
    }

    /// The flow she stands in, as this bundle has it. One that is gone is left; a step
    /// that is gone sends her to the flow's start.
    fn standing(&mut self, place: &Place) -> Result<Option<Arc<Flow>>, Fault> {
        let script = self.script;
        let Some(flow) = script.flows.get(&place.flow) else {
            self.tell(words::CHANGED)?;
            self.finish("gone")?;
            return Ok(None);
        };
        if !flow.steps.contains_key(&place.step) {
            self.tell(words::CHANGED)?;
            self.enter("start")?;
            return Ok(None);
        }
        if let Some(standing) = &mut self.draft.session.place
            && standing.bundle != script.bundle()
        {
            standing.bundle = script.bundle().into();
        }
        Ok(Some(flow.clone()))
    }

    fn count_step(&mut self, flow: &Flow, place: &Place) -> Result<(), Fault> {
        self.steps += 1;
        if self.steps > STEPS_MAX {
            let what = format!("walk through more than {STEPS_MAX} steps in a turn");
            let mut mistake = Mistake::new("F0309", what);
            mistake.line = flow.steps.get(&place.step).copied().unwrap_or(0);
            return Err(Fault::at(mistake, &flow.path, &place.step));
        }
        self.draft
            .trace
            .steps
            .push(format!("{}.{}", place.flow, place.step));
        Ok(())
    }

    fn run_step(
        &mut self,
        flow: &Arc<Flow>,
        step: &str,
        offer: Option<Offer>,
    ) -> (Ended, Option<Question>) {
        let (turn, now) = (self.stage.turn, self.stage.now);
        let draft = std::mem::replace(&mut self.draft, Draft::new(Session::default(), turn, now));
        let mut run = Run::new(self.stage.clone(), draft);
        run.flow = Some(flow.clone());
        run.rewind(offer);
        let handle = Handle::lend(run);
        let engine = self
            .engine
            .get_or_insert_with(|| self.script.library.engine(&self.meter));
        let options = CallFnOptions::new().eval_ast(true);
        let mut scope = Scope::new();
        let result = engine.call_fn_with_options::<Dynamic>(
            options,
            &mut scope,
            &flow.body,
            step,
            (handle.clone(),),
        );
        let question = handle.give_back().and_then(|run| {
            self.draft = run.draft;
            run.put
        });
        let ended = match result {
            Ok(value) => {
                let transition = value.try_cast::<Transition>();
                Ended::Left(transition.unwrap_or_else(|| Transition::Done("end".into())))
            }
            Err(error) => Ended::Stopped(stop_of(*error)),
        };
        (ended, question)
    }
}
