//! How a step is left: each verb makes a transition, which the step returns.

mod again;
mod done;
mod handoff;
mod run_flow;
mod to;
mod to_flow;

pub(in crate::flow) use handoff::FIELDS as HANDOFF_FIELDS;
use handoff::{GENERAL_QUEUE, WAIT_DEFAULT};

use std::collections::BTreeMap;
use std::time::Duration;

use rhai::Module;

use crate::domain::Value;
use crate::flow::words;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) enum Transition {
    To(String),
    /// This step once more, unless it was entered `times` already: then `other`.
    Again {
        times: u16,
        other: String,
    },
    ToFlow {
        flow: String,
        slots: BTreeMap<String, Value>,
    },
    /// Another flow, and after its end the step `then` of this one.
    RunFlow {
        flow: String,
        slots: BTreeMap<String, Value>,
        then: String,
    },
    Done(String),
    Handoff(Handoff),
}

/// What `c.handoff` was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) struct Handoff {
    pub queue: String,
    pub reason: String,
    /// 1 is most urgent, 3 least.
    pub priority: u8,
    /// The message said on the way.
    pub say: String,
    pub fields: Vec<String>,
    /// How long she waits for somebody to come.
    pub wait: Duration,
    /// Steps that follow: nobody came, the person was done, she gave up waiting.
    pub on_nobody: Option<String>,
    pub on_closed: Option<String>,
    pub on_cancel: Option<String>,
}

impl Handoff {
    /// What the engine itself asks for, outside of what a flow says.
    pub fn general(reason: &str, fields: Vec<String>) -> Self {
        Self {
            queue: GENERAL_QUEUE.into(),
            reason: reason.into(),
            priority: 2,
            say: words::HANDOFF.into(),
            fields,
            wait: WAIT_DEFAULT,
            on_nobody: None,
            on_closed: None,
            on_cancel: None,
        }
    }
}

pub(super) fn register(module: &mut Module) {
    again::register(module);
    done::register(module);
    handoff::register(module);
    run_flow::register(module);
    to::register(module);
    to_flow::register(module);
}
