//! What a house starts with: what was published last, or what the folders hold when nothing
//! was.

use std::sync::Arc;

use crate::actor::{Edition, Editions, Offer, Press, PressFault, ScriptPool, Shelf};
use crate::app::RunFault;
use crate::domain::{Clock, Tenant};
use crate::flow::{self, Diagnostic, Level, Sources};
use crate::store::Store;
use crate::telemetry::field;

/// What it takes to begin with a tenant.
pub struct Begin<'a> {
    pub sources: &'a Sources,
    pub editions: &'a Arc<Editions>,
    pub store: &'a Store,
    pub scripts: &'a ScriptPool,
    pub clock: &'a Clock,
    /// The folders are what counts, as on an author's own machine.
    pub follow: bool,
}

/// A tenant's versions, ready for the first turn.
pub struct Begun {
    pub shelf: Arc<Shelf>,
    pub press: Press,
}

impl Begin<'_> {
    pub async fn with(&self, tenant: &Arc<Tenant>) -> Result<Begun, RunFault> {
        let press = self.press(tenant, None);
        let published = self.store.publication(&tenant.id)?;
        let folder = self.sources.bundle();
        match published.map(|published| published.current) {
            Some(current) if current == folder => {}
            Some(_) if self.follow => self.publish(tenant, &press).await?,
            Some(current) => tracing::warn!(
                { field::TENANT } = %tenant.id,
                published = current,
                folder,
                "the flows in the folders are not the published ones: run `hiwar publish` to publish them"
            ),
            None => self.publish(tenant, &press).await?,
        }
        let shelf = Arc::new(self.shelf(tenant, &press).await?);
        Ok(Begun {
            press: self.press(tenant, Some(Arc::clone(&shelf))),
            shelf,
        })
    }

    fn press(&self, tenant: &Arc<Tenant>, shelf: Option<Arc<Shelf>>) -> Press {
        Press::new(
            Arc::clone(tenant),
            self.store.clone(),
            Arc::clone(self.editions),
            self.scripts.clone(),
            self.clock.clone(),
            shelf,
        )
    }

    async fn publish(&self, tenant: &Tenant, press: &Press) -> Result<(), RunFault> {
        match press.publish(self.sources.texts(), Offer::default()).await {
            Ok(_) => Ok(()),
            Err(PressFault::Refused(_)) => Err(RunFault::Flows(self.errors(tenant))),
            Err(fault) => Err(RunFault::Publish(fault)),
        }
    }

    /// The same errors with all that the command line shows of them.
    fn errors(&self, tenant: &Tenant) -> Vec<Diagnostic> {
        let mut found = flow::check(self.sources, Some(tenant));
        found.retain(|found| found.level == Level::Error);
        found
    }

    /// What is published, compiled. Where this program cannot use it any more, the folders'
    /// flows take its place.
    async fn shelf(&self, tenant: &Tenant, press: &Press) -> Result<Shelf, RunFault> {
        let (publication, current) = match press.current().await {
            Ok(found) => found,
            Err(fault @ (PressFault::Unusable { .. } | PressFault::Gone(_))) => {
                tracing::warn!({ field::TENANT } = %tenant.id, %fault, "the published flows cannot be used: the ones in the folders are published");
                self.publish(tenant, press).await?;
                press.current().await.map_err(RunFault::Publish)?
            }
            Err(fault) => return Err(RunFault::Publish(fault)),
        };
        let canary: Option<Arc<Edition>> = match &publication.canary {
            // a canary that cannot be used takes nobody; the current version takes its share
            Some(canary) => press.edition(&canary.bundle).await.ok(),
            None => None,
        };
        Ok(Shelf::new(
            tenant.id.clone(),
            self.store.clone(),
            Arc::clone(self.editions),
            publication,
            current,
            canary,
        ))
    }
}
