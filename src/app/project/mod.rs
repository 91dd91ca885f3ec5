//! Projects of flow authors: what a new one is made of, and how it is written to a folder
//! without covering what is there. Knows files, not what is in them.

mod flow;
mod template;
mod write;

pub use flow::{FlowIdFault, flow};
pub use template::{Template, template};
pub use write::{WriteFault, add, create};

/// A file to be, below the project's folder; `/` between its folders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFile {
    pub path: String,
    pub text: String,
}

fn file(path: impl Into<String>, text: impl Into<String>) -> ProjectFile {
    ProjectFile {
        path: path.into(),
        text: text.into(),
    }
}
