//! Conversations in memory, for the terminal and for chat tests: the flows, the first
//! tenant's taste, and the demo shop. No store, no network.

use std::sync::Arc;

use super::settings::Settings;
use super::{machine, tenants};
use crate::domain::{CallAnswer, CallRequest, Session, Tenant, Timestamp};
use crate::flow::chat::Stand;
use crate::flow::{Diagnostic, Script, Sources, Style};
use crate::job::{ask_demo_shop, rehearse_own_data};
use crate::store;

#[derive(Debug, thiserror::Error)]
pub enum RehearsalFault {
    #[error("use the flows: {} errors", .0.len())]
    Flows(Vec<Diagnostic>),
    #[error("find a tenant in the settings")]
    NoTenant,
}

/// Everything that a rehearsal needs and that does not change while it runs.
pub struct Stage {
    pub sources: Sources,
    pub script: Arc<Script>,
    tenant: Arc<Tenant>,
    style: Style,
}

impl Stage {
    /// # Errors
    /// When the flows do not compile.
    pub fn set(settings: &Settings, sources: Sources) -> Result<Self, RehearsalFault> {
        let taste = settings.tenants.first().ok_or(RehearsalFault::NoTenant)?;
        let script = Script::compile(&sources).map_err(RehearsalFault::Flows)?;
        Ok(Self {
            script: Arc::new(script.limited(machine::limits(machine::clock()))),
            tenant: Arc::new(taste.rehearsed()),
            style: tenants::style(taste),
            sources,
        })
    }

    /// What chat tests are played on. Sessions go through the store's own encoding.
    #[must_use]
    pub fn stand(&self) -> Stand<'_> {
        Stand {
            sources: &self.sources,
            script: &self.script,
            tenant: &self.tenant,
            style: &self.style,
            memory: through_the_store,
            demo: answer,
        }
    }
}

/// The engine's own operations first, as they are in every tenant.
fn answer(call: &CallRequest, time_zone: &str, now: Timestamp) -> CallAnswer {
    rehearse_own_data(call, now).unwrap_or_else(|| ask_demo_shop(call, time_zone, now))
}

fn through_the_store(session: &Session) -> Result<Session, String> {
    store::round_trip(session).map_err(|fault| fault.to_string())
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;
    use crate::app::{given, sources};
    use crate::flow::SCRIPT_STACK_BYTES;
    use crate::flow::chat::{self, Coverage};

    /// Of each flow's steps, in each language.
    const COVERED_PERCENT: usize = 90;

    fn play_what_ships() {
        let sources = sources::read(None, None).expect("readable");
        let sandbox = vec![("tenant.*.provider".to_owned(), "sandbox".to_owned())];
        let settings = given::settings(None, sandbox).expect("settings");
        let stage = Stage::set(&settings, sources).unwrap_or_else(|fault| panic!("{fault}"));
        let (mut coverage, mut failures) = (Coverage::default(), Vec::new());
        for file in &stage.sources.chats {
            let chat = chat::read(file).unwrap_or_else(|faults| panic!("{faults:#?}"));
            let verdict = chat::play(&stage.stand(), &chat);
            coverage.merge(&verdict.coverage);
            failures.extend(verdict.failure.map(|failure| (verdict.path, failure)));
        }
        assert!(failures.is_empty(), "{failures:#?}");
        let shares = coverage.shares(&stage.script, &["ar", "en"]);
        assert!(!shares.is_empty(), "no flow ships");
        let thin = shares.iter().filter(|one| one.percent() < COVERED_PERCENT);
        let thin: Vec<_> = thin.collect();
        assert!(thin.is_empty(), "{thin:#?}");
    }

    #[test]
    fn the_chats_that_ship_pass_and_walk_through_their_flows_in_both_languages() {
        let deep = thread::Builder::new().stack_size(SCRIPT_STACK_BYTES);
        let played = deep.spawn(play_what_ships).expect("a thread").join();
        played.unwrap_or_else(|why| std::panic::resume_unwind(why));
    }
}
