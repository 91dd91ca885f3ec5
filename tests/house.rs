//! The house rules as tests: who may import whom, which outside crate lives in which
//! room, how big a file or a folder may grow. Whoever moves a wall changes the tables
//! here and the map in `src/ARCHITECTURE.md` in the same commit and says why.
//!
//! The rules are read from the text of the sources. `plan.rs` holds the tables,
//! `source.rs` the little Rust that the rules need to understand. Each rule is shown
//! a sample that it must refuse, so that none of them can stop biting unnoticed.

#[path = "house/plan.rs"]
mod plan;
#[path = "house/rules.rs"]
mod rules;
#[path = "house/source.rs"]
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use plan::{CROWDED, DOORS, EVERYWHERE, FILE_LINES_MAX, FOLDER_FILES_MAX, HOMES, OVERGROWN};
use source::Source;

#[test]
fn imports_only_go_down() {
    refuse(&walk("src", rules::doors));
}

#[test]
fn outside_crates_stay_home() {
    refuse(&walk("src", rules::homes));
}

#[test]
fn pure_rooms_neither_wait_nor_look_outside() {
    refuse(&walk("src", rules::words));
}

#[test]
fn files_are_introduced_and_named_for_a_thing() {
    for folder in ["src", "tests", "examples"] {
        refuse(&walk(folder, rules::introduction));
    }
}

#[test]
fn files_are_small() {
    let mut faults = Vec::new();
    for folder in ["src", "tests", "examples"] {
        faults.extend(walk(folder, |source| {
            let tolerated = OVERGROWN.iter().find(|(path, _)| *path == source.path);
            let lines_max = tolerated.map_or(FILE_LINES_MAX, |(_, lines)| *lines);
            let lines = source.lines_of_code();
            match tolerated {
                _ if lines > lines_max => vec![format!(
                    "{}: {lines} lines, {lines_max} allowed",
                    source.path
                )],
                Some(_) if lines <= FILE_LINES_MAX => vec![format!(
                    "{}: small again, strike it from OVERGROWN",
                    source.path
                )],
                _ => Vec::new(),
            }
        }));
    }
    refuse(&faults);
}

#[test]
fn folders_fit_in_a_head() {
    let mut folders: BTreeMap<String, usize> = BTreeMap::new();
    for path in rust_files("src") {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        *folders.entry(folder.to_owned()).or_default() += usize::from(name != "mod.rs");
    }
    let faults: Vec<_> = folders
        .iter()
        .filter(|(folder, files)| {
            let tolerated = CROWDED.iter().find(|(name, _)| name == folder);
            **files > tolerated.map_or(FOLDER_FILES_MAX, |(_, files)| *files)
        })
        .map(|(folder, files)| format!("{folder}: {files} files"))
        .collect();
    refuse(&faults);
}

#[test]
fn every_dependency_has_a_home_and_every_home_a_dependency() {
    let manifest: toml::Table = fs::read_to_string(root().join("Cargo.toml"))
        .expect("read Cargo.toml")
        .parse()
        .expect("Cargo.toml is TOML");
    let used: BTreeSet<String> = manifest["dependencies"]
        .as_table()
        .expect("a table of dependencies")
        .keys()
        .map(|name| name.replace('-', "_"))
        .collect();
    let housed: BTreeSet<String> = HOMES
        .iter()
        .flat_map(|(names, _)| names.iter())
        .chain(EVERYWHERE)
        .map(|name| (*name).to_owned())
        .collect();
    let homeless: Vec<_> = used.difference(&housed).collect();
    let gone: Vec<_> = housed.difference(&used).collect();
    assert!(
        homeless.is_empty(),
        "give these a row in HOMES: {homeless:?}"
    );
    assert!(gone.is_empty(), "strike these from the plan: {gone:?}");
}

#[test]
fn every_room_on_the_plan_opens_only_doors_below_it() {
    for (at, (room, doors)) in DOORS.iter().enumerate() {
        for door in *doors {
            let below = DOORS[..at].iter().any(|(name, _)| name == door);
            assert!(below, "`{room}` opens `{door}`, which is not below it");
        }
    }
}

#[test]
fn the_binary_is_a_door_and_nothing_else() {
    let main = Source::read(&root(), "src/main.rs");
    let named = main.code().matches("hiwar::").count();
    assert_eq!(named, main.code().matches("hiwar::cli").count());
    for line in Source::read(&root(), "src/lib.rs").code().lines() {
        let line = line.trim();
        let plain = line.is_empty() || line.starts_with("pub mod ") || line.starts_with("#!");
        assert!(plain, "src/lib.rs holds more than rooms: `{line}`");
    }
}

/// What `rule` finds in every Rust file under `folder`.
fn walk(folder: &str, rule: impl Fn(&Source) -> Vec<String>) -> Vec<String> {
    let files = rust_files(folder);
    assert!(folder != "src" || !files.is_empty(), "no sources to judge");
    files
        .iter()
        .flat_map(|path| rule(&Source::read(&root(), path)))
        .collect()
}

fn refuse(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// Paths of all Rust files under `folder`, from the root of the package, sorted.
fn rust_files(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("list a folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let inside = path.strip_prefix(root()).expect("inside the package");
                found.push(inside.to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}
