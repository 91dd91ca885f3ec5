//! Which language a text is written in, by its letters and a few words.
//!
//! Links, addresses, ids, times and ordinals say nothing about language and are left out.
//! Arabic wins a mixed text unless English grammar holds it together, because Arabic
//! speakers borrow English nouns far more often than the other way round.

use super::text;

/// What a text gives away about its writer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Detected {
    /// `ar` or `en`; nothing when the text is an emoji, a number, an order id.
    pub tag: Option<&'static str>,
    /// Arabic in Latin letters.
    pub latin_script: bool,
    /// Words that count as language.
    pub words: usize,
    pub letters: usize,
    /// Arabic letters of Persian or Urdu prevail: reading it as Arabic is a guess, offer English.
    pub neighbour: bool,
}

/// English words that carry grammar; two of them make a sentence English.
const ENGLISH_GRAMMAR: &[&str] = &[
    "i", "my", "me", "the", "a", "an", "is", "it", "its", "am", "are", "to", "from", "of", "for",
    "in", "on", "at", "and", "or", "not", "you", "your", "we", "want", "need", "have", "has",
    "had", "please", "how", "where", "what", "when", "why", "can", "could", "would", "will",
    "this", "that", "with", "bought", "did", "do", "does",
];

/// Arabic as it is commonly spelled in Latin letters.
const ARABIZI: &[&str] = &[
    "salam",
    "salaam",
    "assalam",
    "slm",
    "marhaba",
    "ahlan",
    "shukran",
    "shokran",
    "chokran",
    "wain",
    "wayn",
    "wen",
    "fein",
    "feen",
    "win",
    "talab",
    "talabi",
    "talaby",
    "6alabi",
    "6lby",
    "abi",
    "abgha",
    "abgho",
    "aby",
    "abeer",
    "kaif",
    "keef",
    "kif",
    "shlon",
    "shlonak",
    "mumkin",
    "momken",
    "momkin",
    "samaht",
    "sam7t",
    "inshallah",
    "nshalla",
    "tamam",
    "aiwa",
    "aywa",
    "la2",
    "3ndi",
    "3andi",
    "3indi",
    "mushkila",
    "moshkela",
    "mshkla",
    "tarjee3",
    "raj3",
    "arja3",
    "3arabi",
    "arabi",
    "habibi",
    "yalla",
    "khalas",
    "7ala",
    "7alat",
    "hala",
    "wallah",
    "ana",
    "inta",
    "enta",
    "bkam",
    "kam",
    "mawjood",
    "mawjud",
    "3ala",
    "ma3",
    "muwazaf",
    "mowazaf",
    "mafi",
];

/// English with digits in it that only looks like Arabizi.
const NOT_ARABIZI: &[&str] = &[
    "mp3", "mp4", "h2o", "b2b", "b2c", "p2p", "g2g", "4u", "b4", "2day", "2moro", "l8r", "gr8",
    "m8", "w8", "2nite", "covid19", "4g", "5g", "3g", "2fa", "3d", "a4",
];

/// From this many English grammar words a mixed text is English.
const ENGLISH_FROM: usize = 2;
/// More than one word in three has to look like Arabizi.
const ARABIZI_ONE_IN: usize = 3;
/// One letter in twelve that Arabic does not have makes a neighbour.
const NEIGHBOUR_ONE_IN: usize = 12;

#[must_use]
pub fn detect(text: &str) -> Detected {
    let clean = text::clean(text);
    let mut tally = Tally::default();
    for token in clean.split(' ').filter(|token| !is_address(token)) {
        let part = |c: char| !(c.is_alphanumeric() || c == '\'' || c == '-' || is_arabic_sign(c));
        token.split(part).for_each(|word| tally.add(word));
    }
    tally.verdict()
}

#[derive(Default)]
struct Tally {
    words: usize,
    arabic_letters: usize,
    neighbour_letters: usize,
    latin_letters: usize,
    arabic_words: usize,
    english_grammar: usize,
    arabizi_words: usize,
    arabic_first: Option<bool>,
}

impl Tally {
    fn add(&mut self, word: &str) {
        let arabic = word.chars().filter(|c| is_arabic(*c)).count();
        let latin = word.chars().filter(char::is_ascii_alphabetic).count();
        let lower = word.to_lowercase();
        if arabic + latin == 0 || (arabic == 0 && is_code(word, &lower)) {
            return;
        }
        self.words += 1;
        self.arabic_letters += arabic;
        self.latin_letters += latin;
        self.neighbour_letters += word.chars().filter(|c| is_neighbour(*c)).count();
        self.arabic_words += usize::from(arabic > 0);
        self.arabic_first.get_or_insert(arabic > 0);
        if arabic == 0 {
            self.english_grammar += usize::from(ENGLISH_GRAMMAR.contains(&lower.as_str()));
            self.arabizi_words += usize::from(is_arabizi(&lower, latin));
        }
    }

    fn verdict(&self) -> Detected {
        let (arabic, latin) = (self.arabic_letters, self.latin_letters);
        let english = self.english_grammar >= ENGLISH_FROM;
        let first = self.arabic_first == Some(true);
        let is_arabic = arabic >= 2 && (arabic >= latin || first || !english);
        let latin_script = self.arabic_words == 0
            && self.words > 0
            && !english
            && self.arabizi_words * ARABIZI_ONE_IN > self.words;
        let tag = if is_arabic || latin_script {
            Some("ar")
        } else if latin >= 2 {
            Some("en")
        } else {
            None
        };
        if tag.is_none() {
            return Detected::default();
        }
        Detected {
            tag,
            latin_script,
            words: self.words,
            letters: arabic + latin,
            neighbour: is_arabic && self.neighbour_letters * NEIGHBOUR_ONE_IN >= arabic,
        }
    }
}

