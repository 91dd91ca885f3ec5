//! Connections are kept and reused, and one that dies in between doubles nothing.

use std::collections::HashMap;

use futures::future::join_all;

use crate::domain::CallFault;
use crate::wire::Reach;
use crate::wire::stub::{Act, Hand, Stub, lane, post};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_callers_share_sixty_four_connections() {
    let stub = Stub::start([Act::Reply(200, "", "{}".into())]).await;
    let lane = lane(&Hand::default(), Reach::Anywhere);
    for _ in 0..20 {
        let calls = (0..64).map(|_| lane.call(post(stub.url("/"), "{}")));
        for reply in join_all(calls).await {
            assert_eq!(reply.expect("an answer").status, 200);
        }
    }
    assert_eq!(stub.seen().len(), 64 * 20);
    // A few more may be begun while one is about to be given back.
    assert!(stub.connections() <= 80, "{}", stub.connections());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_dies_while_idle_loses_and_doubles_no_request() {
    let stub = Stub::start([Act::ReplyThenClose("{}".into())]).await;
    let lane = lane(&Hand::default(), Reach::Anywhere);
    let (mut answered, mut not_sent, mut unclear) = (Vec::new(), Vec::new(), 0);
    for n in 0..1000 {
        let body = format!("request {n}");
        match lane.call(post(stub.url("/"), &body)).await {
            Ok(_) => answered.push(body),
            Err(CallFault::NotSent(_)) => not_sent.push(body),
            Err(CallFault::Broken(_)) => unclear += 1,
            Err(fault) => unreachable!("{fault:?}"),
        }
        // Give the close every chance to meet the next request half way.
        for _ in 0..n % 4 {
            tokio::task::yield_now().await;
        }
        if n % 100 == 0 {
            // The breaker shall not decide this test.
            assert!(answered.len() > n / 2, "{n}");
        }
    }
    let mut times: HashMap<String, u32> = HashMap::new();
    for seen in stub.seen() {
        *times.entry(seen.body).or_default() += 1;
    }
    assert!(
        times.values().all(|times| *times == 1),
        "a request arrived twice"
    );
    assert!(answered.iter().all(|body| times.contains_key(body)));
    assert!(
        not_sent.iter().all(|body| !times.contains_key(body)),
        "sent after all"
    );
    println!(
        "{} answered, {} not sent, {unclear} unclear",
        answered.len(),
        not_sent.len()
    );
}
