//! Whatever the other side does, the fault says whether it can have seen the request.

use std::time::Duration;

use crate::domain::CallFault;
use crate::wire::Reach;
use crate::wire::stub::{Act, Hand, Stub, lane, post};

fn reply(status: u16, headers: &'static str, body: &str) -> Act {
    Act::Reply(status, headers, body.into())
}

#[tokio::test]
async fn an_answer_is_an_answer_whatever_its_status() {
    let stub = Stub::start([
        reply(200, "", "{\"ok\":true}"),
        reply(429, "retry-after: 7\r\n", "slow"),
        reply(
            503,
            "retry-after: Fri, 20 Nov 2026 09:00:30 GMT\r\n",
            "<html>",
        ),
        reply(302, "location: http://127.0.0.1:1/\r\n", ""),
        reply(200, "content-encoding: gzip\r\n", "not unpacked"),
    ])
    .await;
    let lane = lane(&Hand::default(), Reach::Anywhere);
    let s = |seconds| Some(Duration::from_secs(seconds));
    for (status, retry_after, body) in [
        (200, None, "{\"ok\":true}"),
        (429, s(7), "slow"),
        (503, s(30), "<html>"),
        (302, None, ""),
        (200, None, "not unpacked"),
    ] {
        let reply = lane
            .call(post(stub.url("/x"), "hi"))
            .await
            .expect("an answer");
        assert_eq!((reply.status, reply.retry_after), (status, retry_after));
        assert_eq!(reply.body, body.as_bytes());
    }
    let seen = &stub.seen()[0];
    assert!(
        seen.head.starts_with("POST /x HTTP/1.1\r\n"),
        "{}",
        seen.head
    );
    assert!(
        seen.head.contains("authorization: Bearer t0ken"),
        "{}",
        seen.head
    );
    assert_eq!(seen.body, "hi");
}

#[tokio::test]
async fn what_never_left_is_told_from_what_may_have_arrived() {
    let closed_port = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.local_addr().expect("an address").port()
    };
    let lane = lane(&Hand::default(), Reach::Anywhere);
    for url in [
        format!("http://127.0.0.1:{closed_port}/"),
        "http://no-such-name.invalid/".into(),
    ] {
        let fault = lane.call(post(url.clone(), "hi")).await;
        assert!(
            matches!(fault, Err(CallFault::NotSent(_))),
            "{url} {fault:?}"
        );
    }
    // A plain server where TLS was expected: the handshake fails, nothing was said.
    let stub = Stub::start([Act::Close]).await;
    let url = format!("https://127.0.0.1:{}/", stub.port());
    let mut call = post(url, "hi");
    call.timeout = Duration::from_secs(10);
    let fault = lane.call(call).await;
    assert!(matches!(fault, Err(CallFault::NotSent(_))), "{fault:?}");
    assert_eq!(stub.seen().len(), 0);

    for (act, timed_out) in [
        (Act::Close, false),
        (Act::Half, false),
        (Act::Hang, true),
        (Act::Drip, true),
    ] {
        let stub = Stub::start([act.clone()]).await;
        let mut call = post(stub.url("/"), "hi");
        call.timeout = Duration::from_millis(300);
        let timeout = call.timeout;
        let fault = lane.call(call).await.expect_err("no answer");
        let fits = match fault {
            CallFault::TimedOut(after) => timed_out && after == timeout,
            CallFault::Broken(_) => !timed_out,
            _ => false,
        };
        assert!(fits, "{act:?} {fault:?}");
        assert_eq!(stub.seen().len(), 1, "{act:?}: sent once");
    }
}

#[tokio::test]
async fn s61_a_huge_answer_is_cut_off_whether_announced_or_not() {
    let lane = lane(&Hand::default(), Reach::Anywhere);
    for told in [true, false] {
        let stub = Stub::start([Act::Huge {
            bytes: 5_000_000,
            told,
        }])
        .await;
        let fault = lane.call(post(stub.url("/"), "hi")).await;
        assert_eq!(fault, Err(CallFault::TooLarge { max: 64 * 1024 }));
    }
    let stub = Stub::start([Act::Huge {
        bytes: 64 * 1024,
        told: true,
    }])
    .await;
    let reply = lane
        .call(post(stub.url("/"), "hi"))
        .await
        .expect("just fits");
    assert_eq!(reply.body.len(), 64 * 1024);
}

#[tokio::test]
async fn s61_a_tenants_address_never_reaches_a_private_network() {
    let stub = Stub::start([reply(200, "", "secret")]).await;
    let lane = lane(&Hand::default(), Reach::Public);
    // The second passes the check of the text and is stopped at the look-up.
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("https://{host}:{}/", stub.port());
        let fault = lane.call(post(url, "hi")).await;
        assert!(
            matches!(fault, Err(CallFault::Refused(_))),
            "{host} {fault:?}"
        );
    }
    assert_eq!(stub.connections(), 0);
}

#[tokio::test]
async fn s61_no_text_can_add_a_header() {
    let stub = Stub::start([reply(200, "", "")]).await;
    let lane = lane(&Hand::default(), Reach::Anywhere);
    for (name, value) in [
        ("x", "a\r\nevil: 1"),
        ("x\r\nevil", "1"),
        ("x y", "1"),
        ("", "1"),
    ] {
        let mut call = post(stub.url("/"), "hi");
        call.headers.push((name.into(), value.into()));
        let fault = lane.call(call).await;
        let Err(CallFault::Refused(why)) = fault else {
            unreachable!("{fault:?}");
        };
        assert!(!why.contains("evil: 1"), "{why}");
    }
    assert_eq!(stub.connections(), 0);
}

#[tokio::test]
async fn faults_name_no_address_and_no_token() {
    let lane = lane(&Hand::default(), Reach::Anywhere);
    let fault = lane
        .call(post(
            "http://127.0.0.1:1/+966501234567?t=s3cret".into(),
            "hi",
        ))
        .await;
    let text = format!("{fault:?}");
    for hidden in ["966501234567", "s3cret", "t0ken"] {
        assert!(!text.contains(hidden), "{text}");
    }
}
