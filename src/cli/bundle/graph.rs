//! `hiwar graph`: a flow as a picture.

use std::fs;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::app::sources;
use crate::cli::exit::{note, say};
use crate::cli::{Exit, report};
use crate::flow::graph::{Coverage, graphs};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Its id; all flows without one
    flow: Option<String>,
    /// Folder that holds flows/ and locales/ [default: here, or what is in the program]
    #[arg(long, value_name = "FOLDER")]
    project: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = Format::Mermaid)]
    format: Format,
    /// Colour what tests walked: a file of `hiwar test --coverage`
    #[arg(long, value_name = "FILE")]
    coverage: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For GitHub, GitLab and most wikis
    Mermaid,
    /// For Graphviz
    Dot,
    /// For tools
    Json,
}

pub fn run(arguments: &Arguments) -> Exit {
    let here = PathBuf::from(".");
    let project = match &arguments.project {
        Some(project) => Some(project),
        None => here.join("flows").is_dir().then_some(&here),
    };
    let folder = |name: &str| project.map(|project| project.join(name));
    let sources = match sources::read(folder("flows").as_deref(), folder("locales").as_deref()) {
        Ok(sources) => sources,
        Err(fault) => return Exit::Environment.because(fault),
    };
    let coverage = match arguments.coverage.as_ref().map(read).transpose() {
        Ok(coverage) => coverage,
        Err(fault) => return Exit::Environment.because(fault),
    };
    let mut drawn = match graphs(&sources) {
        Ok(drawn) => drawn,
        Err(faults) => {
            note(report::human(&faults, &sources, false).trim_end());
            return Exit::Findings;
        }
    };
    if let Some(flow) = &arguments.flow {
        drawn.retain(|graph| graph.flow == *flow);
        if drawn.is_empty() {
            return Exit::Usage.because(format!("draw `{}`: no such flow", flow.escape_debug()));
        }
    }
    for graph in drawn {
        match arguments.format {
            Format::Mermaid => say(graph.mermaid(coverage.as_ref()).trim_end()),
            Format::Dot => say(graph.dot(coverage.as_ref()).trim_end()),
            Format::Json => say(graph.json(coverage.as_ref())),
        }
    }
    Exit::Ok
}

fn read(path: &PathBuf) -> Result<Coverage, String> {
    let text =
        fs::read_to_string(path).map_err(|fault| format!("read {}: {fault}", path.display()))?;
    serde_json::from_str(&text).map_err(|fault| format!("read {}: {fault}", path.display()))
}
