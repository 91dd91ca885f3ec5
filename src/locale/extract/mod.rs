//! Values read out of what a customer typed, in either language and any digits.
//!
//! A value is returned in one form however it was typed, or not at all: asking again is
//! better than a guess.

mod day;
mod number;
mod order;
#[cfg(test)]
mod tests;

pub use day::date;
pub use number::{decimal, int};
pub use order::{order_no, order_no_meant};

use super::matching::{Utterance, words};
use super::text;

/// An e-mail address, alone or in a sentence.
#[must_use]
pub fn email(text: &str) -> Option<String> {
    let clean = text::clean(text);
    let ornament = |c: char| c.is_ascii_punctuation();
    let mut addresses = clean.split(' ').filter(|word| word.contains('@'));
    let (local, domain) = addresses.next()?.trim_matches(ornament).split_once('@')?;
    let local_fits = (1..=64).contains(&local.len())
        && local
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c));
    let labels: Vec<&str> = domain.split('.').collect();
    let label_fits = |label: &&str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    let top = labels
        .last()
        .is_some_and(|top| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()));
    let domain_fits =
        labels.len() >= 2 && domain.len() <= 253 && labels.iter().all(label_fits) && top;
    (local_fits && domain_fits).then(|| format!("{local}@{}", domain.to_lowercase()))
}

/// Assent or refusal: said alone, said over, or said first ("yes, order 1234").
#[must_use]
pub fn yes_no(text: &str) -> Option<bool> {
    let said = Utterance::of(text);
    let (first, others) = said.words().split_first()?;
    let yes = |word: &String| words::YES.contains(&word.as_str());
    let no = |word: &String| words::NO.contains(&word.as_str());
    match (yes(first), no(first)) {
        (true, _) if !others.iter().any(no) => Some(true),
        (_, true) if !others.iter().any(yes) && !is_consent(others) => Some(false),
        _ => None,
    }
}

/// What turns "no" into "fine": "no problem", «لا مانع».
fn is_consent(after_no: &[String]) -> bool {
    const TROUBLE: &[&str] = &["problem", "worries", "مشكله", "مانع", "باس"];
    after_no
        .first()
        .is_some_and(|word| TROUBLE.contains(&word.as_str()))
}
