//! Whole and decimal numbers.

use crate::locale::matching::{Utterance, words};
use crate::locale::text;

/// The one whole number in a text: `٥`, `5 items`, `1,000`, «خمسة».
#[must_use]
pub fn int(text: &str) -> Option<i64> {
    match only_number(text) {
        Some(number) => number.parse().ok(),
        None => named(text),
    }
}

/// The one number in a text, in ASCII digits without grouping: `1234.50`.
#[must_use]
pub fn decimal(text: &str) -> Option<String> {
    only_number(text).or_else(|| named(text).map(|number| number.to_string()))
}

/// A number in letters, when that is all that was said.
fn named(text: &str) -> Option<i64> {
    match Utterance::of(text).words() {
        [word] if !word.contains(|c: char| c.is_ascii_digit()) => {
            words::number(word).and_then(|number| i64::try_from(number).ok())
        }
        _ => None,
    }
}

fn only_number(text: &str) -> Option<String> {
    let clean = text::clean(text);
    let mut with_digits = clean
        .split(' ')
        .filter(|word| word.contains(|c: char| c.is_ascii_digit()));
    let (first, second) = (with_digits.next()?, with_digits.next());
    second.is_none().then(|| read(first)).flatten()
}

/// `-1,234.50ر.س` without its currency, grouping and leading zeros.
fn read(word: &str) -> Option<String> {
    let word = word.trim_start_matches(['(', '"', '\'', '$']);
    let end = word.rfind(|c: char| c.is_ascii_digit())? + 1;
    let rest = word[end..].trim_start_matches(['.', ',']);
    if rest.contains(['-', '/', ':', '@']) {
        return None;
    }
    let (sign, number) = match word[..end].strip_prefix('-') {
        Some(number) => ("-", number),
        None => ("", word[..end].trim_start_matches('+')),
    };
    let (whole, fraction) = split(number)?;
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

/// The digits before and after the point. A single comma before one or two digits is a
/// point too; otherwise commas group thousands.
fn split(number: &str) -> Option<(String, &str)> {
    let (whole, fraction) = match (number.split_once('.'), number.split_once(',')) {
        (Some(parts), _) => parts,
        (None, Some((whole, tail))) if tail.len() < 3 => (whole, tail),
        (None, _) => (number, ""),
    };
    let all_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let groups: Vec<&str> = whole.split(',').collect();
    let grouped = groups.len() == 1
        || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let digits = groups
        .iter()
        .all(|group| !group.is_empty() && all_digits(group));
    (grouped && digits && all_digits(fraction)).then(|| (groups.concat(), fraction))
}
