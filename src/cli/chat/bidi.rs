//! Right-to-left text on terminals that put it in order and on those that do not.

use std::io::{self, IsTerminal};

use clap::ValueEnum;

use crate::app::given;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Bidi {
    /// Find out what the terminal does
    Auto,
    /// The terminal reorders by itself
    Terminal,
    /// Reorder here
    Visual,
    /// As it is stored
    Off,
}

impl Bidi {
    /// Whether text has to be put in the order of the eye here. Terminals that do it by
    /// themselves: VTE from 0.58, Konsole, Apple's Terminal, mlterm.
    pub fn visual(self) -> bool {
        let vte = || given::variable("VTE_VERSION").and_then(|text| text.parse::<u32>().ok());
        match self {
            Self::Visual => true,
            Self::Terminal | Self::Off => false,
            Self::Auto => {
                let reorders = vte().is_some_and(|version| version >= 5800)
                    || given::variable("KONSOLE_VERSION").is_some()
                    || given::variable("TERM_PROGRAM").as_deref() == Some("Apple_Terminal")
                    || given::variable("MLTERM").is_some();
                io::stdout().is_terminal() && !reorders
            }
        }
    }
}

/// The text in the order of the eye.
pub fn visual(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let bidi = unicode_bidi::BidiInfo::new(line, None);
        let paragraph = bidi.paragraphs.first();
        paragraph.map_or_else(String::new, |paragraph| {
            bidi.reorder_line(paragraph, paragraph.range.clone())
                .into_owned()
        })
    });
    lines.collect::<Vec<_>>().join("\n")
}
