//! `c.wait("2h")`: the step rests and goes on with its next line when the time is over.
//! What she writes meanwhile is handled as between questions; the wait goes on.

use rhai::Module;

use crate::domain::{JournalKind, Pending, parse_span};
use crate::flow::draft::WAIT_TIMER;
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};

/// How the journal names a wait that is over.
pub(in crate::flow) const WAITED: &str = "wait";

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("wait", |call: Call<'_>, c: &mut Handle, span: &str| {
        placed(&call, wait(c, span))
    });
}

fn wait(c: &Handle, span: &str) -> Verb<()> {
    let span = parse_span(span).map_err(|fault| Stop::misuse(format!("wait: {fault}")))?;
    c.with(|run| {
        if run.replay(JournalKind::Wait, WAITED)?.is_some() {
            return Ok(());
        }
        let session = &mut run.draft.session;
        let waits = matches!(session.pending, Some(Pending::Wait));
        session.pending = Some(Pending::Wait);
        let visit = session.place.as_ref().map_or(0, |place| place.visit);
        if !waits {
            run.draft.set_timer(&format!("{WAIT_TIMER}{visit}"), span);
        }
        Err(Stop::Waits)
    })
}
