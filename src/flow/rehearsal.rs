//! A conversation without a house around it: the session in memory, the clock moved by
//! hand, calls answered by a closure. The terminal, the web simulator and chat tests all
//! step through this, and it takes the very turns that production takes.
//!
//! It knows no network and no store; what it is given it hands to [`turn`], what comes
//! back it keeps.

use std::sync::Arc;
use std::time::Duration;

use super::stage::Scene;
use super::{Script, turn};
use crate::domain::{
    CallAnswer, CallRequest, Contact, Content, ConversationId, Effect, InboundMessage, InboxSeq,
    Input, MessageId, NumberId, Outbound, OutboundBody, Session, Tenant, Timer, TimerFired,
    Timestamp, Trace, TurnId,
};
use crate::locale::Style;

/// Who plays: the business, the customer, and how messages are written.
#[derive(Debug, Clone)]
pub struct Cast {
    pub tenant: Arc<Tenant>,
    pub contact: Contact,
    pub style: Style,
}

/// What came of one thing that happened, over all the turns it took.
#[derive(Debug, Clone, Default)]
pub struct Reply {
    pub said: Vec<Outbound>,
    /// Effects other than messages and timers.
    pub effects: Vec<Effect>,
    pub traces: Vec<Trace>,
}

/// Answers a call now, or leaves it out with `None`.
pub type Shop = Box<dyn FnMut(&CallRequest) -> Option<CallAnswer> + Send>;

pub struct Rehearsal {
    script: Arc<Script>,
    cast: Cast,
    shop: Shop,
    pub session: Session,
    pub now: Timestamp,
    seq: u64,
    calls: Vec<CallRequest>,
    /// What can be tapped: payload and title of the newest message that offered any.
    taps: Vec<(String, String)>,
}

impl Rehearsal {
    #[must_use]
    pub fn new(script: Arc<Script>, cast: Cast, shop: Shop, now: Timestamp) -> Self {
        Self {
            script,
            cast,
            shop,
            session: Session::default(),
            now,
            seq: 0,
            calls: Vec::new(),
            taps: Vec::new(),
        }
    }

    /// Goes on with another version of the flows, as a reload does.
    pub fn reload(&mut self, script: Arc<Script>) {
        self.script = script;
    }

    /// Starts again with a customer nobody has met.
    pub fn restart(&mut self) {
        self.session = Session::default();
        self.calls.clear();
        self.taps.clear();
    }

    /// The customer writes.
    pub fn says(&mut self, text: &str) -> Reply {
        self.feed(Content::Text { body: text.into() })
    }

    /// The customer taps: the option's id, its place (from 1), or its title. `None` when
    /// nothing of the kind is on the screen.
    pub fn taps(&mut self, what: &str) -> Option<Reply> {
        let place = what.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        let by_id = |payload: &str| {
            let option = payload.split('@').next().unwrap_or(payload);
            payload == what || option == what || option.rsplit(':').next() == Some(what)
        };
        let found = self
            .taps
            .iter()
            .position(|(payload, title)| by_id(payload) || title == what);
        let (id, title) = self.taps.get(found.or(place)?)?.clone();
        Some(self.feed(Content::ButtonReply { id, title }))
    }

    /// Anything at all arrives from the customer.
    pub fn feed(&mut self, content: Content) -> Reply {
        self.seq += 1;
        let message = InboundMessage {
            id: MessageId::new(format!("rehearsal-{}", self.seq)),
            number: NumberId::new("rehearsal"),
            from: self.cast.contact.address.clone(),
            profile_name: self.cast.contact.profile_name.clone(),
            at: self.now,
            content,
            context: None,
            referral: None,
        };
        self.happen(&Input::Message(Box::new(message)))
    }

    /// A person writes from the phone app.
    pub fn staff_writes(&mut self, text: &str) -> Reply {
        let text = Some(text.into());
        self.happen(&Input::StaffEcho { text })
    }

    /// Asks the shop again about calls that are still out.
    pub fn answer_calls(&mut self) -> Reply {
        let mut reply = Reply::default();
        self.settle(&mut reply);
        reply
    }

