//! Small words that steer a comparison, as bare keys (see `text::key`, `text::bare`).

/// Courtesies: left out before anything is compared.
pub(crate) const COURTESY: &[&str] = &[
    "شكرا",
    "مشكور",
    "مشكوره",
    "جزيلا",
    "لو",
    "سمحت",
    "سمحتي",
    "سمحتم",
    "من",
    "فضلك",
    "فضلكم",
    "يا",
    "جماعه",
    "سلام",
    "عليكم",
    "ورحمه",
    "وبركاته",
    "مرحبا",
    "اهلا",
    "هلا",
    "هاي",
    "بليز",
    "تكرما",
    "يعطيك",
    "يعطيكم",
    "عافيه",
    "please",
    "pls",
    "plz",
    "thanks",
    "thank",
    "thx",
    "you",
    "hi",
    "hello",
    "hey",
    "salam",
    "salaam",
    "law",
    "samaht",
    "sam7t",
    "shukran",
];

/// What turns the words after it around.
pub(crate) const NEGATION: &[&str] = &[
    "لا", "ما", "مو", "مش", "موب", "مب", "بدون", "لن", "ليس", "not", "no", "dont", "don", "never",
    "without", "didn", "doesn",
];

/// Said between a negation and what it negates; they do not count as distance.
pub(crate) const LIGHT: &[&str] = &[
    "انا",
    "ابغي",
    "ابغا",
    "ابي",
    "اريد",
    "ودي",
    "عايز",
    "عاوز",
    "بدي",
    "احتاج",
    "i",
    "want",
    "need",
    "to",
    "the",
    "a",
    "an",
    "my",
    "any",
];

/// Assent and refusal; each alone is a whole answer.
pub(crate) const YES: &[&str] = &[
    "نعم",
    "ايوه",
    "ايوا",
    "اي",
    "ايه",
    "اه",
    "تمام",
    "اوكي",
    "اوك",
    "موافق",
    "موافقه",
    "اكيد",
    "طيب",
    "صح",
    "صحيح",
    "بلي",
    "yes",
    "ok",
    "okay",
    "oki",
    "y",
    "yep",
    "yeah",
    "yup",
    "sure",
    "correct",
    "right",
    "aiwa",
    "aywa",
    "tamam",
    "na3am",
];
pub(crate) const NO: &[&str] = &[
    "لا", "كلا", "مو", "خطا", "غلط", "no", "n", "nope", "nah", "wrong", "la2", "laa", "la",
];

/// Words that only introduce a position: "option 2", «الخيار الثاني».
pub(crate) const INTRODUCING: &[&str] = &[
    "رقم",
    "خيار",
    "اختيار",
    "اختار",
    "number",
    "no",
    "option",
    "choice",
    "the",
];

/// The n-th row names position and number n, from 0: cardinals, then ordinals.
pub(crate) const NUMBERS: [&[&str]; 11] = [
    &["صفر", "zero"],
    &[
        "واحد",
        "واحده",
        "one",
        "wa7ed",
        "اول",
        "اولي",
        "first",
        "1st",
    ],
    &[
        "اثنين",
        "اثنان",
        "ثنتين",
        "اتنين",
        "two",
        "ثاني",
        "ثانيه",
        "تاني",
        "second",
        "2nd",
    ],
    &[
        "ثلاثه",
        "ثلاث",
        "تلاته",
        "three",
        "ثالث",
        "ثالثه",
        "تالت",
        "third",
        "3rd",
    ],
    &["اربعه", "اربع", "four", "رابع", "رابعه", "fourth", "4th"],
    &["خمسه", "خمس", "five", "خامس", "خامسه", "fifth", "5th"],
    &["سته", "ست", "six", "سادس", "سادسه", "sixth", "6th"],
    &["سبعه", "سبع", "seven", "سابع", "سابعه", "seventh", "7th"],
    &[
        "ثمانيه",
        "ثمان",
        "ثماني",
        "تمانيه",
        "eight",
        "ثامن",
        "ثامنه",
        "eighth",
        "8th",
    ],
    &["تسعه", "تسع", "nine", "تاسع", "تاسعه", "ninth", "9th"],
    &["عشره", "عشر", "ten", "عاشر", "عاشره", "tenth", "10th"],
];

/// The number that a word names, in digits or letters.
pub(crate) fn number(word: &str) -> Option<usize> {
    let named = || NUMBERS.iter().position(|names| names.contains(&word));
    word.parse().ok().or_else(named)
}
