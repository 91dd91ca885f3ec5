//! What this room promises, each promise a test.

mod admitting;
mod caring;
mod contacts;
mod filling;
mod golden;
mod killing;
mod layering;
mod opening;
mod publishing;
mod sending;
mod trouble;
mod turns;

use std::path::Path;

use crate::domain::{
    Address, Bsuid, Content, ConversationId, Effect, Event, InboundMessage, InboxRow, MessageId,
    NumberId, Outbound, OutboxId, Phone, Session, TenantId, Timestamp, Trace, TurnId,
};

use super::{Commit, OpenOptions, Store};

pub(super) const NOW: Timestamp = Timestamp(1_790_000_000_000);
pub(super) const NUMBER: &str = "100200300";

/// A store in a directory of its own, which can be closed and opened again.
pub(super) struct Shelf {
    pub directory: tempfile::TempDir,
    store: Option<Store>,
}

impl Shelf {
    pub async fn new() -> Self {
        let directory = tempfile::tempdir().expect("a directory");
        let store = open(directory.path());
        store
            .set_directory(vec![
                (NumberId::new(NUMBER), tenant("acme")),
                (NumberId::new("100200301"), tenant("acme")),
                (NumberId::new("999"), tenant("other")),
            ])
            .await
            .expect("a directory of numbers");
        Self {
            directory,
            store: Some(store),
        }
    }

    pub fn store(&self) -> &Store {
        self.store.as_ref().expect("open")
    }

    /// Closes and opens again, as a restart does.
    pub fn reopen(&mut self) {
        self.store = None;
        self.store = Some(open(self.directory.path()));
    }

    pub fn close(&mut self) {
        self.store = None;
    }

    /// Admits one text and returns whose inbox it went to.
    pub async fn hear(&self, id: &str, from: &str, text: &str) -> ConversationId {
        let admitted = self.store().admit(vec![message(id, from, text)], NOW).await;
        let admitted = admitted.expect("admitted");
        admitted.fresh.first().expect("something new").1
    }

    /// Commits a turn that answers the oldest input with these texts.
    pub async fn answer(&self, conversation: ConversationId, texts: &[&str]) -> super::Committed {
        let commit = self.turn(conversation, texts);
        self.store().commit(commit).await.expect("committed")
    }

    pub fn turn(&self, conversation: ConversationId, texts: &[&str]) -> Commit {
        let row = self.next(conversation);
        let loaded = self.store().load(conversation).expect("readable");
        let loaded = loaded.expect("a conversation");
        let turn = TurnId {
            conversation,
            seq: row.seq,
        };
        let effects = texts.iter().zip(0..).map(|(text, index)| Effect::Say {
            id: OutboxId { turn, index },
            message: Outbound::text(*text),
        });
        Commit {
            conversation,
            expected_version: loaded.version,
            input: row,
            before: loaded.session.clone(),
            session: loaded.session,
            turned: NOW,
            effects: effects.collect(),
            trace: Trace::default(),
            claim_first: false,
            now: NOW,
        }
    }

    pub fn next(&self, conversation: ConversationId) -> InboxRow {
        let waiting = self.store().next_input(conversation).expect("readable");
        waiting.expect("an inbox row").row
    }

    pub fn session(&self, conversation: ConversationId) -> Session {
        let loaded = self.store().load(conversation).expect("readable");
        loaded.expect("a conversation").session
    }
}

pub(super) fn options() -> OpenOptions {
    OpenOptions {
        require_sync_flag: false,
        cache_bytes: 16 * 1024 * 1024,
        newest_bytes: 64 * 1024,
        ..OpenOptions::default()
    }
}

pub(super) fn open(path: &Path) -> Store {
    Store::open(path, &options(), NOW).expect("opens")
}

pub(super) fn tenant(name: &str) -> TenantId {
    TenantId::parse(name).expect("a tenant")
}

pub(super) fn phone(digits: &str) -> Address {
    Address {
        phone: Phone::from_provider(digits),
        ..Address::default()
    }
}

pub(super) fn bsuid(id: &str) -> Address {
    Address {
        bsuid: Bsuid::parse(id),
        ..Address::default()
    }
}

pub(super) fn both(digits: &str, id: &str) -> Address {
    Address {
        bsuid: Bsuid::parse(id),
        ..phone(digits)
    }
}

pub(super) fn message(id: &str, from: &str, text: &str) -> Event {
    message_from(id, phone(from), text)
}

pub(super) fn message_from(id: &str, from: Address, text: &str) -> Event {
    Event::Message(Box::new(InboundMessage {
        id: MessageId::new(id),
        number: NumberId::new(NUMBER),
        from,
        profile_name: Some("ليلى".into()),
        at: NOW,
        content: Content::Text { body: text.into() },
        context: None,
        referral: None,
    }))
}
