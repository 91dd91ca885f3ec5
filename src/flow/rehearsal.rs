//! A conversation without a house around it: the session in memory, the clock moved by
//! hand, calls answered by a closure. The terminal, the web simulator and chat tests all
//! step through this, and it takes the very turns that production takes.
//!
//! It knows no network and no store; what it is given it hands to [`turn`], what comes
//! back it keeps. Between two turns the session goes through a memory, which may be the
//! store's own encoding.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::stage::Scene;
use super::turn::{Beginning, begin};
use super::{Script, turn};
use crate::domain::{
    AgentAct, AgentDeed, CallAnswer, CallRequest, Carry, Contact, Content, ConversationId, Effect,
    InboundMessage, InboxSeq, Input, MessageId, NumberId, Outbound, Permission, Session, Standing,
    Tenant, Timer, TimerFired, Timestamp, Trace, Turn, TurnId, Value, may_say,
};
use crate::locale::Style;

mod screen;

use screen::{Tap, taps};
pub use screen::{options, wording};

/// Taps that stay within reach when she scrolls up.
const TAPS_MAX: usize = 200;

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
    /// Which of `said` do not reach her, by their place in it, and why: the service window
    /// has closed, or she wants no messages.
    pub withheld: BTreeMap<usize, &'static str>,
    /// Effects other than messages, calls and timers.
    pub effects: Vec<Effect>,
    pub calls: Vec<CallRequest>,
    pub traces: Vec<Trace>,
    /// What went wrong between two turns: the session could not be kept, or a turn that was
    /// taken again came out differently.
    pub troubles: Vec<String>,
}

/// Answers a call now, or leaves it out with `None`.
pub type Shop = Box<dyn FnMut(&CallRequest) -> Option<CallAnswer> + Send>;

/// Puts the session away and takes it out again, or says why it cannot.
pub type Memory = Box<dyn Fn(&Session) -> Result<Session, String> + Send>;

pub struct Rehearsal {
    script: Arc<Script>,
    cast: Cast,
    shop: Shop,
    memory: Memory,
    conversation: ConversationId,
    pub session: Session,
    pub now: Timestamp,
    seq: u64,
    calls: Vec<CallRequest>,
    /// What each message offered to tap, the newest last.
    screen: Vec<Vec<Tap>>,
    last: Option<Taken>,
}

/// A turn as it was taken: what went in, what came out.
struct Taken {
    cause: Cause,
    before: Session,
    at: Timestamp,
    after: Turn,
}

/// What a turn was taken for.
#[derive(Clone)]
enum Cause {
    Input(Input),
    Beginning(Beginning),
}

impl Rehearsal {
    #[must_use]
    pub fn new(script: Arc<Script>, cast: Cast, shop: Shop, now: Timestamp) -> Self {
        Self {
            script,
            cast,
            shop,
            memory: Box::new(|session| Ok(session.clone())),
            conversation: ConversationId([0x5a; 16]),
            session: Session::default(),
            now,
            seq: 0,
            calls: Vec::new(),
            screen: Vec::new(),
            last: None,
        }
    }

    /// Keeps the session in this memory between turns.
    #[must_use]
    pub fn remembering(mut self, memory: Memory) -> Self {
        self.memory = memory;
        self
    }

    /// Ids are made from this one.
    #[must_use]
    pub fn named(mut self, conversation: ConversationId) -> Self {
        self.conversation = conversation;
        self
    }

    #[must_use]
    pub fn cast(&self) -> &Cast {
        &self.cast
    }

    #[must_use]
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// Goes on with another version of the flows, as a reload does.
    pub fn reload(&mut self, script: Arc<Script>) {
        self.script = script;
        self.last = None;
    }

    /// Starts again with a customer nobody has met.
    pub fn restart(&mut self) {
        self.session = Session::default();
        self.calls.clear();
        self.screen.clear();
        self.last = None;
    }

    /// The process dies and comes back with newly compiled scripts. The last turn is taken
    /// again, as if its commit had been lost, and must come out the same; calls that were
    /// out are asked again under their ids.
    pub fn crash(&mut self, script: Arc<Script>) -> Reply {
        self.script = script;
        let mut reply = Reply::default();
        if let Some(last) = self.last.take() {
            let again = self.play(&last.cause, &last.before, last.at);
            if again != last.after {
                let trouble = "the last turn was taken again and came out differently";
                reply.troubles.push(trouble.into());
            }
            self.last = Some(last);
        }
        self.settle(&mut reply);
        reply
    }

    /// A flow begins at this step, with these slots filled, as if she had just written.
    pub fn begins(&mut self, flow: &str, step: &str, slots: BTreeMap<String, Value>) -> Reply {
        self.session.last_inbound = Some(self.now);
        let (flow, step) = (flow.to_owned(), step.to_owned());
        self.cause(&Cause::Beginning(Beginning { flow, step, slots }))
    }

    /// The customer writes.
    pub fn says(&mut self, text: &str) -> Reply {
        self.feed(Content::Text { body: text.into() })
    }

