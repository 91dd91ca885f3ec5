//! Plays a chat, line by line, up to its first wrong line.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::coverage::{Coverage, Spot};
use super::deed::{Deed, Moment};
use super::judge::{Failure, Verdict};
use super::line::{Chat, Kind, Line};
use super::mock::{Demo, MockShop};
use crate::domain::{
    Address, AgentDeed, Contact, ContactId, ConversationId, LanguageMemory, LanguageSource,
    Outbound, OutboundBody, Session, Tenant, Timestamp,
};
use crate::flow::rehearsal::{Cast, Rehearsal, Reply};
use crate::flow::{Script, Sources, Style};

/// Rows shown before a wrong line.
const CONTEXT_ROWS: usize = 6;

/// What all chats of a project share.
#[derive(Clone, Copy)]
pub struct Stand<'a> {
    /// A crash compiles them again.
    pub sources: &'a Sources,
    pub script: &'a Arc<Script>,
    pub tenant: &'a Tenant,
    pub style: &'a Style,
    /// Puts a session away and takes it out again.
    pub memory: fn(&Session) -> Result<Session, String>,
    pub demo: Demo,
}

/// Plays all of it.
#[must_use]
pub fn play(stand: &Stand<'_>, chat: &Chat) -> Verdict {
    let mut player = Player::new(stand, chat);
    let mut played = 0;
    let mut failure = player.begin().err();
    for line in &chat.lines {
        if failure.is_some() {
            break;
        }
        played += 1;
        failure = player.line(line).err();
    }
    if failure.is_none() {
        failure = player.end().err();
    }
    let before = failure
        .as_ref()
        .map(|failure| rows_before(chat, failure.line));
    Verdict {
        path: chat.path.clone(),
        lines: played,
        failure,
        coverage: player.coverage,
        before: before.unwrap_or_default(),
    }
}

fn rows_before(chat: &Chat, line: usize) -> Vec<(usize, String)> {
    let rows = chat.rows.iter().enumerate().take(line.saturating_sub(1));
    let rows = rows.map(|(at, row)| (at + 1, row.clone()));
    let mut rows: Vec<_> = rows.filter(|(_, row)| !row.trim().is_empty()).collect();
    rows.split_off(rows.len().saturating_sub(CONTEXT_ROWS))
}

/// A message that no line has spoken of yet.
pub(super) struct Unread {
    pub message: Outbound,
    pub withheld: Option<&'static str>,
}

pub(super) struct Player<'a> {
    pub stand: Stand<'a>,
    pub chat: &'a Chat,
    pub rehearsal: Rehearsal,
    pub shop: Arc<Mutex<MockShop>>,
    pub unread: VecDeque<Unread>,
    /// The message that was read last: `[]` speaks of it.
    pub read: Option<Outbound>,
    /// All that came of the last deed.
    pub since: Reply,
    /// A fault that no `= fault` has spoken of.
    pub fault_open: bool,
    pub agent: String,
    pub coverage: Coverage,
    pub last_line: usize,
}

pub(super) type Step = Result<(), Failure>;

impl<'a> Player<'a> {
    pub fn new(stand: &Stand<'a>, chat: &'a Chat) -> Self {
        let front = &chat.front;
        let demo = front
            .demo
            .then(|| (stand.demo, stand.tenant.time_zone.clone()));
        let shop = Arc::new(Mutex::new(MockShop::new(&front.mocks, demo, front.clock)));
        let asked = Arc::clone(&shop);
        let answer = move |request: &_| locked(&asked).answer(request);
        let memory = stand.memory;
        let mut rehearsal = Rehearsal::new(
            Arc::clone(stand.script),
            cast(stand, chat),
            Box::new(answer),
            front.clock,
        )
        .remembering(Box::new(memory))
        .named(conversation(&chat.path));
        rehearsal.session.language = front.lang.as_ref().map(|tag| LanguageMemory {
            tag: tag.clone(),
            source: LanguageSource::Explicit,
            at: front.clock,
            latin_script: false,
            other_in_a_row: 0,
        });
        Self {
            stand: *stand,
            chat,
            rehearsal,
            shop,
            unread: VecDeque::new(),
            read: None,
            since: Reply::default(),
            fault_open: false,
            agent: "agent".into(),
            coverage: Coverage::default(),
            last_line: 1,
        }
    }

