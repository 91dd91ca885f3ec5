//! How a record becomes bytes. Every record travels in an envelope: format byte, schema
//! version, length, CRC32C, body. The checksum covers the kind too, so that a record
//! under another's key is found out. Bodies are bincode, read with a limit and to the
//! last byte; nothing else in the house speaks bincode.

use bincode::config::{Configuration, Limit, LittleEndian, Varint};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Kind;
use crate::domain::Session;
use crate::store::StoreFault;

/// sled moves larger values into files that it never syncs.
pub(in crate::store) const VALUE_BYTES_MAX: usize = 8 * 1024;
/// Largest record, in chunks of [`VALUE_BYTES_MAX`].
pub(in crate::store) const RECORD_BYTES_MAX: usize = 256 * 1024;

/// A whole record.
const WHOLE: u8 = 1;
/// The number of chunks of a record that lies elsewhere.
const CHUNKED: u8 = 2;
const HEAD: usize = 11;

/// bincode counts what a record takes in memory, not on disk: an integer of one byte as
/// eight. It only keeps a length that lies from being believed.
const READ_BYTES_MAX: usize = 8 * RECORD_BYTES_MAX;

type Bincode = Configuration<LittleEndian, Varint, Limit<READ_BYTES_MAX>>;
const BINCODE: Bincode = bincode::config::standard().with_limit::<READ_BYTES_MAX>();

/// A stored type: where it lives and which version of it this program writes.
pub(in crate::store) trait Record: Serialize + DeserializeOwned {
    const KIND: Kind;
    const VERSION: u16;

    /// Reads a body of an older version. A type with a past overrides this.
    fn past(_version: u16, _body: &[u8]) -> Option<Result<Self, Flaw>> {
        None
    }

    /// Reads a body of `version`.
    fn read(version: u16, body: &[u8]) -> Result<Self, Flaw> {
        match version.cmp(&Self::VERSION) {
            std::cmp::Ordering::Equal => decode(body),
            std::cmp::Ordering::Greater => Err(Flaw::Newer {
                found: version.into(),
                known: Self::VERSION.into(),
            }),
            std::cmp::Ordering::Less => Self::past(version, body)
                .unwrap_or(Err(Flaw::Broken("a version that was never released"))),
        }
    }
}

/// Why bytes are not a record. [`Flaw::at`] adds where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::store) enum Flaw {
    Newer { found: u32, known: u32 },
    Broken(&'static str),
}

impl Flaw {
    pub fn at(&self, key: &[u8]) -> StoreFault {
        let place = super::key::shown(key);
        match *self {
            Self::Newer { found, known } => StoreFault::NewerFormat {
                place,
                found,
                known,
            },
            Self::Broken(what) => StoreFault::Damaged {
                place,
                what: what.into(),
            },
        }
    }
}

/// The record in its envelope.
pub(in crate::store) fn seal<R: Record>(record: &R) -> Result<Vec<u8>, StoreFault> {
    let mut bytes = Vec::with_capacity(256);
    bytes.resize(HEAD, 0);
    bincode::serde::encode_into_std_write(record, &mut bytes, BINCODE)
        .map_err(|_| too_large(R::KIND, RECORD_BYTES_MAX + 1))?;
    let length = bytes.len() - HEAD;
    if length > RECORD_BYTES_MAX {
        return Err(too_large(R::KIND, length));
    }
    let stored_length = u32::try_from(length).map_err(|_| too_large(R::KIND, length))?;
    bytes[0] = WHOLE;
    bytes[1..3].copy_from_slice(&R::VERSION.to_be_bytes());
    bytes[3..7].copy_from_slice(&stored_length.to_be_bytes());
    let sum = checksum(R::KIND, &bytes);
    bytes[7..HEAD].copy_from_slice(&sum.to_be_bytes());
    Ok(bytes)
}

/// The record out of its envelope.
pub(in crate::store) fn open<R: Record>(bytes: &[u8]) -> Result<R, Flaw> {
    let (version, body) = unwrap(R::KIND, bytes)?;
    R::read(version, body)
}

/// Checks an envelope without knowing what is inside. Returns version and body.
fn unwrap(kind: Kind, bytes: &[u8]) -> Result<(u16, &[u8]), Flaw> {
    let (Some(head), Some(body)) = (bytes.get(..HEAD), bytes.get(HEAD..)) else {
        return Err(Flaw::Broken("too short for an envelope"));
    };
    if head[0] != WHOLE {
        return Err(format_flaw(head[0]));
    }
    let length = u32::from_be_bytes([head[3], head[4], head[5], head[6]]);
    if usize::try_from(length) != Ok(body.len()) {
        return Err(Flaw::Broken("length differs"));
    }
    if checksum(kind, bytes).to_be_bytes() != head[7..HEAD] {
        return Err(Flaw::Broken("checksum differs"));
    }
    Ok((u16::from_be_bytes([head[1], head[2]]), body))
}

/// A part of a record that is kept as bytes of its own: bincode, without an envelope.
pub(in crate::store) fn encode<T: Serialize>(part: &T) -> Result<Vec<u8>, StoreFault> {
    bincode::serde::encode_to_vec(part, BINCODE)
        .map_err(|_| too_large(Kind::Conversation, RECORD_BYTES_MAX + 1))
}

