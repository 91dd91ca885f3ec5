//! Publishing: checked first, reported, written in one piece, then laid out for everybody.
//! What is refused has changed nothing.

use std::collections::BTreeSet;
use std::sync::Arc;

use tokio::sync::Mutex;

use crate::actor::script_pool::{Panicked, Place, ScriptPool};
use crate::domain::{
    CanaryLimits, Clock, Finding, Policy, Publication, Report, RolloutFault, Tenant, Texts,
    Versions,
};
use crate::flow::{self, Sources};
use crate::store::{Inside, Store, StoreFault};

use super::edition::{Edition, Editions};
use super::report;
use super::shelf::{Shelf, load};

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PressFault {
    /// The check found errors, or the version does not compile.
    #[error("publish: the check found errors")]
    Refused(Vec<Finding>),
    #[error(transparent)]
    Rollout(#[from] RolloutFault),
    #[error("find the texts of version {0}: they are not kept")]
    Gone(String),
    #[error("use version {bundle}: {why}")]
    Unusable { bundle: String, why: String },
    #[error(transparent)]
    Store(#[from] StoreFault),
    #[error(transparent)]
    Panicked(#[from] Panicked),
}

/// How a version is to be published.
#[derive(Debug, Clone, Copy, Default)]
pub struct Offer {
    /// `None`: everybody follows at once, wherever they stand.
    pub policy: Option<Policy>,
    /// Only for this share of new conversations.
    pub canary: Option<(u8, CanaryLimits)>,
    pub dry_run: bool,
}

/// One tenant's press. Clones share it.
#[derive(Clone)]
pub struct Press(Arc<Inner>);

struct Inner {
    tenant: Arc<Tenant>,
    store: Store,
    editions: Arc<Editions>,
    scripts: ScriptPool,
    clock: Clock,
    /// Absent where no house runs.
    shelf: Option<Arc<Shelf>>,
    /// One thing is published at a time.
    turn: Mutex<()>,
}

impl Press {
    #[must_use]
    pub fn new(
        tenant: Arc<Tenant>,
        store: Store,
        editions: Arc<Editions>,
        scripts: ScriptPool,
        clock: Clock,
        shelf: Option<Arc<Shelf>>,
    ) -> Self {
        Self(Arc::new(Inner {
            tenant,
            store,
            editions,
            scripts,
            clock,
            shelf,
            turn: Mutex::default(),
        }))
    }

    /// Checks a version, says what it means for the people inside, and publishes it.
    ///
    /// # Errors
    /// Why it was refused; nothing has changed then.
    pub async fn publish(&self, texts: Texts, offer: Offer) -> Result<Report, PressFault> {
        let _turn = self.0.turn.lock().await;
        let (edition, findings) = self.check(texts.clone()).await?;
        let before = self.0.store.publication(&self.0.tenant.id)?;
        let mut report = self.report(before.as_ref(), &edition, offer).await?;
        report.findings = findings;
        let same = report.current.as_deref() == Some(edition.bundle());
        if offer.dry_run || same {
            return Ok(report);
        }
        let (bundle, now) = (edition.bundle(), self.0.clock.now());
        let next = match (&before, offer.canary) {
            (None, _) => Publication::first(bundle, now),
            (Some(before), None) => before.publish(bundle, offer.policy, now)?,
            (Some(before), Some((percent, limits))) => {
                before.start_canary(bundle, percent, limits, now)?
            }
        };
        let kept = Some((bundle.to_owned(), texts));
        self.put(next, kept).await?;
        report.forgotten = self.forget_now().await?;
        Ok(report)
    }

    /// Goes back to an earlier version: the one named, or the last.
    ///
    /// # Errors
    /// When there is none; nothing has changed then.
    pub async fn roll_back(
        &self,
        to: Option<&str>,
        policy: Policy,
        dry_run: bool,
    ) -> Result<Report, PressFault> {
        let _turn = self.0.turn.lock().await;
        let before = self.publication()?;
        let next = before.roll_back(to, policy, self.0.clock.now())?;
        let edition = self.edition(&next.current).await?;
        let offer = Offer {
            policy: Some(policy),
            canary: None,
            dry_run,
        };
        let mut report = self.report(Some(&before), &edition, offer).await?;
        if !dry_run {
            self.put(next, None).await?;
            report.forgotten = self.forget_now().await?;
        }
        Ok(report)
    }

    /// Gives the running canary another share.
    ///
    /// # Errors
    /// When none is running.
    pub async fn share_canary(&self, percent: u8) -> Result<(), PressFault> {
        let _turn = self.0.turn.lock().await;
        let before = self.publication()?;
        let canary = before.canary.as_ref().ok_or(RolloutFault::NoCanary)?;
        let (bundle, limits) = (&canary.bundle, canary.limits);
        let next = before.start_canary(bundle, percent, limits, self.0.clock.now())?;
        self.put(next, None).await
    }

    /// Ends the canary; `failed` says why when its limits do.
    ///
    /// # Errors
    /// When none is running.
    pub async fn stop_canary(
        &self,
        policy: Policy,
        failed: Option<&str>,
    ) -> Result<(), PressFault> {
        let _turn = self.0.turn.lock().await;
        let next = self.publication()?;
        let next = next.stop_canary(policy, failed, self.0.clock.now())?;
        self.put(next, None).await
    }

    /// Makes the canary the current version.
    ///
    /// # Errors
    /// When none is running.
    pub async fn promote_canary(&self, policy: Policy) -> Result<(), PressFault> {
        let _turn = self.0.turn.lock().await;
        let next = self.publication()?.promote(policy, self.0.clock.now())?;
        self.put(next, None).await
    }

    /// Forgets versions that nobody is inside and nobody may want back.
    ///
    /// # Errors
    /// When the store could not; it is tried again.
    pub async fn forget(&self) -> Result<Vec<String>, PressFault> {
        let _turn = self.0.turn.lock().await;
        self.forget_now().await
    }

    /// Ends a canary that fails too much. Returns why.
    ///
    /// # Errors
    /// When that could not be written; it is tried again.
    pub async fn judge_canary(&self) -> Result<Option<String>, PressFault> {
        let Some(why) = self.0.shelf.as_ref().and_then(|shelf| shelf.failing()) else {
            return Ok(None);
        };
        self.stop_canary(Policy::Finish, Some(&why)).await?;
        Ok(Some(why))
    }

    /// Every version that is kept, and who is inside.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn versions(&self) -> Result<Versions, PressFault> {
        let Some(publication) = self.0.store.publication(&self.0.tenant.id)? else {
            return Ok(Versions::default());
        };
        let inside = self.inside().await?;
        let kept = self.0.store.bundles(&self.0.tenant.id)?;
        let mut versions: Vec<_> = kept
            .into_iter()
            .map(|(bundle, _)| report::line(bundle, &publication, &inside))
            .collect();
        versions.sort_by_key(|line| report::rank(&line.role));
        let running = publication.canary.is_some();
        let shelf = self.0.shelf.as_ref().filter(|_| running);
        Ok(Versions {
            tenant: self.0.tenant.id.to_string(),
            versions,
            tallies: shelf.map(|shelf| shelf.counted()),
            canary: publication.canary,
            history: publication.history,
        })
    }

    /// What is published, and its current version compiled.
    ///
    /// # Errors
    /// When nothing is, or it cannot be used.
    pub async fn current(&self) -> Result<(Publication, Arc<Edition>), PressFault> {
        let publication = self.publication()?;
        let edition = self.edition(&publication.current).await?;
        Ok((publication, edition))
    }

    fn publication(&self) -> Result<Publication, PressFault> {
        let read = self.0.store.publication(&self.0.tenant.id)?;
        Ok(read.ok_or(RolloutFault::NothingEarlier)?)
    }

    /// The compiled version and what the check warns of.
    async fn check(&self, texts: Texts) -> Result<(Arc<Edition>, Vec<Finding>), PressFault> {
        let inner = Arc::clone(&self.0);
        // what a bomb of a source takes, no turn pays for
        let checked = self.0.scripts.run(Place::Behind, move || {
            let sources = Sources::from(texts);
            let found = report::findings(&flow::check(&sources, Some(&inner.tenant)));
            if found.iter().any(Finding::is_error) {
                return Err(found);
            }
            let compiled = inner.editions.compile(&sources);
            let edition = compiled.map_err(|faults| report::findings(&faults))?;
            Ok((edition, found))
        });
        checked.await?.map_err(PressFault::Refused)
    }

    /// A version out of the books, compiled.
    ///
    /// # Errors
    /// When it is gone, or cannot be used.
    pub async fn edition(&self, bundle: &str) -> Result<Arc<Edition>, PressFault> {
        let (inner, id) = (Arc::clone(&self.0), bundle.to_owned());
        let loaded = self.0.scripts.run(Place::Ahead, move || {
            let Inner {
                store,
                editions,
                tenant,
                ..
            } = &*inner;
            load(store, editions, &tenant.id, &id)
        });
        let bundle = bundle.to_owned();
        match loaded.await? {
            Ok(Some(edition)) => Ok(edition),
            Ok(None) => Err(PressFault::Gone(bundle)),
            Err(why) => Err(PressFault::Unusable { bundle, why }),
        }
    }

    async fn report(
        &self,
        before: Option<&Publication>,
        edition: &Arc<Edition>,
        offer: Offer,
    ) -> Result<Report, PressFault> {
        let mut report = Report {
            tenant: self.0.tenant.id.to_string(),
            bundle: edition.bundle().into(),
            current: before.map(|before| before.current.clone()),
            policy: offer.policy.unwrap_or_default(),
            canary_percent: offer.canary.map(|(percent, _)| percent),
            dry_run: offer.dry_run,
            ..Report::default()
        };
        if let Some(before) = before {
            let inside = self.inside().await?;
            match self.edition(&before.current).await {
                Ok(old) => report::people(&mut report, before, (&old, edition), &inside),
                // whoever is inside goes on with the new one, wherever she stands
                Err(PressFault::Unusable { .. } | PressFault::Gone(_)) => {
                    report.people = inside.people.get(&before.current).copied().unwrap_or(0);
                    report.people_in_changed = report.people;
                }
                Err(fault) => return Err(fault),
            }
        }
        Ok(report)
    }

    /// Counting reads every conversation, so it happens off the runtime.
    async fn inside(&self) -> Result<Inside, PressFault> {
        let inner = Arc::clone(&self.0);
        let counted = self
            .0
            .scripts
            .run(Place::Behind, move || inner.store.inside(&inner.tenant.id));
        Ok(counted.await??)
    }

    /// Writes a publication, then lays it out.
    async fn put(
        &self,
        next: Publication,
        kept: Option<(String, Texts)>,
    ) -> Result<(), PressFault> {
        let (tenant, now) = (self.0.tenant.id.clone(), self.0.clock.now());
        let written = self.0.store.publish(tenant, next.clone(), kept, now);
        written.await?;
        self.lay_out(next).await
    }

    async fn lay_out(&self, publication: Publication) -> Result<(), PressFault> {
        let Some(shelf) = &self.0.shelf else {
            return Ok(());
        };
        let current = self.edition(&publication.current).await?;
        let canary = match &publication.canary {
            Some(canary) => Some(self.edition(&canary.bundle).await?),
            None => None,
        };
        shelf.lay_out(publication, current, canary);
        Ok(())
    }

    async fn forget_now(&self) -> Result<Vec<String>, PressFault> {
        let tenant = &self.0.tenant.id;
        let publication = self.publication()?;
        let needed = publication.needed();
        let kept = self.0.store.bundles(tenant)?.into_iter().map(|(id, _)| id);
        let spare: BTreeSet<_> = kept.filter(|id| !needed.contains(id.as_str())).collect();
        if spare.is_empty() {
            return Ok(Vec::new());
        }
        let inside = self.inside().await?;
        let gone: BTreeSet<_> = spare
            .into_iter()
            .filter(|id| !inside.people.contains_key(id))
            .collect();
        if gone.is_empty() {
            return Ok(Vec::new());
        }
        let next = publication.without(&gone);
        let forgotten = self
            .0
            .store
            .forget_bundles(tenant.clone(), next.clone(), gone.clone());
        forgotten.await?;
        self.lay_out(next).await?;
        Ok(gone.into_iter().collect())
    }
}
