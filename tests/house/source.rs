//! One source file, seen as the rules need it: without comments and text literals, with
//! or without its tests, and split into the paths it names. Knows no rule.

use std::fs;
use std::path::Path;

pub struct Source {
    /// From the root of the package: `src/store/admit.rs`.
    pub path: String,
    pub text: String,
    code: String,
}

impl Source {
    pub fn read(root: &Path, path: &str) -> Self {
        let text = fs::read_to_string(root.join(path)).expect("read a source file");
        Self::new(path, &text)
    }

    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            code: blank_comments_and_literals(text),
        }
    }

    /// The folder or file directly under `src`, or `None` for the crate's roots.
    pub fn room(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        let first = inside.split('/').next()?.trim_end_matches(".rs");
        (first != "lib" && first != "main").then_some(first)
    }

    /// Whether `super` of this file, outside its inline modules, is the crate itself.
    pub fn is_room_door(&self) -> bool {
        let inside = self.path.strip_prefix("src/").unwrap_or(&self.path);
        matches!(
            inside.split('/').collect::<Vec<_>>()[..],
            [_] | [_, "mod.rs"]
        )
    }

    /// The file without comments, texts and characters; lines stay where they are.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The same without `#[cfg(test)]` modules; nothing at all for a file of tests.
    pub fn code_without_tests(&self) -> String {
        if self.path.ends_with("/tests.rs") || self.path.contains("/tests/") {
            return String::new();
        }
        blank_modules(&self.code, "#[cfg(test)]")
    }

    /// The same without any inline module.
    pub fn code_without_inline_modules(&self) -> String {
        blank_modules(&self.code, "")
    }

    /// Lines that are not part of a `#[cfg(test)]` module.
    pub fn lines_of_code(&self) -> usize {
        let tests = test_modules(&self.code);
        let in_tests: usize = tests
            .iter()
            .map(|(from, to)| self.code[*from..*to].lines().count())
            .sum();
        self.text.lines().count() - in_tests
    }
}

/// First segments after `crate::`, also of every branch of `use crate::{a, b::{c, d}}`.
pub fn named_after_crate(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for at in occurrences(code, "crate") {
        let rest = code[at + "crate".len()..].trim_start();
        if let Some(tree) = rest.strip_prefix("::") {
            names.extend(branches(tree.trim_start()));
        } else if rest.starts_with("as ") {
            names.push("crate as".into());
        }
    }
    names
}

/// The first segment of each branch of a use tree: `{a::x, b}` gives `a` and `b`.
fn branches(tree: &str) -> Vec<String> {
    let Some(inner) = tree.strip_prefix('{') else {
        return vec![segment(tree)];
    };
    let mut names = Vec::new();
    let (mut depth, mut at_start) = (0, true);
    for (at, letter) in inner.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            _ if letter.is_whitespace() => {}
            _ if at_start => {
                names.push(segment(&inner[at..]));
                at_start = false;
            }
            _ => {}
        }
    }
    names
}

fn segment(path: &str) -> String {
    let name: String = path.chars().take_while(|c| is_word(*c)).collect();
    if name.is_empty() {
        path.chars().take(1).collect()
    } else {
        name
    }
}

/// Where `word` stands as a whole word (a path such as `std::fs` is a word here too).
pub fn occurrences<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| {
            let before = code[..*at].chars().next_back();
            let after = code[at + word.len()..].chars().next();
            !before.is_some_and(is_word) && !after.is_some_and(is_word)
        })
}

