//! The books as commands read them: those of a process that does not run, or of the server
//! that has them open.

pub mod replay;
pub mod server;
pub mod turns;
