//! A tenant as configured, and the [`Tenant`] that the rooms below work with.

use std::collections::{BTreeMap, BTreeSet};

use secrecy::SecretString;

use crate::domain::{
    Account, MetaAccount, Number, NumberId, Operation, Phone, Queue, SendPolicy, Switches,
    TemplateSpec, Tenant, TenantId,
};

use super::parse::{Setting, WebAddress, words};
use super::reader::Reader;
use super::{Origin, Sending, SettingFault, Why};

mod hours;
mod operation;
mod template;

use hours::OpeningHours;

const GRAPH_URL: &str = "https://graph.facebook.com";
const GRAPH_VERSION: &str = "v25.0";
/// The number of the sandbox where none is set.
const SANDBOX_NUMBER: &str = "100000000000001";

/// Who carries the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provider {
    /// Meta's Cloud API.
    Meta,
    /// The phone in the browser: no account, no network.
    Sandbox,
}

impl Setting for Provider {
    const ALLOWED: &'static str =
        "in this version: use meta, or sandbox for a phone in the browser";

    fn read(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "meta" | "cloud" | "whatsapp" => Some(Self::Meta),
            "sandbox" => Some(Self::Sandbox),
            _ => None,
        }
    }

    fn show(&self) -> String {
        match self {
            Self::Meta => "meta",
            Self::Sandbox => "sandbox",
        }
        .into()
    }
}

/// The tenant's taste in writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Language {
    pub bidi: Bidi,
    pub digits: Digits,
    /// Dates are also given in the Umm al-Qura calendar.
    pub hijri: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bidi {
    Isolates,
    Marks,
    Off,
}

words!(Bidi, "isolates, marks or off",
    "isolates" => Bidi::Isolates, "marks" => Bidi::Marks, "off" => Bidi::Off);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    Latin,
    Native,
}

words!(Digits, "latin or native",
    "latin" => Digits::Latin, "native" => Digits::Native);

/// The shop that ships with the program.
const BRAND: &str = "متجر حوار";
const BRAND_EN: &str = "Hiwar Store";

#[derive(Debug, Clone)]
pub struct TenantSettings {
    pub id: TenantId,
    pub brand: String,
    /// `brand_ar`, `brand_en`: where a language spells it otherwise.
    pub brands: BTreeMap<String, String>,
    pub provider: Provider,
    pub locale: String,
    pub region: String,
    pub time_zone: String,
    pub language: Language,
    pub flags: BTreeMap<String, bool>,
    pub operations: BTreeMap<String, Operation>,
    pub queues: BTreeMap<String, Queue>,
    pub templates: BTreeMap<String, TemplateSpec>,
    pub staff: BTreeSet<Phone>,
    meta: MetaSettings,
}

#[derive(Debug, Clone)]
struct MetaSettings {
    phone_number_id: Option<String>,
    access_token: Option<SecretString>,
    app_secret: Option<SecretString>,
    app_secret_previous: Option<SecretString>,
    verify_token: Option<SecretString>,
    waba_id: Option<String>,
    graph_url: Option<String>,
    version: String,
}

/// What the sandbox signs and expects: made at start from chance, known to nobody else.
#[derive(Debug, Clone)]
pub struct SandboxKeys {
    /// Where the sandbox plays Meta: `http://127.0.0.1:8080/sandbox`.
    pub graph_url: String,
    pub access_token: SecretString,
    pub app_secret: SecretString,
    pub verify_token: SecretString,
}

