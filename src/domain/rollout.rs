//! Which version of the flows a conversation speaks: the one it began with, until its flow
//! ends or the policy of a later publishing says otherwise. Decided from words alone; how a
//! version is kept and compiled is for others to know.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{ContactId, Timestamp};

mod canary;
mod report;

pub use canary::{Canary, CanaryLimits, Tally};
pub use report::{
    Changed, ChangedStep, Finding, Report, Standpoint, StepPeople, VersionLine, Versions,
};

/// Earlier versions that are kept to go back to, though nobody is inside.
pub const FORMER_MAX: usize = 3;
/// Deeds that are remembered.
pub const HISTORY_MAX: usize = 50;
/// Superseded versions at once. The oldest beyond them is given up: whoever is still inside
/// goes on with the current one.
pub const SUPERSEDED_MAX: usize = 20;

/// The text of every file of a bundle, by its path inside `flows/` and `locales/`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    pub flows: BTreeMap<String, String>,
    pub locales: BTreeMap<String, String>,
}

/// What becomes of those who stand inside a version when another one follows it. In a step
/// that is the same in both, everybody but under `Finish` simply goes on with the new one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// They finish on the version they began with.
    #[default]
    Finish,
    /// Where the step has changed, they finish on the old one.
    Move,
    /// Where the step has changed, they are told so and asked again; declared slots stay.
    Restart,
    /// Where the step has changed, a person takes over.
    HandOver,
}

impl Policy {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Finish => "finish",
            Self::Move => "move",
            Self::Restart => "restart",
            Self::HandOver => "handoff",
        }
    }

    /// From the word that operators write.
    #[must_use]
    pub fn read(word: &str) -> Option<Self> {
        let all = [Self::Finish, Self::Move, Self::Restart, Self::HandOver];
        all.into_iter().find(|policy| policy.word() == word)
    }
}

/// How a turn takes up a conversation that was inside another version.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Carry {
    /// As if nothing had happened.
    #[default]
    Keep,
    /// She is told that something changed, and her step begins anew.
    Restart,
    /// A person takes over.
    HandOver,
}

/// What a tenant has published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Rises with every change: a change names the one it was made from.
    pub revision: u64,
    pub current: String,
    /// Versions to go back to, the last one first.
    pub former: Vec<String>,
    pub canary: Option<Canary>,
    /// Versions that people may still be inside, in the order in which they were left.
    pub superseded: Vec<(String, Policy)>,
    /// What was done, newest last.
    pub history: Vec<Deed>,
}

/// Something that was done to the publication.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    pub at: Timestamp,
    pub kind: DeedKind,
    pub bundle: String,
    /// For people: the policy, the share, why a canary stopped.
    pub note: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeedKind {
    Published,
    RolledBack,
    CanaryStarted,
    CanaryStopped,
    /// By its limits, not by a person.
    CanaryFailed,
    CanaryPromoted,
}

/// Why a change of the publication was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RolloutFault {
    #[error("roll back: there is no earlier version")]
    NothingEarlier,
    #[error("use this version: it is already the current one")]
    AlreadyCurrent,
    #[error("change the canary: none is running")]
    NoCanary,
    #[error("start a canary: its share is 1 to 99 percent")]
    Share,
}

/// What a conversation is to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick<'a> {
    Run(&'a str),
    /// She is inside `from`, which `to` has followed: where her step is the same in both she
    /// goes on with `to`, otherwise the policy decides.
    Follow {
        from: &'a str,
        to: &'a str,
        policy: Policy,
    },
}

impl Publication {
    /// The first one.
    #[must_use]
    pub fn first(bundle: &str, at: Timestamp) -> Self {
        let mut publication = Self {
            revision: 1,
            current: bundle.into(),
            former: Vec::new(),
            canary: None,
            superseded: Vec::new(),
            history: Vec::new(),
        };
        publication.note(at, DeedKind::Published, bundle, "");
        publication
    }

