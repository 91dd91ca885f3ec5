//! `admit`: what a verified webhook says becomes inbox rows, receipts and quarantined
//! elements, in one commit. Copies are recognised here, inside the commit, so that two
//! deliveries in the same instant cannot both be first.

use crate::domain::{
    AgentAct, Content, ConversationId, Event, InboundMessage, InboxSeq, Input, MessageId, Notice,
    NumberId, Odd, SystemNotice, TenantId, Timestamp, TurnId,
};
use crate::store::committer::Verb;
use crate::store::draft::Draft;
use crate::store::index::{Move, Row};
use crate::store::record::{self, InboxBody, Quarantined, Seen, Stored, key};
use crate::store::{Store, StoreFault};

use super::contact::{self, Who};
use super::{merge, notice, status};

/// What became of the events of one webhook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Admitted {
    /// Conversations with something new in their inbox, each once.
    pub fresh: Vec<(TenantId, ConversationId)>,
    /// Conversations where a status settled a send, so that the next one may go.
    pub settled: Vec<(TenantId, ConversationId)>,
    /// New inbox rows.
    pub admitted: usize,
    /// Copies of messages that were admitted before.
    pub duplicates: usize,
    /// Elements kept for people to look at.
    pub quarantined: usize,
    /// News about accounts and templates, for whoever acts on them; already recorded.
    pub notices: Vec<Notice>,
}

/// Largest input, sealed. As much again is left for what is written beside it when it is
/// handled or put aside, so that one that was admitted can always leave the inbox.
pub(super) const INPUT_BYTES_MAX: usize = record::RECORD_BYTES_MAX / 2;

impl Admitted {
    pub(super) fn wake(&mut self, tenant: &TenantId, conversation: ConversationId) {
        if !self.fresh.iter().any(|(_, known)| *known == conversation) {
            self.fresh.push((tenant.clone(), conversation));
        }
    }
}

impl Store {
    /// Takes in what a webhook said. After this returns, the webhook may be answered 200.
    ///
    /// # Errors
    /// When nothing was written: answer 503, the provider will send it again.
    pub async fn admit(&self, events: Vec<Event>, now: Timestamp) -> Result<Admitted, StoreFault> {
        if events.is_empty() {
            return self.standing().map(|()| Admitted::default());
        }
        self.write(Verb::Admit, move |draft| {
            let mut admitted = Admitted::default();
            for event in events {
                take(draft, event, now, &mut admitted)?;
            }
            Ok(admitted)
        })
        .await
    }
}

impl Store {
    /// Takes in what a person at the desk did with a conversation. Returns the conversation
    /// that it is now in the inbox of; `None` where there is none.
    ///
    /// # Errors
    /// When nothing was written.
    pub async fn admit_act(
        &self,
        conversation: ConversationId,
        act: AgentAct,
        now: Timestamp,
    ) -> Result<Option<ConversationId>, StoreFault> {
        self.write(Verb::Admit, move |draft| {
            let Some((living, _)) = living(draft, conversation)? else {
                return Ok(None);
            };
            add_row(draft, living, Input::Agent(act), now)?;
            Ok(Some(living))
        })
        .await
    }
}

fn take(
    draft: &mut Draft<'_>,
    event: Event,
    now: Timestamp,
    admitted: &mut Admitted,
) -> Result<(), StoreFault> {
    match event {
        Event::Message(message) => take_message(draft, message, now, admitted),
        Event::Status(update) => status::take(draft, update, now, admitted),
        Event::Notice(notice) => notice::take(draft, notice, now, admitted),
        Event::Odd(Odd { number, why, raw }) => quarantine(draft, number, why, raw, now, admitted),
    }
}

