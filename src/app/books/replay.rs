//! Running stored turns again: which ones, with which flows, and what came of each.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::turns::{Turns, TurnsFault};
use crate::app::settings::Settings;
use crate::app::{machine, tenants};
use crate::domain::{ConversationId, InboxSeq, Tenant, TenantId, Texts, TimelineEntry, Turn};
use crate::flow::replay::{Case, Walk};
use crate::flow::{Limits, Script, SourceFile, Sources};
use crate::http::Redact;
use crate::locale::{LocaleFile, Style};

/// One stored turn and what came of running it again.
pub struct Replayed<'a> {
    pub entry: &'a TimelineEntry,
    pub outcome: Outcome,
    /// What its tenant does not show.
    pub redact: &'a Redact,
}

pub enum Outcome {
    Same,
    Differs(Box<Turn>),
    /// It could not be run, and why.
    NotRun(String),
}

/// How edited flows are tried on a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// From the first stored turn on, each from what the edited flows made of those before:
    /// what she would have met.
    First,
    /// Each from the session that it really began with: what the edit changes at that point.
    Each,
}

pub struct Replaying<'a> {
    turns: Turns<'a>,
    stage: HashMap<TenantId, Stage>,
    /// Those of the settings, as the turns had them.
    limits: Limits,
    /// What the settings name.
    current: Option<Arc<Script>>,
    /// Earlier versions that turns ran, or why each cannot be had.
    compiled: RefCell<Compiled>,
}

type Compiled = HashMap<(TenantId, String), Result<Arc<Script>, String>>;

struct Stage {
    tenant: Arc<Tenant>,
    style: Style,
    redact: Redact,
}

impl<'a> Replaying<'a> {
    #[must_use]
    pub fn new(turns: Turns<'a>, settings: &Settings, current: Option<Script>) -> Self {
        let stage = settings.tenants.iter().map(|settings| {
            let tenant = settings.rehearsed();
            let stage = Stage {
                style: tenants::style(settings),
                redact: Redact::of(&tenant),
                tenant: Arc::new(tenant),
            };
            (settings.id.clone(), stage)
        });
        Self {
            turns,
            stage: stage.collect(),
            current: current.map(Arc::new),
            limits: settings.flows.limits(machine::clock()),
            compiled: RefCell::default(),
        }
    }

    /// Runs turns with the flows they ran: those of one conversation, or all; at most `limit`.
    ///
    /// # Errors
    /// When turns cannot be read.
    pub fn check(
        &self,
        only: Option<ConversationId>,
        limit: usize,
        tell: &mut dyn FnMut(Replayed<'_>),
    ) -> Result<(), TurnsFault> {
        let mut left = limit;
        if let Some(id) = only {
            return self.check_one(id, &mut left, tell);
        }
        let mut after = None;
        loop {
            let ids = self.turns.conversations(after)?;
            for id in &ids {
                self.check_one(*id, &mut left, tell)?;
            }
            after = ids.last().copied();
            if after.is_none() || left == 0 {
                return Ok(());
            }
        }
    }

    fn check_one(
        &self,
        id: ConversationId,
        left: &mut usize,
        tell: &mut dyn FnMut(Replayed<'_>),
    ) -> Result<(), TurnsFault> {
        self.each_turn(id, left, &mut |stage, case, entry| {
            let outcome = match self.version(&stage.tenant.id, &entry.trace.bundle) {
                Ok(script) => match case.again(&script, entry) {
                    Ok(turn) => compared(entry, turn),
                    Err(why) => Outcome::NotRun(why.to_string()),
                },
                Err(why) => Outcome::NotRun(why),
            };
            tell(Replayed {
                entry,
                outcome,
                redact: &stage.redact,
            });
        })
    }

    /// Runs a whole conversation with these flows instead.
    ///
    /// # Errors
    /// When turns cannot be read.
    pub fn walk(
        &self,
        id: ConversationId,
        edited: &Script,
        from: From,
        tell: &mut dyn FnMut(Replayed<'_>),
    ) -> Result<(), TurnsFault> {
        let mut walk = Walk::default();
        self.each_turn(id, &mut usize::MAX.clone(), &mut |stage, case, entry| {
            let turn = match from {
                From::First => walk.step(case, edited, entry),
                From::Each => case.again(edited, entry),
            };
            let outcome = match turn {
                Ok(turn) => compared(entry, turn),
                Err(why) => Outcome::NotRun(why.to_string()),
            };
            tell(Replayed {
                entry,
                outcome,
                redact: &stage.redact,
            });
        })
    }

    fn each_turn(
        &self,
        id: ConversationId,
        left: &mut usize,
        visit: &mut dyn FnMut(&Stage, &mut Case<'_>, &TimelineEntry),
    ) -> Result<(), TurnsFault> {
        let mut from = InboxSeq(0);
        let mut kept: Option<Case<'_>> = None;
        while *left > 0 {
            let Some(page) = self.turns.page(id, from)? else {
                return Err(TurnsFault::NoConversation(id));
            };
            let Some(stage) = self.stage.get(&page.tenant) else {
                return Err(TurnsFault::NoTenant(page.tenant));
            };
            let Some(last) = page.turns.last() else {
                return Ok(());
            };
            from = InboxSeq(last.turn.seq.0 + 1);
            let new = || Case::new(&stage.tenant, &stage.style, page.contact.clone());
            let case = kept.get_or_insert_with(new);
            for entry in page.turns.iter().take(*left) {
                visit(stage, case, entry);
            }
            *left = left.saturating_sub(page.turns.len());
        }
        Ok(())
    }

    /// The flows that a turn ran.
    fn version(&self, tenant: &TenantId, bundle: &str) -> Result<Arc<Script>, String> {
        if bundle.is_empty() {
            return Err("which flows it ran was not kept".into());
        }
        let current = self.current.as_ref();
        if let Some(current) = current.filter(|current| current.bundle() == bundle) {
            return Ok(Arc::clone(current));
        }
        let key = (tenant.clone(), bundle.to_owned());
        let mut compiled = self.compiled.borrow_mut();
        let known = compiled.entry(key).or_insert_with(|| {
            let texts = self.turns.bundle(tenant, bundle);
            let texts = texts.map_err(|fault| fault.to_string())?;
            let gone = || format!("the flows it ran, {bundle}, are not kept any more");
            let script = Script::compile(&sources_of(texts.ok_or_else(gone)?));
            let script = script.map_err(|_| format!("the flows it ran, {bundle}, do not compile"));
            script.map(|script| Arc::new(script.limited(self.limits.clone())))
        });
        known.clone()
    }
}

fn sources_of(texts: Texts) -> Sources {
    let flows = texts.flows.into_iter();
    let locales = texts.locales.into_iter();
    Sources {
        flows: flows
            .map(|(path, text)| SourceFile { path, text })
            .collect(),
        locales: locales
            .map(|(path, text)| LocaleFile { path, text })
            .collect(),
        ..Sources::default()
    }
}

fn compared(entry: &TimelineEntry, turn: Turn) -> Outcome {
    if turn.effects == entry.effects {
        Outcome::Same
    } else {
        Outcome::Differs(Box::new(turn))
    }
}
