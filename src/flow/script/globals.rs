//! `flows/globals.rhai`: the commands that work anywhere, and what happens when nothing
//! was understood.

use rhai::Position;

use crate::flow::diagnostic::nearest;

/// A command: words that work in every flow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) struct Command {
    /// `menu`; a button with payload `cmd:menu` means the same.
    pub id: String,
    /// A Fluent message: its value is the button's title, with `.also` its phrases.
    pub phrases: String,
    pub action: Action,
    pub at: Position,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) enum Action {
    /// Starts this flow.
    Flow(String),
    Agent,
    Language,
    Back,
    Repeat,
    Cancel,
}

/// What the n-th message in a row that nothing understood is answered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flow) enum Rung {
    RePrompt,
    ShortMenu,
    OfferAgent,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::flow) struct Globals {
    pub commands: Vec<Command>,
    /// The last rung repeats.
    pub ladder: [Rung; 3],
}

impl Default for Globals {
    fn default() -> Self {
        Self {
            commands: Vec::new(),
            ladder: [Rung::RePrompt, Rung::ShortMenu, Rung::OfferAgent],
        }
    }
}

impl Globals {
    pub fn command(&self, id: &str) -> Option<&Command> {
        self.commands.iter().find(|command| command.id == id)
    }

    /// The first command that does this: its title and words are the author's.
    pub fn doing(&self, action: &Action) -> Option<&Command> {
        self.commands
            .iter()
            .find(|command| command.action == *action)
    }
}

impl Action {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("engine:agent", Self::Agent),
        ("engine:language", Self::Language),
        ("engine:back", Self::Back),
        ("engine:repeat", Self::Repeat),
        ("engine:cancel", Self::Cancel),
    ];

    /// `engine:back`, or the id of a flow.
    pub fn read(text: &str) -> Result<Self, (String, Option<String>)> {
        if !text.starts_with("engine:") {
            return Ok(Self::Flow(text.into()));
        }
        let found = Self::WORDS.iter().find(|(word, _)| *word == text);
        found.map(|(_, action)| action.clone()).ok_or_else(|| {
            let known = Self::WORDS.iter().map(|(word, _)| *word);
            (
                format!("the engine has no action `{text}`"),
                nearest(text, known),
            )
        })
    }
}

impl Rung {
    const WORDS: &'static [(&'static str, Self)] = &[
        ("re_prompt", Self::RePrompt),
        ("short_menu", Self::ShortMenu),
        ("offer_agent", Self::OfferAgent),
    ];

    pub fn read(text: &str) -> Result<Self, (String, Option<String>)> {
        let found = Self::WORDS.iter().find(|(word, _)| *word == text);
        found.map(|(_, rung)| *rung).ok_or_else(|| {
            let known = Self::WORDS.iter().map(|(word, _)| *word);
            (
                format!("there is no fallback `{text}`"),
                nearest(text, known),
            )
        })
    }
}
