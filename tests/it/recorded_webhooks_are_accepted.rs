//! Every webhook body that is known of Meta is answered 200, whatever it holds, and none of
//! them makes the engine stop or give a message up.

use std::fs;
use std::path::{Path, PathBuf};

use crate::world::{World, fixtures, vectors};

#[test]
fn those_of_this_repository() {
    accepted(&fixtures().join("inbound"), 30);
}

#[test]
fn those_that_other_systems_recorded() {
    // they are not part of this repository
    if let Some(vectors) = vectors() {
        accepted(&vectors.join("meta"), 50);
    }
}

fn accepted(folder: &Path, files_min: usize) {
    let world = World::open();
    world.may_leave_something_over();
    let files = bodies(folder);
    assert!(files.len() >= files_min, "only {} files", files.len());
    for path in &files {
        let body = fs::read(path).unwrap();
        let answer = world.hook(&body).unwrap();
        assert_eq!(answer.status, 200, "{}", path.display());
    }
    let salma = world.customer("+966501200001");
    salma.says("where is my order");
    salma.expects("an answer after all of them", |_| true);
    assert_eq!(world.health()["dead_letters"], 0);
}

fn bodies(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.is_file() && name != "signature_vectors.json" && name != "outbound.schema.json"
    });
    files.sort();
    files
}
