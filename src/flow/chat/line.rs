//! The lines of a chat. The sigil comes first, so that a line of Arabic keeps its place:
//! `>` something happens, `<` and `[]` what she then sees, `=` what else must be so.

use regex::{Regex, RegexBuilder};

use super::claim::Claim;
use super::deed::{self, Deed};
use super::front::Front;
use crate::domain::MediaKind;
use crate::flow::diagnostic::Diagnostic;
use crate::flow::script::SourceFile;
use crate::locale::text::strip_marks;

/// A chat as read.
#[derive(Debug, Clone)]
pub struct Chat {
    /// `order_status.ar.chat`
    pub path: String,
    pub front: Front,
    pub(super) lines: Vec<Line>,
    /// Rows of the file, as written.
    pub(super) rows: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Line {
    /// The first of its rows, from 1, and how many it has.
    pub number: usize,
    pub rows: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Deed(Deed),
    Says(Expected),
    /// Titles that are offered; none: nothing can be tapped.
    Offers(Vec<String>),
    Claims(Claim),
    /// At least so many of a hundred steps of the flow are walked through.
    Covers(u8),
}

/// What a message must be like.
#[derive(Debug, Clone)]
pub(super) enum Expected {
    Exactly(String),
    Like(Regex),
    Anything,
    /// A caption, an address or a file name; empty: any.
    Media(MediaKind, String),
    Location(String),
    Template {
        name: String,
        language: Option<String>,
        parameters: Option<Vec<String>>,
    },
    Reaction(String),
}

impl Chat {
    /// Nothing but a head, to be talked through by hand with the demo shop.
    #[must_use]
    pub fn blank(path: &str, mut front: Front) -> Self {
        front.demo = true;
        front.mocks.clear();
        let rows = front.text().lines().map(str::to_owned).collect();
        let (path, lines) = (path.into(), Vec::new());
        Self {
            path,
            front,
            lines,
            rows,
        }
    }

    /// The rows before its first line.
    pub(super) fn head(&self) -> &[String] {
        let first = self.lines.first().map(|line| line.number - 1);
        &self.rows[..first.unwrap_or(self.rows.len())]
    }
}

/// Reads a file.
///
/// # Errors
/// Every line that is not understood.
pub fn read(file: &SourceFile) -> Result<Chat, Vec<Diagnostic>> {
    let rows: Vec<String> = file.text.lines().map(str::to_owned).collect();
    let (front, first) = read_front(file, &rows)?;
    let mut chat = Chat {
        path: file.path.clone(),
        front,
        lines: Vec::new(),
        rows,
    };
    let mut faults = Vec::new();
    let mut at = first;
    while at < chat.rows.len() {
        let text = tidy(&chat.rows[at]);
        let number = at + 1;
        at += 1;
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        let more = chat.rows[at..].iter().map(|row| tidy(row));
        let more: Vec<_> = more
            .map_while(|row| row.strip_prefix('|').map(str::to_owned))
            .collect();
        at += more.len();
        match read_line(&whole(text, &more)) {
            Ok(kind) => chat.lines.push(Line {
                number,
                rows: 1 + more.len(),
                kind,
            }),
            Err(what) => {
                let width = text.chars().count();
                faults.push(fault("T0702", &file.path, (number, 1, 1 + width), what));
            }
        }
    }
    if faults.is_empty() {
        Ok(chat)
    } else {
        Err(faults)
    }
}

/// A row without marks and spaces around it; an editor may have put a mark before the sigil.
fn tidy(row: &str) -> &str {
    let edge = |c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200e}' | '\u{200f}');
    row.trim_start_matches(edge).trim_end()
}

fn whole(first: &str, more: &[String]) -> String {
    let mut text = first.to_owned();
    for row in more {
        text.push('\n');
        text.push_str(row.strip_prefix(' ').unwrap_or(row));
    }
    text
}

fn read_front(file: &SourceFile, rows: &[String]) -> Result<(Front, usize), Vec<Diagnostic>> {
    let fence = |row: &String| tidy(row) == "---";
    let Some(open) = rows.iter().position(|row| !tidy(row).is_empty()) else {
        return Ok((Front::default(), 0));
    };
    if !fence(&rows[open]) {
        return Ok((Front::default(), 0));
    }
    let Some(length) = rows[open + 1..].iter().position(fence) else {
        let what = "the head has no second `---`";
        return Err(vec![fault("T0703", &file.path, (open + 1, 1, 4), what)]);
    };
    let head = &rows[open + 1..open + 1 + length];
    let text = head.join("\n");
    let front = Front::read(&text).map_err(|found| {
        let before = text.get(..found.at.start).unwrap_or(&text);
        let line = open + 2 + before.matches('\n').count();
        let column = 1 + before.rsplit('\n').next().unwrap_or("").chars().count();
        let what = text.get(found.at).unwrap_or("");
        let width = what.lines().next().unwrap_or("").chars().count();
        let place = (line, column, column + width);
        vec![fault("T0703", &file.path, place, found.what).help(found.help)]
    })?;
    Ok((front, open + length + 2))
}

