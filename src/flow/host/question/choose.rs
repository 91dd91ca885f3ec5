//! `c.choose(slot, key, [opt(id), …], #{ … })`: offers options and returns the id of the
//! one that was meant, whether it was tapped, numbered, or named in any language.

use rhai::{Array, Dynamic, Map, Module};

use super::{Choice, Question, Reading, Rules, Subject, put};
use crate::domain::{JournalKind, Value};
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};
use crate::flow::host::run::{Offer, Run};
use crate::flow::host::shown::to_text;
use crate::locale::Catalog;
use crate::locale::matching::{self, Choices, Utterance};

/// Options of one question; past ten they are shown in pages.
const OPTIONS_MAX: usize = 50;

/// `opt(id)` takes its title from the message `<slot>-<id>`, its description from
/// `.desc`, further names from `.also`; `opt(id, title, desc)` brings its own, which may be
/// whatever a message can show, such as `money(…)`.
#[derive(Debug, Clone)]
struct Opt {
    id: String,
    title: Dynamic,
    description: Dynamic,
}

/// An option with what it brings of its own in her language.
struct Brought {
    id: String,
    title: Option<String>,
    description: Option<String>,
}

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("opt", |id: &str| Ok(opt(id, Dynamic::UNIT, Dynamic::UNIT)));
    module.set_native_fn("opt", |id: &str, title: Dynamic| {
        Ok(opt(id, title, Dynamic::UNIT))
    });
    module.set_native_fn("opt", |id: &str, title: Dynamic, description: Dynamic| {
        Ok(opt(id, title, description))
    });
    module.set_native_fn(
        "choose",
        |call: Call<'_>, c: &mut Handle, slot: &str, key: &str, options: Array| {
            placed(&call, choose(c, slot, key, options, &Map::new()))
        },
    );
    module.set_native_fn(
        "choose",
        |call: Call<'_>, c: &mut Handle, slot: &str, key: &str, options: Array, rules: Map| {
            placed(&call, choose(c, slot, key, options, &rules))
        },
    );
}

fn opt(id: &str, title: Dynamic, description: Dynamic) -> Opt {
    let id = id.into();
    Opt {
        id,
        title,
        description,
    }
}

fn choose(c: &Handle, slot: &str, key: &str, options: Array, rules: &Map) -> Verb<Dynamic> {
    let rules = Rules::read("choose", rules, &[])?;
    let options = options.into_iter().map(Dynamic::try_cast::<Opt>);
    let Some(options) = options.collect::<Option<Vec<_>>>() else {
        return Err(Stop::misuse("choose: the options are a list of opt(…)").into());
    };
    if options.is_empty() || options.len() > OPTIONS_MAX {
        let what = format!("choose: between 1 and {OPTIONS_MAX} options");
        return Err(Stop::misuse(what).into());
    }
    let (catalog, options) = c.with(|run| {
        let brought = options.iter().map(|opt| brought(run, slot, opt));
        let brought = brought.collect::<Result<Vec<_>, _>>()?;
        Ok((run.stage.catalog.clone(), brought))
    })?;
    put(
        c,
        Subject::new(JournalKind::Choose, slot, key),
        |run| {
            let text = run.text(key, &rules.args)?;
            let choices = options.iter().map(|opt| shown(run, slot, opt));
            Ok(Question {
                choices: choices.collect::<Result<_, _>>()?,
                ..Question::new(slot, key, text, &rules)
            })
        },
        |offer| Ok(pick(&catalog, slot, &options, offer)),
    )
}

fn brought(run: &mut Run, slot: &str, opt: &Opt) -> Result<Brought, Stop> {
    let tag = run.tag().to_owned();
    let own = |run: &Run, part: &str, value: &Dynamic| {
        if value.is_unit() {
            return Ok(None);
        }
        let text = to_text(run, &tag, part, value)?;
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok::<_, Stop>(Some(line).filter(|line| !line.is_empty()))
    };
    let mut title = own(run, "title", &opt.title)?;
    if title.is_none() && !opt.title.is_unit() {
        // an empty name in the shop's books: the id still tells the options apart
        title = Some(opt.id.clone());
    }
    if let Some(title) = &title {
        let name = (slot.to_owned(), opt.id.clone());
        run.titles.insert(name, title.clone());
    }
    Ok(Brought {
        id: opt.id.clone(),
        title,
        description: own(run, "description", &opt.description)?,
    })
}

fn shown(run: &Run, slot: &str, opt: &Brought) -> Result<Choice, Stop> {
    let key = format!("{slot}-{}", opt.id);
    let title = match &opt.title {
        Some(title) => title.clone(),
        None => run.stage.label(run.tag(), &key, None)?,
    };
    let described = opt.title.is_none() && run.stage.catalog.has(run.tag(), &key, Some("desc"));
    let description = if described {
        Some(run.stage.label(run.tag(), &key, Some("desc"))?)
    } else {
        opt.description.clone()
    };
    let id = opt.id.clone();
    Ok(Choice {
        id,
        title,
        description,
    })
}

fn pick(catalog: &Catalog, slot: &str, options: &[Brought], offer: &Offer) -> Reading {
    let meant = match offer {
        Offer::Picked(id) => options
            .iter()
            .find(|opt| opt.id == *id)
            .map(|opt| opt.id.clone()),
        // Names in the locale files were tried before the script ran; what is left are
        // titles that the script brings itself.
        Offer::Said(text) if options.iter().any(|opt| opt.title.is_some()) => {
            let named = options.iter().map(|opt| {
                let mut names = option_names(catalog, slot, &opt.id);
                names.titles.extend(opt.title.clone());
                names
            });
            let choices = Choices::compile(named.collect());
            choices.pick(&Utterance::of(text)).map(String::from)
        }
        Offer::Said(_) | Offer::Skipped | Offer::Thing(_) => None,
    };
    meant.map(Value::Text).ok_or(None)
}

/// What an option is called in the locale files, in every language.
pub(in crate::flow) fn option_names(catalog: &Catalog, slot: &str, id: &str) -> matching::Choice {
    let key = format!("{slot}-{id}");
    let tags = catalog.tags().into_iter();
    matching::Choice {
        id: id.into(),
        titles: Vec::new(),
        also: tags.flat_map(|tag| catalog.phrases(tag, &key)).collect(),
    }
}
