//! The process is killed, at random instants and at every named point, while customers
//! write. Whatever was acknowledged is answered; nobody hears a thing twice unless a kill
//! caught it between the provider and our disk.
//!
//! `HIWAR_CRASH_ROUNDS=100 cargo test --test it crash -- --nocapture` runs a long
//! campaign. `HIWAR_CRASH_SEED` repeats one that failed.

mod ledger;
mod returns;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;

use crate::stub::{Conduct, Reports};
use crate::world::{World, message_id, now_s};
use ledger::balance;

const ROUNDS: u64 = 6;
/// New customers come every so many rounds, so that the books stay small.
const ROUNDS_OF_A_CROWD: u64 = 3;
const CROWD: u64 = 6;
/// What one customer writes at most; below the burst that WhatsApp allows per pair.
const STEPS_MAX: usize = 24;
const KILL_AFTER_MS: std::ops::Range<u64> = 20..400;
const RETRY_PAUSE: Duration = Duration::from_millis(15);
/// Longer than any restart takes.
const RETRIES_FOR: Duration = Duration::from_secs(60);
/// A named point that is not passed within this time is not on the way of a message.
const FALLS_WITHIN: Duration = Duration::from_secs(20);

const ORDER: &str = "ORD-1002";
/// Points off the way of a few good messages: timers, dead letters, sweeping, bringing sled
/// up to date. The store's own tests end there.
const SELDOM: &[&str] = &["fire", "park", "care", "checkpoint", "publish"];

/// What a customer writes as her `step`th message.
fn words(step: usize) -> &'static str {
    ["where is my order", ORDER, "cancel"][step % 3]
}

/// One customer and how many of her messages were acknowledged.
struct Writer {
    phone: String,
    acknowledged: usize,
}

/// What a campaign knows, apart from the engine.
struct Campaign {
    world: World,
    /// How many replies each step draws from an undisturbed engine.
    replies: Vec<usize>,
    crashes: Vec<Instant>,
}

impl Campaign {
    fn begin(world: World, control: &str) -> Self {
        let control = world.customer(control);
        let replies = (0..STEPS_MAX)
            .map(|step| {
                let before = control.received().len();
                control.says(words(step));
                control.expects("an answer", |_| true);
                world.settles();
                control.reads_all() - before
            })
            .collect();
        Self {
            world,
            replies,
            crashes: Vec::new(),
        }
    }

    /// Lets the crowd write while `disturb` does its worst, and until it is done.
    fn write(&self, crowd: &mut [Writer], seed: u64, disturb: impl FnOnce()) {
        let over = AtomicBool::new(false);
        thread::scope(|scope| {
            for (at, writer) in crowd.iter_mut().enumerate() {
                let dice = Rng::with_seed(seed ^ at as u64);
                scope.spawn(|| self.write_as(writer, dice, &over));
            }
            disturb();
            over.store(true, Ordering::Release);
        });
    }

    /// One message after the other; one that was not acknowledged is brought again under
    /// the same id, as Meta does. Sometimes she waits for the answer, sometimes not.
    fn write_as(&self, writer: &mut Writer, mut dice: Rng, over: &AtomicBool) {
        let customer = self.world.customer(&writer.phone);
        while writer.acknowledged < STEPS_MAX && !over.load(Ordering::Acquire) {
            let id = message_id();
            let started = Instant::now();
            while customer.says_as(&id, words(writer.acknowledged)) != Some(200) {
                assert!(started.elapsed() < RETRIES_FOR, "the engine stays down");
                thread::sleep(RETRY_PAUSE); // the engine is down
            }
            let said = words(writer.acknowledged);
            writer.acknowledged += 1;
            // A lookup's answer comes to the dialogue as it is then: she waits for it.
            if said == ORDER || dice.bool() {
                let owed: usize = self.replies[..writer.acknowledged].iter().sum();
                let glance = Duration::from_millis(dice.u64(1..200));
                let patience = if said == ORDER { RETRIES_FOR } else { glance };
                self.world.cloud.wait(patience, |calls| {
                    let hers = calls.iter().filter(|call| {
                        call.to == writer.phone && call.is_message() && call.conduct.takes()
                    });
                    let replies: BTreeSet<_> = hers.map(|call| &call.callback).collect();
                    (replies.len() >= owed).then_some(())
                });
            }
        }
    }

    /// Lets everything be said, then compares the books; the number of extra messages.
    fn settle(&self, crowd: &[Writer]) -> Result<usize, String> {
        self.world.settles();
        let mut extra = 0;
        for writer in crowd {
            let owed = self.replies[..writer.acknowledged].iter().sum();
            let received = self.world.cloud.received(&writer.phone);
            let balance = balance(&received, owed, &self.crashes)
                .map_err(|fault| format!("{}: {fault}", writer.phone))?;
            extra += balance.extra;
        }
        Ok(extra)
    }
}

