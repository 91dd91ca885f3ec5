//! Where each record lies. One tree; the first byte of a key names the kind of its
//! record, and what follows is chosen so that what is read together lies together.

use crate::domain::{
    ContactId, ConversationId, InboxSeq, MessageId, NumberId, OutboxId, TenantId, Timestamp, TurnId,
};
use crate::seal::fingerprint;

pub(in crate::store) type Key = Vec<u8>;

/// The kinds of records, by the letter that their keys begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    Alias,
    Conversation,
    Seen,
    Runs,
    Handoff,
    Inbox,
    Contact,
    Meta,
    Number,
    Outbox,
    Sent,
    Quarantine,
    Receipt,
    Orphan,
    Timeline,
    Timer,
    DeadLetter,
    /// What a published bundle is made of.
    Bundle,
    /// The text of one of its files.
    Text,
    /// Which bundle a tenant's conversations speak.
    Publication,
    Erasure,
    /// The rest of a record that was too large for one value.
    Chunk,
}

impl Kind {
    pub const ALL: [Self; 22] = [
        Self::Alias,
        Self::Conversation,
        Self::Seen,
        Self::Runs,
        Self::Handoff,
        Self::Inbox,
        Self::Contact,
        Self::Meta,
        Self::Number,
        Self::Outbox,
        Self::Sent,
        Self::Quarantine,
        Self::Receipt,
        Self::Orphan,
        Self::Timeline,
        Self::Timer,
        Self::DeadLetter,
        Self::Bundle,
        Self::Text,
        Self::Publication,
        Self::Erasure,
        Self::Chunk,
    ];

    pub(in crate::store) const fn letter(self) -> u8 {
        match self {
            Self::Alias => b'a',
            Self::Conversation => b'c',
            Self::Seen => b'd',
            Self::Runs => b'f',
            Self::Handoff => b'h',
            Self::Inbox => b'i',
            Self::Contact => b'k',
            Self::Meta => b'm',
            Self::Number => b'n',
            Self::Outbox => b'o',
            Self::Sent => b'p',
            Self::Quarantine => b'q',
            Self::Receipt => b'r',
            Self::Orphan => b's',
            Self::Timeline => b't',
            Self::Timer => b'w',
            Self::DeadLetter => b'x',
            Self::Bundle => b'b',
            Self::Text => b'u',
            Self::Publication => b'v',
            Self::Erasure => b'e',
            Self::Chunk => b'z',
        }
    }

    /// As shown by `stats` and `verify`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Alias => "alias",
            Self::Conversation => "conversation",
            Self::Seen => "seen",
            Self::Runs => "runs",
            Self::Handoff => "handoff",
            Self::Inbox => "inbox",
            Self::Contact => "contact",
            Self::Meta => "meta",
            Self::Number => "number",
            Self::Outbox => "outbox",
            Self::Sent => "sent",
            Self::Quarantine => "quarantine",
            Self::Receipt => "receipt",
            Self::Orphan => "orphan",
            Self::Timeline => "timeline",
            Self::Timer => "timer",
            Self::DeadLetter => "dead_letter",
            Self::Bundle => "bundle",
            Self::Text => "text",
            Self::Publication => "publication",
            Self::Erasure => "erasure",
            Self::Chunk => "chunk",
        }
    }

    pub(in crate::store) fn of(key: &[u8]) -> Option<Self> {
        let letter = *key.first()?;
        Self::ALL.into_iter().find(|kind| kind.letter() == letter)
    }

    /// Every key of this kind.
    pub(in crate::store) fn prefix(self) -> Key {
        vec![self.letter()]
    }

    fn key(self, parts: &[&[u8]]) -> Key {
        let mut key = Vec::with_capacity(1 + parts.iter().map(|part| part.len()).sum::<usize>());
        key.push(self.letter());
        for part in parts {
            key.extend_from_slice(part);
        }
        key
    }
}

