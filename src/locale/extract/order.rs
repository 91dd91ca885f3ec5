//! Order numbers, alone or in a sentence, as keyboards of both directions produce them.

use crate::locale::matching::words;
use crate::locale::text;

/// How many digits an order number has.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=10;
/// Words that announce an order number, as bare keys; all that begins with طلب does too.
const CUES: &[&str] = &[
    "ord", "order", "orders", "رقم", "number", "no", "num", "nr", "track", "tracking", "تتبع",
];
const CURRENCIES: &[&str] = &[
    "sar",
    "aed",
    "egp",
    "sr",
    "ريال",
    "درهم",
    "جنيه",
    "دولار",
    "usd",
];

/// `ORD-1001` from `ord 1001`, `#1001`, `1001-ORD`, `طلب رقم ١٠٠١`, or four to ten digits
/// alone. Amounts, telephone numbers and the ids of other things are not order numbers.
#[must_use]
pub fn order_no(text: &str) -> Option<String> {
    read(text, speaks_of_order)
}

/// The same in words that are known to be about an order: the answer to a question for its
/// number, or what asked where it is. There "it is 1001" says enough.
#[must_use]
pub fn order_no_meant(text: &str) -> Option<String> {
    read(text, |_, _| true)
}

fn read(text: &str, is_about: fn(&[Piece<'_>], usize) -> bool) -> Option<String> {
    let clean = text::clean(text);
    let pieces = pieces(&clean);
    let digits = labelled(&pieces).or_else(|| {
        let at = only_number(&pieces)?;
        is_about(&pieces, at).then(|| pieces[at].run)
    })?;
    Some(format!("ORD-{digits}"))
}

/// A run of letters or digits, and what stands before it.
struct Piece<'a> {
    gap: &'a str,
    run: &'a str,
    key: String,
}

impl Piece<'_> {
    fn is_number(&self) -> bool {
        self.run.starts_with(|c: char| c.is_ascii_digit())
    }

    fn fits(&self) -> bool {
        self.is_number() && DIGITS.contains(&self.run.len())
    }

    fn is_label(&self) -> bool {
        matches!(self.key.as_str(), "ord" | "order")
    }

    fn is_cue(&self) -> bool {
        CUES.contains(&self.key.as_str()) || self.key.starts_with("طلب")
    }
}

fn pieces(clean: &str) -> Vec<Piece<'_>> {
    let kind = |c: char| match c {
        c if c.is_ascii_digit() => 1,
        c if c.is_alphanumeric() => 2,
        _ => 0,
    };
    let mut pieces = Vec::new();
    let (mut gap, mut start) = (0, 0);
    let mut chars = clean.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| kind(*next));
        if next == Some(kind(c)) {
            continue;
        }
        let end = at + c.len_utf8();
        if kind(c) == 0 {
            start = end;
            continue;
        }
        let run = &clean[start..end];
        let key = text::bare(&text::key(run)).to_owned();
        pieces.push(Piece {
            gap: &clean[gap..start],
            run,
            key,
        });
        (gap, start) = (end, end);
    }
    pieces
}

/// `ORD-1001`, `order #1001`, and `1001-ORD` as right-to-left keyboards turn it.
fn labelled<'a>(pieces: &[Piece<'a>]) -> Option<&'a str> {
    let loose = |gap: &str| gap.chars().all(|c| c == ' ' || "#:_-".contains(c));
    pieces.windows(2).find_map(|pair| {
        let [first, second] = pair else {
            return None;
        };
        match loose(second.gap) {
            true if first.is_label() && second.fits() => Some(second.run),
            true if first.fits() && second.key == "ord" => Some(first.run),
            _ => None,
        }
    })
}

/// The one number that could be an order's.
fn only_number(pieces: &[Piece<'_>]) -> Option<usize> {
    let mut candidates = (0..pieces.len()).filter(|at| stands_alone(pieces, *at));
    let (at, None) = (candidates.next()?, candidates.next()) else {
        return None;
    };
    Some(at)
}

/// Whether the text speaks of an order, or of nothing but the number.
fn speaks_of_order(pieces: &[Piece<'_>], at: usize) -> bool {
    let says_little = |piece: &Piece<'_>| {
        let lists = [words::COURTESY, words::YES, words::NO];
        piece.is_number() || lists.iter().any(|list| list.contains(&piece.key.as_str()))
    };
    pieces[at].gap.ends_with('#')
        || pieces.iter().any(Piece::is_cue)
        || pieces.len() == 1
        || pieces.iter().all(says_little)
}

/// Not a part of an amount, a time, a telephone number or another id.
fn stands_alone(pieces: &[Piece<'_>], at: usize) -> bool {
    let piece = &pieces[at];
    if !piece.fits() || (piece.run.len() == 10 && piece.run.starts_with("05")) {
        return false;
    }
    let apart = |gap: &str| gap.contains(' ');
    let free_before = match at.checked_sub(1).map(|before| &pieces[before]) {
        None => !piece.gap.contains(['+', '-', '.', ',']),
        Some(before) if before.is_number() => apart(piece.gap),
        Some(before) => before.is_cue() || !matches!(piece.gap, "" | "-" | "_" | "/" | "."),
    };
    let free_after = match pieces.get(at + 1) {
        None => true,
        Some(after) if after.is_number() => apart(after.gap),
        Some(after) => !matches!(after.gap, "" | "-" | "_" | "/") && !is_currency(after),
    };
    free_before && free_after && !piece.gap.ends_with('+')
}

fn is_currency(piece: &Piece<'_>) -> bool {
    CURRENCIES.contains(&piece.key.as_str())
}