fn crowd(number: u64) -> Vec<Writer> {
    let writer = |at| Writer {
        phone: format!("+9665{:08}", 30_000_000 + number * CROWD + at),
        acknowledged: 0,
    };
    (0..CROWD).map(writer).collect()
}

fn campaign_world() -> World {
    World::plan().set("HIWAR_SEND__UNKNOWN_WAIT", "1s").open()
}

#[test]
fn killed_at_random_it_keeps_every_promise() {
    let setting = |name| env::var(name).ok().and_then(|value| value.parse().ok());
    let rounds = setting("HIWAR_CRASH_ROUNDS").unwrap_or(ROUNDS);
    let seed = setting("HIWAR_CRASH_SEED").unwrap_or_else(now_s);
    println!("HIWAR_CRASH_SEED={seed}");
    let mut dice = Rng::with_seed(seed);
    let mut campaign = Campaign::begin(campaign_world(), "+966501230000");
    let (mut written, mut extra) = (0, 0);
    for number in 0..rounds.div_ceil(ROUNDS_OF_A_CROWD) {
        let mut crowd = crowd(number);
        let reports = [Reports::Silent, Reports::InOrder, Reports::BeforeAnswer];
        campaign
            .world
            .cloud
            .reports(*dice.choice(&reports).unwrap());
        campaign.crashes.clear();
        for _ in 0..ROUNDS_OF_A_CROWD.min(rounds - number * ROUNDS_OF_A_CROWD) {
            let after = Duration::from_millis(dice.u64(KILL_AFTER_MS));
            let crash = Mutex::new(None);
            campaign.write(&mut crowd, dice.u64(..), || {
                thread::sleep(after);
                campaign.world.kill();
                *crash.lock().unwrap() = Some(Instant::now());
                campaign.world.start();
            });
            campaign.crashes.extend(crash.into_inner().unwrap());
        }
        extra += campaign
            .settle(&crowd)
            .unwrap_or_else(|fault| panic!("HIWAR_CRASH_SEED={seed}, crowd {number}: {fault}"));
        written += crowd
            .iter()
            .map(|writer| writer.acknowledged)
            .sum::<usize>();
    }
    println!("{rounds} kills: {written} messages acknowledged, 0 lost, {extra} repeated");
    assert!(written > 0, "nobody wrote anything");
}

#[test]
fn killed_at_every_named_point_it_keeps_every_promise() {
    if !cfg!(debug_assertions) {
        return; // release builds have no such points
    }
    let mut points = crash_points();
    points.retain(|point| !SELDOM.iter().any(|off| point.ends_with(off)));
    assert!(!points.is_empty(), "no crash point in src");
    let mut campaign = Campaign::begin(campaign_world(), "+966501240000");
    let mut never_passed = Vec::new();
    for (number, point) in (0..).zip(&points) {
        campaign.world.cloud.reports(Reports::InOrder);
        let mut calls = 0;
        campaign.world.cloud.behaves(move |_| {
            calls += 1; // every fourth answer is lost, and only a status tells
            if calls % 4 == 2 {
                Conduct::TakeAndDrop
            } else {
                Conduct::Accept
            }
        });
        campaign.world.kill();
        campaign
            .world
            .set("HIWAR_CRASH_AT", Some(&format!("{point}:3")));
        let mut crowd = crowd(100_000 + number);
        let mut fell = None;
        campaign.write(&mut crowd, 1, || {
            let alive = campaign.world.try_start().is_ok();
            if !alive || campaign.world.falls(FALLS_WITHIN) {
                fell = Some(Instant::now());
            }
            campaign.world.set("HIWAR_CRASH_AT", None);
            campaign.world.restart();
        });
        match fell {
            Some(at) => campaign.crashes = vec![at],
            None => never_passed.push(point),
        }
        let extra = campaign
            .settle(&crowd)
            .unwrap_or_else(|fault| panic!("{point}: {fault}"));
        println!("{point}: {extra} repeated");
    }
    assert!(never_passed.is_empty(), "never passed: {never_passed:?}");
}

/// Every name of a crash point in the sources that pass one.
fn crash_points() -> BTreeSet<String> {
    let mut points = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap_or_default();
            if text.contains("crash_point(") {
                let texts = text.split('"').skip(1).step_by(2);
                points.extend(texts.filter(|text| is_point(text)).map(Into::into));
            }
        }
    }
    points
}

fn is_point(name: &str) -> bool {
    let placed = ["before_", "amid_", "after_"]
        .iter()
        .any(|place| name.starts_with(place));
    placed
        && name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
}
