//! S-61: an address that a tenant names is held to the public internet at the moment of
//! connecting, whatever its name says, and whatever the other side does then.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::domain::{CallFault, HttpReply};
use crate::wire::exchange::exchange;
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
    let names = PublicNames::of(names.clone());
    let wire = Wire::asking(names, WireSettings::default(), hand.clock(), dice());
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
        let call = post(format!("https://{host}:{}/", stub.port()), "x");
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
    let guard = PublicNames::of(names.clone());
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
    let call = post(format!("https://rebinding.example:{}/", stub.port()), "x");
    let fault = guarded(&names).call(call).await;
    assert!(matches!(fault, Err(CallFault::Refused(_))), "{fault:?}");
    assert_eq!(
        (names.asked.load(Ordering::SeqCst), stub.connections()),
        (2, 0)
    );
}

/// The name first leads where it may (here 127.0.0.2 stands for that), then within: each
/// connection is made to an address that was judged in its own look-up.
#[tokio::test]
async fn s61_each_connection_goes_where_its_own_look_up_was_judged() {
    let outside = Stub::start_at("127.0.0.2:0", [Act::ReplyThenClose("public".into())]).await;
    let inside = Stub::start_at(
        &format!("127.0.0.1:{}", outside.port()),
        [Act::Reply(200, "", "secret".into())],
    )
    .await;
    let names = Names {
        known: &[(
            "turning.example",
            &[&["127.0.0.2", "127.0.0.1"], &["127.0.0.1"]],
        )],
        asked: Arc::default(),
    };
    let guard = PublicNames::where_public_is(names.clone(), |address| {
        address == IpAddr::from([127, 0, 0, 2])
    });
    let clock = Hand::default().clock();
    let wire = Wire::asking(guard, WireSettings::default(), clock.clone(), dice());
    let client = wire.expect("a client").public;
    let call = async || {
        let url = format!("http://turning.example:{}/", outside.port());
        let call = post(url.clone(), "x");
        exchange(&client, Url::parse(&url).expect("a url"), call, &clock).await
    };
    let first = call().await.expect("an answer");
    assert_eq!(first.body, b"public");
    let second = call().await;
    assert!(matches!(second, Err(CallFault::Refused(_))), "{second:?}");
    assert_eq!(names.asked.load(Ordering::SeqCst), 2, "one look-up a call");
    assert_eq!((outside.connections(), inside.connections()), (1, 0));
}

#[tokio::test]
async fn s61_plain_http_needs_the_operators_word() {
    let stub = Stub::start([Act::Reply(200, "", "fine".into())]).await;
    for host in [
        "shop.example".to_owned(),
        format!("127.0.0.1:{}", stub.port()),
    ] {
        let call = post(format!("http://{host}/"), "x");
        let fault = guarded(&Names::hostile()).call(call).await;
        let Err(CallFault::Refused(why)) = fault else {
            unreachable!("{fault:?}");
        };
        assert!(why.contains("https"), "{why}");
    }
    let vouched = lane(&Hand::default(), Reach::Anywhere);
    assert!(vouched.call(post(stub.url("/"), "x")).await.is_ok());
    assert_eq!(stub.connections(), 1);
}

#[tokio::test]
async fn s61_of_several_addresses_only_the_public_ones_are_tried() {
    let guard = PublicNames::of(Names::hostile());
    let name = "both.example".parse().expect("a name");
    let kept = guard.resolve(name).await.expect("one is public");
    let kept: Vec<_> = kept.map(|address| address.ip().to_string()).collect();
    assert_eq!(kept, ["93.184.215.14"]);
}

/// What comes back is bounded in size and time, is not unpacked, and leads nowhere else.
#[tokio::test]
async fn s61_an_answer_is_bounded_whatever_it_is() {
    // sixteen kilobytes that hold sixteen megabytes, whole and valid
    let bomb = include_bytes!("../../../tests/fixtures/wire/zeros_16_mib.gz");
    let elsewhere = Stub::start([Act::Reply(200, "", "secret".into())]).await;
    let to: &'static str = format!("location: {}\r\n", elsewhere.url("/")).leak();
    let packed =
        |reply: &HttpReply| reply.body.starts_with(&[0x1f, 0x8b]) && reply.body.len() < 20_000;
    let empty = |reply: &HttpReply| reply.status == 302 && reply.body.is_empty();
    let table: [(Act, Option<Fits>); 5] = [
        (
            Act::Packed("content-encoding: gzip\r\n", bomb),
            Some(packed),
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
