//! `hiwar new`: a project in which `check`, `test` and `dev` pass at once.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::app::project;
use crate::cli::Exit;
use crate::cli::exit::note;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Folder of the project, made when it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    #[arg(long, value_enum, default_value_t = Template::Minimal)]
    template: Template,
    /// Write beside and over what is in the folder
    #[arg(long)]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Template {
    /// One small flow to begin with
    Minimal,
    /// Everything that a shop needs, to be changed
    Retail,
}

pub fn run(arguments: &Arguments) -> Exit {
    let template = match arguments.template {
        Template::Minimal => project::Template::Minimal,
        Template::Retail => project::Template::Retail,
    };
    let files = match project::template(template) {
        Ok(files) => files,
        Err(fault) => return Exit::Environment.because(fault),
    };
    let folder = &arguments.folder;
    if let Err(fault) = project::create(folder, &files, arguments.force) {
        return Exit::Environment.because(fault);
    }
    let count = files.len();
    note(format_args!("{count} files in {}. Next:", folder.display()));
    note(format_args!("\n    cd {}", folder.display()));
    note("    hiwar check     # what would fail on a phone");
    note("    hiwar test      # plays the conversations beside the flows");
    note("    hiwar dev       # a phone in the browser");
    note("\nThen open flows/main_menu.rhai, or begin your own with `hiwar flow new ID`.");
    Exit::Ok
}