fn take_message(
    draft: &mut Draft<'_>,
    message: Box<InboundMessage>,
    now: Timestamp,
    admitted: &mut Admitted,
) -> Result<(), StoreFault> {
    let Some(tenant) = draft.books.tenant_of(&message.number) else {
        let why = format!("unknown number, {} message", message.content.kind_name());
        let raw = message.id.as_str().to_owned();
        return quarantine(draft, Some(message.number), why, raw, now, admitted);
    };
    if message.from.is_empty() {
        let (why, raw) = ("a message from nobody".into(), message.id.as_str().into());
        return quarantine(draft, Some(message.number), why, raw, now, admitted);
    }
    let seen = key::seen(&message.number, &message.id);
    if draft.has(&seen)? {
        admitted.duplicates += 1;
        return Ok(());
    }
    let who = Who {
        tenant: &tenant,
        address: &message.from,
        profile_name: message.profile_name.as_deref(),
    };
    let (contact, moved) = contact::resolve(draft, who, now)?;
    for id in moved {
        admitted.wake(&tenant, id);
    }
    if let Content::System(notice) = &message.content {
        match notice {
            SystemNotice::NumberChanged { .. } => contact::leave_number(draft, &tenant, contact)?,
            SystemNotice::UserIdChanged { to } => {
                contact::change_id(draft, &tenant, contact, to)?;
            }
            SystemNotice::IdentityChanged | SystemNotice::Other { .. } => {}
        }
    }
    let number = message.number.clone();
    let conversation = merge::conversation_of(draft, &tenant, &number, contact)?;
    let (id, number_kept) = (message.id.clone(), number);
    match add_row(draft, conversation, Input::Message(message), now) {
        Ok(seq) => {
            remember(draft, &number_kept, &id, TurnId { conversation, seq }, now)?;
            admitted.admitted += 1;
            admitted.wake(&tenant, conversation);
            Ok(())
        }
        Err(StoreFault::TooLarge { bytes, .. }) => {
            let why = format!("a message of {bytes} bytes");
            quarantine(
                draft,
                Some(number_kept),
                why,
                id.as_str().into(),
                now,
                admitted,
            )
        }
        Err(fault) => Err(fault),
    }
}

/// Puts an input at the end of a conversation's inbox.
pub(super) fn add_row(
    draft: &mut Draft<'_>,
    conversation: ConversationId,
    input: Input,
    now: Timestamp,
) -> Result<InboxSeq, StoreFault> {
    let seq = draft.next_position();
    let body = InboxBody {
        admitted: now,
        input,
    };
    let sealed = record::seal(&body)?;
    if sealed.len() > INPUT_BYTES_MAX {
        return Err(StoreFault::TooLarge {
            place: "input",
            bytes: sealed.len(),
            max: INPUT_BYTES_MAX,
        });
    }
    draft.put_sealed(key::inbox(conversation, seq), sealed)?;
    let row = Row {
        seq,
        admitted: now,
        runs: 0,
        suspect: false,
        begun: false,
    };
    draft.note(Move::Admitted(conversation, row));
    Ok(seq)
}

/// Keeps a message's id, so that its copies are known.
pub(super) fn remember(
    draft: &mut Draft<'_>,
    number: &NumberId,
    id: &MessageId,
    turn: TurnId,
    now: Timestamp,
) -> Result<(), StoreFault> {
    let seen = Seen {
        admitted: now,
        turn,
    };
    draft.put(key::seen(number, id), &seen)
}

/// Keeps an element for people.
pub(super) fn quarantine(
    draft: &mut Draft<'_>,
    number: Option<NumberId>,
    why: String,
    raw: String,
    now: Timestamp,
    admitted: &mut Admitted,
) -> Result<(), StoreFault> {
    admitted.quarantined += 1;
    let seq = draft.next_position();
    let element = Quarantined {
        at: now,
        number,
        why,
        raw,
    };
    draft.put(key::quarantine(seq), &element)
}

/// The conversation that new inputs belong to: itself, or the one it was merged into.
pub(super) fn living(
    draft: &Draft<'_>,
    id: ConversationId,
) -> Result<Option<(ConversationId, Stored)>, StoreFault> {
    let mut id = id;
    for _ in 0..16 {
        let Some(stored) = draft.get::<Stored>(&key::conversation(id))? else {
            return Ok(None);
        };
        match stored.merged_into {
            Some(next) => id = next,
            None => return Ok(Some((id, stored))),
        }
    }
    Ok(None)
}