pub(in crate::store) fn seen(number: &NumberId, message: &MessageId) -> Key {
    Kind::Seen.key(&[&named(number, message)])
}

pub(in crate::store) fn sent(number: &NumberId, message: &MessageId) -> Key {
    Kind::Sent.key(&[&named(number, message)])
}

pub(in crate::store) fn orphan(number: &NumberId, message: &MessageId) -> Key {
    Kind::Orphan.key(&[&named(number, message)])
}

fn named(number: &NumberId, message: &MessageId) -> [u8; 16] {
    fingerprint(&[number.as_str().as_bytes(), message.as_str().as_bytes()])
}

pub(in crate::store) fn inbox(conversation: ConversationId, seq: InboxSeq) -> Key {
    Kind::Inbox.key(&[&conversation.0, &seq.0.to_be_bytes()])
}

pub(in crate::store) fn runs(conversation: ConversationId, seq: InboxSeq) -> Key {
    Kind::Runs.key(&[&conversation.0, &seq.0.to_be_bytes()])
}

pub(in crate::store) fn dead_letter(conversation: ConversationId, seq: InboxSeq) -> Key {
    Kind::DeadLetter.key(&[&conversation.0, &seq.0.to_be_bytes()])
}

pub(in crate::store) fn timeline(conversation: ConversationId, seq: InboxSeq) -> Key {
    Kind::Timeline.key(&[&conversation.0, &seq.0.to_be_bytes()])
}

/// All turns of one conversation.
pub(in crate::store) fn timeline_of(conversation: ConversationId) -> Key {
    Kind::Timeline.key(&[&conversation.0])
}

pub(in crate::store) fn conversation(id: ConversationId) -> Key {
    Kind::Conversation.key(&[&id.0])
}

pub(in crate::store) fn erasure(conversation: ConversationId) -> Key {
    Kind::Erasure.key(&[&conversation.0])
}

pub(in crate::store) fn outbox(conversation: ConversationId) -> Key {
    Kind::Outbox.key(&[&conversation.0])
}

pub(in crate::store) fn receipt(id: OutboxId) -> Key {
    let turn = id.turn;
    Kind::Receipt.key(&[
        &turn.conversation.0,
        &turn.seq.0.to_be_bytes(),
        &id.index.to_be_bytes(),
    ])
}

/// All receipts of one turn.
pub(in crate::store) fn receipts_of(turn: TurnId) -> Key {
    Kind::Receipt.key(&[&turn.conversation.0, &turn.seq.0.to_be_bytes()])
}

/// Which of its turn's sends a receipt belongs to.
pub(in crate::store) fn read_index(key: &[u8]) -> Option<u16> {
    let index: [u8; 2] = key.get(25..27)?.try_into().ok()?;
    Some(u16::from_be_bytes(index))
}

/// Timers lie in the order in which they come due.
pub(in crate::store) fn timer(due: Timestamp, conversation: ConversationId, name: &str) -> Key {
    Kind::Timer.key(&[&due_bytes(due), &conversation.0, name.as_bytes()])
}

/// The first key that is not due at `now`.
pub(in crate::store) fn timers_after(now: Timestamp) -> Key {
    Kind::Timer.key(&[&due_bytes(Timestamp(now.0.saturating_add(1)))])
}

/// What a timer's key says: when, whose, which.
pub(in crate::store) fn read_timer(key: &[u8]) -> Option<(Timestamp, ConversationId, String)> {
    let due: [u8; 8] = key.get(1..9)?.try_into().ok()?;
    let conversation: [u8; 16] = key.get(9..25)?.try_into().ok()?;
    let name = String::from_utf8(key.get(25..)?.to_vec()).ok()?;
    let due = i64::try_from(u64::from_be_bytes(due)).ok()?;
    Some((Timestamp(due), ConversationId(conversation), name))
}

fn due_bytes(due: Timestamp) -> [u8; 8] {
    u64::try_from(due.0).unwrap_or(0).to_be_bytes()
}

