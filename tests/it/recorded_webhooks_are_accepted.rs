//! Every webhook body that other systems recorded is answered 200, whatever it holds, and
//! none of them makes the engine say something wrong or stop.

use std::fs;

use crate::world::{World, vectors};

#[test]
fn all_of_them() {
    let Some(folder) = vectors().map(|vectors| vectors.join("meta")) else {
        return; // they are not part of this repository
    };
    let world = World::open();
    world.may_leave_something_over();
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        path.is_file() && name != "signature_vectors.json" && name != "outbound.schema.json"
    });
    files.sort();
    assert!(files.len() > 50, "only {} files", files.len());
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