impl TenantSettings {
    /// `None` when the name itself is wrong; the fault is noted.
    pub(super) fn read(from: &mut Reader<'_>, name: &str) -> Option<Self> {
        let key = |rest: &str| format!("tenant.{name}.{rest}");
        let id = match TenantId::parse(name) {
            Ok(id) => id,
            Err(fault) => {
                let why = Why::Invalid {
                    value: Some(name.into()),
                    allowed: format!("a tenant's name: {}", fault.expected),
                };
                from.fault(&key("…"), Origin::Default, why);
                return None;
            }
        };
        let named = from.optional::<String>(&key("brand"));
        Some(Self {
            brands: read_brands(from, name, named.is_none()),
            brand: named.unwrap_or_else(|| BRAND.to_owned()),
            provider: from.or(&key("provider"), Provider::Meta),
            locale: from.checked(&key("locale"), "ar".to_owned(), "ar or en", |tag| {
                matches!(tag.as_str(), "ar" | "en")
            }),
            region: from.checked(
                &key("region"),
                "SA".to_owned(),
                "a country in two capital letters, such as SA, AE or EG",
                |code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()),
            ),
            time_zone: from.checked(
                &key("time_zone"),
                "Asia/Riyadh".to_owned(),
                "a time zone such as Asia/Riyadh",
                |name| jiff::tz::TimeZone::get(name).is_ok(),
            ),
            language: Language {
                bidi: from.or(&key("bidi"), Bidi::Isolates),
                digits: from.or(&key("digits"), Digits::Latin),
                hijri: from.or(&key("hijri"), false),
            },
            meta: MetaSettings::read(from, name),
            flags: read_flags(from, name),
            operations: operation::read(from, name),
            queues: read_queues(from, name),
            templates: template::read(from, name),
            staff: from.or(&key("staff"), BTreeSet::new()),
            id,
        })
    }

    /// The tenant itself.
    ///
    /// # Errors
    /// One fault for each credential that the provider needs and nobody set.
    pub fn tenant(
        &self,
        sending: &Sending,
        sandbox: &SandboxKeys,
    ) -> Result<Tenant, Vec<SettingFault>> {
        let (number, account) = match self.provider {
            Provider::Meta => self.meta_account()?,
            Provider::Sandbox => self.sandbox_account(sandbox),
        };
        Ok(Tenant {
            numbers: vec![Number {
                id: NumberId::new(number),
                account: Account::Meta(account),
                able: crate::domain::Abilities::default(),
            }],
            switches: Switches {
                send: sending.enabled,
                pilot: sending.pilot.clone(),
                flags: self.flags.clone(),
            },
            send_policy: SendPolicy {
                unknown_wait: sending.unknown_wait,
                timeout: sending.timeout,
            },
            ..self.rehearsed()
        })
    }

    /// The tenant without an account: for a rehearsal, which sends nothing.
    #[must_use]
    pub fn rehearsed(&self) -> Tenant {
        Tenant {
            id: self.id.clone(),
            brand: self.brand.clone(),
            numbers: Vec::new(),
            locale_default: self.locale.clone(),
            region: self.region.clone(),
            time_zone: self.time_zone.clone(),
            switches: Switches {
                flags: self.flags.clone(),
                ..Switches::default()
            },
            send_policy: SendPolicy::default(),
            operations: self.operations.clone(),
            brands: self.brands.clone(),
            queues: self.queues.clone(),
            templates: self.templates.clone(),
            staff: self.staff.clone(),
        }
    }

    fn meta_account(&self) -> Result<(String, MetaAccount), Vec<SettingFault>> {
        let meta = &self.meta;
        let (Some(number), Some(token), Some(secret), Some(verify_token)) = (
            &meta.phone_number_id,
            &meta.access_token,
            &meta.app_secret,
            &meta.verify_token,
        ) else {
            return Err(self.missing());
        };
        let account = MetaAccount {
            graph_url: meta.graph_url.clone().unwrap_or_else(|| GRAPH_URL.into()),
            version: meta.version.clone(),
            token: token.clone(),
            app_secrets: std::iter::once(secret.clone())
                .chain(meta.app_secret_previous.clone())
                .collect(),
            verify_token: verify_token.clone(),
            waba: meta.waba_id.clone(),
        };
        Ok((number.clone(), account))
    }

    fn missing(&self) -> Vec<SettingFault> {
        let meta = &self.meta;
        let needed = [
            (
                meta.phone_number_id.is_none(),
                "phone_number_id",
                "WHATSAPP_PHONE_ID",
            ),
            (
                meta.access_token.is_none(),
                "access_token",
                "WHATSAPP_TOKEN",
            ),
            (meta.app_secret.is_none(), "app_secret", "META_APP_SECRET"),
            (
                meta.verify_token.is_none(),
                "verify_token",
                "WHATSAPP_VERIFY_TOKEN",
            ),
        ];
        let absent = needed.iter().filter(|(absent, ..)| *absent);
        absent
            .map(|(_, name, variable)| {
                let key = format!("tenant.{}.meta.{name}", self.id);
                let own = format!("HIWAR_{}", key.replace('.', "__").to_ascii_uppercase());
                let set = if self.id.as_str() == "default" {
                    format!("set {variable} or {own}; to try without an account run `hiwar dev`")
                } else {
                    format!("set it in the settings file or {own}")
                };
                SettingFault::new(key, Origin::Default, Why::Missing { set })
            })
            .collect()
    }

    fn sandbox_account(&self, keys: &SandboxKeys) -> (String, MetaAccount) {
        let meta = &self.meta;
        let number = meta
            .phone_number_id
            .clone()
            .unwrap_or_else(|| SANDBOX_NUMBER.into());
        let account = MetaAccount {
            graph_url: keys.graph_url.clone(),
            version: meta.version.clone(),
            token: keys.access_token.clone(),
            app_secrets: vec![keys.app_secret.clone()],
            verify_token: keys.verify_token.clone(),
            waba: None,
        };
        (number, account)
    }
}