    /// Moves the clock; timers that come due on the way fire in their order.
    pub fn advance(&mut self, span: Duration) -> Reply {
        let until = self.now + span;
        let mut reply = Reply::default();
        while let Some(timer) = self.next_due(until) {
            self.now = self.now.max(timer.due);
            let (name, tag) = (timer.name, timer.tag);
            self.take(&Input::Timer(TimerFired { name, tag }), &mut reply);
            self.settle(&mut reply);
        }
        self.now = until;
        reply
    }

    fn next_due(&self, until: Timestamp) -> Option<Timer> {
        let due = self
            .session
            .timers
            .iter()
            .filter(|timer| timer.due <= until);
        due.min_by_key(|timer| timer.due).cloned()
    }

    fn happen(&mut self, input: &Input) -> Reply {
        let mut reply = Reply::default();
        self.take(input, &mut reply);
        self.settle(&mut reply);
        reply
    }

    /// Answers calls, and the calls that their answers lead to, as far as the shop will.
    fn settle(&mut self, reply: &mut Reply) {
        let mut left_out = Vec::new();
        while !self.calls.is_empty() {
            let request = self.calls.remove(0);
            match (self.shop)(&request) {
                Some(answer) => {
                    let call = request.id;
                    self.take(&Input::CallAnswered { call, answer }, reply);
                }
                None => left_out.push(request),
            }
        }
        self.calls = left_out;
    }

    fn take(&mut self, input: &Input, reply: &mut Reply) {
        self.seq += 1;
        let scene = Scene {
            tenant: &self.cast.tenant,
            contact: &self.cast.contact,
            turn: TurnId {
                conversation: ConversationId([0x5a; 16]),
                seq: InboxSeq(self.seq),
            },
            style: &self.cast.style,
        };
        let done = turn(&self.script, &scene, &self.session, input, self.now);
        self.session = done.session;
        reply.traces.push(done.trace);
        for effect in done.effects {
            match effect {
                Effect::Say { message, .. } => {
                    self.remember_taps(&message);
                    reply.said.push(message);
                }
                Effect::Call(request) => self.calls.push(request),
                Effect::SetTimer(_) | Effect::CancelTimer { .. } => {}
                Effect::Handoff(_)
                | Effect::HandoffEnded { .. }
                | Effect::Mark { .. }
                | Effect::Consent { .. }
                | Effect::OptIn(_) => {
                    reply.effects.push(effect);
                }
            }
        }
    }

    fn remember_taps(&mut self, message: &Outbound) {
        let taps = options(message);
        if !taps.is_empty() {
            self.taps = taps;
        }
    }
}

/// What a message offers to tap: payload and title, in the order shown.
#[must_use]
pub fn options(message: &Outbound) -> Vec<(String, String)> {
    match &message.body {
        OutboundBody::Buttons { buttons, .. } => buttons
            .iter()
            .map(|button| (button.id.clone(), button.title.clone()))
            .collect(),
        OutboundBody::List { sections, .. } => sections
            .iter()
            .flat_map(|section| &section.rows)
            .map(|row| (row.id.clone(), row.title.clone()))
            .collect(),
        OutboundBody::Text { .. }
        | OutboundBody::Link { .. }
        | OutboundBody::AskLocation { .. }
        | OutboundBody::Media { .. }
        | OutboundBody::Location(_)
        | OutboundBody::Template(_)
        | OutboundBody::Reaction { .. }
        | OutboundBody::ReadReceipt { .. } => Vec::new(),
    }
}

/// The words of a message, as the customer reads them.
#[must_use]
pub fn wording(message: &Outbound) -> &str {
    match &message.body {
        OutboundBody::Text { body, .. }
        | OutboundBody::Buttons { body, .. }
        | OutboundBody::List { body, .. }
        | OutboundBody::Link { body, .. }
        | OutboundBody::AskLocation { body } => body,
        OutboundBody::Media { caption, .. } => caption.as_deref().unwrap_or(""),
        OutboundBody::Template(template) => &template.name,
        OutboundBody::Location(_)
        | OutboundBody::Reaction { .. }
        | OutboundBody::ReadReceipt { .. } => "",
    }
}
