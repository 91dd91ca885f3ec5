//! What a turn is given and never changes: who is spoken to, for whom, and when.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::domain::{Carry, Contact, Phone, Tenant, Timestamp, TurnId};
use crate::locale::{Arg, Args, Catalog, RenderFault, Style};

/// What the caller knows of the moment.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub tenant: &'a Tenant,
    pub contact: &'a Contact,
    pub turn: TurnId,
    pub style: &'a Style,
    /// How a conversation is taken up that was inside another version.
    pub carry: Carry,
}

/// The scene as verbs reach it, for as long as one turn.
pub(in crate::flow) struct Stage {
    pub catalog: Arc<Catalog>,
    pub style: Style,
    pub brand: String,
    pub region: String,
    pub locale_default: String,
    pub flags: BTreeMap<String, bool>,
    pub phone: Option<Phone>,
    pub name: Option<String>,
    pub turn: TurnId,
    pub now: Timestamp,
}

impl Stage {
    pub fn set(catalog: &Arc<Catalog>, scene: &Scene<'_>, now: Timestamp) -> Self {
        Self {
            catalog: catalog.clone(),
            style: scene.style.clone(),
            brand: scene.tenant.brand.clone(),
            region: scene.tenant.region.clone(),
            locale_default: scene.tenant.locale_default.clone(),
            flags: scene.tenant.switches.flags.clone(),
            phone: scene.contact.address.phone.clone(),
            name: scene.contact.profile_name.clone(),
            turn: scene.turn,
            now,
        }
    }

    /// Chat text of a message. Every message may name `$brand`.
    pub fn body(&self, tag: &str, key: &str, mut args: Args) -> Result<String, RenderFault> {
        args.entry("brand".into())
            .or_insert_with(|| Arg::Text(self.brand.clone()));
        self.catalog.body(tag, key, &args, &self.style, self.now)
    }

    /// A title or description.
    pub fn label(&self, tag: &str, key: &str, part: Option<&str>) -> Result<String, RenderFault> {
        let args = Args::new();
        self.catalog
            .label(tag, key, part, &args, &self.style, self.now)
    }
}
