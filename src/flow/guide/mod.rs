//! The author's reference: every name that a flow may call, with what it takes and what it
//! does. One table; the page in `flows/README.md`, the JSON and the editor's definitions are
//! written from it. A test holds the table against the functions that are registered.

mod page;
mod table;
#[cfg(test)]
mod tests;

pub use page::{PAGE_BEGINS, PAGE_ENDS, definitions, embedded, json, markdown};
