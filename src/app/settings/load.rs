//! From the four sources to [`Settings`].

use std::collections::BTreeMap;

use super::reader::{Reader, Shown};
use super::source::{FileText, gather, tenant_names};
use super::{
    Flows, Locales, Log, Origin, Provider, SandboxKeys, Sending, Server, SettingFault, Shutdown,
    Sim, StorePlace, TenantSettings, Why,
};
use crate::domain::Tenant;

/// What the caller found in the world.
pub struct Given<'a> {
    pub file: Option<FileText>,
    pub env: BTreeMap<String, String>,
    /// Dotted key and value; `tenant.*.provider` means every tenant.
    pub flags: Vec<(String, String)>,
    /// Reads a file that holds one secret; the error is a short reason.
    pub read_file: &'a dyn Fn(&str) -> Result<String, String>,
}

#[derive(Debug, Clone)]
pub struct Settings {
    pub server: Server,
    pub store: StorePlace,
    pub flows: Flows,
    pub locales: Locales,
    pub send: Sending,
    pub log: Log,
    pub sim: Sim,
    pub shutdown: Shutdown,
    pub tenants: Vec<TenantSettings>,
    /// Every setting with its origin, secrets masked, in the order of reading.
    pub shown: Vec<Shown>,
    /// Worth a line each at the start: variables that have no effect.
    pub notices: Vec<String>,
}

/// Reads all settings.
///
/// # Errors
/// Everything that is wrong, at once.
pub fn load(given: &Given<'_>) -> Result<Settings, Vec<SettingFault>> {
    let mut gathered = gather(given.file.as_ref(), &given.env, &given.flags);
    let notices = std::mem::take(&mut gathered.notices);
    let mut from = Reader::new(gathered, &given.env, given.read_file);
    let tenants = tenant_names(from.keys());
    let settings = Settings {
        server: Server::read(&mut from),
        store: StorePlace::read(&mut from),
        flows: Flows::read(&mut from),
        locales: Locales::read(&mut from),
        send: Sending::read(&mut from),
        log: Log::read(&mut from),
        sim: Sim::read(&mut from),
        shutdown: Shutdown::read(&mut from),
        tenants: tenants
            .iter()
            .filter_map(|name| TenantSettings::read(&mut from, name))
            .collect(),
        shown: Vec::new(),
        notices,
    };
    from.refuse_the_rest();
    if from.faults.is_empty() {
        let shown = from.shown;
        Ok(Settings { shown, ..settings })
    } else {
        Err(from.faults)
    }
}

impl Settings {
    /// Where the setting with this key was written.
    #[must_use]
    pub fn origin(&self, key: &str) -> Option<&Origin> {
        let shown = self.shown.iter().find(|shown| shown.key == key);
        shown.map(|shown| &shown.origin)
    }

    /// Whether no tenant speaks to a real provider.
    #[must_use]
    pub fn sandbox_only(&self) -> bool {
        let mut tenants = self.tenants.iter();
        tenants.all(|tenant| tenant.provider == Provider::Sandbox)
    }

    /// The tenants, complete with credentials.
    ///
    /// # Errors
    /// Every credential that is missing, of every tenant; or a number that two tenants claim.
    pub fn tenants(&self, sandbox: &SandboxKeys) -> Result<Vec<Tenant>, Vec<SettingFault>> {
        let (mut tenants, mut faults) = (Vec::new(), Vec::new());
        for settings in &self.tenants {
            match settings.tenant(&self.send, sandbox) {
                Ok(tenant) => {
                    faults.extend(claimed_twice(&tenants, &tenant));
                    tenants.push(tenant);
                }
                Err(missing) => faults.extend(missing),
            }
        }
        if faults.is_empty() {
            Ok(tenants)
        } else {
            Err(faults)
        }
    }
}

/// A number belongs to one tenant: messages find their tenant by it.
fn claimed_twice(earlier: &[Tenant], tenant: &Tenant) -> Option<SettingFault> {
    let claims = |other: &&Tenant| {
        let mut numbers = other.numbers.iter();
        numbers.any(|number| tenant.numbers.iter().any(|mine| mine.id == number.id))
    };
    let other = earlier.iter().find(claims)?;
    let key = format!("tenant.{}.meta.phone_number_id", tenant.id);
    let why = Why::Ambiguous {
        other: format!("tenant {} has the same number, which", other.id),
    };
    Some(SettingFault::new(key, Origin::Default, why))
}