fn is_address(token: &str) -> bool {
    let lower = token.to_lowercase();
    ["http://", "https://", "www."]
        .iter()
        .any(|scheme| lower.starts_with(scheme))
        || (token.contains('@') && token.contains('.'))
}

/// An id, a time, an ordinal, a product: letters and digits that are no word.
fn is_code(word: &str, lower: &str) -> bool {
    if !word.contains(|c: char| c.is_ascii_digit()) || ARABIZI.contains(&lower) {
        return false;
    }
    let plain: String = lower.chars().filter(char::is_ascii_alphanumeric).collect();
    let letters = plain.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = plain.len() - letters.len();
    let letters_then_digits = digits > 0 && letters.bytes().all(|b| b.is_ascii_alphabetic());
    let shouted = word.contains(|c: char| c.is_ascii_uppercase());
    let id = letters_then_digits
        && ((!letters.is_empty() && digits >= 2) || (shouted && letters.len() > 1));
    let counted = |suffixes: &[&str]| {
        let number = suffixes
            .iter()
            .find_map(|suffix| plain.strip_suffix(suffix));
        number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    };
    id || NOT_ARABIZI.contains(&lower) || counted(&["st", "nd", "rd", "th", "am", "pm"])
}

/// A known word, or a digit that stands for an Arabic letter beside Latin ones.
fn is_arabizi(lower: &str, latin: usize) -> bool {
    if ARABIZI.contains(&lower) {
        return true;
    }
    let bytes = lower.as_bytes();
    let stands_for_letter = |window: &[u8]| {
        let letter = |b: u8| b.is_ascii_alphabetic();
        let digit = |b: u8| b"235679".contains(&b);
        (digit(window[0]) && letter(window[1])) || (letter(window[0]) && digit(window[1]))
    };
    latin >= 3 && bytes.windows(2).any(stands_for_letter)
}

fn is_arabic(c: char) -> bool {
    c != '\u{640}'
        && matches!(c, '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}' | '\u{750}'..='\u{77F}' | '\u{8A0}'..='\u{8C7}')
}

/// Vowel signs and tatweel belong to the word they stand in.
fn is_arabic_sign(c: char) -> bool {
    matches!(c, '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}

/// Letters of Persian and Urdu that Arabic does not have.
fn is_neighbour(c: char) -> bool {
    matches!(
        c,
        'ی' | 'ک' | 'گ' | 'چ' | 'پ' | 'ژ' | 'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ہ' | 'ھ'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The language, and texts in it. The last English row holds misses that are accepted:
    /// below the threshold, or a third language.
    const TEXTS: &[(&str, &str)] = &[
        (
            "ar",
            "وين طلبي | السلام عليكم | هلا | مو زين | أبغى track order | iPhone 15 pro max متوفر؟",
        ),
        (
            "ar",
            "مرحبا Noon | thank you جزيلا | ok تمام | https://x.co/a متى يوصل | طلبي ORD-1234",
        ),
        ("ar", "می‌خواهم سفارش | میں آرڈر چاہتا ہوں"),
        (
            "ar in Latin",
            "wain talabi | wen 6alabi | abgha arja3 el talab | 3arabi | la2 | shukran",
        ),
        (
            "ar in Latin",
            "Ana 3ndi mushkila | 7abibi el order wain | mafi mushkila | salam",
        ),
        (
            "en",
            "where is my order | I need 2 items | my 3rd order | 8am delivery | b2b account",
        ),
        (
            "en",
            "I bought it from متجر | email me at a@b.com | 5 star service | room 2b | mp3 player",
        ),
        (
            "en",
            "covid19 test | i am from 7ail | ok | OK | hi | STOP | stop",
        ),
        (
            "en",
            "return 3ashan kbeer | a3tini raqam el order | laa | bonjour | hola",
        ),
        (
            "none",
            "ORD-1234 | 1234 | ١٢٣٤ | 👍 | 3 | ؟ | ـــ | h2o |  | https://x.co/a | a",
        ),
    ];

    #[test]
    fn a_text_tells_its_language() {
        for (expected, texts) in TEXTS {
            for text in texts.split(" | ") {
                let detected = detect(text);
                let latin = if detected.latin_script {
                    " in Latin"
                } else {
                    ""
                };
                let told = format!("{}{latin}", detected.tag.unwrap_or("none"));
                assert_eq!(told, *expected, "{text}");
            }
        }
    }

    #[test]
    fn persian_and_urdu_are_told_from_arabic() {
        for (text, neighbour) in [
            ("می‌خواهم سفارش", true),
            ("میں آرڈر چاہتا ہوں", true),
            ("وين طلبي", false),
            ("where is my order", false),
        ] {
            assert_eq!(detect(text).neighbour, neighbour, "{text}");
        }
    }

    #[test]
    fn ids_and_links_are_not_words() {
        for (text, words, letters) in [
            ("طلبي ORD-1234", 1, 4),
            ("where is ORD1234 https://x.co", 2, 7),
            ("👍", 0, 0),
        ] {
            let detected = detect(text);
            assert_eq!(
                (detected.words, detected.letters),
                (words, letters),
                "{text}"
            );
        }
    }
}
