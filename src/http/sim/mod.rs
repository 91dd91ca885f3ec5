//! The sandbox: a phone in the browser, and Meta's side of it. It plays the Cloud API for
//! our own sends (`POST /sandbox/…/messages`), shows them on a page (`GET /sim`), and what a
//! person types there enters through the same signed webhook as in production. So what is
//! seen here is what is sent there. It knows nothing of flows, and nothing here leaves the
//! machine.

mod bubble;
mod desk;
mod door;
mod feed;
mod graph;
mod hook;
mod page;
mod phone;
mod router;
mod send;
mod state;
#[cfg(test)]
mod tests;

pub use desk::{Engine, PushClock};
pub use door::door;
pub use router::router;
pub use state::{Deliver, SandboxNumber, SimState, Templates};
