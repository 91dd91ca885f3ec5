//! Where flows and locales come from: two folders, or the ones that ship inside the program.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::flow::{SourceFile, Sources};
use crate::locale::LocaleFile;

/// Largest file that is read; the engine's own limit on a script is smaller.
const FILE_BYTES_MAX: u64 = 512 * 1024;
const FILES_MAX: usize = 1000;

#[derive(Debug, thiserror::Error)]
pub enum SourceFault {
    #[error("read {}: {fault}", path.display())]
    Read { path: PathBuf, fault: io::Error },
    #[error("read {}: larger than {FILE_BYTES_MAX} bytes", path.display())]
    TooLarge { path: PathBuf },
    #[error("read {}: more than {FILES_MAX} files", path.display())]
    TooMany { path: PathBuf },
}

macro_rules! shipped {
    ($($folder:literal / $path:literal),* $(,)?) => {
        /// The files that ship inside the program, `(folder, path inside it, text)`.
        const SHIPPED: &[(&str, &str, &str)] = &[
            $(($folder, $path, include_str!(concat!("../../", $folder, "/", $path)))),*
        ];
    };
}

shipped! {
    "flows" / "check_in.ar.chat",
    "flows" / "check_in.down.ar.chat",
    "flows" / "check_in.down.en.chat",
    "flows" / "check_in.en.chat",
    "flows" / "check_in.no_jobs.ar.chat",
    "flows" / "check_in.no_jobs.en.chat",
    "flows" / "check_in.none.ar.chat",
    "flows" / "check_in.none.en.chat",
    "flows" / "check_in.rhai",
    "flows" / "check_in.staff.ar.chat",
    "flows" / "check_in.staff.en.chat",
    "flows" / "check_in.taken.ar.chat",
    "flows" / "check_in.taken.en.chat",
    "flows" / "globals.rhai",
    "flows" / "human_handoff.ar.chat",
    "flows" / "human_handoff.en.chat",
    "flows" / "human_handoff.rhai",
    "flows" / "language.ar.chat",
    "flows" / "language.en.chat",
    "flows" / "language.rhai",
    "flows" / "lib/orders.rhai",
    "flows" / "main_menu.ar.chat",
    "flows" / "main_menu.en.chat",
    "flows" / "main_menu.rhai",
    "flows" / "my_data.ar.chat",
    "flows" / "my_data.down.ar.chat",
    "flows" / "my_data.down.en.chat",
    "flows" / "my_data.en.chat",
    "flows" / "my_data.new.ar.chat",
    "flows" / "my_data.new.en.chat",
    "flows" / "my_data.rhai",
    "flows" / "order_status.agent.ar.chat",
    "flows" / "order_status.agent.en.chat",
    "flows" / "order_status.ar.chat",
    "flows" / "order_status.choices.ar.chat",
    "flows" / "order_status.choices.en.chat",
    "flows" / "order_status.down.ar.chat",
    "flows" / "order_status.down.en.chat",
    "flows" / "order_status.en.chat",
    "flows" / "order_status.quiet.ar.chat",
    "flows" / "order_status.quiet.en.chat",
    "flows" / "order_status.rhai",
    "flows" / "rma_instructions.ar.chat",
    "flows" / "rma_instructions.drop_off.ar.chat",
    "flows" / "rma_instructions.drop_off.en.chat",
    "flows" / "rma_instructions.en.chat",
    "flows" / "rma_instructions.late.ar.chat",
    "flows" / "rma_instructions.late.en.chat",
    "flows" / "rma_instructions.none.ar.chat",
    "flows" / "rma_instructions.none.en.chat",
    "flows" / "rma_instructions.rhai",
    "flows" / "start_return.ar.chat",
    "flows" / "start_return.closed.ar.chat",
    "flows" / "start_return.closed.en.chat",
    "flows" / "start_return.down.ar.chat",
    "flows" / "start_return.down.en.chat",
    "flows" / "start_return.en.chat",
    "flows" / "start_return.quiet.ar.chat",
    "flows" / "start_return.quiet.en.chat",
    "flows" / "start_return.refused.ar.chat",
    "flows" / "start_return.refused.en.chat",
    "flows" / "start_return.rhai",
    "flows" / "start_return.stopped.ar.chat",
    "flows" / "start_return.stopped.en.chat",
    "locales" / "ar/check-in.ftl",
    "locales" / "ar/engine.ftl",
    "locales" / "ar/human-handoff.ftl",
    "locales" / "ar/language.ftl",
    "locales" / "ar/main-menu.ftl",
    "locales" / "ar/my-data.ftl",
    "locales" / "ar/order-status.ftl",
    "locales" / "ar/rma-instructions.ftl",
    "locales" / "ar/shop.ftl",
    "locales" / "ar/start-return.ftl",
    "locales" / "en/check-in.ftl",
    "locales" / "en/engine.ftl",
    "locales" / "en/human-handoff.ftl",
    "locales" / "en/language.ftl",
    "locales" / "en/main-menu.ftl",
    "locales" / "en/my-data.ftl",
    "locales" / "en/order-status.ftl",
    "locales" / "en/rma-instructions.ftl",
    "locales" / "en/shop.ftl",
    "locales" / "en/start-return.ftl",
}

