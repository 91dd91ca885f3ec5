//! Writes files to a project's folder. What is there stays as it is, unless it was said that
//! it may be covered.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::ProjectFile;

/// Names that a refusal lists.
const NAMED_MAX: usize = 5;

#[derive(Debug, thiserror::Error)]
pub enum WriteFault {
    #[error("write to {}: {} is in the way; --force writes beside and over what is there", folder.display(), names.join(", "))]
    InTheWay { folder: PathBuf, names: Vec<String> },
    #[error("write {}: {fault}", path.display())]
    Write { path: PathBuf, fault: io::Error },
}

/// Makes the folder and writes the files. Without `force`, the folder must be new or empty.
///
/// # Errors
/// When something is in the way, or cannot be written.
pub fn create(folder: &Path, files: &[ProjectFile], force: bool) -> Result<(), WriteFault> {
    let fault = |fault| WriteFault::Write {
        path: folder.to_path_buf(),
        fault,
    };
    fs::create_dir_all(folder).map_err(fault)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let name = entry.map_err(fault)?.file_name();
        names.push(name.to_string_lossy().into_owned());
    }
    refuse(folder, names, force)?;
    write(folder, files)
}

/// Adds the files to a project. Without `force`, none of them may be there.
///
/// # Errors
/// When one is in the way, or cannot be written.
pub fn add(folder: &Path, files: &[ProjectFile], force: bool) -> Result<(), WriteFault> {
    let there = files.iter().filter(|file| folder.join(&file.path).exists());
    let names = there.map(|file| file.path.clone()).collect();
    refuse(folder, names, force)?;
    write(folder, files)
}

fn refuse(folder: &Path, mut names: Vec<String>, force: bool) -> Result<(), WriteFault> {
    if force || names.is_empty() {
        return Ok(());
    }
    names.sort();
    if names.len() > NAMED_MAX {
        let more = names.len() - NAMED_MAX;
        names.truncate(NAMED_MAX);
        names.push(format!("and {more} more"));
    }
    let folder = folder.to_path_buf();
    Err(WriteFault::InTheWay { folder, names })
}

fn write(folder: &Path, files: &[ProjectFile]) -> Result<(), WriteFault> {
    for file in files {
        let path = folder.join(&file.path);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&path, &file.text))
            .map_err(|fault| WriteFault::Write { path, fault })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_named_and_stays() {
        let home = tempfile::tempdir().expect("a folder");
        let files = [ProjectFile {
            path: "flows/a.rhai".into(),
            text: "new".into(),
        }];
        create(home.path(), &files, false).expect("an empty folder takes a project");
        let there = home.path().join("flows/a.rhai");
        fs::write(&there, "mine").expect("write");
        for refused in [
            create(home.path(), &files, false),
            add(home.path(), &files, false),
        ] {
            let said = refused.expect_err("refused").to_string();
            assert!(said.contains("flows"), "{said}");
            assert_eq!(fs::read_to_string(&there).expect("read"), "mine");
        }
        add(home.path(), &files, true).expect("forced");
        assert_eq!(fs::read_to_string(&there).expect("read"), "new");
    }
}
