//! What keeps a message from being understood at once: a person speaks to her, a call is
//! out, she writes too much, too late, or in parts.

mod busy;
mod gather;
mod hold;
mod late;
mod silence;

pub(in crate::flow::turn) use gather::GATHER_TIMER;
