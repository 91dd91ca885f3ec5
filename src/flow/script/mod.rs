//! What authors wrote, compiled once and shared by every conversation that runs it.

mod books;
mod bundle;
mod compile;
mod declare;
mod flow;
mod globals;
mod manifest;
mod parse_fault;
mod prints;
mod shelf;
mod told;

pub(in crate::flow) use compile::{Gathered, gather};
pub use compile::{Script, SourceFile, Sources};
pub(in crate::flow) use declare::declaring_module;
pub(in crate::flow) use flow::Flow;
pub(in crate::flow) use globals::{Action, Command, Globals, Rung};
pub(in crate::flow) use manifest::{Interrupts, Late, Manifest, Trigger};
pub use prints::{Prints, changes};
pub(in crate::flow) use shelf::{Lib, is_lib};