fn fault(
    code: &'static str,
    path: &str,
    (line, column, end_column): (usize, usize, usize),
    message: impl Into<String>,
) -> Diagnostic {
    // rhai counts in sixteen bits; a chat that is longer is no chat
    let place = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
    let at = rhai::Position::new(place(line).max(1), place(column));
    Diagnostic::error(code, path, at, message).spanning(end_column - column)
}

pub(super) fn read_line(text: &str) -> Result<Kind, String> {
    if text == "crash" {
        return Ok(Kind::Deed(Deed::Crash));
    }
    if let Some(share) = text.strip_prefix("cover steps >=") {
        let share = share.trim().trim_end_matches('%').parse();
        let share = share.ok().filter(|share| *share <= 100);
        return share
            .map(Kind::Covers)
            .ok_or_else(|| "expected `cover steps >= 80%`".into());
    }
    if let Some(rest) = text.strip_prefix("[]") {
        let titles = rest.split('|').map(|title| strip_marks(title.trim()));
        return Ok(Kind::Offers(
            titles.filter(|title| !title.is_empty()).collect(),
        ));
    }
    let (sigil, rest) = text.split_at(text.chars().next().map_or(0, char::len_utf8));
    match sigil {
        ">" => deed::happens(rest).map(Kind::Deed),
        "<" => expects(rest).map(Kind::Says),
        "=" => Claim::read(rest.trim()).map(Kind::Claims),
        "@" => deed::moves(rest.trim()).map(Kind::Deed),
        _ => Err("a line begins with > < [] = @ # | or crash".into()),
    }
}

/// The word that follows a sigil at once, and the rest; no word: her own text.
pub(super) fn worded(rest: &str) -> (&str, &str) {
    if rest.starts_with(char::is_whitespace) || rest.is_empty() {
        return ("", rest.strip_prefix(' ').unwrap_or(rest));
    }
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    (&rest[..end], rest[end..].trim_start())
}

fn expects(rest: &str) -> Result<Expected, String> {
    if rest == "*" {
        return Ok(Expected::Anything);
    }
    if let Some(pattern) = rest.strip_prefix('~') {
        let pattern = strip_marks(pattern.trim());
        return RegexBuilder::new(&pattern)
            .dot_matches_new_line(true)
            .build()
            .map(Expected::Like)
            .map_err(|_| format!("`{pattern}` is not a pattern"));
    }
    let (word, rest) = worded(rest);
    Ok(match word {
        "" => Expected::Exactly(super::said::plain(rest)),
        "img" => Expected::Media(MediaKind::Image, rest.into()),
        "doc" => Expected::Media(MediaKind::Document, rest.into()),
        "video" => Expected::Media(MediaKind::Video, rest.into()),
        "audio" => Expected::Media(MediaKind::Audio, rest.into()),
        "loc" => Expected::Location(rest.into()),
        "react" => Expected::Reaction(rest.into()),
        "tmpl" => template(rest)?,
        other => {
            return Err(format!(
                "there is no `<{other}`; the words of a message stand after `< `"
            ));
        }
    })
}

/// `order_update(ar) p1|p2`; language and parameters may be left out.
fn template(text: &str) -> Result<Expected, String> {
    let (name, parameters) = text.split_once(' ').unwrap_or((text, ""));
    let (name, language) = match name.split_once('(') {
        Some((name, rest)) => {
            let language = rest
                .strip_suffix(')')
                .ok_or("expected `<tmpl name(ar) p1|p2`")?;
            (name, Some(language.to_owned()))
        }
        None => (name, None),
    };
    if name.is_empty() {
        return Err("expected `<tmpl name(ar) p1|p2`".into());
    }
    let parameters = parameters.trim();
    let split = || {
        parameters
            .split('|')
            .map(|one| super::said::plain(one.trim()))
    };
    Ok(Expected::Template {
        name: name.into(),
        language,
        parameters: (!parameters.is_empty()).then(|| split().collect()),
    })
}
