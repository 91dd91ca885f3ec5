//! A business and what it has decided: numbers, credentials, switches, operations.

use std::collections::{BTreeMap, BTreeSet};

use secrecy::SecretString;

use super::{NumberId, Operation, Phone, SendPolicy, TenantId};

/// A tenant as configured. Built by `app`, shared read-only by everybody below it.
#[derive(Debug, Clone)]
pub struct Tenant {
    pub id: TenantId,
    /// The name customers know, `{ $brand }` in messages.
    pub brand: String,
    /// The same in the languages that spell it otherwise, by tag.
    pub brands: BTreeMap<String, String>,
    pub numbers: Vec<Number>,
    /// Language of last resort: `ar` or `en`.
    pub locale_default: String,
    /// Region for numbers that customers type: `SA`, `AE`, `EG`.
    pub region: String,
    /// `Asia/Riyadh`.
    pub time_zone: String,
    pub switches: Switches,
    pub send_policy: SendPolicy,
    pub operations: BTreeMap<String, Operation>,
    /// Where people answer, by the queue's name. One that is not listed is always open.
    pub queues: BTreeMap<String, Queue>,
    /// Approved templates, by name.
    pub templates: BTreeMap<String, TemplateSpec>,
    /// Numbers of the business's own people: `c.contact.staff`.
    pub staff: BTreeSet<Phone>,
}

/// Where people answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Queue {
    /// When they do, in the tenant's time zone; `None`: always.
    pub hours: Option<Hours>,
}

/// Opening hours of a week, Monday first: minutes since midnight, from and until.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hours {
    pub days: [Vec<(u16, u16)>; 7],
}

/// A template as approved: what it takes and how it reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateSpec {
    /// Names of the body's parameters, in the order of `{{1}}`, `{{2}}`.
    pub parameters: Vec<String>,
    /// By language tag: `ar`, `en`.
    pub languages: BTreeMap<String, TemplateText>,
    /// Payloads of the quick replies, in order: `order_update:track`.
    pub quick_replies: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplateText {
    /// WhatsApp's code: `ar`, `en_US`.
    pub code: String,
    /// The body as approved, with `{{1}}`.
    pub body: String,
}

impl Tenant {
    /// The brand as this language spells it.
    #[must_use]
    pub fn brand_in(&self, tag: &str) -> &str {
        self.brands.get(tag).unwrap_or(&self.brand)
    }

    /// What all of its numbers can show: a conversation may be answered from any of them.
    #[must_use]
    pub fn able(&self) -> Abilities {
        let able = self.numbers.iter().map(|number| number.able);
        able.fold(Abilities::default(), |all, one| Abilities {
            buttons: all.buttons && one.buttons,
            lists: all.lists && one.lists,
        })
    }
}

/// What an operator may turn at any time.
#[derive(Debug, Clone, Default)]
pub struct Switches {
    /// Off: turns run, messages are recorded as suppressed.
    pub send: bool,
    /// Not empty: only these numbers are written to.
    pub pilot: BTreeSet<Phone>,
    /// `c.flag(name)`.
    pub flags: BTreeMap<String, bool>,
}

impl Switches {
    /// Whether messages to this number leave the house.
    #[must_use]
    pub fn releases(&self, phone: Option<&Phone>) -> bool {
        self.send
            && (self.pilot.is_empty() || phone.is_some_and(|phone| self.pilot.contains(phone)))
    }
}

/// A business number and the account that sends from it.
#[derive(Debug, Clone)]
pub struct Number {
    pub id: NumberId,
    pub account: Account,
    pub able: Abilities,
}

/// What a channel can show beside text. What it cannot is written as numbered text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Abilities {
    /// Reply buttons, and the button that sends a place.
    pub buttons: bool,
    pub lists: bool,
}

impl Default for Abilities {
    fn default() -> Self {
        Self {
            buttons: true,
            lists: true,
        }
    }
}

#[derive(Debug, Clone)]
pub enum Account {
    Meta(MetaAccount),
}

/// Meta's Cloud API, or anything that speaks it (the sandbox does).
#[derive(Debug, Clone)]
pub struct MetaAccount {
    /// `https://graph.facebook.com`, or a stub; without a trailing slash.
    pub graph_url: String,
    /// `v25.0`.
    pub version: String,
    pub token: SecretString,
    /// The current secret first; a second one during rotation.
    pub app_secrets: Vec<SecretString>,
    pub verify_token: SecretString,
    /// WhatsApp business account id.
    pub waba: Option<String>,
}
