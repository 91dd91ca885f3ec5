//! Chat tests: a conversation written down, one line for each thing that happens and each
//! thing that is expected, played on the engine that serves customers.
//!
//! ```text
//! ---
//! flow = "order_status"
//! lang = "en"
//! api.'shop.get_order(order_no: "ORD-1002")' = { json = { order_no = "ORD-1002", status = "shipped" } }
//! ---
//! > where is my order
//! <~ Please type your order number
//! > 1002
//! <~ Order ORD-1002 is on its way
//! < Is there anything else we can do?
//! [] Another order | Talk to our team | No, thanks
//! = step what_next
//! ```
//!
//! A file is read (`front`, `line`, `deed`), played (`play`) against mocked operations (`mock`), and
//! each expectation is held (`judge`) against what was said (`said`) or done (`claim`). Nothing here
//! reads a clock, a disk or a network: the same file gives the same verdict everywhere.

mod bless;
mod claim;
mod coverage;
mod deed;
mod front;
mod judge;
mod line;
mod literal;
mod live;
mod mock;
mod play;
mod said;
#[cfg(test)]
mod tests;

pub use bless::bless;
pub use coverage::{Coverage, Share, Tally};
pub use front::{Front, moment};
pub use judge::{Failure, Verdict};
pub use line::{Chat, read};
pub use literal::shown;
pub use live::{Live, Turned};
pub use play::{Stand, play};
pub use said::lines_of;
