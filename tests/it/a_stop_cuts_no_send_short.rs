//! Asked to stop, the engine waits for the answers of sends under way: otherwise nobody
//! could know whether they arrived, and a reply would be sent twice.

use std::time::Duration;

use crate::stub::Conduct;
use crate::world::World;

#[test]
fn a_reply_under_way_is_sent_once() {
    let world = World::plan().set("HIWAR_SEND__UNKNOWN_WAIT", "1s").open();
    let late = Conduct::Late(Duration::from_secs(2));
    world.cloud.misbehaves(&[late]);
    let salma = world.customer("+966501230002");
    salma.says("where is my order");
    let left = world.cloud.wait(Duration::from_secs(10), |calls| {
        calls.iter().find(|call| call.is_message()).cloned()
    });
    assert!(left.is_some(), "the reply has left");
    world.stop();
    world.start();
    world.settles();
    assert_eq!(world.cloud.attempts(salma.phone).len(), 1);
}