/// Reads both folders; a folder that is not given comes from inside the program.
///
/// # Errors
/// When a folder or a file in it cannot be read.
pub fn read(flows: Option<&Path>, locales: Option<&Path>) -> Result<Sources, SourceFault> {
    let (flows, chats) = match flows {
        Some(folder) => (folder_files(folder, "rhai")?, folder_files(folder, "chat")?),
        None => (shipped("flows", "rhai"), shipped("flows", "chat")),
    };
    let locales = match locales {
        Some(folder) => folder_files(folder, "ftl")?,
        None => shipped("locales", "ftl"),
    };
    let file = |(path, text)| SourceFile { path, text };
    Ok(Sources {
        flows: flows.into_iter().map(file).collect(),
        chats: chats.into_iter().map(file).collect(),
        locales: locales
            .into_iter()
            .map(|(path, text)| LocaleFile { path, text })
            .collect(),
    })
}

fn shipped(folder: &str, ending: &str) -> Vec<(String, String)> {
    let named = |path: &str| Path::new(path).extension().is_some_and(|e| e == ending);
    let inside = SHIPPED.iter();
    inside
        .filter(|(home, path, _)| *home == folder && named(path))
        .map(|(_, path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect()
}

/// Every file with this ending below `root`, by path inside it, in the order of their names.
fn folder_files(root: &Path, ending: &str) -> Result<Vec<(String, String)>, SourceFault> {
    let (mut found, mut todo) = (Vec::new(), vec![root.to_path_buf()]);
    while let Some(folder) = todo.pop() {
        let fault = |fault| SourceFault::Read {
            path: folder.clone(),
            fault,
        };
        for entry in fs::read_dir(&folder).map_err(fault)? {
            let path = entry.map_err(fault)?.path();
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                found.push(path);
            }
            if found.len() > FILES_MAX {
                return Err(SourceFault::TooMany {
                    path: root.to_path_buf(),
                });
            }
        }
    }
    found.sort();
    found
        .into_iter()
        .map(|path| read_file(root, path))
        .collect()
}

fn read_file(root: &Path, path: PathBuf) -> Result<(String, String), SourceFault> {
    let text = fs::metadata(&path).and_then(|meta| {
        if meta.len() > FILE_BYTES_MAX {
            Ok(None)
        } else {
            fs::read_to_string(&path).map(Some)
        }
    });
    match text {
        Ok(Some(text)) => {
            let inside = path.strip_prefix(root).unwrap_or(&path);
            Ok((inside.to_string_lossy().replace('\\', "/"), text))
        }
        Ok(None) => Err(SourceFault::TooLarge { path }),
        Err(fault) => Err(SourceFault::Read { path, fault }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ships_is_what_the_folders_hold() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (folder, ending) in [("flows", "rhai"), ("flows", "chat"), ("locales", "ftl")] {
            let mut inside = shipped(folder, ending);
            inside.sort();
            assert_eq!(
                inside,
                folder_files(&root.join(folder), ending).expect("readable"),
                "{folder}"
            );
        }
    }

    #[test]
    fn a_missing_folder_is_named() {
        let fault = read(Some(Path::new("/nowhere/flows")), None).expect_err("not there");
        assert!(fault.to_string().contains("/nowhere/flows"), "{fault}");
    }
}
