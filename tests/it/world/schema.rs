//! The JSON Schema of `POST /messages`, and where recorded bodies of other systems lie.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;

/// Panics when the schema refuses this body.
pub fn check(body: &Value) {
    static SCHEMA: OnceLock<Validator> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| {
        let path = fixtures().join("outbound.schema.json");
        let text = fs::read_to_string(path).expect("read the schema");
        let schema = serde_json::from_str(&text).expect("the schema is JSON");
        jsonschema::validator_for(&schema).expect("the schema is a schema")
    });
    let faults: Vec<_> = schema
        .iter_errors(body)
        .map(|fault| fault.to_string())
        .collect();
    assert!(faults.is_empty(), "the schema refuses {body}: {faults:#?}");
}

/// This repository's own bodies of Meta's webhooks and sends.
pub fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/meta")
}

/// The folder of recorded bodies of other systems, when it is there.
pub fn vectors() -> Option<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let places = ["../shared/vectors", "../../shared/vectors"];
    places
        .iter()
        .map(|place| package.join(place))
        .find(|place| place.is_dir())
}

#[test]
fn a_body_that_names_nobody_is_refused() {
    let good = serde_json::json!({
        "messaging_product": "whatsapp", "to": "+966501234567", "type": "text",
        "text": {"body": "hello", "preview_url": false}, "biz_opaque_callback_data": "ob_1",
    });
    check(&good);
    let mut bad = good.clone();
    bad["to"].take();
    assert!(std::panic::catch_unwind(|| check(&bad)).is_err());
}
