//! The table itself. A signature reads as it is called: `c.say(key: String, args?: Map)`; what
//! ends in `?` may be left out, with all that follows it.

use std::collections::BTreeSet;

use crate::flow::host::{
    API_OPTIONS, ASK_OPTIONS, HANDOFF_FIELDS, QUESTION_OPTIONS, REMIND_OPTIONS,
};

/// One name that a flow may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Verb {
    pub group: &'static str,
    pub signature: &'static str,
    /// What it gives back, in Rhai's words; `()` for nothing.
    pub gives: &'static str,
    pub doc: &'static str,
    /// Names that its map of options may hold.
    pub options: &'static [&'static str],
}

const fn verb(
    group: &'static str,
    signature: &'static str,
    gives: &'static str,
    doc: &'static str,
) -> Verb {
    Verb {
        group,
        signature,
        gives,
        doc,
        options: &[],
    }
}

const fn with(verb: Verb, options: &'static [&'static str]) -> Verb {
    Verb { options, ..verb }
}

const TALK: &str = "Talk";
const ASK: &str = "Ask";
const KINDS: &str = "Kinds of answers";
const VALUES: &str = "Values in messages";
const MEMORY: &str = "Read and remember";
const OUTSIDE: &str = "Reach outside";
const LATER: &str = "Write later";
const LEAVE: &str = "Leave the step: `return` it";
const DECLARE: &str = "Declare, outside of steps";

