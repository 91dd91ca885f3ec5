//! How far a message is from a phrase, in slips of the finger.

/// From this many letters one slip is forgiven, from the second number two.
const FORGIVING: (usize, usize) = (5, 8);
/// Shorter phrases are too easily another word misspelt; nobody misspells longer ones whole.
const LETTERS: std::ops::RangeInclusive<usize> = 4..=64;

/// A text prepared for being compared with many others.
#[derive(Debug, Clone)]
pub(super) struct Spelling {
    text: String,
    /// Its letters in order, to tell strangers apart without measuring.
    sorted: Vec<char>,
}

impl Spelling {
    /// Nothing for a text that is too short or too long to compare.
    pub(super) fn of(text: String) -> Option<Self> {
        if text.len() > 4 * LETTERS.end() {
            return None;
        }
        let mut sorted: Vec<char> = text.chars().collect();
        sorted.sort_unstable();
        LETTERS
            .contains(&sorted.len())
            .then_some(Self { text, sorted })
    }

    /// How many slips this message may hold.
    pub(super) fn slips_max(&self) -> usize {
        match self.sorted.len() {
            letters if letters >= FORGIVING.1 => 2,
            letters if letters >= FORGIVING.0 => 1,
            _ => 0,
        }
    }

    /// Insertions, deletions, changes and swaps between two texts, when no more than a few.
    pub(super) fn slips(&self, other: &Self, slips_max: usize) -> Option<usize> {
        if self.strange_letters(other) > slips_max {
            return None;
        }
        let slips = strsim::damerau_levenshtein(&self.text, &other.text);
        (slips <= slips_max).then_some(slips)
    }

    /// Letters of one that the other lacks; never more than the slips between them.
    fn strange_letters(&self, other: &Self) -> usize {
        let (mut left, mut right) = (self.sorted.as_slice(), other.sorted.as_slice());
        let (mut only_left, mut only_right) = (0, 0);
        while let ([a, rest_left @ ..], [b, rest_right @ ..]) = (left, right) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => (left, only_left) = (rest_left, only_left + 1),
                std::cmp::Ordering::Greater => (right, only_right) = (rest_right, only_right + 1),
                std::cmp::Ordering::Equal => (left, right) = (rest_left, rest_right),
            }
        }
        (only_left + left.len()).max(only_right + right.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_counted_and_strangers_are_not_measured() {
        let spelling = |text: &str| Spelling::of(text.into());
        for (a, b, expected) in [
            ("track order", "trak order", Some(1)),
            ("track order", "tarck ordr", Some(2)),
            ("menu", "menuu", Some(1)),
            ("خدمه العملاء", "خدمه العلماء", Some(1)),
            ("track order", "order track", None),
            ("listen", "silent", None),
        ] {
            let (a, b) = (spelling(a).expect("fits"), spelling(b).expect("fits"));
            assert_eq!(a.slips(&b, 2), expected);
            assert_eq!(b.slips(&a, 2), expected);
        }
        assert!(spelling("abc").is_none() && spelling(&"a".repeat(65)).is_none());
        let allowed = |text| spelling(text).map(|spelling| spelling.slips_max());
        assert_eq!(
            ["menu", "menuu", "menuuuuu"].map(allowed),
            [Some(0), Some(1), Some(2)]
        );
    }
}
