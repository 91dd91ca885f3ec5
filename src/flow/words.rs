//! Message keys that the engine itself speaks and listens by. Every locale has all of
//! them: [`super::Script::compile`] refuses a bundle without.

/// Takes `$brand`.
pub const GREET: &str = "greet";
pub const HELLO: &str = "hello";
pub const THANKS: &str = "thanks";
/// Words that only thank: answered with [`THANKS`].
pub const THANKS_WORDS: &str = "thanks-words";
/// Before a question, when a button of an older one was tapped.
pub const STALE: &str = "stale-choice";
/// Before the main menu, when a message outside of any question was not understood.
pub const FALLBACK: &str = "fallback-1";
/// Before a question that is asked again.
pub const ASK_AGAIN: &str = "ask-again";
pub const SHORT_MENU: &str = "short-menu";
pub const OFFER_AGENT: &str = "fallback-2";
pub const UNSUPPORTED: &str = "unsupported";
pub const ERROR: &str = "error-generic";
/// The flow was edited while she stood in it.
pub const CHANGED: &str = "flow-changed";
pub const ONE_MOMENT: &str = "one-moment";
pub const CANCELLED: &str = "cancelled";
/// Takes `$brand`, as all opt-out wording may.
pub const OPT_OUT_DONE: &str = "opt-out-done";
pub const OPT_OUT_ASK: &str = "opt-out-ask";
pub const OPT_OUT_STOP: &str = "opt-out-stop";
pub const OPT_OUT_KEEP: &str = "opt-out-keep";
pub const OPT_OUT_KEPT: &str = "opt-out-kept";
pub const OPT_IN_DONE: &str = "opt-in-done";
pub const OPT_OUT_WORDS: &str = "opt-out-words";
pub const OPT_IN_WORDS: &str = "opt-in-words";
pub const LANGUAGE_SWITCHED: &str = "lang-switched";
pub const LANGUAGE_OFFER: &str = "lang-offer";
/// A language's name in itself, a button's title; with `.also`, the words that ask for it.
pub const LANGUAGE_NAME: &str = "lang-name";
pub const HANDOFF_WAIT: &str = "handoff-wait";
pub const STILL_WAITING: &str = "handoff-still-waiting";
pub const BACK_TO_BOT: &str = "back-to-bot";
pub const LEAVE_ASK: &str = "leave-ask";
pub const LEAVE_YES: &str = "leave-yes";
pub const LEAVE_NO: &str = "leave-no";
pub const YES: &str = "yes";
pub const NO: &str = "no";
/// The button that opens a list.
pub const LIST_BUTTON: &str = "list-button";

pub const ALL: &[&str] = &[
    GREET,
    HELLO,
    THANKS,
    THANKS_WORDS,
    STALE,
    FALLBACK,
    ASK_AGAIN,
    SHORT_MENU,
    OFFER_AGENT,
    UNSUPPORTED,
    ERROR,
    CHANGED,
    ONE_MOMENT,
    CANCELLED,
    OPT_OUT_DONE,
    OPT_OUT_ASK,
    OPT_OUT_STOP,
    OPT_OUT_KEEP,
    OPT_OUT_KEPT,
    OPT_IN_DONE,
    OPT_OUT_WORDS,
    OPT_IN_WORDS,
    LANGUAGE_SWITCHED,
    LANGUAGE_OFFER,
    LANGUAGE_NAME,
    HANDOFF_WAIT,
    STILL_WAITING,
    BACK_TO_BOT,
    LEAVE_ASK,
    LEAVE_YES,
    LEAVE_NO,
    YES,
    NO,
    LIST_BUTTON,
];
