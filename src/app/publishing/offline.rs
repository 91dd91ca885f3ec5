//! A press on the books of a process that is not running: for the command line.

use std::io;
use std::sync::Arc;

use crate::actor::{Editions, Press, ScriptPool};
use crate::app::machine;
use crate::domain::Tenant;
use crate::flow::Limits;
use crate::store::Store;

/// # Errors
/// When the operating system refuses a thread.
pub fn press(store: &Store, tenant: Tenant) -> io::Result<Press> {
    Ok(Press::new(
        Arc::new(tenant),
        store.clone(),
        Arc::new(Editions::new(Limits::default())),
        ScriptPool::start(1)?,
        machine::clock(),
        None,
    ))
}