    /// Takes the place that the head names.
    pub fn begin(&mut self) -> Step {
        let Some((flow, step)) = &self.chat.front.start else {
            return Ok(());
        };
        let slots = self.chat.front.slots.clone();
        let reply = self.rehearsal.begins(flow, step, slots);
        self.hear(reply, None);
        self.surprises()
    }

    pub fn line(&mut self, line: &Line) -> Step {
        self.last_line = line.number;
        match &line.kind {
            Kind::Deed(deed) => {
                self.nothing_left()?;
                self.deed(deed, line)
            }
            Kind::Says(expected) => self.says(expected, line),
            Kind::Offers(wanted) => self.offers(wanted, line),
            Kind::Claims(claim) => self.claims(claim, line),
            Kind::Covers(share) => self.covers(*share),
        }
    }

    /// After the last line nothing may be left, and the flow must have been met.
    pub fn end(&mut self) -> Step {
        self.nothing_left()?;
        match &self.chat.front.flow {
            Some(flow) if !self.coverage.0.contains_key(flow) => {
                Err(self.failed("T0709", format!("flow `{flow}` was never entered")))
            }
            Some(_) | None => Ok(()),
        }
    }

    pub fn deed(&mut self, deed: &Deed, line: &Line) -> Step {
        self.last_line = line.number;
        self.since = Reply::default();
        self.read = None;
        let before = self.spot();
        let reply = match deed {
            Deed::Writes(text) => self.rehearsal.says(text),
            Deed::Presses(what) => self.press(what)?,
            Deed::Sends(content) => self.rehearsal.feed(content.clone()),
            Deed::Receipt => Reply::default(),
            Deed::Echo(text) => self.rehearsal.staff_writes(text),
            Deed::Agent { deed, name } => self.agent_acts(deed, name.as_deref()),
            Deed::Waits(span) => return self.advance(self.rehearsal.now + *span),
            Deed::WaitsUntil(moment) => {
                let until = self.moment(*moment)?;
                return self.advance(until);
            }
            Deed::Crash => self.crash()?,
        };
        self.hear(reply, before);
        self.surprises()
    }

    fn press(&mut self, what: &str) -> Result<Reply, Failure> {
        let missing = format!("nothing called `{what}` can be tapped");
        let reply = self.rehearsal.taps(what);
        reply.ok_or_else(|| self.failed("T0708", missing))
    }

    fn agent_acts(&mut self, deed: &AgentDeed, name: Option<&str>) -> Reply {
        if let Some(name) = name {
            name.clone_into(&mut self.agent);
        }
        self.rehearsal.agent_acts(&self.agent, deed.clone())
    }

    fn crash(&mut self) -> Result<Reply, Failure> {
        match Script::compile(self.stand.sources) {
            Ok(script) => {
                let script = script.limited(self.stand.script.limits.clone());
                Ok(self.rehearsal.crash(Arc::new(script)))
            }
            Err(_) => Err(self.failed("T0711", "the flows do not compile again")),
        }
    }

    fn moment(&self, moment: Moment) -> Result<Timestamp, Failure> {
        let until = match moment {
            Moment::Exact(moment) => moment,
            Moment::Local(local) => {
                let zone = jiff::tz::TimeZone::get(&self.stand.tenant.time_zone);
                let zone = zone.unwrap_or(jiff::tz::TimeZone::UTC);
                let moment = local.to_zoned(zone).map(|zoned| zoned.timestamp());
                Timestamp(moment.map_or(0, jiff::Timestamp::as_millisecond))
            }
        };
        if until < self.rehearsal.now {
            return Err(self.failed("T0702", "the clock does not go back"));
        }
        Ok(until)
    }

