//! What happens to a conversation beside her messages: timers ring, reminders come due,
//! people come and go, flows are set aside and taken up again.

mod handoff;
mod remind;
mod set_aside;
mod timer;

pub(super) use set_aside::{Aside, TakenUp};
