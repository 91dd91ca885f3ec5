//! What a turn is given and never changes: who is spoken to, for whom, and when.

use std::sync::Arc;

use crate::domain::{Carry, Contact, ContactId, Phone, Tenant, Timestamp, TurnId};
use crate::flow::words;
use crate::locale::{Arg, Args, Catalog, RenderFault, Style};

/// What the caller knows of the moment.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    pub tenant: &'a Arc<Tenant>,
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
    pub tenant: Arc<Tenant>,
    pub locale_default: String,
    pub contact: ContactId,
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
            tenant: scene.tenant.clone(),
            locale_default: scene.tenant.locale_default.clone(),
            contact: scene.contact.id,
            phone: scene.contact.address.phone.clone(),
            name: scene.contact.profile_name.clone(),
            turn: scene.turn,
            now,
        }
    }

    /// Whether she is one of the business's own people.
    pub fn is_staff(&self) -> bool {
        let phone = self.phone.as_ref();
        phone.is_some_and(|phone| self.tenant.staff.contains(phone))
    }

    /// Chat text of a message. Every message may name `$brand`.
    pub fn body(&self, tag: &str, key: &str, args: Args) -> Result<String, RenderFault> {
        let args = self.with_brand(tag, args);
        self.catalog.body(tag, key, &args, &self.style, self.now)
    }

    /// A title or description.
    pub fn label(&self, tag: &str, key: &str, part: Option<&str>) -> Result<String, RenderFault> {
        self.part(tag, key, part, Args::new())
    }

    /// A message's attribute with variables in it.
    pub fn part(
        &self,
        tag: &str,
        key: &str,
        part: Option<&str>,
        args: Args,
    ) -> Result<String, RenderFault> {
        let args = self.with_brand(tag, args);
        self.catalog
            .label(tag, key, part, &args, &self.style, self.now)
    }

    /// What stands above a page of options: its first and last place, of how many.
    pub fn page_title(&self, tag: &str, places: [usize; 3]) -> String {
        let number = |n: usize| Arg::Int(i64::try_from(n).unwrap_or(0));
        let [from, until, count] = places.map(number);
        let args = [("from", from), ("until", until), ("count", count)];
        let args = args.map(|(name, place)| (name.to_owned(), place)).into();
        let (style, now) = (&self.style, self.now);
        let title = self
            .catalog
            .label(tag, words::PAGE_TITLE, None, &args, style, now);
        title.unwrap_or_default()
    }

    fn with_brand(&self, tag: &str, mut args: Args) -> Args {
        args.entry("brand".into())
            .or_insert_with(|| Arg::Text(self.tenant.brand_in(tag).into()));
        args
    }
}