    /// Moves the clock; timers fire and answers arrive in the order of their times.
    fn advance(&mut self, until: Timestamp) -> Step {
        loop {
            let timers = self.rehearsal.session.timers.iter().map(|timer| timer.due);
            let due = timers.chain(locked(&self.shop).next_due()).min();
            let next = due.filter(|due| *due <= until);
            let to = next.unwrap_or(until).max(self.rehearsal.now);
            let before = self.spot();
            locked(&self.shop).now = to;
            let reply = self.rehearsal.advance(to.since(self.rehearsal.now));
            self.hear(reply, before);
            let before = self.spot();
            let reply = self.rehearsal.answer_calls();
            self.hear(reply, before);
            self.surprises()?;
            if next.is_none() {
                return Ok(());
            }
        }
    }

    /// Keeps what came of something.
    fn hear(&mut self, reply: Reply, mut before: Option<Spot>) {
        let tag = self.language().to_owned();
        let queued = reply
            .effects
            .iter()
            .any(|effect| matches!(effect, crate::domain::Effect::Handoff(_)));
        let last = reply.traces.len().saturating_sub(1);
        for (at, trace) in reply.traces.iter().enumerate() {
            let handed = queued && at == last;
            before = self.coverage.walk(before, trace, &tag, handed);
            self.fault_open |= trace.fault.is_some();
        }
        for (at, message) in reply.said.iter().enumerate() {
            if !matches!(message.body, OutboundBody::ReadReceipt { .. }) {
                self.unread.push_back(Unread {
                    message: message.clone(),
                    withheld: reply.withheld.get(&at).copied(),
                });
            }
        }
        let offset = self.since.said.len();
        let withheld = reply.withheld.into_iter();
        self.since
            .withheld
            .extend(withheld.map(|(at, why)| (offset + at, why)));
        self.since.said.extend(reply.said);
        self.since.effects.extend(reply.effects);
        self.since.calls.extend(reply.calls);
        self.since.traces.extend(reply.traces);
        self.since.troubles.extend(reply.troubles);
    }

    fn surprises(&mut self) -> Step {
        let surprise = locked(&self.shop).surprises.pop();
        if let Some(call) = surprise {
            let mut failure = self.failed("F0304", "an operation was called that is not mocked");
            failure.got = vec![format!("= call {call}")];
            return Err(failure);
        }
        match self.since.troubles.first() {
            Some(trouble) => Err(self.failed("T0711", trouble.clone())),
            None => Ok(()),
        }
    }

    fn spot(&self) -> Option<Spot> {
        let place = self.rehearsal.session.place.as_ref();
        place.map(|place| (place.flow.clone(), place.step.clone()))
    }

    pub fn language(&self) -> &str {
        let memory = self.rehearsal.session.language.as_ref();
        memory.map_or(&self.stand.tenant.locale_default, |memory| &memory.tag)
    }
}

fn locked(shop: &Mutex<MockShop>) -> MutexGuard<'_, MockShop> {
    shop.lock().unwrap_or_else(PoisonError::into_inner)
}

fn cast(stand: &Stand<'_>, chat: &Chat) -> Cast {
    let front = &chat.front;
    let mut tenant = stand.tenant.clone();
    tenant.switches.flags.extend(front.flags.clone());
    if front.staff {
        tenant.staff.insert(front.from.clone());
    }
    Cast {
        tenant: Arc::new(tenant),
        contact: Contact {
            id: ContactId(conversation(&chat.path).0),
            address: Address {
                phone: Some(front.from.clone()),
                ..Address::default()
            },
            profile_name: front.name.clone(),
            first_seen: front.clock,
            merged_into: None,
        },
        style: stand.style.clone(),
    }
}

/// Ids come from the name of the file: the same in every run.
fn conversation(path: &str) -> ConversationId {
    let mut id = [0x68_u8; 16];
    for (at, byte) in path.bytes().enumerate() {
        let cell = &mut id[at % 16];
        *cell = cell.rotate_left(3) ^ byte;
    }
    ConversationId(id)
}
