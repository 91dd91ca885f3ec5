//! `c.contact`: `#{ phone, name, staff }`; phone and name are `()` where WhatsApp did not
//! tell, `staff` is whether the number is one of the business's own people.

use rhai::{Dynamic, Module};

use crate::domain::{JournalKind, Phone, Value};
use crate::flow::host::handle::{Call, Handle, Verb, placed};
use crate::flow::value::from_value;

pub(super) fn register(module: &mut Module) {
    module.set_getter_fn("contact", |call: Call<'_>, c: &mut Handle| {
        placed(&call, contact(c))
    });
}

fn contact(c: &Handle) -> Verb<Dynamic> {
    c.with(|run| {
        let contact = run.read_once(JournalKind::Read, "contact", |run| {
            let phone = run.stage.phone.as_ref().map(Phone::e164);
            let name = run.stage.name.as_deref();
            let text = |text: Option<&str>| text.map_or(Value::Null, Value::from);
            let fields = [
                ("phone".to_owned(), text(phone)),
                ("name".to_owned(), text(name)),
                ("staff".to_owned(), Value::Bool(run.stage.is_staff())),
            ];
            Value::Map(fields.into())
        })?;
        Ok(from_value(&contact))
    })
}
