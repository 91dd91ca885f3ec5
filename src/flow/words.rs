//! Message keys that the engine itself speaks and listens by. What a locale lacks of them
//! the program says in its own words ([`crate::locale::Catalog::lending`]), so a new one
//! breaks no project.

/// Takes `$brand`, as every message may.
pub const GREET: &str = "greet";
/// Before a question that follows a greeting.
pub const HELLO: &str = "hello";
/// The answer to thanks.
pub const COURTESY: &str = "courtesy";
/// Words that only thank.
pub const THANKS_WORDS: &str = "thanks-words";

/// Before the main menu, when a message outside of any question was not understood.
pub const FALLBACK: &str = "fallback-1";
/// Before a question that is asked again.
pub const ASK_AGAIN: &str = "ask-again";
pub const SHORT_MENU: &str = "short-menu";
pub const OFFER_PERSON: &str = "fallback-2";
/// Asked when a person was named and perhaps not wanted.
pub const AGENT_ASK: &str = "agent-ask";
/// A script failed: says so, and offers a person.
pub const ERROR: &str = "error-offer";
/// Her message had to be given up.
pub const GIVEN_UP: &str = "error-generic";
/// Titles under the offer of a person.
pub const OFFER_AGENT: &str = "offer-agent";
pub const OFFER_MENU: &str = "offer-menu";
pub const UNSUPPORTED: &str = "unsupported";
/// Before a question, when a button of an older one was tapped.
pub const STALE: &str = "stale-choice";
/// The flow was edited while she stood in it.
pub const CHANGED: &str = "flow-changed";
pub const ONE_MOMENT: &str = "one-moment";
pub const CANCELLED: &str = "command-cancelled";

pub const INVALID_TEXT: &str = "invalid-text";
pub const INVALID_INT: &str = "invalid-int";
pub const INVALID_DECIMAL: &str = "invalid-decimal";
pub const INVALID_DATE: &str = "invalid-date";
pub const INVALID_PHONE: &str = "invalid-phone";
pub const INVALID_EMAIL: &str = "invalid-email";
pub const INVALID_ORDER_NO: &str = "invalid-order-no";
pub const INVALID_REGEX: &str = "invalid-regex";
pub const INVALID_ONE_OF: &str = "invalid-one-of";
pub const INVALID_IMAGE: &str = "invalid-image";
pub const INVALID_DOCUMENT: &str = "invalid-document";
pub const INVALID_AUDIO: &str = "invalid-audio";
pub const INVALID_VIDEO: &str = "invalid-video";
pub const INVALID_MEDIA: &str = "invalid-media";
pub const INVALID_LOCATION: &str = "invalid-location";
pub const INVALID_CONTACT: &str = "invalid-contact";
pub const INVALID_FORM: &str = "invalid-form";

/// What stops messages when it is all that is said.
pub const OPT_OUT_PHRASES: &str = "opt-out-phrases";
/// What may mean that messages should stop: always asked about.
pub const OPT_OUT_MAYBE: &str = "opt-out-maybe";
pub const OPT_IN_PHRASES: &str = "opt-in-phrases";
pub const OPT_OUT_DONE: &str = "opt-out-done";
pub const OPT_OUT_ASK: &str = "opt-out-ask";
pub const OPT_OUT_STOP: &str = "opt-out-ask-stop";
pub const OPT_OUT_KEEP: &str = "opt-out-ask-keep";
pub const OPT_OUT_KEPT: &str = "opt-out-kept";
pub const OPT_IN_DONE: &str = "opt-in-done";

pub const LANGUAGE_SWITCHED: &str = "lang-switched";
/// Asked in the language that is offered; its `.yes` and `.no` are the titles.
pub const LANGUAGE_OFFER: &str = "lang-offer";
/// Asked in every language at once.
pub const LANGUAGE_ASK: &str = "lang-ask";
/// A language's name in itself.
pub const LANGUAGE_BUTTON: &str = "lang-button";

pub const HANDOFF: &str = "handoff-queued";
pub const STILL_WAITING: &str = "handoff-waiting";
pub const HANDOFF_CANCELLED: &str = "handoff-cancelled";
/// Nobody came in time.
pub const HANDOFF_NOBODY: &str = "handoff-nobody";
/// The person is done.
pub const HANDOFF_RESOLVED: &str = "handoff-resolved";
/// Takes `$agent`.
pub const AGENT_JOINED: &str = "agent-joined";
/// The person gave the conversation back to the bot.
pub const BACK_TO_BOT: &str = "back-to-bot";
/// She wrote more in an hour than is answered.
pub const BUSY: &str = "busy";
/// Before a question whose answer came too late.
pub const LATE: &str = "late";
/// Before options, when "yes" did not say which.
pub const WHICH_ONE: &str = "which-one";
/// Who speaks, with the first hello.
pub const AUTOMATIC: &str = "automatic";
/// While nobody answers in that queue; takes `$opens`.
pub const HANDOFF_CLOSED: &str = "handoff-closed";
/// When a queue opens that never closes.
pub const HOURS_ALWAYS: &str = "hours-always";
/// Before the question of a flow that was set aside.
pub const GO_ON: &str = "go-on";

