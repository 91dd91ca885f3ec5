//! Reading everything back: envelope, checksum, version, body, and chunks that belong
//! to nothing. Names what is wrong and touches nothing.

use std::ops::ControlFlow;

use crate::domain::{Contact, Publication, Receipt, TimelineEntry};
use crate::store::books::{Books, Source, whole};
use crate::store::record::{
    self, Alias, Bundle, DeadLetter, Directory, Erasure, Flaw, Format, Handoff, InboxBody, Key,
    Kind, Lease, Orphan, Outbox, Quarantined, Runs, Seen, Sent, Stored, Text, TimerTag,
    VALUE_BYTES_MAX, key,
};
use crate::store::{Store, StoreFault};

/// Faults that are listed; further ones are only counted.
const FAULTS_MAX: usize = 100;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    pub records: u64,
    /// Keys that could not be read back.
    pub bad: u64,
    /// What and where, for the first hundred of them.
    pub faults: Vec<StoreFault>,
}

impl Store {
    /// Reads every record.
    ///
    /// # Errors
    /// When reading itself fails; bad records are in the result.
    pub fn verify(&self) -> Result<Verified, StoreFault> {
        self.standing()?;
        let mut verified = Verified::default();
        let mut from = Key::new();
        while let Some(keys) = self.slice(&from)? {
            for key in &keys {
                verified.records += 1;
                if let Err(fault) = check(self.books(), key) {
                    verified.bad += 1;
                    if verified.faults.len() < FAULTS_MAX {
                        verified.faults.push(fault);
                    }
                }
            }
            from = keys.into_iter().next_back().unwrap_or_default();
            from.push(0);
        }
        Ok(verified)
    }

    /// The next keys from `from` on; `None` at the end.
    fn slice(&self, from: &[u8]) -> Result<Option<Vec<Key>>, StoreFault> {
        const KEYS: usize = 1000;
        let mut keys = Vec::with_capacity(KEYS);
        self.books().scan(from, &[], &mut |key, _| {
            keys.push(key.to_vec());
            if keys.len() == KEYS {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        })?;
        Ok(Some(keys).filter(|keys| !keys.is_empty()))
    }
}

fn check(books: &Books, key: &[u8]) -> Result<(), StoreFault> {
    // What was taken away since the keys were listed is no fault.
    let Some(value) = books.raw(key)? else {
        return Ok(());
    };
    if value.len() > VALUE_BYTES_MAX {
        return Err(Flaw::Broken("a value larger than is ever written").at(key));
    }
    let Some(kind) = Kind::of(key) else {
        return Err(Flaw::Broken("a kind of key that is never written").at(key));
    };
    if kind == Kind::Chunk {
        return check_chunk(books, key);
    }
    let bytes = whole(books, key, value)?;
    open(kind, key, &bytes).map_err(|flaw| flaw.at(key))
}

fn open(kind: Kind, key: &[u8], bytes: &[u8]) -> Result<(), Flaw> {
    match kind {
        Kind::Alias => record::open::<Alias>(bytes).map(drop),
        Kind::Conversation => {
            let stored: Stored = record::open(bytes)?;
            record::decode::<crate::domain::Session>(&stored.session).map(drop)
        }
        Kind::Seen => record::open::<Seen>(bytes).map(drop),
        Kind::Runs => record::open::<Runs>(bytes).map(drop),
        Kind::Handoff => record::open::<Handoff>(bytes).map(drop),
        Kind::Inbox => record::open::<InboxBody>(bytes).map(drop),
        Kind::Contact => record::open::<Contact>(bytes).map(drop),
        Kind::Meta if key == key::meta("format") => record::open::<Format>(bytes).map(drop),
        Kind::Meta => record::open::<Lease>(bytes).map(drop),
        Kind::Number => record::open::<Directory>(bytes).map(drop),
        Kind::Outbox => record::open::<Outbox>(bytes).map(drop),
        Kind::Sent => record::open::<Sent>(bytes).map(drop),
        Kind::Quarantine => record::open::<Quarantined>(bytes).map(drop),
        Kind::Receipt => record::open::<Receipt>(bytes).map(drop),
        Kind::Orphan => record::open::<Orphan>(bytes).map(drop),
        Kind::Timeline => record::open::<TimelineEntry>(bytes).map(drop),
        Kind::Timer => record::open::<TimerTag>(bytes).map(drop),
        Kind::DeadLetter => record::open::<DeadLetter>(bytes).map(drop),
        Kind::Bundle => record::open::<Bundle>(bytes).map(drop),
        Kind::Text => record::open::<Text>(bytes).map(drop),
        Kind::Publication => record::open::<Publication>(bytes).map(drop),
        Kind::Erasure => record::open::<Erasure>(bytes).map(drop),
        Kind::Chunk => Ok(()),
    }
}

/// A chunk belongs to a record that knows of it.
fn check_chunk(books: &Books, key: &[u8]) -> Result<(), StoreFault> {
    let owner = key.get(1..key.len().saturating_sub(2)).unwrap_or_default();
    let index = key.get(key.len().saturating_sub(2)..).unwrap_or_default();
    let head = books.raw(owner)?;
    let count = head.and_then(|head| record::chunks(&head)).unwrap_or(0);
    if index < count.to_be_bytes().as_slice() {
        Ok(())
    } else {
        Err(Flaw::Broken("a chunk of nothing").at(key))
    }
}
