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
