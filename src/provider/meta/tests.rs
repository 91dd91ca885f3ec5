//! Signatures as recorded, where the checkout has them beside it.

use std::fs;
use std::path::Path;

use secrecy::SecretString;
use serde_json::Value;

use super::open;
use crate::provider::{RawHook, Refusal};

#[test]
fn every_recorded_signature_is_accepted_or_refused_as_recorded() {
    let places = ["../shared/vectors", "../../shared/vectors"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = places.map(|place| root.join(place).join("meta/signature_vectors.json"));
    let Some(file) = files.iter().find(|file| file.is_file()) else {
        return;
    };
    let recorded: Value = serde_json::from_slice(&fs::read(file).expect("a file")).expect("JSON");
    for vector in recorded["vectors"].as_array().expect("a list") {
        let text = |key: &str| vector[key].as_str().expect("text");
        let secrets = [SecretString::from(text("secret"))];
        let signature = text("x_hub_signature_256").as_bytes();
        let hook = RawHook {
            headers: &[("x-hub-signature-256", signature)],
            body: text("body").as_bytes(),
        };
        let verdict = open(&hook, &secrets).map(drop);
        let reject = vector
            .get("expect")
            .is_some_and(|expect| expect == "reject");
        let expected = reject.then_some(Refusal::WrongSignature);
        assert_eq!(verdict.err(), expected, "{}", text("name"));
    }
}
