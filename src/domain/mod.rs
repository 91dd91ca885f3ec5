//! The words of the business, and the decisions that need nothing but words.
//!
//! This room waits for nothing, reads no clock, knows no vendor and no other room.

mod address;
mod contact;
mod event;
mod http_call;
mod id;
mod inbound;
mod input;
mod language;
mod operation;
mod outbound;
mod outbox;
mod outcome;
mod owner;
mod receipt;
mod rollout;
mod session;
mod tenant;
mod ticket;
mod time;
mod timeline;
mod turn;
mod value;
pub mod window;

pub use address::{Address, Bsuid, Phone};
pub use contact::Contact;
pub use event::{Event, Notice, NoticeKind, Odd, ProviderError, RAW_BYTES_MAX, StatusUpdate};
pub use http_call::{CallFault, HttpCall, HttpReply, Method};
pub use id::{
    ContactId, ConversationId, IdFault, InboxSeq, MessageId, NumberId, OutboxId, TenantId, TurnId,
};
pub use inbound::{
    ContactCard, Content, InboundMedia, InboundMessage, Location, MediaKind, OrderItem, Referral,
    ReplyContext, SystemNotice,
};
pub use input::{AgentAct, AgentDeed, InboxRow, Input, Timer, TimerFired};
pub use language::{LanguageMemory, LanguageSource};
pub use operation::{CallAnswer, CallError, CallRequest, HttpOperation, Operation, OwnOperation};
pub use outbound::{
    BODY_MAX, BUTTON_ID_MAX, BUTTON_TITLE_MAX, BUTTONS_MAX, Button, CAPTION_MAX, CARD_NAME_MAX,
    CARD_PHONES_MAX, Card, FOOTER_MAX, Form, HEADER_MAX, LIST_ROWS_MAX, LimitFault, MediaSource,
    Outbound, OutboundBody, ROW_DESCRIPTION_MAX, ROW_ID_MAX, ROW_TITLE_MAX, Row, SECTION_TITLE_MAX,
    Section, SendClass, TEXT_MAX, Template, TemplateButton, TemplateHeader, TemplateParameter,
    length,
};
pub use outbox::{
    CREDENTIALS_WAIT, Errand, OutboxRow, Permission, RowState, SendPolicy, Settlement, Standing,
    backoff, failed, may_say, resolve_unknown, settle, stops_tenant, withheld,
};
pub use outcome::{Rejection, RetryScope, SendOutcome};
pub use owner::Owner;
pub use receipt::{Receipt, ReceiptState};
pub use rollout::{
    Canary, CanaryLimits, Carry, Changed, ChangedStep, Deed, DeedKind, Finding, Pick, Policy,
    Publication, Report, RolloutFault, Standpoint, StepPeople, Tally, Texts, VersionLine, Versions,
};
pub use session::{
    Busy, HandoffResult, JournalEntry, JournalKind, OpenHandoff, Paused, Pending, Place, Reminder,
    Session,
};
pub use tenant::{
    Abilities, Account, Hours, MetaAccount, Number, Queue, Switches, TemplateSpec, TemplateText,
    Tenant,
};
pub use ticket::Ticket;
pub use time::{Clock, Dice, SpanFault, Timestamp, parse_span};
pub use timeline::{DOTS, TimelineEntry};
pub use turn::{Effect, HandoffEnd, OptIn, ScriptFault, Trace, Turn};
pub use value::{DEPTH_MAX, Secret, Value};