/// Whether `code` names the outside crate `name`, as a path or in a `use`.
pub fn names_crate(code: &str, name: &str) -> bool {
    occurrences(code, name).any(|at| {
        let before = code[..at].trim_end();
        let after = code[at + name.len()..].trim_start();
        let inside_a_path = before.ends_with("::") && !before.ends_with("use ::");
        let imported =
            before.ends_with("use") && (after.starts_with(';') || after.starts_with("as "));
        !inside_a_path && (after.starts_with("::") || imported)
    })
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Blanks every inline module that directly follows `attribute` (any module when empty).
fn blank_modules(code: &str, attribute: &str) -> String {
    let modules = if attribute.is_empty() {
        inline_modules(code)
    } else {
        test_modules(code)
    };
    let mut left = String::with_capacity(code.len());
    let mut at = 0;
    for (from, to) in modules {
        left.push_str(&code[at..from]);
        left.extend(code[from..to].chars().map(blanked));
        at = to;
    }
    left + &code[at..]
}

fn test_modules(code: &str) -> Vec<(usize, usize)> {
    let marks = code.match_indices("#[cfg(test)]").map(|(at, _)| at);
    marks
        .filter_map(|mark| {
            let module = inline_modules(code)
                .into_iter()
                .find(|(from, _)| *from > mark)?;
            let between = &code[mark + "#[cfg(test)]".len()..module.0];
            let only_attributes = between.lines().all(|line| {
                let line = line.trim();
                line.is_empty() || line.starts_with('#')
            });
            only_attributes.then_some((mark, module.1))
        })
        .collect()
}

/// From `mod` to the closing brace of every outermost `mod name { … }`.
fn inline_modules(code: &str) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in occurrences(code, "mod") {
        if found.last().is_some_and(|(_, end)| at < *end) {
            continue;
        }
        let head_end = code[at..].find(['{', ';']).map(|end| at + end);
        let Some(open) = head_end.filter(|open| code[*open..].starts_with('{')) else {
            continue;
        };
        let mut depth = 0;
        let close = code[open..].char_indices().find_map(|(i, letter)| {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            (depth == 0).then_some(open + i + 1)
        });
        found.push((at, close.unwrap_or(code.len())));
    }
    found
}

fn blanked(letter: char) -> char {
    if letter == '\n' { '\n' } else { ' ' }
}

fn blank_comments_and_literals(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < letters.len() {
        let end = foreign_end(&letters, at);
        if end == at {
            code.push(letters[at]);
            at += 1;
        } else {
            code.extend(letters[at..end].iter().copied().map(blanked));
            at = end;
        }
    }
    code
}

/// Where the comment or literal that begins at `at` ends; `at` when none begins.
fn foreign_end(letters: &[char], at: usize) -> usize {
    let next = letters.get(at + 1);
    match (letters[at], next) {
        ('/', Some('/')) => until(letters, at, |rest| rest[0] == '\n'),
        ('/', Some('*')) => block_comment_end(letters, at),
        ('"', _) => quoted_end(letters, at, '"'),
        ('\'', Some('\\')) => quoted_end(letters, at, '\''),
        ('\'', Some(_)) if letters.get(at + 2) == Some(&'\'') => at + 3,
        ('r', Some('"' | '#')) if at == 0 || !is_plain_word(letters, at) => raw_end(letters, at),
        _ => at,
    }
}

/// Whether the `r` at `at` ends a name such as `for`; `br"…"` is still a literal.
fn is_plain_word(letters: &[char], at: usize) -> bool {
    let before = letters[at - 1];
    let prefix = matches!(before, 'b' | 'c') && (at < 2 || !is_word(letters[at - 2]));
    is_word(before) && !prefix
}

fn until(letters: &[char], from: usize, stop: impl Fn(&[char]) -> bool) -> usize {
    (from..letters.len())
        .find(|at| stop(&letters[*at..]))
        .unwrap_or(letters.len())
}

fn block_comment_end(letters: &[char], from: usize) -> usize {
    let (mut at, mut depth) = (from, 0);
    while at + 1 < letters.len() {
        match (letters[at], letters[at + 1]) {
            ('/', '*') => depth += 1,
            ('*', '/') => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    letters.len()
}

fn quoted_end(letters: &[char], from: usize, quote: char) -> usize {
    let mut at = from + 1;
    while at < letters.len() && letters[at] != quote {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(letters.len())
}

fn raw_end(letters: &[char], from: usize) -> usize {
    let hashes = letters[from + 1..]
        .iter()
        .take_while(|c| **c == '#')
        .count();
    if letters.get(from + 1 + hashes) != Some(&'"') {
        return from; // a raw identifier such as `r#type`
    }
    let close: Vec<char> = std::iter::once('"')
        .chain(std::iter::repeat_n('#', hashes))
        .collect();
    let body = from + 2 + hashes;
    (until(letters, body, |rest| rest.starts_with(&close)) + close.len()).min(letters.len())
}
