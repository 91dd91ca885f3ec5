//! Meta's own JSON Schema of `POST /messages`, when a copy lies beside the checkout.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jsonschema::Validator;
use serde_json::Value;

/// Panics when Meta's schema refuses this body.
pub fn check(body: &Value) {
    static SCHEMA: OnceLock<Option<Validator>> = OnceLock::new();
    let schema = SCHEMA.get_or_init(|| {
        let text = fs::read_to_string(vectors()?.join("meta/outbound.schema.json")).ok()?;
        let schema = serde_json::from_str(&text).expect("the schema is JSON");
        Some(jsonschema::validator_for(&schema).expect("the schema is a schema"))
    });
    let Some(schema) = schema else {
        return;
    };
    let faults: Vec<_> = schema
        .iter_errors(body)
        .map(|fault| fault.to_string())
        .collect();
    assert!(
        faults.is_empty(),
        "Meta's schema refuses {body}: {faults:#?}"
    );
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
fn a_body_without_a_type_is_refused_when_the_schema_is_here() {
    let good = serde_json::json!({
        "messaging_product": "whatsapp", "to": "+966501234567", "type": "text",
        "text": {"body": "hello"},
    });
    check(&good);
    let bad = serde_json::json!({"messaging_product": "whatsapp", "type": "text"});
    let refused = std::panic::catch_unwind(|| check(&bad)).is_err();
    assert_eq!(refused, vectors().is_some());
}