    /// The customer taps: the option's id, its place on the newest message (from 1), or its
    /// title; what the newest message does not offer may stand under an older one. `None`
    /// when nothing of the kind is on the screen.
    pub fn taps(&mut self, what: &str) -> Option<Reply> {
        let content = self.tap(what)?.content();
        Some(self.feed(content))
    }

    /// Whether something of the kind is on the screen.
    #[must_use]
    pub fn offers(&self, what: &str) -> bool {
        self.tap(what).is_some()
    }

    fn tap(&self, what: &str) -> Option<&Tap> {
        let mut newest_first = self.screen.iter().rev().flatten();
        let by_place = || {
            let place = what.parse::<usize>().ok()?.checked_sub(1)?;
            self.screen.last()?.get(place)
        };
        let by_name = newest_first.find(|tap| tap.answers_to(what));
        by_name.or_else(by_place)
    }

    /// Anything at all arrives from the customer.
    pub fn feed(&mut self, content: Content) -> Reply {
        self.feed_late(content, Duration::ZERO)
    }

    /// The same after it was on its way for so long.
    pub fn feed_late(&mut self, content: Content, age: Duration) -> Reply {
        let age_ms = i64::try_from(age.as_millis()).unwrap_or(i64::MAX);
        let message = InboundMessage {
            id: MessageId::new(format!("rehearsal-{}", self.seq + 1)),
            number: NumberId::new("rehearsal"),
            from: self.cast.contact.address.clone(),
            profile_name: self.cast.contact.profile_name.clone(),
            at: Timestamp(self.now.ms().saturating_sub(age_ms)),
            content,
            context: None,
            referral: None,
        };
        self.happen(Input::Message(Box::new(message)))
    }

    /// A person writes from the phone app.
    pub fn staff_writes(&mut self, text: &str) -> Reply {
        let text = Some(text.into());
        self.happen(Input::StaffEcho { text })
    }

    /// A person at the desk acts.
    pub fn agent_acts(&mut self, agent: &str, deed: AgentDeed) -> Reply {
        let agent = agent.into();
        self.happen(Input::Agent(AgentAct { agent, deed }))
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
            let fired = Input::Timer(TimerFired { name, tag });
            self.take(&Cause::Input(fired), &mut reply);
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

    fn happen(&mut self, input: Input) -> Reply {
        self.cause(&Cause::Input(input))
    }

    fn cause(&mut self, cause: &Cause) -> Reply {
        let mut reply = Reply::default();
        self.take(cause, &mut reply);
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
                    let answered = Input::CallAnswered { call, answer };
                    self.take(&Cause::Input(answered), reply);
                }
                None => left_out.push(request),
            }
        }
        self.calls = left_out;
    }

    fn take(&mut self, cause: &Cause, reply: &mut Reply) {
        self.seq += 1;
        let before = self.session.clone();
        let done = self.play(cause, &before, self.now);
        self.session = match (self.memory)(&done.session) {
            Ok(session) => session,
            Err(trouble) => {
                reply.troubles.push(trouble);
                done.session.clone()
            }
        };
        reply.traces.push(done.trace.clone());
        for effect in done.effects.clone() {
            self.carry_out(effect, reply);
        }
        self.last = Some(Taken {
            cause: cause.clone(),
            before,
            at: self.now,
            after: done,
        });
    }

    fn play(&self, cause: &Cause, session: &Session, at: Timestamp) -> Turn {
        let scene = Scene {
            tenant: &self.cast.tenant,
            contact: &self.cast.contact,
            turn: TurnId {
                conversation: self.conversation,
                seq: InboxSeq(self.seq),
            },
            style: &self.cast.style,
            carry: Carry::Keep,
        };
        match cause {
            Cause::Input(input) => turn(&self.script, &scene, session, input, at),
            Cause::Beginning(beginning) => begin(&self.script, &scene, session, beginning, at),
        }
    }

    fn carry_out(&mut self, effect: Effect, reply: &mut Reply) {
        match effect {
            Effect::Say { message, .. } => {
                if let Some(why) = self.withholds(&message) {
                    reply.withheld.insert(reply.said.len(), why);
                } else {
                    self.show(&message);
                }
                reply.said.push(message);
            }
            Effect::Call(request) => {
                reply.calls.push(request.clone());
                self.calls.push(request);
            }
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

    /// Why a message would not leave the house now.
    fn withholds(&self, message: &Outbound) -> Option<&'static str> {
        let standing = Standing {
            owner: self.session.owner,
            opted_out: self.session.opted_out,
            last_inbound: self.session.last_inbound,
            released: true,
        };
        match may_say(message, &standing, self.now, self.now) {
            Permission::Granted => None,
            Permission::Withheld(why) => Some(why),
            Permission::WindowClosed => Some("window_closed"),
        }
    }

    fn show(&mut self, message: &Outbound) {
        let offered = taps(message);
        if !offered.is_empty() {
            if self.screen.len() >= TAPS_MAX {
                self.screen.remove(0);
            }
            self.screen.push(offered);
        }
    }
}
