//! One group of changes as bytes: length, CRC32C, sequence number, then each change.
//! Frames begin at multiples of eight, so that a later one can be found behind a
//! damaged one: that tells damage, which is refused, from a tail that was never
//! finished, which nobody was told about.

use crate::store::disk::Value;
use crate::store::draft::Changes;

pub(super) const ALIGN: usize = 8;
const HEAD: usize = 16;
/// Stands for a length where the change takes the key away.
const GONE: u32 = u32::MAX;
/// Frames larger than this were never written.
const FRAME_BYTES_MAX: usize = 1 << 30;

pub(super) struct Frame {
    pub seq: u64,
    pub changes: Changes,
    /// Bytes from its beginning to where the next one begins.
    pub length: usize,
}

/// Writes `changes` as a frame into `bytes`, which is emptied first.
pub(super) fn write(bytes: &mut Vec<u8>, seq: u64, changes: &Changes) {
    bytes.clear();
    bytes.resize(HEAD, 0);
    for (key, value) in changes {
        let key_length = u16::try_from(key.len()).expect("keys are short: see record::key");
        bytes.extend_from_slice(&key_length.to_be_bytes());
        let value_length = value.as_ref().map_or(GONE, |value| {
            u32::try_from(value.len()).expect("values are cut at 8 KiB")
        });
        bytes.extend_from_slice(&value_length.to_be_bytes());
        bytes.extend_from_slice(key);
        bytes.extend_from_slice(value.as_deref().unwrap_or_default());
    }
    let length = u32::try_from(bytes.len()).expect("a group is bounded: see committer");
    bytes[0..4].copy_from_slice(&length.to_be_bytes());
    bytes[8..HEAD].copy_from_slice(&seq.to_be_bytes());
    let sum = checksum(bytes);
    bytes[4..8].copy_from_slice(&sum.to_be_bytes());
    bytes.resize(bytes.len().next_multiple_of(ALIGN), 0);
}

/// The frame at the beginning of `bytes`, if there is a whole one.
pub(super) fn read(bytes: &[u8]) -> Option<Frame> {
    let (length, seq) = check(bytes)?;
    let mut changes = Changes::new();
    let mut rest = bytes.get(HEAD..length)?;
    while !rest.is_empty() {
        let key_length = usize::from(u16::from_be_bytes(take(&mut rest)?));
        let value_length = u32::from_be_bytes(take(&mut rest)?);
        let key = rest.split_off(..key_length)?;
        let value = if value_length == GONE {
            None
        } else {
            let value = rest.split_off(..usize::try_from(value_length).ok()?)?;
            Some(Value::from(value))
        };
        changes.insert(key.to_vec(), value);
    }
    Some(Frame {
        seq,
        changes,
        length: length.next_multiple_of(ALIGN),
    })
}

/// Whether a whole frame with a number above `seq` begins anywhere in `bytes`.
pub(super) fn is_followed(bytes: &[u8], seq: u64) -> bool {
    let starts = (0..bytes.len()).step_by(ALIGN);
    let mut later = starts.filter(|at| {
        let number = bytes.get(at + 8..at + HEAD);
        let number = number.and_then(|number| number.try_into().ok());
        // Later, but not by more than was ever written to one file.
        let ahead = number.map(|number| u64::from_be_bytes(number).wrapping_sub(seq));
        ahead.is_some_and(|ahead| (1..1 << 32).contains(&ahead))
    });
    later.any(|at| check(&bytes[at..]).is_some())
}

fn check(bytes: &[u8]) -> Option<(usize, u64)> {
    let head = bytes.get(..HEAD)?;
    let length = usize::try_from(u32::from_be_bytes(head[0..4].try_into().ok()?)).ok()?;
    if !(HEAD..FRAME_BYTES_MAX).contains(&length) {
        return None;
    }
    let frame = bytes.get(..length)?;
    let sum = u32::from_be_bytes(head[4..8].try_into().ok()?);
    let seq = u64::from_be_bytes(head[8..HEAD].try_into().ok()?);
    (checksum(frame) == sum).then_some((length, seq))
}

/// Covers everything but itself.
fn checksum(frame: &[u8]) -> u32 {
    crc32c::crc32c_append(crc32c::crc32c(&frame[..4]), &frame[8..])
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    rest.split_off(..N)?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> (Changes, Vec<u8>) {
        let changes: Changes = [
            (b"a".to_vec(), Some(Value::from(b"one".as_slice()))),
            (b"b".to_vec(), None),
            (b"c".to_vec(), Some(Value::from(b"".as_slice()))),
        ]
        .into();
        let mut bytes = Vec::new();
        write(&mut bytes, 7, &changes);
        (changes, bytes)
    }

    #[test]
    fn what_was_written_is_read() {
        let (changes, mut bytes) = sample();
        assert_eq!(bytes.len() % ALIGN, 0);
        let length = bytes.len();
        bytes.extend_from_slice(&[0xff; 64]);
        let frame = read(&bytes).expect("whole");
        assert_eq!((frame.seq, frame.length), (7, length));
        assert_eq!(frame.changes, changes);
    }

    #[test]
    fn a_cut_or_a_flipped_bit_is_noticed() {
        let (_, bytes) = sample();
        let length = usize::from(bytes[3]);
        for cut in 0..length {
            assert!(read(&bytes[..cut]).is_none(), "cut {cut}");
        }
        for bit in 0..length * 8 {
            let mut bad = bytes.clone();
            bad[bit / 8] ^= 1 << (bit % 8);
            assert!(read(&bad).is_none(), "bit {bit}");
        }
    }

    #[test]
    fn a_later_frame_is_found_behind_a_damaged_one_and_an_older_one_is_not() {
        let (changes, mut bytes) = sample();
        let mut next = Vec::new();
        write(&mut next, 8, &changes);
        bytes[20] ^= 1;
        bytes.extend_from_slice(&next);
        assert!(is_followed(&bytes, 7));
        assert!(!is_followed(&bytes, 8));
    }
}
