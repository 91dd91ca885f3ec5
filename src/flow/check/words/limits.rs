//! What WhatsApp makes of questions and texts: titles too long for a button or a row,
//! bodies it would refuse, choices that look alike. Lengths are those of each language as
//! it is sent, counted as [`length`] counts them.

use rhai::{Expr, Position};

use super::Desk;
use crate::domain::{
    BODY_MAX, BUTTON_TITLE_MAX, BUTTONS_MAX, LIST_ROWS_MAX, ROW_DESCRIPTION_MAX, ROW_TITLE_MAX,
    TEXT_MAX, Timestamp, length,
};
use crate::flow::check::Read;
use crate::flow::diagnostic::Diagnostic;
use crate::flow::outline::{Call, Literal, Role, literal, named};
use crate::flow::words;
use crate::locale::{Args, Catalog, Style};

/// Titles that the engine itself puts on buttons.
const ENGINE_TITLES: &[&str] = &[
    words::YES,
    words::NO,
    words::OFFER_AGENT,
    words::OFFER_MENU,
    words::OPT_OUT_STOP,
    words::OPT_OUT_KEEP,
    words::LEAVE_YES,
    words::LEAVE_NO,
    words::LANGUAGE_BUTTON,
    words::LIST_BUTTON,
];

pub(super) fn check(desk: &Desk<'_>, catalog: &Catalog) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for tag in catalog.tags() {
        for key in ENGINE_TITLES {
            found.extend(long(catalog, tag, key, None, &BUTTON));
        }
        for read in &desk.flows {
            for call in read.calls.all.iter().filter(|call| call.method) {
                found.extend(bodies(catalog, tag, call));
            }
            for call in read.calls.verb("choose") {
                let choices = choices(catalog, tag, read, call);
                found.extend(titles(catalog, tag, &choices));
                found.extend(alike(read, tag, &choices));
            }
        }
    }
    for read in &desk.flows {
        let choose = read.calls.verb("choose");
        found.extend(choose.filter_map(|call| many(catalog, read, call)));
    }
    found
}

/// One option of a question, in one language.
struct Choice {
    at: Position,
    id: String,
    /// Its message, where it brings no title of its own.
    key: Option<String>,
    title: String,
    /// Whether there may be so few that they are buttons, or so many that they are rows.
    on_buttons: bool,
    on_rows: bool,
    path: String,
}

fn choices(catalog: &Catalog, tag: &str, read: &Read<'_>, call: &Call) -> Vec<Choice> {
    let (Some((slot, _)), Some(offer)) = (call.whole(0), read.calls.offered(call)) else {
        return Vec::new();
    };
    let choice = |opt: &[Expr]| {
        let Literal::Whole(id, at) = literal(opt.first()?)? else {
            return None;
        };
        let own = opt.get(1);
        let key = own.is_none().then(|| format!("{slot}-{id}"));
        let (title, at) = match (&key, own.and_then(literal)) {
            (Some(key), _) => (label(catalog, tag, key, None)?, at),
            (None, Some(Literal::Whole(title, at))) => (title, at),
            (None, _) => return None,
        };
        Some(Choice {
            at,
            id,
            key,
            title,
            on_buttons: offer.least <= BUTTONS_MAX,
            on_rows: offer.options.len() > BUTTONS_MAX,
            path: read.flow.path.clone(),
        })
    };
    offer.opts().filter_map(choice).collect()
}

/// As the engine will write it; nothing where that is not possible.
fn label(catalog: &Catalog, tag: &str, key: &str, attribute: Option<&str>) -> Option<String> {
    if !catalog.has(tag, key, attribute) {
        return None;
    }
    let (args, style) = (Args::new(), Style::default());
    catalog
        .label(tag, key, attribute, &args, &style, Timestamp::default())
        .ok()
}

/// How long a part may be, and what becomes of a longer one.
struct Limit {
    code: &'static str,
    part: &'static str,
    max: usize,
    then: &'static str,
}

const BUTTON: Limit = Limit {
    code: "W0501",
    part: "a button's title",
    max: BUTTON_TITLE_MAX,
    then: "a longer one makes the question a list",
};
const ROW: Limit = Limit {
    code: "W0503",
    part: "a row's title",
    max: ROW_TITLE_MAX,
    then: "a longer one makes the question numbered text",
};
const DESCRIPTION: Limit = Limit {
    code: "W0503",
    part: "a row's description",
    max: ROW_DESCRIPTION_MAX,
    then: "a longer one makes the question numbered text",
};