impl MetaSettings {
    fn read(from: &mut Reader<'_>, tenant: &str) -> Self {
        let key = |rest: &str| format!("tenant.{tenant}.meta.{rest}");
        // Accepted, because every page of Meta's shows it beside the others; nothing needs it.
        from.optional::<String>(&key("app_id"));
        let id = "an id as Meta's app page shows it";
        Self {
            phone_number_id: from.optional_checked(&key("phone_number_id"), id, is_id),
            access_token: from.secret(&key("access_token")),
            app_secret: from.secret(&key("app_secret")),
            app_secret_previous: from.secret(&key("app_secret_previous")),
            verify_token: from.secret(&key("verify_token")),
            waba_id: from.optional_checked(&key("waba_id"), id, is_id),
            graph_url: from.optional(&key("graph_url")).map(|WebAddress(url)| url),
            version: from.checked(
                &key("version"),
                GRAPH_VERSION.to_owned(),
                "a version of the Graph API such as v25.0",
                |text| {
                    text.strip_prefix('v')
                        .and_then(|rest| rest.split_once('.'))
                        .is_some_and(|(major, minor)| {
                            major.parse::<u16>().is_ok() && minor.parse::<u16>().is_ok()
                        })
                },
            ),
        }
    }
}

/// Ids stand in paths of addresses.
fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

/// `flags.<name> = true`: what `c.flag(name)` answers.
fn read_flags(from: &mut Reader<'_>, tenant: &str) -> BTreeMap<String, bool> {
    let prefix = format!("tenant.{tenant}.flags.");
    from.below(&prefix)
        .into_iter()
        .map(|name| {
            let value = from.or(&format!("{prefix}{name}"), false);
            (name, value)
        })
        .collect()
}

/// A shop that has not said its name is ours, and ours has two spellings.
fn read_brands(from: &mut Reader<'_>, tenant: &str, nameless: bool) -> BTreeMap<String, String> {
    let own = [("ar", BRAND), ("en", BRAND_EN)];
    let spelt = own.into_iter().filter_map(|(tag, ours)| {
        let given = from.optional(&format!("tenant.{tenant}.brand_{tag}"));
        let brand = given.or_else(|| nameless.then(|| ours.to_owned()))?;
        Some((tag.to_owned(), brand))
    });
    spelt.collect()
}

/// `queue.<name>.hours`: when people answer there.
fn read_queues(from: &mut Reader<'_>, tenant: &str) -> BTreeMap<String, Queue> {
    let prefix = format!("tenant.{tenant}.queue.");
    let names = from.below(&prefix);
    names
        .iter()
        .filter_map(|rest| rest.strip_suffix(".hours"))
        .map(|name| {
            let key = format!("{prefix}{name}.hours");
            let OpeningHours { hours, .. } = from.or(&key, OpeningHours::always());
            (name.to_owned(), Queue { hours })
        })
        .collect()
}
