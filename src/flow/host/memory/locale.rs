//! `c.locale`: the tag of the language she is answered in, `ar` or `en`. `c.locale = "en"`
//! is her own choice of one: what she happens to write does not change it.

use rhai::{Dynamic, Module};

use crate::domain::{JournalKind, LanguageSource};
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};
use crate::flow::value::from_value;
use crate::locale::memory;

pub(super) fn register(module: &mut Module) {
    module.set_getter_fn("locale", |call: Call<'_>, c: &mut Handle| {
        placed(&call, locale(c))
    });
    module.set_setter_fn("locale", |call: Call<'_>, c: &mut Handle, tag: Dynamic| {
        placed(&call, choose(c, tag))
    });
}

fn locale(c: &Handle) -> Verb<Dynamic> {
    c.with(|run| {
        let tag = run.read_once(JournalKind::Read, "locale", |run| run.tag().into())?;
        Ok(from_value(&tag))
    })
}

fn choose(c: &Handle, tag: Dynamic) -> Verb<()> {
    let tag = tag
        .into_string()
        .map_err(|kind| Stop::misuse(format!("set `c.locale` to a {kind}; it is text")))?;
    c.with(|run| {
        let tags = run.stage.catalog.tags();
        if !tags.contains(&tag.as_str()) {
            let known = tags.join(", ");
            let what = format!("speak `{tag}`; the locale files have {known}");
            return Err(Stop::misuse(what));
        }
        run.once(JournalKind::Effect, "locale", |run| {
            let chosen = memory::choose(&tag, LanguageSource::Explicit, run.stage.now);
            run.draft.session.language = Some(chosen);
            Ok(())
        })
    })
}
