//! `c.text(key)`, `c.text(key, #{ … })`: the words of a message, for a title, a template's
//! parameter or another message. Nothing is said, and nothing is written into the journal:
//! in another language the words are others.

use rhai::{ImmutableString, Map, Module};

use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::locale::text::strip_marks;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn("text", |call: Call<'_>, c: &mut Handle, key: &str| {
        placed(&call, text(c, key, &Map::new()))
    });
    module.set_native_fn(
        "text",
        |call: Call<'_>, c: &mut Handle, key: &str, args: Map| placed(&call, text(c, key, &args)),
    );
}

fn text(c: &Handle, key: &str, args: &Map) -> Verb<ImmutableString> {
    c.with(|run| Ok(strip_marks(&run.text(key, args)?).into()))
}
