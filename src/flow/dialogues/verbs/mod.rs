//! The verbs of the host, each played in both languages.

mod choose;
mod known;
mod review;
mod said;
mod things;

use super::world::{World, play_in, script_with};
use crate::domain::Session;
use crate::flow::Script;
use std::sync::Arc;

const HEAD: &str = "flow(#{ id: \"test\", triggers: [phrases(\"go\")], slots: #{
    item: slot(\"id\"), photo: slot(\"media\"), note: slot(\"text\"), place: slot(\"location\"),
} });\n";
const MESSAGES: &str = "
go = go now, هيا بنا
q-item = Which item?
item-shoe = Shoe
item-shirt = Shirt
item-label = Item
q-photo = A photo?
q-place = Where?
q-card = Who?
q-note = A note?
note-label = Note
under = Photo of { $what }
look-over = Please check:
said = Got { $what }.
opens = We open { $opens }.
";

fn flow(steps: &str) -> Arc<Script> {
    script_with(&format!("{HEAD}{steps}"), MESSAGES)
}

fn play(steps: &str, table: &str) -> World {
    play_in(World::new(flow(steps)), table)
}

fn slots(world: &World) -> &Session {
    &world.rehearsal.session
}

const FORM: &str = "
fn start(c) { return c.to(\"form\"); }
fn form(c) {
    c.choose(\"item\", \"q-item\", [opt(\"shoe\"), opt(\"shirt\")]);
    c.ask(\"photo\", \"q-photo\", #{ kind: media(\"image\"), tries: 2, on_fail: \"lost\" });
    c.ask(\"note\", \"q-note\", #{ kind: text(50), skip: \"skip-word\" });
    return switch c.review(\"look-over\", [\"item\", \"photo\", \"note\", \"place\"]) {
        \"yes\"  => { c.say_raw(`${c.slots.item} ${c.slots.note == ()} ${c.slots.photo.id}`); c.done(\"yes\") },
        \"stop\" => { c.say_raw(\"stopped\"); c.done(\"stop\") },
        _      => c.again(5, \"lost\"),
    };
}
fn lost(c) { c.say_raw(\"lost\"); return c.done(\"lost\"); }
";
