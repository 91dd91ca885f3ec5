//! One tenant's versions within reach: the current one and the canary at hand, older ones
//! compiled when the first conversation inside one wakes. What counts lies in the store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use crate::domain::{
    Carry, ContactId, Input, JournalKind, Owner, Pending, Pick, Policy, Publication, Session,
    Tally, TenantId, Turn,
};
use crate::flow::{Script, Sources};
use crate::store::{Store, StoreFault};
use crate::telemetry::field;

use super::edition::{Edition, Editions};

/// What a turn runs, and how it takes the conversation up.
pub struct Picked {
    pub script: Arc<Script>,
    pub carry: Carry,
}

pub struct Shelf {
    tenant: TenantId,
    store: Store,
    editions: Arc<Editions>,
    front: RwLock<Arc<Front>>,
    /// Versions that people are still inside, as far as they were needed.
    older: Mutex<HashMap<String, Arc<Edition>>>,
    tallies: Mutex<Tallies>,
}

/// What is replaced at once.
struct Front {
    publication: Publication,
    current: Arc<Edition>,
    canary: Option<Arc<Edition>>,
}

/// Counted since the canary began, or the process did.
#[derive(Default)]
struct Tallies {
    canary: Tally,
    current: Tally,
}

impl Shelf {
    #[must_use]
    pub fn new(
        tenant: TenantId,
        store: Store,
        editions: Arc<Editions>,
        publication: Publication,
        current: Arc<Edition>,
        canary: Option<Arc<Edition>>,
    ) -> Self {
        let front = Front {
            publication,
            current,
            canary,
        };
        Self {
            tenant,
            store,
            editions,
            front: RwLock::new(Arc::new(front)),
            older: Mutex::default(),
            tallies: Mutex::default(),
        }
    }

    /// Replaces what is published. Turns under way end on what they began with.
    pub fn lay_out(
        &self,
        publication: Publication,
        current: Arc<Edition>,
        canary: Option<Arc<Edition>>,
    ) {
        let began = |front: &Front| {
            let canary = front.publication.canary.as_ref();
            canary.map(|canary| (canary.bundle.clone(), canary.since))
        };
        let next = Front {
            publication,
            current,
            canary,
        };
        let superseded = &next.publication.superseded;
        self.older()
            .retain(|id, _| superseded.iter().any(|(old, _)| old == id));
        let mut front = self.front.write().unwrap_or_else(PoisonError::into_inner);
        if began(&front) != began(&next) {
            *self.tallies() = Tallies::default();
        }
        *front = Arc::new(next);
    }

    #[must_use]
    pub fn publication(&self) -> Publication {
        self.front().publication.clone()
    }

    /// The current version, for whoever belongs to none.
    #[must_use]
    pub fn current(&self) -> Arc<Edition> {
        Arc::clone(&self.front().current)
    }

    /// What a turn runs. May compile: wants the stack of a script thread.
    #[must_use]
    pub fn pick(&self, contact: ContactId, session: &Session, input: &Input) -> Picked {
        let front = self.front();
        match front.publication.pick(contact, inside(session, input)) {
            Pick::Run(bundle) => {
                let edition = self.edition(&front, bundle);
                run(edition.as_ref().unwrap_or(&front.current), Carry::Keep)
            }
            Pick::Follow { from, policy, .. } => {
                let new = &front.current;
                let Some(old) = self.edition(&front, from) else {
                    return run(new, Carry::Keep);
                };
                let paused = session.paused.iter().map(|paused| &paused.place);
                let mut places = session.place.iter().chain(paused);
                if places.all(|place| old.prints.same(&new.prints, &place.flow, &place.step)) {
                    return run(new, Carry::Keep);
                }
                match policy {
                    Policy::Restart if may_be_carried(session, input) => run(new, Carry::Restart),
                    Policy::HandOver if may_be_carried(session, input) => run(new, Carry::HandOver),
                    Policy::Finish | Policy::Move | Policy::Restart | Policy::HandOver => {
                        run(&old, Carry::Keep)
                    }
                }
            }
        }
    }

