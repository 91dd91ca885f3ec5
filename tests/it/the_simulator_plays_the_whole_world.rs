//! Beside the phone a developer is the agent, the passing of time and the failing provider,
//! and sees what the conversation makes of it.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::a_new_project_works_at_once::{dev, until};
use crate::world::door::Door;
use crate::world::free_address;

const SALMA: &str = "966500000001";

fn post(door: Door, path: &str, body: &Value) -> u16 {
    let headers = [("content-type", "application/json")];
    let answer = door.ask("POST", path, &headers, body.to_string().as_bytes());
    answer.expect("an answer").status
}

fn inside(door: Door) -> Value {
    let answer = door.get(&format!("/sim/inside/{SALMA}"));
    answer.expect("an answer").json()
}

fn says(door: Door, text: &str) {
    let said = json!({"from": SALMA, "kind": "text", "text": text});
    assert_eq!(post(door, "/sim/messages", &said), 202);
}

fn acts(door: Door, deed: &str) -> u16 {
    let act = json!({"customer": SALMA, "agent": "نورة", "deed": deed, "text": "معك نورة"});
    post(door, "/sim/agent", &act)
}

#[test]
fn an_agent_a_day_and_a_refused_send() {
    let home = TempDir::new().expect("a folder");
    let address = free_address();
    let _dev = dev(home.path(), address);
    let door = Door(address);
    assert_eq!(acts(door, "claim"), 404, "nobody wrote yet");

    assert_eq!(post(door, "/sim/fail", &json!({"how": "429"})), 204);
    says(door, "موظف");
    until("she waits for a person", || {
        inside(door)["state"]["owner"] == "queue"
    });
    assert_eq!(acts(door, "claim"), 202);
    assert_eq!(acts(door, "say"), 202);
    until("the agent holds the conversation", || {
        inside(door)["state"]["owner"] == "agent"
    });
    let turns = inside(door)["turns"].clone();
    assert!(turns.as_array().is_some_and(|turns| turns.len() >= 2));

    let before = inside(door)["now_ms"].as_i64().expect("a moment");
    assert_eq!(post(door, "/sim/clock", &json!({"hours": 24})), 204);
    let after = inside(door)["now_ms"].as_i64().expect("a moment");
    assert!(after - before >= 24 * 3_600_000);
    assert_eq!(post(door, "/sim/clock", &json!({"hours": 0})), 422);
    assert_eq!(acts(door, "resolve"), 202);
    until("the bot is back", || {
        inside(door)["state"]["owner"] == "bot"
    });
}
