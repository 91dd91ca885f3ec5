//! `c.opt_in(purpose)`, `c.opt_out(purpose)`: she agrees, or no longer agrees, to be written
//! to for a purpose. What asked her is kept as the evidence.

use rhai::Module;

use crate::domain::{JournalKind, OptIn};
use crate::flow::draft::Mistake;
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};

/// Purposes that one contact may have agreed to.
const PURPOSES_MAX: usize = 50;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("opt_in", |call: Call<'_>, c: &mut Handle, purpose: &str| {
        placed(&call, opt(c, purpose, true))
    });
    module.set_native_fn(
        "opt_out",
        |call: Call<'_>, c: &mut Handle, purpose: &str| placed(&call, opt(c, purpose, false)),
    );
}

fn opt(c: &Handle, purpose: &str, granted: bool) -> Verb<()> {
    let verb = if granted { "opt_in" } else { "opt_out" };
    if purpose.trim().is_empty() {
        return Err(Stop::misuse(format!("{verb}: the purpose has no name")).into());
    }
    c.with(|run| {
        run.once(JournalKind::Effect, &format!("{verb}:{purpose}"), |run| {
            let opt_in = OptIn {
                purpose: purpose.into(),
                granted,
                wording: run.wording(),
                locale: run.tag().into(),
            };
            let now = run.stage.now;
            let opt_ins = &mut run.draft.session.opt_ins;
            if granted {
                if opt_ins.len() >= PURPOSES_MAX && !opt_ins.contains_key(purpose) {
                    let what = format!("keep more than {PURPOSES_MAX} agreements");
                    return Err(Mistake::new("F0309", what).into());
                }
                opt_ins.entry(purpose.into()).or_insert(now);
            } else {
                opt_ins.remove(purpose);
            }
            run.draft.opt_in(opt_in);
            Ok(())
        })
    })
}
