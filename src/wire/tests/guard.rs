//! S-61: an address that a tenant names is held to the public internet at the moment of
//! connecting, whatever its name says, and whatever the other side does then.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::domain::{CallFault, HttpReply};
use crate::wire::fence::PublicNames;
use crate::wire::stub::{Act, Hand, Stub, dice, lane, lane_on, metrics, post, settings};
use crate::wire::{Lane, Reach, Wire, WireSettings};

/// A name server of the attacker's: what each name resolves to, one answer after the other.
#[derive(Debug, Clone)]
struct Names {
    known: Zone,
    asked: Arc<AtomicUsize>,
}

/// What a reply has to be.
type Fits = fn(&HttpReply) -> bool;
/// Names, and the addresses of each answer.
type Zone = &'static [(&'static str, &'static [&'static [&'static str]])];

const HOSTILE: Zone = &[
    ("localhost", &[&["127.0.0.1", "::1"]]),
    ("localhost.", &[&["127.0.0.1"]]),
    ("metadata.google.internal", &[&["169.254.169.254"]]),
    ("alias-of-internal.example", &[&["10.0.0.7"]]),
    ("mapped.example", &[&["::ffff:127.0.0.1"]]),
    ("translated.example", &[&["64:ff9b::7f00:1"]]),
    ("cloud.example", &[&["fd00:ec2::254"]]),
    ("nowhere.example", &[&[]]),
    ("rebinding.example", &[&["93.184.215.14"], &["127.0.0.1"]]),
    ("both.example", &[&["127.0.0.1", "93.184.215.14", "::1"]]),
];

impl Names {
    fn hostile() -> Self {
        Self {
            known: HOSTILE,
            asked: Arc::default(),
        }
    }
}

impl Resolve for Names {
    fn resolve(&self, name: Name) -> Resolving {
        let nth = self.asked.fetch_add(1, Ordering::SeqCst);
        let known = self.known.iter().find(|(known, _)| *known == name.as_str());
        let answers = known.map_or(&[][..], |(_, answers)| answers);
        let answer = answers.get(nth).or(answers.last()).copied();
        let addresses = answer.unwrap_or_default().iter().map(|text| {
            let address = text.parse().expect("an address");
            SocketAddr::new(address, 0)
        });
        let addresses: Vec<_> = addresses.collect();
        Box::pin(async move { Ok(Box::new(addresses.into_iter()) as Addrs) })
    }
}

fn guarded(names: &Names) -> Lane {
    let hand = Hand::default();
    let wire = Wire::asking(names.clone(), WireSettings::default(), hand.clock(), dice());
    lane_on(
        &wire.expect("a client"),
        settings(Reach::Public),
        &metrics(),
    )
}

#[tokio::test]
async fn s61_no_name_leads_to_a_private_address() {
    let stub = Stub::start([Act::Reply(200, "", "secret".into())]).await;
    for (host, answers) in HOSTILE.iter().filter(|(_, answers)| answers.len() == 1) {
        if host.starts_with("both") {
            continue;
        }
        let lane = guarded(&Names::hostile());
        let call = post(format!("http://{host}:{}/", stub.port()), "x");
        let fault = lane.call(call).await;
        let Err(CallFault::Refused(why)) = &fault else {
            unreachable!("{host} {answers:?}: {fault:?}");
        };
        assert!(!why.contains(host), "a neutral word: {why}");
    }
    assert_eq!(stub.connections(), 0);
}

#[tokio::test]
async fn s61_a_name_that_changes_its_mind_gains_nothing() {
    let names = Names::hostile();
    let guard = PublicNames(names.clone());
    let look_up = async || {
        let name = "rebinding.example".parse().expect("a name");
        guard.resolve(name).await.map(Iterator::collect::<Vec<_>>)
    };
    let first = look_up().await.expect("a public address");
    assert_eq!(
        first,
        ["93.184.215.14:0".parse::<SocketAddr>().expect("one")]
    );
    assert!(look_up().await.is_err(), "the second answer is judged too");
    // and a call looks its name up once: what was judged is what is connected to
    let (stub, names) = (Stub::start([Act::Hang]).await, Names::hostile());
    names.asked.store(1, Ordering::SeqCst);
    let call = post(format!("http://rebinding.example:{}/", stub.port()), "x");
    let fault = guarded(&names).call(call).await;
    assert!(matches!(fault, Err(CallFault::Refused(_))), "{fault:?}");
    assert_eq!(
        (names.asked.load(Ordering::SeqCst), stub.connections()),
        (2, 0)
    );
}

#[tokio::test]
async fn s61_of_several_addresses_only_the_public_ones_are_tried() {
    let guard = PublicNames(Names::hostile());
    let name = "both.example".parse().expect("a name");
    let kept = guard.resolve(name).await.expect("one is public");
    let kept: Vec<_> = kept.map(|address| address.ip().to_string()).collect();
    assert_eq!(kept, ["93.184.215.14"]);
}

/// What comes back is bounded in size and time, is not unpacked, and leads nowhere else.
#[tokio::test]
async fn s61_an_answer_is_bounded_whatever_it_is() {
    // a gzip member that says it holds far more than it is long
    let bomb = format!("\u{1f}{}", "\0".repeat(60_000));
    let elsewhere = Stub::start([Act::Reply(200, "", "secret".into())]).await;
    let to: &'static str = format!("location: {}\r\n", elsewhere.url("/")).leak();
    let whole = |reply: &HttpReply| reply.body.len() == 60_001;
    let empty = |reply: &HttpReply| reply.status == 302 && reply.body.is_empty();
    let table: [(Act, Option<Fits>); 5] = [
        (
            Act::Reply(200, "content-encoding: gzip\r\n", bomb),
            Some(whole),
        ),
        (Act::Reply(302, to, String::new()), Some(empty)),
        (Act::Drip, None),
        (Act::Hang, None),
        (
            Act::Huge {
                bytes: 5_000_000,
                told: false,
            },
            None,
        ),
    ];
    for (act, fits) in table {
        let stub = Stub::start([act.clone()]).await;
        let mut call = post(stub.url("/"), "x");
        call.timeout = Duration::from_millis(400);
        let reply = lane(&Hand::default(), Reach::Anywhere).call(call).await;
        match (reply, fits) {
            (Ok(reply), Some(fits)) => assert!(fits(&reply), "{act:?}"),
            (Err(CallFault::TimedOut(_) | CallFault::TooLarge { .. }), None) => {}
            (other, _) => unreachable!("{act:?}: {other:?}"),
        }
    }
    assert_eq!(elsewhere.connections(), 0, "no redirect is followed");
}
