//! `hiwar explain CODE`: what a code means and what to do, in either language. The pages are
//! two files, one a language, a heading `## CODE title` before each page.
//! `hiwar explain message ID` and `hiwar explain turn ID`: what became of it, row by row.

use clap::{Args, ValueEnum};

use super::message;
use crate::cli::Exit;
use crate::cli::exit::say;
use crate::cli::given::SettingsArguments;

const ARABIC: &str = include_str!("pages/ar.md");
const ENGLISH: &str = include_str!("pages/en.md");
pub(super) const EXAMPLES: &str = include_str!("pages/examples.md");

#[derive(Debug, Args)]
pub struct Arguments {
    /// A code such as F0201, `message` or `turn`; without one, all codes are listed
    code: Option<String>,
    /// With `message`: the provider's id of a message in either direction, an outbox
    /// id, or a turn's
    id: Option<String>,
    #[arg(long, value_enum, default_value_t = Language::En)]
    lang: Language,
    #[command(flatten)]
    given: SettingsArguments,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    Ar,
    En,
}

pub fn run(arguments: &Arguments) -> Exit {
    let pages = match arguments.lang {
        Language::Ar => ARABIC,
        Language::En => ENGLISH,
    };
    let Some(code) = &arguments.code else {
        for heading in pages.lines().filter_map(|line| line.strip_prefix("## ")) {
            say(heading);
        }
        return Exit::Ok;
    };
    if code == "message" || code == "turn" {
        return match &arguments.id {
            Some(id) => message::explain(&arguments.given, id),
            None => Exit::Usage.because("explain it: its id is missing"),
        };
    }
    let Some(page) = page(pages, &code.to_ascii_uppercase()) else {
        let code = code.escape_debug();
        return Exit::Usage.because(format!(
            "explain `{code}`: there is no such code; `hiwar explain` lists them"
        ));
    };
    say(page);
    if let Some((_, example)) = self::page(EXAMPLES, &code.to_ascii_uppercase())
        .and_then(|example| example.split_once('\n'))
    {
        let heading = match arguments.lang {
            Language::Ar => "مثال",
            Language::En => "For example",
        };
        say(format_args!("\n**{heading}:**\n\n{example}"));
    }
    Exit::Ok
}

/// Every code that has a page.
#[cfg(test)]
pub(super) fn codes() -> Vec<String> {
    let headings = ENGLISH.lines().filter_map(|line| line.strip_prefix("## "));
    let codes = headings.filter_map(|heading| heading.split_whitespace().next());
    codes.map(str::to_owned).collect()
}

/// What a code means, in a few English words; the code itself where nobody knows.
pub fn title(code: &str) -> String {
    let page = page(ENGLISH, code).and_then(|page| page.lines().next());
    let title = page.and_then(|heading| heading.split_once(' '));
    title.map_or(code, |(_, title)| title).to_owned()
}

/// From its heading to the next one.
fn page<'p>(pages: &'p str, code: &str) -> Option<&'p str> {
    let mut parts = pages.split("\n## ").skip(1);
    let page = parts.find(|page| page.split_whitespace().next() == Some(code))?;
    Some(page.trim_end())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    use super::*;

    fn codes(pages: &str) -> BTreeSet<String> {
        let headings = pages.lines().filter_map(|line| line.strip_prefix("## "));
        headings
            .filter_map(|heading| Some(heading.split_whitespace().next()?.to_owned()))
            .collect()
    }

    /// Codes as they stand in the sources: a letter and four digits in quotes.
    fn used(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                used(&path, found);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            found.extend(
                text.split('"')
                    .filter(|word| is_code(word))
                    .map(str::to_owned),
            );
        }
    }

    fn is_code(word: &str) -> bool {
        let mut bytes = word.bytes();
        word.len() == 5
            && bytes.next().is_some_and(|b| b"FLWTCS".contains(&b))
            && bytes.all(|b| b.is_ascii_digit())
    }

    #[test]
    fn every_code_that_anybody_can_meet_has_a_page_in_both_languages() {
        let mut met = BTreeSet::new();
        for room in ["src/flow", "src/locale", "src/app"] {
            used(&Path::new(env!("CARGO_MANIFEST_DIR")).join(room), &mut met);
        }
        assert!(met.contains("F0201"), "no codes were found at all");
        for (language, pages) in [("ar", ARABIC), ("en", ENGLISH)] {
            let missing: Vec<_> = met.difference(&codes(pages)).cloned().collect();
            assert!(missing.is_empty(), "{language}: {missing:?}");
        }
        assert_eq!(codes(ARABIC), codes(ENGLISH));
    }

    #[test]
    fn a_page_ends_where_the_next_begins() {
        let page = page(ENGLISH, "F0201").expect("a page");
        assert!(page.starts_with("F0201 ") && !page.contains("## "));
        assert!(super::page(ENGLISH, "F9999").is_none());
    }
}
