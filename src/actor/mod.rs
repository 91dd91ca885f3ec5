//! Who is awake: the tree of actors, the threads that scripts run on, and the policy of
//! who is started again and who is left alone.
//!
//! Wake-ups carry no news: the truth is the inbox and the outbox, and losing every mailbox
//! loses nothing. No business rule lives here.

mod call;
mod clock;
mod conversation;
mod house;
mod kit;
mod restart;
mod rollout;
mod root;
mod script_pool;
mod sender;
mod tenant;
mod under_way;

pub use call::Calls;
pub use house::House;
pub use kit::{Kit, TenantKit};
pub use rollout::{Edition, Editions, Offer, Press, PressFault, Shelf};
pub use script_pool::{Conduct, Panicked, ScriptPool};
pub use under_way::UnderWay;