pub(in crate::store) fn decode<T: DeserializeOwned>(body: &[u8]) -> Result<T, Flaw> {
    let (record, used) = bincode::serde::decode_from_slice(body, BINCODE)
        .map_err(|_| Flaw::Broken("body does not decode"))?;
    if used == body.len() {
        Ok(record)
    } else {
        Err(Flaw::Broken("bytes left over after the body"))
    }
}

/// A session as it would come back after a night on disk: put into its record, sealed,
/// opened, taken out.
///
/// # Errors
/// When it is too large to be kept, or does not come back.
pub fn round_trip(session: &Session) -> Result<Session, StoreFault> {
    let bytes = encode(session)?;
    if bytes.len() > RECORD_BYTES_MAX {
        return Err(too_large(Kind::Conversation, bytes.len()));
    }
    decode(&bytes).map_err(|flaw| flaw.at(&Kind::Conversation.prefix()))
}

/// What stands under the key of a record that lies in `count` chunks.
pub(in crate::store) fn chunked(count: u16) -> Vec<u8> {
    let [high, low] = count.to_be_bytes();
    vec![CHUNKED, high, low]
}

/// The number of chunks, when `bytes` says that the record lies in chunks.
pub(in crate::store) fn chunks(bytes: &[u8]) -> Option<u16> {
    match *bytes {
        [CHUNKED, high, low] => Some(u16::from_be_bytes([high, low])),
        _ => None,
    }
}

fn format_flaw(found: u8) -> Flaw {
    if found > CHUNKED {
        Flaw::Newer {
            found: found.into(),
            known: CHUNKED.into(),
        }
    } else {
        Flaw::Broken("unknown envelope")
    }
}

fn checksum(kind: Kind, bytes: &[u8]) -> u32 {
    let seed = crc32c::crc32c(&[kind.letter()]);
    let head = crc32c::crc32c_append(seed, &bytes[..7]);
    crc32c::crc32c_append(head, &bytes[HEAD..])
}

fn too_large(kind: Kind, bytes: usize) -> StoreFault {
    StoreFault::TooLarge {
        place: kind.name(),
        bytes,
        max: RECORD_BYTES_MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        ConversationId, Errand, InboxSeq, Outbound, OutboxId, OutboxRow, Timestamp, TurnId,
    };
    use crate::store::record::{Outbox, Runs};

    #[test]
    fn every_single_flipped_bit_is_noticed() {
        let good = seal(&Runs(7)).expect("small");
        assert_eq!(open::<Runs>(&good).map(|runs| runs.0), Ok(7));
        for bit in 0..good.len() * 8 {
            let mut bad = good.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(open::<Runs>(&bad).is_err(), "bit {bit}");
        }
    }

    #[test]
    fn short_long_newer_and_misplaced_bytes_are_refused() {
        let good = seal(&Runs(7)).expect("small");
        for cut in 0..good.len() {
            assert!(open::<Runs>(&good[..cut]).is_err(), "cut {cut}");
        }
        let mut long = good.clone();
        long.push(0);
        assert!(open::<Runs>(&long).is_err());
        let mut newer = good.clone();
        newer[0] = 9;
        assert_eq!(
            open::<Runs>(&newer),
            Err(Flaw::Newer { found: 9, known: 2 })
        );
        assert!(unwrap(Kind::Alias, &good).is_err(), "another kind's key");
    }

    #[test]
    fn a_newer_schema_is_named_and_refused() {
        let mut bytes = seal(&Runs(7)).expect("small");
        bytes[1..3].copy_from_slice(&2_u16.to_be_bytes());
        let sum = checksum(Kind::Runs, &bytes);
        bytes[7..HEAD].copy_from_slice(&sum.to_be_bytes());
        assert_eq!(
            open::<Runs>(&bytes),
            Err(Flaw::Newer { found: 2, known: 1 })
        );
    }

    #[test]
    fn a_length_that_lies_allocates_nothing() {
        // A bincode string of 2^62 bytes: refused by the limit, not by the allocator.
        let mut body = vec![253];
        body.extend_from_slice(&(1_u64 << 62).to_le_bytes());
        assert!(decode::<String>(&body).is_err());
    }

    #[test]
    fn whatever_can_be_sealed_can_be_opened() {
        for length in [0, 1, 10, 100, 1000, 4000] {
            let row = |index| {
                let conversation = ConversationId([7; 16]);
                let seq = InboxSeq(u64::MAX);
                let turn = TurnId { conversation, seq };
                let errand = Errand::Say(Outbound::text("x".repeat(length)));
                OutboxRow::ready(OutboxId { turn, index }, errand, Timestamp(0))
            };
            let one = seal(&Outbox(vec![row(u16::MAX)])).expect("small").len();
            let rows = u16::try_from(RECORD_BYTES_MAX / one).expect("a few thousand");
            let sealed = seal(&Outbox((0..rows).map(row).collect())).expect("it fits");
            let opened = open::<Outbox>(&sealed);
            assert!(opened.is_ok(), "{rows} rows, {} bytes", sealed.len());
        }
    }
}
