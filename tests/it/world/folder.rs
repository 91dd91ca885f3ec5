//! Flows and locales as folders hold them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// Every file of a folder of this package, by its path inside.
pub fn folder(name: &str, ending: &str) -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let (mut found, mut todo) = (BTreeMap::new(), vec![root.clone()]);
    while let Some(folder) = todo.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                let inside = path.strip_prefix(&root).unwrap();
                let inside = inside.to_string_lossy().into_owned();
                found.insert(inside, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

/// Writes the texts into `flows/` and `locales/` of a folder.
pub fn write(root: &Path, texts: &Value) {
    for (name, files) in texts.as_object().unwrap() {
        for (path, text) in files.as_object().unwrap() {
            let path = root.join(name).join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text.as_str().unwrap()).unwrap();
        }
    }
}
