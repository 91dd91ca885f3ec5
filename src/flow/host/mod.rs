//! What a script may do: one verb, one file. A verb does a thing once, writes it into
//! the journal, and on every later run of the step gives back what is written there.
//! Verbs know no vendor, no time and no network: an effect is a value in the draft.

mod api;
mod days;
mod flag;
mod handle;
mod later;
mod leave;
mod mark;
mod memory;
mod options;
mod question;
mod reach;
mod run;
mod shown;
mod talk;
mod variant;

use rhai::Module;

pub(in crate::flow) use api::OPTIONS as API_OPTIONS;
pub(in crate::flow) use handle::{Handle, Stop};
pub(in crate::flow) use later::{REMIND_OPTIONS, WAITED};
pub(in crate::flow) use leave::{HANDOFF_FIELDS, Handoff, Transition};
pub(in crate::flow) use mark::veiled_fields;
pub(in crate::flow) use memory::opens;
pub(in crate::flow) use question::{
    ASK_OPTIONS, Look, QUESTION_OPTIONS, Question, Screen, expression, option_names,
};
pub(in crate::flow) use run::{Offer, Run, tail};

/// Every function of the host, for steps.
pub(in crate::flow) fn module() -> Module {
    let mut module = Module::new();
    module.set_custom_type::<Handle>("Conversation");
    module.set_custom_type::<Transition>("Transition");
    talk::register(&mut module);
    question::register(&mut module);
    api::register(&mut module);
    memory::register(&mut module);
    flag::register(&mut module);
    variant::register(&mut module);
    mark::register(&mut module);
    later::register(&mut module);
    reach::register(&mut module);
    leave::register(&mut module);
    shown::register(&mut module);
    days::register(&mut module);
    module
}