/// In the order in which the page shows them.
#[rustfmt::skip]
pub(super) const VERBS: &[Verb] = &[
    verb(TALK, "c.say(key: String, args?: Map)", "()", "says a message; `args` are its variables"),
    verb(TALK, "c.text(key: String, args?: Map)", "String", "the words of a message, for another message or an option's title; says nothing"),
    verb(TALK, "c.say_raw(text: String)", "()", "says text that nobody can translate; the check warns"),
    verb(TALK, "c.say_image(source: ?, key?: String, args?: Map)", "()", "sends a picture: a web address, or what a question of kind `media` was answered with; the message stands under it"),
    verb(TALK, "c.say_document(source: ?, key?: String, args?: Map)", "()", "the same with a document; `filename` among `args` is its name"),
    verb(TALK, "c.say_location(lat: ?, lon?: ?, name?: ?, address?: ?)", "()", "sends a place; one map `#{ lat, lon, name, address }` will do as well"),
    verb(TALK, "c.say_contact(name: ?, phone?: String)", "()", "sends a card; one map `#{ name, phones, company }` will do as well"),
    verb(TALK, "c.react(emoji: String)", "()", "puts an emoji under her last message; an empty one takes it back"),
    verb(TALK, "c.mark(event: String, fields?: Map)", "()", "leaves a row for dashboards"),

    with(verb(ASK, "c.ask(slot: String, key: String, options?: Map)", "?", "asks an open question; `kind` says what an answer is; options of every question, and"), ASK_OPTIONS),
    with(verb(ASK, "c.choose(slot: String, key: String, choices: Array, options?: Map)", "String", "offers `opt(…)`s and gives the id: three short ones are buttons, up to ten a list, up to fifty a list in pages; numbered text where a title does not fit"), QUESTION_OPTIONS),
    with(verb(ASK, "c.confirm(slot: String, key: String, options?: Map)", "bool", "asks for yes or no"), QUESTION_OPTIONS),
    with(verb(ASK, "c.review(key: String, slots: Array, options?: Map)", "String", "shows the answers under their names (the message `<slot>-label`) and gives `yes`, `stop`, or `edit` after the chosen slot was emptied: `return c.again(5, \"agent\")` then asks just that one"), QUESTION_OPTIONS),
    verb(ASK, "opt(id: String, title?: String, description?: String)", "Option", "one choice; without a title it takes the message `<slot>-<id>`, its `.desc` and its `.also`"),

    verb(KINDS, "text(most?: int)", "Kind", "any text, at most so many characters"),
    verb(KINDS, "int()", "Kind", "a whole number"),
    verb(KINDS, "int(least: int, most: int)", "Kind", "a whole number between the two"),
    verb(KINDS, "decimal()", "Kind", "a number, in any digits"),
    verb(KINDS, "date()", "Kind", "a day: written out, in digits, or a word like \"tomorrow\""),
    verb(KINDS, "phone()", "Kind", "a phone number"),
    verb(KINDS, "email()", "Kind", "an e-mail address"),
    verb(KINDS, "order_no()", "Kind", "an order number; among `triggers`, a message that is one"),
    verb(KINDS, "regex(pattern: String)", "Kind", "text that the pattern fits"),
    verb(KINDS, "one_of(words: Array)", "Kind", "one of these words"),
    verb(KINDS, "media(kinds: ?)", "Kind", "a file: one of `image document audio video`, or a list of these; gives `#{ id, mime, kind, sha256, caption, filename }`"),
    verb(KINDS, "location()", "Kind", "a place, `#{ lat, lon, name, address }`"),
    verb(KINDS, "contact()", "Kind", "a card, `#{ name, phones }`"),
    verb(KINDS, "form(id: String)", "Kind", "a WhatsApp Flow, opened by a button; gives a map of its fields"),
    verb(KINDS, "custom(check: Fn)", "Kind", "your own check: `|answer|` gives `()` for right, a message key for wrong"),

    verb(VALUES, "day(date: String)", "Value", "a date, written as each language does"),
    verb(VALUES, "time(moment: String)", "Value", "a time of day"),
    verb(VALUES, "money(amount: ?, currency: String)", "Value", "a sum of money"),
    verb(VALUES, "add_days(date: String, days: int)", "String", "the day so many days later, or earlier"),
    verb(VALUES, "days_between(from: String, until: String)", "int", "how many days lie between two dates"),

    verb(MEMORY, "c.slots", "Slots", "`c.slots.name` reads a slot; an empty declared one is `()`"),
    verb(MEMORY, "c.set(slot: String, value: ?)", "()", "fills a slot; an undeclared one lasts for this visit of the step"),
    verb(MEMORY, "c.forget(slot: String)", "()", "empties a slot"),
    verb(MEMORY, "c.contact", "Map", "`#{ phone, name, staff }`: `()` where WhatsApp did not tell; `staff` is whether the number is one of your own people"),
    verb(MEMORY, "c.locale", "String", "the language she is answered in: `\"ar\"`; `c.locale = \"en\"` is her choice of another that the locale files have"),
    verb(MEMORY, "c.now()", "String", "the moment, `2026-11-20T16:05:00Z`"),
    verb(MEMORY, "c.flag(name: String)", "bool", "whether the operator turned something on"),
    verb(MEMORY, "c.variant(name: String, arms: Array)", "String", "the arm of an experiment; the same contact is always in the same one"),
    verb(MEMORY, "c.hours(queue: String)", "Map", "`#{ open, next_open, closes }`; the moments go into a message as they are, or through `day(x)` and `time(x)`; in a queue that never closes `next_open` shows as \"at any time\" and `closes` is `()`"),
    verb(MEMORY, "c.outcome", "String", "how the flow ended that `c.run_flow` ran"),
    verb(MEMORY, "c.handoff_result", "Map", "`#{ agent, outcome }` of the last request for a person"),

    with(verb(OUTSIDE, "c.api(operation: String, args?: Map, options?: Map)", "Map", "calls an operation of the tenant and gives `#{ ok, status, body, error }`; never throws"), API_OPTIONS),

    verb(LATER, "c.notify(template: String, args?: Map)", "()", "sends an approved template in the customer's language, at any time"),
    verb(LATER, "c.opt_in(purpose: String)", "()", "keeps what was agreed to, with the question that was answered"),
    verb(LATER, "c.opt_out(purpose: String)", "()", "takes the agreement back"),
    with(verb(LATER, "c.remind(name: String, options: Map)", "()", "enters a step later, also when the flow is over; declared slots come back with it"), REMIND_OPTIONS),
    verb(LATER, "c.cancel(name: String)", "()", "takes a reminder back"),
    verb(LATER, "c.wait(span: String)", "()", "rests and goes on with the next line"),

    verb(LEAVE, "c.to(step: String)", "Transition", "goes on with another step"),
    verb(LEAVE, "c.again(times: int, otherwise: String)", "Transition", "this step once more, at most so many times, then the other"),
    verb(LEAVE, "c.to_flow(flow: String, slots?: Map)", "Transition", "goes on with another flow"),
    verb(LEAVE, "c.run_flow(flow: String, slots: Map, step: String)", "Transition", "goes on with another flow, and after its end with this step of this one"),
    with(verb(LEAVE, "c.handoff(options?: Map)", "Transition", "brings in a person; the bot is silent until the customer says \"menu\" or \"cancel\""), HANDOFF_FIELDS),
    verb(LEAVE, "c.done(outcome: String)", "Transition", "ends the flow"),

    verb(DECLARE, "flow(manifest: Map)", "()", "what the file is about: `id`, `triggers`, `slots`, `expire` …"),
    verb(DECLARE, "phrases(key: String)", "Trigger", "starts the flow at the phrases of a message and its `.also`"),
    verb(DECLARE, "button(payload: String)", "Trigger", "starts it at a tap: `menu:order_status`"),
    verb(DECLARE, "template_reply(template: String, button: String)", "Trigger", "starts it at a quick reply under a template"),
    verb(DECLARE, "slot(kind: String)", "Slot", "a slot that lasts as long as the flow"),
    verb(DECLARE, "command(id: String, phrases: String, action: String)", "()", "words that work everywhere (`globals.rhai` only)"),
    verb(DECLARE, "fallback(ladder: Map)", "()", "what happens when nothing was understood (`globals.rhai` only)"),
];

/// One parameter of a signature.
pub(super) struct Parameter {
    pub name: &'static str,
    pub kind: &'static str,
    pub optional: bool,
}

impl Verb {
    /// `c.say` as `say`.
    pub fn name(&self) -> &'static str {
        let head = self.signature.split('(').next().unwrap_or_default();
        head.strip_prefix("c.").unwrap_or(head)
    }

    pub fn on_conversation(&self) -> bool {
        self.signature.starts_with("c.")
    }

    /// `c.slots`: read without brackets.
    pub fn is_property(&self) -> bool {
        !self.signature.contains('(')
    }

    pub fn parameters(&self) -> Vec<Parameter> {
        let inside = self.signature.split_once('(').map_or("", |(_, rest)| rest);
        let each = inside.trim_end_matches(')').split(", ");
        each.filter_map(|part| part.split_once(": "))
            .map(|(name, kind)| Parameter {
                name: name.trim_end_matches('?'),
                kind,
                optional: name.ends_with('?'),
            })
            .collect()
    }

    /// How many arguments it may be called with, the conversation not counted.
    pub fn counts(&self) -> BTreeSet<usize> {
        let parameters = self.parameters();
        let needed = parameters.iter().filter(|one| !one.optional).count();
        (needed..=parameters.len()).collect()
    }
}
