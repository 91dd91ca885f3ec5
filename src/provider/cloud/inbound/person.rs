//! Who wrote. A sender may be named by phone, by a business-scoped user id, by both, or
//! only in the contacts beside the message; either kind of id has been seen under either
//! key (Meta, "Business-scoped user IDs").

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::domain::{Address, Bsuid, Phone};
use crate::provider::cloud::loose::{Loose, part};

/// A customer's name is kept up to this many characters.
const NAME_CHARACTERS_MAX: usize = 64;

/// One of `value.contacts`.
pub struct Contact {
    pub address: Address,
    pub name: Option<String>,
}

#[derive(Deserialize)]
struct ContactShape<'a> {
    #[serde(borrow, default)]
    wa_id: Loose<'a>,
    #[serde(borrow, default)]
    user_id: Loose<'a>,
    #[serde(borrow, default)]
    parent_user_id: Loose<'a>,
    #[serde(borrow)]
    profile: Option<Profile<'a>>,
}

#[derive(Deserialize)]
struct Profile<'a> {
    #[serde(borrow, default)]
    name: Loose<'a>,
}

pub fn contacts(list: Option<&[&RawValue]>) -> Vec<Contact> {
    let shapes = list.unwrap_or_default().iter();
    let shapes = shapes.filter_map(|raw| part::<ContactShape>(Some(raw)));
    let contacts = shapes.map(|shape| Contact {
        address: address(&[&shape.wa_id, &shape.user_id, &shape.parent_user_id]),
        name: shape
            .profile
            .and_then(|profile| shown_name(profile.name.text()?)),
    });
    contacts.collect()
}

/// The aliases in these texts, each known by its form and not by its key.
pub fn address(texts: &[&Loose]) -> Address {
    let mut address = Address::default();
    for text in texts.iter().filter_map(|text| text.text()) {
        if let Some(phone) = Phone::from_provider(text) {
            address.phone.get_or_insert(phone);
        } else if let Some(id) = Bsuid::parse(text) {
            let is_parent = id.as_str()[2..].starts_with(".ENT.");
            let place = if is_parent {
                &mut address.parent
            } else {
                &mut address.bsuid
            };
            place.get_or_insert(id);
        }
    }
    address
}

/// Completes a sender from the contact that shares an alias with her; one who is not named
/// at all is the only contact there is. Returns that contact.
pub fn recognise<'a>(sender: &mut Address, contacts: &'a [Contact]) -> Option<&'a Contact> {
    let contact = match contacts {
        [only] if sender.is_empty() => only,
        _ => contacts
            .iter()
            .find(|contact| shares_alias(&contact.address, sender))?,
    };
    let known = contact.address.clone();
    sender.phone = sender.phone.take().or(known.phone);
    sender.bsuid = sender.bsuid.take().or(known.bsuid);
    sender.parent = sender.parent.take().or(known.parent);
    Some(contact)
}

fn shares_alias(left: &Address, right: &Address) -> bool {
    (left.phone.is_some() && left.phone == right.phone)
        || (left.bsuid.is_some() && left.bsuid == right.bsuid)
        || (left.parent.is_some() && left.parent == right.parent)
}

/// A name as it may stand in a sentence of ours: on one line, without control characters
/// or marks that turn the direction of what follows, and not without end.
fn shown_name(text: &str) -> Option<String> {
    let shown = text.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            None
        }
        c if c.is_control() => None,
        c => Some(c),
    });
    let shown: String = shown
        .skip_while(|c| *c == ' ')
        .take(NAME_CHARACTERS_MAX)
        .collect();
    let shown = shown.trim();
    (!shown.is_empty()).then(|| shown.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_turn_the_line_it_stands_in() {
        for (name, shown) in [
            ("Salma", Some("Salma")),
            ("  سلمى\n ", Some("سلمى")),
            ("\u{202e}gnp.exe\u{2066}\u{61c}", Some("gnp.exe")),
            ("a\tb\0c\u{7}\u{9b}", Some("a bc")),
            ("\u{200f}\u{2069} ", None),
            ("", None),
        ] {
            assert_eq!(shown_name(name).as_deref(), shown, "{name:?}");
        }
        let long = shown_name(&"ن".repeat(65_536)).expect("a name");
        assert_eq!(long.chars().count(), NAME_CHARACTERS_MAX);
    }
}
