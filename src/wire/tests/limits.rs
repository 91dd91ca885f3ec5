//! The lane's breaker, pace and pair limit, on a hand-moved clock.

use std::time::Duration;

use crate::domain::{CallFault, ConversationId};
use crate::wire::stub::{Act, Hand, Stub, lane, lane_counted, lane_of, metrics, post, settings};
use crate::wire::{LaneSettings, Permit, Reach};

fn who(n: u8) -> ConversationId {
    ConversationId([n; 16])
}

#[tokio::test]
async fn a_dead_provider_is_left_alone_and_found_again() {
    let stub = Stub::start(
        std::iter::repeat_n(Act::Reply(500, "", String::new()), 20).chain([Act::Reply(
            200,
            "",
            String::new(),
        )]),
    )
    .await;
    let (hand, metrics) = (Hand::default(), metrics());
    let lane = lane_counted(&hand, Reach::Anywhere, &metrics);
    let state = |number: u8| {
        format!(
            "hiwar_circuit_state{{tenant=\"acme\",provider=\"meta\",lane=\"106540352242922\"}} {number}\n"
        )
    };
    for _ in 0..20 {
        assert!(lane.call(post(stub.url("/"), "")).await.is_ok());
    }
    let fault = lane.call(post(stub.url("/"), "")).await;
    let retry_after = Duration::from_secs(15);
    assert_eq!(fault, Err(CallFault::Open { retry_after }));
    assert_eq!(stub.seen().len(), 20, "held back");
    assert!(metrics.render().contains(&state(2)));
    hand.forward(retry_after);
    assert!(lane.call(post(stub.url("/"), "")).await.is_ok());
    assert!(metrics.render().contains(&state(0)));
    assert!(lane.call(post(stub.url("/"), "")).await.is_ok());
    assert_eq!(stub.seen().len(), 22);
    // 1 s at half of 80 a second, after the burst of 20 at two units each.
    let mut sent = 0;
    for n in 0..1000_u32 {
        hand.forward(Duration::from_millis(1));
        let [_, _, _, low] = n.to_be_bytes();
        sent += u32::from(lane.permit(who(low)) == Permit::Go);
    }
    assert!((45..=55).contains(&sent), "{sent}");
}

#[tokio::test]
async fn rejected_messages_do_not_open_the_breaker() {
    let stub = Stub::start([Act::Reply(400, "", String::new())]).await;
    let lane = lane(&Hand::default(), Reach::Anywhere);
    for _ in 0..50 {
        let reply = lane.call(post(stub.url("/"), "")).await.expect("an answer");
        assert_eq!(reply.status, 400);
    }
}

#[test]
fn a_number_keeps_its_pace_and_a_customer_hers() {
    let hand = Hand::default();
    let lane = lane(&hand, Reach::Anywhere);
    // 60 messages to one customer: 45 at once (in two bursts of the number), then one in 6 s.
    let mut sent = 0;
    let mut waited = Duration::ZERO;
    while sent < 60 {
        match lane.permit(who(1)) {
            Permit::Go => sent += 1,
            Permit::Wait(wait) => {
                waited += wait.max(Duration::from_millis(1));
                hand.forward(wait.max(Duration::from_millis(1)));
            }
        }
    }
    assert!((84..=91).contains(&waited.as_secs()), "{waited:?}");
    assert_eq!(lane.permit(who(2)), Permit::Go, "others are not held up");
    assert_eq!(lane.refused(who(2)), Duration::from_secs(1));
    assert_eq!(lane.permit(who(2)), Permit::Wait(Duration::from_secs(1)));
    lane.hold(Duration::from_secs(30));
    assert_eq!(lane.permit(who(3)), Permit::Wait(Duration::from_secs(30)));
    hand.forward(Duration::from_secs(30));
    assert_eq!(lane.permit(who(3)), Permit::Go);
}

#[test]
fn a_lane_without_limits_of_its_own_still_heeds_the_other_side() {
    let hand = Hand::default();
    let settings = LaneSettings {
        rate: None,
        pair: None,
        ..settings(Reach::Anywhere)
    };
    let lane = lane_of(&hand, settings, &metrics());
    assert!((0..1000).all(|_| lane.permit(who(1)) == Permit::Go));
    let wait = Duration::from_secs(5);
    lane.hold(wait);
    assert_eq!(lane.permit(who(1)), Permit::Wait(wait));
    hand.forward(wait);
    assert_eq!(lane.permit(who(1)), Permit::Go);
}