pub const LEAVE_ASK: &str = "leave-ask";
pub const LEAVE_YES: &str = "leave-yes";
pub const LEAVE_NO: &str = "leave-no";
pub const YES: &str = "confirm-yes";
pub const NO: &str = "confirm-no";
/// The button that opens a list.
pub const LIST_BUTTON: &str = "list-button";

pub const REVIEW_YES: &str = "review-yes";
pub const REVIEW_EDIT: &str = "review-edit";
pub const REVIEW_STOP: &str = "review-stop";
/// Asks which answer is to be given again.
pub const REVIEW_ASK: &str = "review-ask";
/// One answer of a review: `$label` and `$value`.
pub const REVIEW_LINE: &str = "review-line";
/// A question that was skipped.
pub const REVIEW_NONE: &str = "review-none";
/// Something came that has no name: a form.
pub const RECEIVED: &str = "received";
pub const RECEIVED_IMAGE: &str = "received-image";
pub const RECEIVED_DOCUMENT: &str = "received-document";
pub const RECEIVED_AUDIO: &str = "received-audio";
pub const RECEIVED_VIDEO: &str = "received-video";
pub const RECEIVED_LOCATION: &str = "received-location";
/// The usual button under a question that may be skipped.
pub const SKIP: &str = "skip-word";
/// The button that opens a form.
pub const FORM_OPEN: &str = "form-open";
/// Rows that turn the page of a long list.
pub const PAGE_MORE: &str = "page-more";
pub const PAGE_BACK: &str = "page-back";
/// Above the rows of a page: `$from`, `$until`, `$count`.
pub const PAGE_TITLE: &str = "page-title";

pub const ALL: &[&str] = &[
    GREET,
    HELLO,
    COURTESY,
    THANKS_WORDS,
    FALLBACK,
    ASK_AGAIN,
    SHORT_MENU,
    OFFER_PERSON,
    AGENT_ASK,
    ERROR,
    OFFER_AGENT,
    GIVEN_UP,
    OFFER_MENU,
    UNSUPPORTED,
    STALE,
    CHANGED,
    ONE_MOMENT,
    CANCELLED,
    INVALID_TEXT,
    INVALID_INT,
    INVALID_DECIMAL,
    INVALID_DATE,
    INVALID_PHONE,
    INVALID_EMAIL,
    INVALID_ORDER_NO,
    INVALID_REGEX,
    INVALID_ONE_OF,
    OPT_OUT_PHRASES,
    OPT_OUT_MAYBE,
    OPT_IN_PHRASES,
    OPT_OUT_DONE,
    OPT_OUT_ASK,
    OPT_OUT_STOP,
    OPT_OUT_KEEP,
    OPT_OUT_KEPT,
    OPT_IN_DONE,
    LANGUAGE_SWITCHED,
    LANGUAGE_OFFER,
    LANGUAGE_ASK,
    LANGUAGE_BUTTON,
    HANDOFF,
    STILL_WAITING,
    HANDOFF_CANCELLED,
    HANDOFF_NOBODY,
    HANDOFF_RESOLVED,
    AGENT_JOINED,
    BACK_TO_BOT,
    GO_ON,
    BUSY,
    LATE,
    WHICH_ONE,
    AUTOMATIC,
    HANDOFF_CLOSED,
    HOURS_ALWAYS,
    LEAVE_ASK,
    LEAVE_YES,
    LEAVE_NO,
    YES,
    NO,
    LIST_BUTTON,
    INVALID_IMAGE,
    INVALID_DOCUMENT,
    INVALID_AUDIO,
    INVALID_VIDEO,
    INVALID_MEDIA,
    INVALID_LOCATION,
    INVALID_CONTACT,
    INVALID_FORM,
    REVIEW_YES,
    REVIEW_EDIT,
    REVIEW_STOP,
    REVIEW_ASK,
    REVIEW_LINE,
    REVIEW_NONE,
    RECEIVED,
    RECEIVED_IMAGE,
    RECEIVED_DOCUMENT,
    RECEIVED_AUDIO,
    RECEIVED_VIDEO,
    RECEIVED_LOCATION,
    SKIP,
    FORM_OPEN,
    PAGE_MORE,
    PAGE_BACK,
    PAGE_TITLE,
];

/// The message whose phrases ask for a language by name: `cmd-lang-ar`.
#[must_use]
pub fn language_command(tag: &str) -> String {
    format!("cmd-lang-{tag}")
}
