//! What only a developer sees and does: the inside of a conversation, the part of an agent,
//! a clock that can be moved, a provider that fails when asked to.

mod act;
mod fail;
mod inside;

use std::sync::Arc;
use std::time::Duration;

use crate::actor::House;
use crate::domain::TenantId;
use crate::store::Store;

pub use act::{agent, clock};
pub use fail::{Failure, fail};
pub use inside::inside;

/// Moves the house's clock forward.
pub type PushClock = Arc<dyn Fn(Duration) + Send + Sync>;

/// The house behind the phone.
#[derive(Clone)]
pub struct Engine {
    pub store: Store,
    pub house: House,
    pub tenant: TenantId,
    /// `None` where the clock is the world's.
    pub push_clock: Option<PushClock>,
}