pub(in crate::store) fn contact(id: ContactId) -> Key {
    Kind::Contact.key(&[&id.0])
}

/// `kind` is the alias's own letter, so that a user id never meets a number.
pub(in crate::store) fn alias(tenant: &TenantId, kind: u8, value: &str) -> Key {
    Kind::Alias.key(&[&fingerprint(&[
        tenant.as_str().as_bytes(),
        &[kind],
        value.as_bytes(),
    ])])
}

pub(in crate::store) fn handoff(seq: InboxSeq) -> Key {
    Kind::Handoff.key(&[&seq.0.to_be_bytes()])
}

pub(in crate::store) fn quarantine(seq: InboxSeq) -> Key {
    Kind::Quarantine.key(&[&seq.0.to_be_bytes()])
}

pub(in crate::store) fn number(id: &NumberId) -> Key {
    Kind::Number.key(&[id.as_str().as_bytes()])
}

pub(in crate::store) fn publication(tenant: &TenantId) -> Key {
    Kind::Publication.key(&[tenant.as_str().as_bytes()])
}

/// All bundles of one tenant.
pub(in crate::store) fn bundles_of(tenant: &TenantId) -> Key {
    Kind::Bundle.key(&[&fingerprint(&[tenant.as_str().as_bytes()])])
}

pub(in crate::store) fn bundle(tenant: &TenantId, id: &str) -> Key {
    let mut key = bundles_of(tenant);
    key.extend_from_slice(id.as_bytes());
    key
}

/// All texts of one tenant.
pub(in crate::store) fn texts_of(tenant: &TenantId) -> Key {
    Kind::Text.key(&[&fingerprint(&[tenant.as_str().as_bytes()])])
}

/// A text lies under its own hash: versions that share a file share its bytes.
pub(in crate::store) fn text(tenant: &TenantId, print: &[u8; 16]) -> Key {
    let mut key = texts_of(tenant);
    key.extend_from_slice(print);
    key
}

pub(in crate::store) fn meta(name: &str) -> Key {
    Kind::Meta.key(&[name.as_bytes()])
}

pub(in crate::store) fn chunk(of: &[u8], index: u16) -> Key {
    Kind::Chunk.key(&[of, &index.to_be_bytes()])
}

/// Every record of this kind that begins with a conversation.
pub(in crate::store) fn all_of(kind: Kind, conversation: ConversationId) -> Key {
    kind.key(&[&conversation.0])
}

/// The conversation and position of a key made of these two, whatever its kind.
pub(in crate::store) fn read_turn(key: &[u8]) -> Option<(ConversationId, InboxSeq)> {
    let seq: [u8; 8] = key.get(17..25)?.try_into().ok()?;
    Some((read_conversation(key)?, InboxSeq(u64::from_be_bytes(seq))))
}

pub(in crate::store) fn read_conversation(key: &[u8]) -> Option<ConversationId> {
    Some(ConversationId(key.get(1..17)?.try_into().ok()?))
}

/// The position of a key made of a position alone.
pub(in crate::store) fn read_seq(key: &[u8]) -> Option<InboxSeq> {
    let seq: [u8; 8] = key.get(1..9)?.try_into().ok()?;
    Some(InboxSeq(u64::from_be_bytes(seq)))
}

/// A key as people may see it: its kind and the rest in hex. Holds no number and no name.
pub(in crate::store) fn shown(key: &[u8]) -> String {
    let mut text = Kind::of(key).map_or("key", Kind::name).to_owned();
    text.push(' ');
    if matches!(
        Kind::of(key),
        Some(Kind::Meta | Kind::Number | Kind::Publication)
    ) {
        text.push_str(&String::from_utf8_lossy(&key[1..]));
        return text;
    }
    for byte in key.iter().skip(1) {
        text.push(char::from(b"0123456789abcdef"[usize::from(byte >> 4)]));
        text.push(char::from(b"0123456789abcdef"[usize::from(byte & 15)]));
    }
    text
}
