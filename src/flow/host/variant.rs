//! `c.variant(name, [arm, …])`: the arm of an experiment that she is in. The same contact
//! is always in the same arm; that she came to see it is marked once.

use rhai::{Array, Dynamic, ImmutableString, Module};

use super::handle::{Call, Handle, Stop, Verb, placed};
use super::run::Run;
use crate::domain::{ContactId, JournalKind, Value};
use crate::flow::draft::Mistake;
use crate::flow::value::from_value;

/// Arms of one experiment.
const ARMS_MAX: usize = 20;
/// Experiments that one contact is in.
const EXPERIMENTS_MAX: usize = 50;
/// The mark of an exposure: `#{ name, arm }`.
const EXPOSURE: &str = "variant";

pub(super) fn register(module: &mut Module) {
    module.set_native_fn(
        "variant",
        |call: Call<'_>, c: &mut Handle, name: &str, arms: Array| {
            placed(&call, variant(c, name, arms))
        },
    );
}

fn variant(c: &Handle, name: &str, arms: Array) -> Verb<Dynamic> {
    let arms = Dynamic::from_array(arms).into_typed_array::<ImmutableString>();
    let Some(arms) = arms
        .ok()
        .filter(|arms| (1..=ARMS_MAX).contains(&arms.len()))
    else {
        let what = format!("variant: the arms are a list of 1 to {ARMS_MAX} names");
        return Err(Stop::misuse(what).into());
    };
    c.with(|run| {
        if let Some(entry) = run.replay(JournalKind::Variant, name)? {
            return Ok(from_value(&entry.value));
        }
        let arm = assign(run, name, &arms)?;
        run.record(JournalKind::Variant, name, arm.as_str().into(), false)?;
        Ok(arm.into())
    })
}

/// The arm she was put into before, as long as there is one of that name.
fn assign(run: &mut Run, name: &str, arms: &[ImmutableString]) -> Result<String, Stop> {
    let variants = &run.draft.session.variants;
    let before = variants
        .get(name)
        .filter(|arm| arms.iter().any(|a| a == arm.as_str()));
    if let Some(arm) = before {
        return Ok(arm.clone());
    }
    if variants.len() >= EXPERIMENTS_MAX && !variants.contains_key(name) {
        let what = format!("put her into more than {EXPERIMENTS_MAX} experiments");
        return Err(Mistake::new("F0309", what).into());
    }
    let place = bucket(run.stage.contact, name, arms.len());
    let arm: String = arms.get(place).cloned().unwrap_or_default().into();
    let fields = [
        ("name".to_owned(), Value::from(name)),
        ("arm".to_owned(), arm.as_str().into()),
    ];
    run.draft.mark(EXPOSURE, fields.into())?;
    let variants = &mut run.draft.session.variants;
    variants.insert(name.into(), arm.clone());
    Ok(arm)
}

/// A number below `count` that is the same for ever: FNV-1a of the contact and the name,
/// its high half mixed into the low one, since the low bits alone spread badly.
fn bucket(contact: ContactId, name: &str, count: usize) -> usize {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0100_0000_01b3;
    let bytes = contact.0.iter().copied().chain(name.bytes());
    let hash = bytes.fold(BASIS, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(PRIME)
    });
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let count = u64::try_from(count.max(1)).unwrap_or(1);
    usize::try_from((mixed >> 32) % count).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arms_fill_evenly_and_never_move() {
        let mut filled = [0_u32; 3];
        for n in 0..3_000_u32 {
            let mut id = [0; 16];
            id[..4].copy_from_slice(&n.to_be_bytes());
            let place = bucket(ContactId(id), "wording", 3);
            assert_eq!(place, bucket(ContactId(id), "wording", 3));
            filled[place] += 1;
        }
        assert!(
            filled.iter().all(|n| (900..=1_100).contains(n)),
            "{filled:?}"
        );
        // People who are being written to today stay where they are in every later release.
        let known: Vec<_> = (0..8).map(|n| bucket(ContactId([n; 16]), "x", 2)).collect();
        assert_eq!(known, [1, 1, 0, 1, 1, 1, 0, 1]);
    }
}
