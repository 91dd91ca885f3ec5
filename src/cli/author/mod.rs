//! Commands for who writes flows and wording.

pub mod flow;
pub mod locale;
pub mod new;
