//! What checks and graphs know of the verbs: one row for each. Whether a verb exists, and
//! how many arguments it takes, is asked of the host itself.

use rhai::{Expr, Stmt};

use super::calls::{Call, Literal, literal};
use crate::flow::host::{
    API_OPTIONS, ASK_OPTIONS, HANDOFF_FIELDS, QUESTION_OPTIONS, REMIND_OPTIONS,
};

/// What an argument, or an option, is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flow) enum Role {
    /// A slot that the verb fills.
    Fills,
    /// A slot, or a list of them, that must have been filled elsewhere.
    Slots,
    Message,
    /// The variables of the message before it.
    Values,
    /// A list of `opt(…)`.
    Choices,
    Step,
    Flow,
    Operation,
    Template,
    Queue,
    /// A length of time.
    Span,
    /// A map of these names; of any, where there are none.
    Options(&'static [&'static [&'static str]]),
    Other,
}

/// What a verb does to the conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flow) enum Turn {
    /// Nothing that the customer sees.
    Silent,
    Speaks,
    /// Asks and waits.
    Asks,
    /// Waits without a word.
    Waits,
    /// What it gives must be returned.
    Leaves,
}

pub(in crate::flow) struct Verb {
    pub name: &'static str,
    pub turn: Turn,
    pub takes: &'static [Role],
}

const VERBS: &[Verb] = {
    use Role::{
        Choices, Fills, Flow, Message, Operation, Options, Other, Queue, Slots, Span, Step,
        Template, Values,
    };
    use Turn::{Asks, Leaves, Silent, Speaks, Waits};
    &[
        row("say", Speaks, &[Message, Values]),
        row("text", Silent, &[Message, Values]),
        row("say_raw", Speaks, &[Other]),
        row("say_image", Speaks, &[Other, Message, Values]),
        row("say_document", Speaks, &[Other, Message, Values]),
        row("say_location", Speaks, &[]),
        row("say_contact", Speaks, &[]),
        row("notify", Speaks, &[Template, Values]),
        row(
            "ask",
            Asks,
            &[Fills, Message, Options(&[QUESTION_OPTIONS, ASK_OPTIONS])],
        ),
        row(
            "choose",
            Asks,
            &[Fills, Message, Choices, Options(&[QUESTION_OPTIONS])],
        ),
        row(
            "confirm",
            Asks,
            &[Fills, Message, Options(&[QUESTION_OPTIONS])],
        ),
        row(
            "review",
            Asks,
            &[Message, Slots, Options(&[QUESTION_OPTIONS])],
        ),
        row("set", Silent, &[Fills, Other]),
        row("forget", Silent, &[Slots]),
        row("api", Silent, &[Operation, Other, Options(&[API_OPTIONS])]),
        row("hours", Silent, &[Queue]),
        row("remind", Silent, &[Other, Options(&[REMIND_OPTIONS])]),
        row("wait", Waits, &[Span]),
        row("to", Leaves, &[Step]),
        row("again", Leaves, &[Other, Step]),
        row("to_flow", Leaves, &[Flow, Options(&[])]),
        row("run_flow", Leaves, &[Flow, Options(&[]), Step]),
        row("handoff", Leaves, &[Options(&[HANDOFF_FIELDS])]),
        row("done", Leaves, &[Other]),
    ]
};

const fn row(name: &'static str, turn: Turn, takes: &'static [Role]) -> Verb {
    Verb { name, turn, takes }
}

/// What an option is, whatever the verb.
const OPTIONS: &[(&str, Role)] = &[
    ("on_fail", Role::Step),
    ("on_timeout", Role::Step),
    ("on_nobody", Role::Step),
    ("on_closed", Role::Step),
    ("on_cancel", Role::Step),
    ("step", Role::Step),
    ("invalid", Role::Message),
    ("say", Role::Message),
    ("slow_say", Role::Message),
    ("skip", Role::Message),
    ("timeout", Role::Span),
    ("slow_after", Role::Span),
    ("wait", Role::Span),
    ("gather", Role::Span),
    ("after", Role::Span),
    ("fields", Role::Slots),
    ("queue", Role::Queue),
    ("args", Role::Values),
];

pub(in crate::flow) fn verb(name: &str) -> Option<&'static Verb> {
    VERBS.iter().find(|verb| verb.name == name)
}

/// Something that a call names: a step, a message, a slot.
pub(in crate::flow) struct Named {
    pub literal: Literal,
    /// The option that it stands in.
    pub option: Option<String>,
}

/// All that a call of a verb names in this role, among its arguments and its options.
pub(in crate::flow) fn named(call: &Call, role: Role) -> Vec<Named> {
    let mut found = Vec::new();
    let Some(verb) = verb(&call.name).filter(|_| call.method) else {
        return found;
    };
    for (at, takes) in verb.takes.iter().enumerate() {
        match takes {
            Role::Options([_, ..]) => {
                for (name, value) in call.map(at).unwrap_or_default() {
                    if OPTIONS
                        .iter()
                        .any(|(option, is)| *option == name && *is == role)
                    {
                        found.extend(literals(value, Some(&name)));
                    }
                }
            }
            takes if *takes == role => {
                found.extend(
                    call.args
                        .get(at)
                        .into_iter()
                        .flat_map(|it| literals(it, None)),
                );
            }
            _ => {}
        }
    }
    found
}

/// One literal, or those of a list, or of both branches of an `if`.
fn literals(value: &Expr, option: Option<&str>) -> Vec<Named> {
    match value {
        Expr::Array(items, _) => items.iter().flat_map(|it| literals(it, option)).collect(),
        Expr::Stmt(block) => match block.statements() {
            [Stmt::If(flow, _)] => {
                let branches = [flow.body.statements(), flow.branch.statements()];
                let last = branches.into_iter().filter_map(|branch| match branch {
                    [Stmt::Expr(value)] => Some(value),
                    _ => None,
                });
                last.flat_map(|it| literals(it, option)).collect()
            }
            [Stmt::Expr(value)] => literals(value, option),
            _ => Vec::new(),
        },
        one => literal(one)
            .into_iter()
            .map(|literal| Named {
                literal,
                option: option.map(String::from),
            })
            .collect(),
    }
}
