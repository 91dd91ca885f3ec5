//! Meta sends bodies of up to 3 MB; nobody may send more than 4 MiB, or compressed ones,
//! which could hold anything.

use serde_json::json;

use crate::stub::hook::Signer;
use crate::world::{APP_SECRET, World, message_id, now_s};

const MIB: usize = 1024 * 1024;

fn padded(world: &World, bytes: usize) -> Vec<u8> {
    let salma = world.customer("+966501180001");
    let body = salma.envelope(&json!({
        "from": salma.digits(), "id": message_id(), "timestamp": now_s().to_string(),
        "type": "text", "text": {"body": "where is my order"},
        "padding": "x".repeat(bytes),
    }));
    body.to_string().into_bytes()
}

#[test]
fn the_largest_legal_delivery_is_answered() {
    let world = World::open();
    let body = padded(&world, 3 * MIB);
    assert_eq!(world.hook(&body).unwrap().status, 200);
    world
        .customer("+966501180001")
        .expects("an answer", |_| true);
}

#[test]
fn a_larger_one_is_refused() {
    let world = World::open();
    let body = padded(&world, 4 * MIB);
    assert_eq!(world.hook(&body).unwrap().status, 413);
    assert!(world.cloud.calls().is_empty());
}

#[test]
fn a_compressed_one_is_refused_whatever_is_in_it() {
    let world = World::open();
    let body = padded(&world, 10);
    let signature = Signer::new(APP_SECRET).sign(&body);
    for encoding in ["gzip", "br", "zstd", "deflate, gzip"] {
        let headers = [
            ("content-type", "application/json"),
            ("content-encoding", encoding),
            ("x-hub-signature-256", signature.as_str()),
        ];
        let answer = world
            .door
            .ask("POST", "/webhook/whatsapp", &headers, &body)
            .unwrap();
        assert_eq!(answer.status, 415, "{encoding}");
    }
    assert!(world.cloud.calls().is_empty());
}