fn titles(catalog: &Catalog, tag: &str, choices: &[Choice]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for choice in choices {
        let limit = if choice.on_buttons { &BUTTON } else { &ROW };
        match &choice.key {
            Some(key) => {
                found.extend(long(catalog, tag, key, None, limit));
                if choice.on_rows {
                    found.extend(long(catalog, tag, key, Some("desc"), &DESCRIPTION));
                }
            }
            None => found.extend(limit.judge(&choice.title).map(|what| {
                let finding = Diagnostic::error(limit.code, &choice.path, choice.at, what);
                finding.warning().quoting(&choice.title).hint(limit.then)
            })),
        }
    }
    found
}

impl Limit {
    fn judge(&self, text: &str) -> Option<String> {
        let Self { part, max, .. } = self;
        let length = length(text);
        (length > *max).then(|| format!("{part} has {length} characters, and {max} fit"))
    }
}

fn long(
    catalog: &Catalog,
    tag: &str,
    key: &str,
    attribute: Option<&str>,
    limit: &Limit,
) -> Option<Diagnostic> {
    let text = label(catalog, tag, key, attribute)?;
    let at = catalog.position(tag, key, attribute)?;
    let what = limit.judge(&text)?;
    let characters = attribute.unwrap_or(key).chars().count();
    Some(Diagnostic::wording(limit.code, at, characters, what).hint(limit.then))
}

/// Two options of one question that nobody can tell apart.
fn alike(read: &Read<'_>, tag: &str, choices: &[Choice]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (index, choice) in choices.iter().enumerate() {
        let before = choices[..index]
            .iter()
            .find(|other| other.title == choice.title);
        let Some(before) = before.filter(|before| before.id != choice.id) else {
            continue;
        };
        let what = format!(
            "`{}` and `{}` have the same title in `{tag}`: {}",
            before.id, choice.id, choice.title
        );
        let finding = Diagnostic::error("W0505", &read.flow.path, choice.at, what);
        let quoted = if choice.key.is_some() {
            &choice.id
        } else {
            &choice.title
        };
        found.push(
            finding
                .quoting(quoted)
                .hint("WhatsApp refuses such a message"),
        );
    }
    found
}

/// More options than fit on buttons, and nothing that a list would be good for; or more
/// than a list holds.
fn many(catalog: &Catalog, read: &Read<'_>, call: &Call) -> Option<Diagnostic> {
    let offer = read.calls.offered(call)?;
    let (options, at, count) = (&offer.options, offer.at, offer.least);
    let finding = |what: String| Diagnostic::error("W0502", &read.flow.path, at, what).spanning(1);
    if count > LIST_ROWS_MAX {
        let what = format!("{count} options, and a list has {LIST_ROWS_MAX} rows");
        return Some(
            finding(what)
                .warning()
                .hint("ask in two steps: first the group"),
        );
    }
    let (slot, _) = call.whole(0)?;
    let bare = |option: &&Expr| match option {
        Expr::FnCall(opt, _) if opt.args.len() < 3 => match opt.args.first().and_then(literal) {
            Some(Literal::Whole(id, _)) => {
                let key = format!("{slot}-{id}");
                let mut tags = catalog.tags().into_iter();
                !tags.any(|tag| catalog.has(tag, &key, Some("desc")))
            }
            Some(Literal::Begins(..)) | None => false,
        },
        _ => false,
    };
    if count <= BUTTONS_MAX || !options.iter().all(bare) {
        return None;
    }
    let what =
        format!("{count} options, and {BUTTONS_MAX} fit on buttons: they hide behind a list");
    let help = "leave one out, or say more of each in its `.desc`, which only a list can show";
    Some(finding(what).info().hint(help))
}

/// Texts that no provider would take.
fn bodies(catalog: &Catalog, tag: &str, call: &Call) -> Vec<Diagnostic> {
    let max = match call.name.as_str() {
        "choose" | "confirm" | "review" => BODY_MAX,
        "say" | "ask" => TEXT_MAX,
        _ => return Vec::new(),
    };
    let mut found = Vec::new();
    for key in named(call, Role::Message) {
        let (Literal::Whole(key, _), None) = (key.literal, key.option) else {
            continue;
        };
        let Some(at) = catalog.position(tag, &key, None) else {
            continue;
        };
        let least = extent(catalog, tag, &key);
        if least > max {
            let what = format!("`{key}` has {least} characters before its values, and {max} fit");
            let finding = Diagnostic::wording("W0504", at, key.chars().count(), what);
            found.push(finding.hint("say it in two messages"));
        }
    }
    found
}

/// What a text has at least when it is longest: all of it, with the longest form of a choice.
fn extent(catalog: &Catalog, tag: &str, key: &str) -> usize {
    let passages = catalog.passages(tag, key, None).iter();
    let lengths = passages.map(|passage| {
        let texts = passage.stretches.iter().flatten();
        texts.map(|(text, _)| length(text)).sum::<usize>()
    });
    let mut lengths: Vec<usize> = lengths.collect();
    let whole = lengths.pop().unwrap_or(0);
    whole + lengths.into_iter().max().unwrap_or(0)
}
