//! Calls over real sockets, to a side that misbehaves.

mod connections;
mod faults;
mod guard;
mod limits;
