//! A version as conversations run it. Tenants who publish the same texts share one.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::flow::{Diagnostic, Limits, Prints, Script, Sources};

/// A compiled version, and what tells its steps from those of another one.
pub struct Edition {
    pub script: Arc<Script>,
    pub prints: Prints,
}

impl Edition {
    #[must_use]
    pub fn bundle(&self) -> &str {
        self.script.bundle()
    }
}

/// Every compiled version that somebody holds.
pub struct Editions {
    limits: Limits,
    /// Held while one is compiled, so that none is compiled twice.
    kept: Mutex<HashMap<String, Weak<Edition>>>,
}

impl Editions {
    /// Scripts run within these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        let kept = Mutex::default();
        Self { limits, kept }
    }

    /// Compiles a version, unless somebody holds it. Wants the stack of a script thread.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn compile(&self, sources: &Sources) -> Result<Arc<Edition>, Vec<Diagnostic>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.retain(|_, edition| edition.strong_count() > 0);
        let bundle = sources.bundle();
        if let Some(edition) = kept.get(&bundle).and_then(Weak::upgrade) {
            return Ok(edition);
        }
        let script = Script::compile(sources)?.limited(self.limits.clone());
        let edition = Arc::new(Edition {
            prints: Prints::of(&script, sources),
            script: Arc::new(script),
        });
        kept.insert(bundle, Arc::downgrade(&edition));
        Ok(edition)
    }
}
