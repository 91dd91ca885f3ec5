//! `c.say_contact(name, phone)`, `c.say_contact(#{ name, phones, company })`: sends a contact
//! card that she can save, call or write to.

use rhai::{Dynamic, Map, Module};

use super::say_once;
use crate::domain::{Card, OutboundBody, Phone};
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};
use crate::flow::host::options::known;
use crate::flow::host::run::Run;
use crate::locale::phone;

const FIELDS: &[&str] = &["name", "phones", "company"];

pub(super) fn register(module: &mut Module) {
    module.set_native_fn(
        "say_contact",
        |call: Call<'_>, c: &mut Handle, name: &str, phone: &str| {
            let phones: Dynamic = vec![Dynamic::from(phone.to_owned())].into();
            let card = [("name".into(), name.into()), ("phones".into(), phones)];
            placed(&call, say(c, &card.into_iter().collect()))
        },
    );
    module.set_native_fn(
        "say_contact",
        |call: Call<'_>, c: &mut Handle, card: Map| placed(&call, say(c, &card)),
    );
}

fn say(c: &Handle, given: &Map) -> Verb<()> {
    known("say_contact", given, FIELDS)?;
    say_once(c, "say_contact", |run| {
        let phones = given
            .get("phones")
            .and_then(|phones| phones.as_array_ref().ok());
        let phones = phones.ok_or_else(|| Stop::misuse("say_contact: `phones` is a list"))?;
        let phones = phones.iter().map(|phone| number(run, phone));
        let name = text(given, "name")?;
        Ok(OutboundBody::Card(Card {
            name: name.ok_or_else(|| Stop::misuse("say_contact: a card needs a `name`"))?,
            phones: phones.collect::<Result<_, _>>()?,
            company: text(given, "company")?,
        }))
    })
}

fn text(given: &Map, name: &str) -> Result<Option<String>, Stop> {
    let text = given.get(name).filter(|text| !text.is_unit());
    let text = text.map(|text| text.clone().into_string()).transpose();
    text.map_err(|kind| Stop::misuse(format!("say_contact: `{name}` is text, not {kind}")))
}

fn number(run: &Run, given: &Dynamic) -> Result<Phone, Stop> {
    let wrong = || Stop::misuse("say_contact: a number of `phones` is no telephone number");
    let text = given.as_immutable_string_ref().map_err(|_| wrong())?;
    phone::parse(&text, &run.stage.tenant.region).map_err(|_| wrong())
}
