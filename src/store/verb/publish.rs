//! Versions of the flows: which one a tenant's conversations speak, the texts of each, and
//! who is inside which. A text lies once, however many versions share it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::domain::{
    Place, Publication, Session, Standpoint, StepPeople, TenantId, Texts, Timestamp,
};
use crate::seal::fingerprint;
use crate::store::books::whole;
use crate::store::committer::Verb;
use crate::store::draft::Draft;
use crate::store::record::{self, Bundle, BundleFile, BundleShelf, Kind, Stored, Text, key};
use crate::store::{Store, StoreFault};

/// Bundles of one tenant at once.
const BUNDLES_MAX: usize = 1000;

/// Who is inside which version.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inside {
    /// By bundle: conversations that stand in it, have set it aside or are to come back to it.
    pub people: BTreeMap<String, usize>,
    /// Where exactly. One conversation may be counted in several places.
    pub steps: Vec<StepPeople>,
}

impl Store {
    /// What the tenant has published; `None` before the first time.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn publication(&self, tenant: &TenantId) -> Result<Option<Publication>, StoreFault> {
        self.books().read(&key::publication(tenant))
    }

    /// The texts of a version; `None` when it is gone.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn bundle(&self, tenant: &TenantId, id: &str) -> Result<Option<Texts>, StoreFault> {
        let Some(bundle) = self.books().read::<Bundle>(&key::bundle(tenant, id))? else {
            return Ok(None);
        };
        let mut texts = Texts::default();
        for file in bundle.files {
            // forgotten while it was read
            let Some(Text(text)) = self.books().read(&key::text(tenant, &file.print))? else {
                return Ok(None);
            };
            let shelf = match file.shelf {
                BundleShelf::Flows => &mut texts.flows,
                BundleShelf::Locales => &mut texts.locales,
            };
            shelf.insert(file.path, text);
        }
        Ok(Some(texts))
    }

    /// Names of the versions that are kept, and since when.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn bundles(&self, tenant: &TenantId) -> Result<Vec<(String, Timestamp)>, StoreFault> {
        let found = self
            .books()
            .each(&[], &key::bundles_of(tenant), BUNDLES_MAX)?;
        let named = found
            .into_iter()
            .map(|(key, bundle): (_, Bundle)| (read_id(&key), bundle.kept));
        Ok(named.collect())
    }

    /// Makes `publication` the tenant's, with the texts of a version that is new to the
    /// books, all in one write. It must be made from the one that the books hold.
    ///
    /// # Errors
    /// `Stale` when somebody else published first; `Missing` when it names a version whose
    /// texts are not kept; `TooLarge` for a file above the limit of a record; `Damaged` when
    /// another version already bears the name. Nothing has changed then.
    pub async fn publish(
        &self,
        tenant: TenantId,
        publication: Publication,
        bundle: Option<(String, Texts)>,
        now: Timestamp,
    ) -> Result<(), StoreFault> {
        self.write(Verb::Publish, move |draft| {
            follows(draft, &tenant, &publication)?;
            if let Some((id, texts)) = bundle {
                keep(draft, &tenant, &id, texts, now)?;
            }
            for id in publication.needed() {
                if !draft.has(&key::bundle(&tenant, id))? {
                    let what = format!("the texts of version {id}");
                    return Err(StoreFault::Missing { what });
                }
            }
            draft.put(key::publication(&tenant), &publication)
        })
        .await
    }

    /// Forgets these versions, and the texts that no other one shares; `publication` is to
    /// be the tenant's from now on, as with [`Store::publish`].
    ///
    /// # Errors
    /// `Stale` when somebody published meanwhile. Nothing was forgotten then.
    pub async fn forget_bundles(
        &self,
        tenant: TenantId,
        publication: Publication,
        gone: BTreeSet<String>,
    ) -> Result<(), StoreFault> {
        self.write(Verb::Publish, move |draft| {
            follows(draft, &tenant, &publication)?;
            let known = draft
                .books
                .each(&[], &key::bundles_of(&tenant), BUNDLES_MAX)?;
            let (mut shared, mut files) = (BTreeSet::new(), BTreeSet::new());
            for (key, bundle) in known {
                let bundle: Bundle = bundle;
                let id = read_id(&key);
                let prints = bundle.files.iter().map(|file| file.print);
                if gone.contains(&id) && !publication.needed().contains(id.as_str()) {
                    files.extend(prints);
                    draft.remove(key)?;
                } else {
                    shared.extend(prints);
                }
            }
            for print in files.difference(&shared) {
                draft.remove(key::text(&tenant, print))?;
            }
            draft.put(key::publication(&tenant), &publication)
        })
        .await
    }

    /// Counts who is inside which version. Reads every conversation of the tenant.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn inside(&self, tenant: &TenantId) -> Result<Inside, StoreFault> {
        self.standing()?;
        let mut count = Count::default();
        let mut fault = None;
        self.books()
            .scan(&[], &Kind::Conversation.prefix(), &mut |key, value| {
                match self.session_of(tenant, key, value.clone()) {
                    Ok(Some(session)) => count.add(&session),
                    Ok(None) => {}
                    Err(found) => {
                        fault = Some(found);
                        return ControlFlow::Break(());
                    }
                }
                ControlFlow::Continue(())
            })?;
        fault.map_or_else(|| Ok(count.finish()), Err)
    }

    fn session_of(
        &self,
        tenant: &TenantId,
        key: &[u8],
        value: crate::store::disk::Value,
    ) -> Result<Option<Session>, StoreFault> {
        let bytes = whole(self.books(), key, value)?;
        let stored: Stored = record::open(&bytes).map_err(|flaw| flaw.at(key))?;
        if stored.tenant != *tenant || stored.merged_into.is_some() {
            return Ok(None);
        }
        let session = record::decode(&stored.session).map_err(|flaw| flaw.at(key))?;
        Ok(Some(session))
    }
}

