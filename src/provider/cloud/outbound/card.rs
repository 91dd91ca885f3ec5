//! A contact card (Meta, "Contacts messages"). The formatted name needs a part of it beside,
//! or the card is refused: the first name is the whole.

use serde::Serialize;

use crate::domain::{Card, Phone};

#[derive(Serialize)]
pub struct CardShape<'a> {
    name: Name<'a>,
    phones: Vec<PhoneShape<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    org: Option<Organization<'a>>,
}

#[derive(Serialize)]
struct Name<'a> {
    formatted_name: &'a str,
    first_name: &'a str,
}

/// With `wa_id` the card has a button that opens a chat.
#[derive(Serialize)]
struct PhoneShape<'a> {
    phone: &'a str,
    wa_id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
}

#[derive(Serialize)]
struct Organization<'a> {
    company: &'a str,
}

impl<'a> From<&'a Card> for CardShape<'a> {
    fn from(card: &'a Card) -> Self {
        let phone = |phone: &'a Phone| PhoneShape {
            phone: phone.e164(),
            wa_id: phone.wa_id(),
            kind: "WORK",
        };
        let company = card.company.as_deref();
        Self {
            name: Name {
                formatted_name: &card.name,
                first_name: &card.name,
            },
            phones: card.phones.iter().map(phone).collect(),
            org: company.map(|company| Organization { company }),
        }
    }
}
