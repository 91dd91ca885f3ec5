//! Commands over what is stored: counting and verifying it, and running its turns again.

pub mod replay;
pub mod store;