    /// Counts a turn of this version, while there is a canary to compare.
    pub fn count(&self, bundle: &str, input: &Input, turn: &Turn) {
        let front = self.front();
        let Some(canary) = &front.publication.canary else {
            return;
        };
        let fault = turn.trace.fault.is_some();
        if !fault && !matches!(input, Input::Message(_)) {
            return;
        }
        let fallback = turn.trace.matched.contains("fallback:");
        let mut tallies = self.tallies();
        if bundle == canary.bundle {
            tallies.canary.count(fault, fallback);
        } else if bundle == front.publication.current {
            tallies.current.count(fault, fallback);
        }
    }

    /// The canary's turns and the current version's.
    #[must_use]
    pub fn counted(&self) -> (Tally, Tally) {
        let tallies = self.tallies();
        (tallies.canary, tallies.current)
    }

    /// Why the canary has to end, if there is one and it has to.
    #[must_use]
    pub fn failing(&self) -> Option<String> {
        let front = self.front();
        let (canary, current) = self.counted();
        front.publication.canary.as_ref()?.failing(canary, current)
    }

    /// The version with this name; `None` when it is gone.
    fn edition(&self, front: &Front, bundle: &str) -> Option<Arc<Edition>> {
        let at_hand = std::iter::once(&front.current).chain(&front.canary);
        if let Some(edition) = at_hand.into_iter().find(|at| at.bundle() == bundle) {
            return Some(Arc::clone(edition));
        }
        let mut older = self.older();
        if let Some(edition) = older.get(bundle) {
            return Some(Arc::clone(edition));
        }
        let edition = match load(&self.store, &self.editions, &self.tenant, bundle) {
            Ok(found) => found?,
            Err(why) => {
                tracing::error!(
                    { field::TENANT } = %self.tenant,
                    bundle,
                    why,
                    "an older version of the flows cannot be used; who is inside goes on with the current one"
                );
                return None;
            }
        };
        older.insert(bundle.to_owned(), Arc::clone(&edition));
        Some(edition)
    }

    fn front(&self) -> Arc<Front> {
        let front = self.front.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&front)
    }

    fn older(&self) -> MutexGuard<'_, HashMap<String, Arc<Edition>>> {
        self.older.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tallies(&self) -> MutexGuard<'_, Tallies> {
        self.tallies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A version out of the store; `None` when it is gone.
pub(super) fn load(
    store: &Store,
    editions: &Editions,
    tenant: &TenantId,
    bundle: &str,
) -> Result<Option<Arc<Edition>>, String> {
    let read = |fault: StoreFault| fault.to_string();
    let Some(texts) = store.bundle(tenant, bundle).map_err(read)? else {
        return Ok(None);
    };
    match editions.compile(&Sources::from(texts)) {
        Ok(edition) => Ok(Some(edition)),
        Err(found) => {
            let first = found.first().map(|found| found.message.as_str());
            Err(format!("compile it: {}", first.unwrap_or_default()))
        }
    }
}

fn run(edition: &Arc<Edition>, carry: Carry) -> Picked {
    let script = Arc::clone(&edition.script);
    Picked { script, carry }
}

/// The version that this input belongs to: where she stands, where a person is to give her
/// back, where she is to be reminded.
fn inside<'a>(session: &'a Session, input: &Input) -> Option<&'a str> {
    let asked_in = || {
        let place = session.handoff.as_ref()?.place.as_ref()?;
        Some(place.bundle.as_str())
    };
    let reminded = || {
        let Input::Timer(fired) = input else {
            return None;
        };
        let (_, name) = fired.name.split_once(':')?;
        let reminder = session.reminders.get(name)?;
        Some(reminder.bundle.as_str())
    };
    session.pinned().or_else(asked_in).or_else(reminded)
}

/// Only her own message takes her out of a visit, and never one that has made a call: what
/// it did would be done again.
fn may_be_carried(session: &Session, input: &Input) -> bool {
    let calls = matches!(session.pending, Some(Pending::Call { .. }));
    let called = session
        .journal
        .iter()
        .any(|entry| entry.kind == JournalKind::Call);
    matches!(input, Input::Message(_)) && session.owner == Owner::Bot && !calls && !called
}