/// Whether the publication was made from the one that the books hold.
fn follows(
    draft: &Draft<'_>,
    tenant: &TenantId,
    publication: &Publication,
) -> Result<(), StoreFault> {
    let before: Option<Publication> = draft.get(&key::publication(tenant))?;
    let revision = before.map_or(0, |before| before.revision);
    if publication.revision == revision + 1 {
        Ok(())
    } else {
        Err(StoreFault::Stale)
    }
}

/// The id in a bundle's key.
fn read_id(key: &[u8]) -> String {
    String::from_utf8_lossy(key.get(17..).unwrap_or_default()).into_owned()
}

fn keep(
    draft: &mut Draft<'_>,
    tenant: &TenantId,
    id: &str,
    texts: Texts,
    now: Timestamp,
) -> Result<(), StoreFault> {
    let flows = texts
        .flows
        .into_iter()
        .map(|file| (BundleShelf::Flows, file));
    let locales = texts.locales.into_iter();
    let locales = locales.map(|file| (BundleShelf::Locales, file));
    let mut files = Vec::new();
    for (shelf, (path, text)) in flows.chain(locales) {
        let print = fingerprint(&[text.as_bytes()]);
        let key = key::text(tenant, &print);
        if !draft.has(&key)? {
            draft.put(key, &Text(text))?;
        }
        files.push(BundleFile { shelf, path, print });
    }
    let key = key::bundle(tenant, id);
    match draft.get::<Bundle>(&key)? {
        Some(known) if known.files == files => Ok(()),
        // its name is a short hash: whoever is inside must not find other texts under it
        Some(_) => Err(StoreFault::Damaged {
            place: format!("bundle {id}"),
            what: "another version bears this name".into(),
        }),
        None => draft.put(key, &Bundle { kept: now, files }),
    }
}

#[derive(Default)]
struct Count {
    people: BTreeMap<String, usize>,
    steps: BTreeMap<(String, String, String), Standpoint>,
}

impl Count {
    fn add(&mut self, session: &Session) {
        let mut bundles = BTreeSet::new();
        if let Some(place) = &session.place {
            bundles.insert(&place.bundle);
            self.at(place).now += 1;
        }
        for paused in &session.paused {
            bundles.insert(&paused.place.bundle);
            self.at(&paused.place).aside += 1;
        }
        for reminder in session.reminders.values() {
            bundles.insert(&reminder.bundle);
            self.step(&reminder.bundle, &reminder.flow, &reminder.step)
                .later += 1;
        }
        let asked_in = session
            .handoff
            .as_ref()
            .and_then(|open| open.place.as_ref());
        if let Some(place) = asked_in {
            bundles.insert(&place.bundle);
            self.at(place).later += 1;
        }
        for bundle in bundles {
            *self.people.entry(bundle.clone()).or_default() += 1;
        }
    }

    fn at(&mut self, place: &Place) -> &mut Standpoint {
        self.step(&place.bundle, &place.flow, &place.step)
    }

    fn step(&mut self, bundle: &str, flow: &str, step: &str) -> &mut Standpoint {
        let place = (bundle.to_owned(), flow.to_owned(), step.to_owned());
        self.steps.entry(place).or_default()
    }

    fn finish(self) -> Inside {
        let steps = self.steps.into_iter();
        let steps = steps.map(|((bundle, flow, step), people)| StepPeople {
            bundle,
            flow,
            step,
            people,
        });
        Inside {
            people: self.people,
            steps: steps.collect(),
        }
    }
}
