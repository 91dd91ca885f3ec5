//! What the compiler could not read, in words that an author can act on. Rhai's own
//! sentence is kept where there is no better one.

use std::collections::BTreeSet;

use rhai::{LexError, ParseError, ParseErrorType, Position};

use crate::flow::diagnostic::{Diagnostic, nearest_name};

/// Words and signs of other languages, and how Rhai writes them.
const HABITS: &[(&str, &str)] = &[
    ("and", "&&"),
    ("or", "||"),
    ("not", "!"),
    ("null", "()"),
    ("nil", "()"),
    ("None", "()"),
    ("undefined", "()"),
    ("===", "=="),
    ("!==", "!="),
    ("<>", "!="),
    (":=", "="),
    ("++", "+= 1"),
    ("--", "-= 1"),
    ("elif", "else if"),
    ("elseif", "else if"),
];

/// Words that Rhai keeps for itself, and what an author who writes one may want.
const RESERVED: &[(&str, &str)] = &[
    ("go", "a step is left with `return c.to(\"step\")`"),
    ("goto", "a step is left with `return c.to(\"step\")`"),
    (
        "match",
        "a choice between values is `switch x { \"a\" => …, _ => … }`",
    ),
    (
        "case",
        "a choice between values is `switch x { \"a\" => …, _ => … }`",
    ),
    ("default", "in a `switch` the rest is `_ => …`"),
    ("var", "a variable is declared with `let`"),
    (
        "static",
        "what outlasts a step is a slot: `c.set(\"name\", value)`",
    ),
    ("new", "a map is written `#{ … }`, a list `[ … ]`"),
    ("is", "values are compared with `==`"),
    ("async", "write straight down: a step waits by itself"),
    ("await", "write straight down: a step waits by itself"),
    ("spawn", "write straight down: a step waits by itself"),
    ("thread", "write straight down: a step waits by itself"),
    ("yield", "write straight down: a step waits by itself"),
    ("void", "nothing is written `()`"),
];
/// Words of the language, which cannot be names either.
const KEYWORDS: &[&str] = &[
    "until",
    "as",
    "in",
    "for",
    "if",
    "else",
    "return",
    "import",
    "export",
    "private",
    "global",
    "while",
    "loop",
    "do",
    "switch",
    "break",
    "continue",
    "throw",
    "try",
    "catch",
    "let",
    "const",
    "fn",
    "this",
    "true",
    "false",
    "with",
    "use",
    "module",
    "package",
    "super",
    "public",
    "protected",
    "shared",
    "sync",
    "exit",
    "print",
    "debug",
    "eval",
    "curry",
    "call",
];
/// Signs of Arabic keyboards, and those that scripts are written with.
const SIGNS: &[(char, &str)] = &[
    ('،', ","),
    ('؛', ";"),
    ('؟', "?"),
    ('“', "\""),
    ('”', "\""),
    ('«', "\""),
    ('»', "\""),
    ('‘', "\""),
    ('’', "\""),
];

pub(super) fn parse_fault(path: &str, text: &str, fault: &ParseError) -> Diagnostic {
    let ParseError(kind, at) = fault;
    let met = word_at(text, *at);
    let finding = |code, what: String| {
        let finding = Diagnostic::error(code, path, *at, what);
        finding.spanning(met.chars().count())
    };
    if let Some((habit, right)) = HABITS.iter().find(|(habit, _)| *habit == met) {
        return finding("F0106", format!("`{habit}` is not Rhai")).instead(*right);
    }
    if let Some(finding) = foreign(path, *at, met) {
        return finding;
    }
    match &**kind {
        ParseErrorType::Reserved(word) => reserved(finding, word),
        ParseErrorType::PropertyExpected
        | ParseErrorType::VariableExpected
        | ParseErrorType::FnMissingName
            if is_reserved(met) =>
        {
            reserved(finding, met)
        }
        ParseErrorType::VariableUndefined(name) => {
            let known = names(text);
            let near = nearest_name(name, known.iter().copied().filter(|known| known != name));
            finding("F0104", format!("unknown variable `{name}`")).meant(near)
        }
        ParseErrorType::BadInput(LexError::MalformedChar(_)) => {
            let finding = Diagnostic::error("F0106", path, *at, "text in single quotes");
            finding
                .spanning(1)
                .hint("a text stands in double quotes: `\"…\"`")
        }
        other => finding("F0101", other.to_string()).help(hint(other)),
    }
}

fn hint(kind: &ParseErrorType) -> Option<String> {
    let help = match kind {
        ParseErrorType::WrongFnDefinition => "is a `}` missing above?",
        ParseErrorType::BadInput(LexError::UnterminatedString) => {
            "a text ends on the line it begins on"
        }
        ParseErrorType::UnexpectedEOF => "is a `}` missing?",
        ParseErrorType::MissingToken(token, _) if token == ";" => {
            "the statement before this place has no `;`"
        }
        _ => return None,
    };
    Some(help.into())
}

fn is_reserved(word: &str) -> bool {
    KEYWORDS.contains(&word) || RESERVED.iter().any(|(reserved, _)| *reserved == word)
}

fn reserved(finding: impl Fn(&'static str, String) -> Diagnostic, word: &str) -> Diagnostic {
    let known = RESERVED.iter().find(|(reserved, _)| *reserved == word);
    let help = match known {
        Some((_, help)) => format!("`{word}` cannot be a name; {help}"),
        None => {
            format!("`{word}` cannot be a name: choose another, or quote a field: `\"{word}\"`")
        }
    };
    finding("F0105", format!("`{word}` is a reserved word")).hint(help)
}

/// A sign or a name in other letters than Rhai's.
fn foreign(path: &str, at: Position, met: &str) -> Option<Diagnostic> {
    let first = met.chars().next().filter(|first| !first.is_ascii())?;
    if let Some((sign, right)) = SIGNS.iter().find(|(sign, _)| *sign == first) {
        let what = format!("`{sign}` is not Rhai");
        return Some(
            Diagnostic::error("F0106", path, at, what)
                .spanning(1)
                .instead(*right),
        );
    }
    if !first.is_alphabetic() {
        return None;
    }
    let what = format!("`{met}` is not written in a to z");
    let finding = Diagnostic::error("F0107", path, at, what).spanning(met.chars().count());
    Some(finding.hint("names are ASCII; what customers read stands in the locale files"))
}

/// Everything that is declared somewhere in the text: candidates for what was meant.
fn names(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'));
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let mut names = BTreeSet::from(["c"]);
    for pair in words.windows(2) {
        if let ["let" | "const" | "for", name] = pair {
            names.insert(*name);
        }
    }
    names
}

/// The word or the sign that begins at a place.
fn word_at(text: &str, at: Position) -> &str {
    let begins = || {
        let line = text.lines().nth(at.line()?.checked_sub(1)?)?;
        let (from, first) = line.char_indices().nth(at.position()?.checked_sub(1)?)?;
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let alike =
            |c: char| is_word(c) == is_word(first) && (is_word(c) || c.is_ascii_punctuation());
        let rest = &line[from..];
        let to = rest.find(|c| !alike(c)).unwrap_or(rest.len());
        Some(&rest[..to.max(first.len_utf8())])
    };
    begins().unwrap_or_default()
}