    /// What a conversation runs that is inside `pinned`, or between flows.
    #[must_use]
    pub fn pick<'a>(&'a self, contact: ContactId, pinned: Option<&str>) -> Pick<'a> {
        let canary = self.canary.as_ref();
        let Some(pinned) = pinned else {
            let hers = canary.filter(|canary| canary.takes(contact));
            return Pick::Run(hers.map_or(&self.current, |canary| &canary.bundle));
        };
        if let Some(canary) = canary.filter(|canary| canary.bundle == pinned) {
            return Pick::Run(&canary.bundle);
        }
        match self.superseded.iter().find(|(old, _)| old == pinned) {
            Some((from, Policy::Finish)) => Pick::Run(from),
            Some((from, policy)) => Pick::Follow {
                from,
                to: &self.current,
                policy: *policy,
            },
            // the current one, or one that is gone
            None => Pick::Run(&self.current),
        }
    }

    /// Every bundle that is needed whoever is inside.
    #[must_use]
    pub fn needed(&self) -> BTreeSet<&str> {
        let canary = self.canary.iter().map(|canary| canary.bundle.as_str());
        let former = self.former.iter().map(String::as_str);
        former
            .chain(canary)
            .chain([self.current.as_str()])
            .collect()
    }

    /// With another current version; a canary ends. Without a policy everybody follows at
    /// once, wherever they stand.
    ///
    /// # Errors
    /// When it is the current one already.
    pub fn publish(
        &self,
        bundle: &str,
        policy: Option<Policy>,
        at: Timestamp,
    ) -> Result<Self, RolloutFault> {
        if self.current == bundle {
            return Err(RolloutFault::AlreadyCurrent);
        }
        let note = policy.map_or("follow", Policy::word);
        let mut next = self.replaced(bundle, policy);
        next.former.retain(|former| former != bundle);
        next.former.insert(0, self.current.clone());
        next.former.truncate(FORMER_MAX);
        next.note(at, DeedKind::Published, bundle, note);
        Ok(next)
    }

    /// With an earlier version as the current one: the one named, or the last.
    ///
    /// # Errors
    /// When there is none, or it is the current one already.
    pub fn roll_back(
        &self,
        to: Option<&str>,
        policy: Policy,
        at: Timestamp,
    ) -> Result<Self, RolloutFault> {
        let to = to.or_else(|| self.former.first().map(String::as_str));
        let to = to.ok_or(RolloutFault::NothingEarlier)?;
        if self.current == to {
            return Err(RolloutFault::AlreadyCurrent);
        }
        let mut next = self.replaced(to, Some(policy));
        // what was published after it is not to be gone back to
        let later = self.former.iter().position(|former| former == to);
        next.former.drain(..later.map_or(0, |at| at + 1));
        next.note(at, DeedKind::RolledBack, to, policy.word());
        Ok(next)
    }

    /// With a share of new conversations on another version.
    ///
    /// # Errors
    /// When it is the current version, or the share is none.
    pub fn start_canary(
        &self,
        bundle: &str,
        percent: u8,
        limits: CanaryLimits,
        at: Timestamp,
    ) -> Result<Self, RolloutFault> {
        if self.current == bundle {
            return Err(RolloutFault::AlreadyCurrent);
        }
        if !(1..100).contains(&percent) {
            return Err(RolloutFault::Share);
        }
        let mut next = self.next();
        match next.canary.take() {
            Some(canary) if canary.bundle == bundle => {
                next.canary = Some(Canary {
                    percent,
                    limits,
                    ..canary
                });
            }
            other => {
                next.leave(other.map(|canary| canary.bundle), Some(Policy::Finish));
                let (bundle, since) = (bundle.to_owned(), at);
                next.canary = Some(Canary {
                    bundle,
                    percent,
                    since,
                    limits,
                });
            }
        }
        next.superseded.retain(|(old, _)| old != bundle);
        next.note(at, DeedKind::CanaryStarted, bundle, &format!("{percent}%"));
        Ok(next)
    }

    /// Without the canary; `failed` says why when its limits ended it.
    ///
    /// # Errors
    /// When none is running.
    pub fn stop_canary(
        &self,
        policy: Policy,
        failed: Option<&str>,
        at: Timestamp,
    ) -> Result<Self, RolloutFault> {
        let mut next = self.next();
        let canary = next.canary.take().ok_or(RolloutFault::NoCanary)?;
        next.leave(Some(canary.bundle.clone()), Some(policy));
        let kind = match failed {
            Some(_) => DeedKind::CanaryFailed,
            None => DeedKind::CanaryStopped,
        };
        next.note(at, kind, &canary.bundle, failed.unwrap_or(policy.word()));
        Ok(next)
    }

    /// With the canary as the current version.
    ///
    /// # Errors
    /// When none is running.
    pub fn promote(&self, policy: Policy, at: Timestamp) -> Result<Self, RolloutFault> {
        let canary = self.canary.as_ref().ok_or(RolloutFault::NoCanary)?;
        let mut next = self.publish(&canary.bundle, Some(policy), at)?;
        if let Some(deed) = next.history.last_mut() {
            deed.kind = DeedKind::CanaryPromoted;
        }
        Ok(next)
    }

    /// Without the versions that are no longer kept. Whoever turns up inside one goes on
    /// with the current one.
    #[must_use]
    pub fn without(&self, gone: &BTreeSet<String>) -> Self {
        let mut next = self.next();
        next.superseded.retain(|(old, _)| !gone.contains(old));
        next
    }

    fn next(&self) -> Self {
        Self {
            revision: self.revision + 1,
            ..self.clone()
        }
    }

    fn replaced(&self, bundle: &str, policy: Option<Policy>) -> Self {
        let mut next = self.next();
        let canary = next.canary.take().map(|canary| canary.bundle);
        next.leave(canary, policy);
        let left = std::mem::replace(&mut next.current, bundle.into());
        next.leave(Some(left), policy);
        next.superseded.retain(|(old, _)| old != bundle);
        if policy.is_none() {
            next.superseded.clear();
        }
        next
    }

    fn leave(&mut self, bundle: Option<String>, policy: Option<Policy>) {
        let (Some(bundle), Some(policy)) = (bundle, policy) else {
            return;
        };
        self.superseded.retain(|(old, _)| *old != bundle);
        self.superseded.push((bundle, policy));
        let over = self.superseded.len().saturating_sub(SUPERSEDED_MAX);
        self.superseded.drain(..over);
    }

    fn note(&mut self, at: Timestamp, kind: DeedKind, bundle: &str, note: &str) {
        let (bundle, note) = (bundle.into(), note.into());
        self.history.push(Deed {
            at,
            kind,
            bundle,
            note,
        });
        let over = self.history.len().saturating_sub(HISTORY_MAX);
        self.history.drain(..over);
    }
}

#[cfg(test)]
mod tests;
