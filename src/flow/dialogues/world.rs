//! The stand-in world of the dialogues: a tenant, a customer, a shop, and the reader of
//! their tables.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::{Arc, OnceLock};

use crate::domain::{
    Address, AgentDeed, CallAnswer, CallError, CallRequest, Contact, ContactId, Content, Hours,
    InboundMedia, Location, MediaKind, Phone, Queue, Session, Switches, TemplateSpec, TemplateText,
    Tenant, TenantId, Timestamp, Value, parse_span,
};
use crate::flow::rehearsal::{Cast, Rehearsal, Reply, Shop, options, wording};
use crate::flow::{Script, SourceFile, Sources};
use crate::locale::{LocaleFile, Style, text};

/// 2026-11-20T16:00:00Z, a Friday evening in Riyadh.
pub const NOW: Timestamp = Timestamp::from_seconds(1_795_190_400);

const UP: u8 = 0;
const DOWN: u8 = 1;
const SLOW: u8 = 2;

macro_rules! files {
    ($folder:literal: $($path:literal)*) => {
        [$(($path, include_str!(concat!("../../../", $folder, "/", $path)))),*]
    };
}

/// The flows and locales that ship.
pub fn sources() -> Sources {
    let flows = files!("flows":
        "check_in.rhai" "globals.rhai" "human_handoff.rhai" "language.rhai" "lib/orders.rhai"
        "main_menu.rhai" "my_data.rhai" "order_status.rhai" "rma_instructions.rhai"
        "start_return.rhai");
    let locales = files!("locales":
        "ar/check-in.ftl" "ar/engine.ftl" "ar/human-handoff.ftl" "ar/language.ftl"
        "ar/main-menu.ftl" "ar/my-data.ftl" "ar/order-status.ftl" "ar/rma-instructions.ftl"
        "ar/shop.ftl" "ar/start-return.ftl"
        "en/check-in.ftl" "en/engine.ftl" "en/human-handoff.ftl" "en/language.ftl"
        "en/main-menu.ftl" "en/my-data.ftl" "en/order-status.ftl" "en/rma-instructions.ftl"
        "en/shop.ftl" "en/start-return.ftl");
    Sources {
        flows: flows
            .map(|(path, text)| SourceFile {
                path: path.into(),
                text: text.into(),
            })
            .into(),
        locales: locales
            .map(|(path, text)| LocaleFile {
                path: path.into(),
                text: text.into(),
            })
            .into(),
        chats: Vec::new(),
    }
}

pub fn script() -> Arc<Script> {
    static SHIPPED: OnceLock<Arc<Script>> = OnceLock::new();
    SHIPPED.get_or_init(|| compile(&sources())).clone()
}

pub fn compile(sources: &Sources) -> Arc<Script> {
    Arc::new(Script::compile(sources).unwrap_or_else(|faults| panic!("{faults:#?}")))
}

/// The shipped locales and engine words, with `flow` as the only flow beside the menu.
pub fn script_with(flow: &str, messages: &str) -> Arc<Script> {
    let mut sources = sources();
    let kept = ["globals.rhai", "main_menu.rhai"];
    sources
        .flows
        .retain(|file| kept.contains(&file.path.as_str()));
    for file in &mut sources.flows {
        file.text = file.text.replace("c.to_flow(", "c.done(");
    }
    sources.flows.push(SourceFile {
        path: "test.rhai".into(),
        text: flow.into(),
    });
    let kept = [
        "engine.ftl",
        "main-menu.ftl",
        "order-status.ftl",
        "shop.ftl",
    ];
    let engine_only = |file: &LocaleFile| kept.iter().any(|name| file.path.ends_with(name));
    sources.locales.retain(engine_only);
    for tag in ["ar", "en"] {
        let (path, text) = (format!("{tag}/test.ftl"), messages.into());
        sources.locales.push(LocaleFile { path, text });
    }
    compile(&sources)
}

/// The shipped locales and menu, with these flows beside them.
pub fn script_of(files: &[(&str, &str)], messages: &str) -> Arc<Script> {
    compile(&sources_of(files, messages))
}

pub fn sources_of(files: &[(&str, &str)], messages: &str) -> Sources {
    let mut sources = sources();
    for (path, text) in files {
        let (path, text) = ((*path).into(), (*text).into());
        sources.flows.push(SourceFile { path, text });
    }
    for tag in ["ar", "en"] {
        let (path, text) = (format!("{tag}/test.ftl"), messages.into());
        sources.locales.push(LocaleFile { path, text });
    }
    sources
}

pub fn cast(phone: &str) -> Cast {
    let flags = [("on".to_owned(), true)].into();
    Cast {
        tenant: Arc::new(Tenant {
            id: TenantId::parse("demo").expect("an id"),
            brand: "Noor".into(),
            numbers: Vec::new(),
            locale_default: "ar".into(),
            region: "SA".into(),
            time_zone: "Asia/Riyadh".into(),
            switches: Switches {
                flags,
                ..Switches::default()
            },
            send_policy: crate::domain::SendPolicy::default(),
            operations: BTreeMap::new(),
            brands: BTreeMap::new(),
            queues: queues(),
            templates: templates(),
            staff: std::collections::BTreeSet::new(),
        }),
        contact: Contact {
            id: ContactId([1; 16]),
            address: Address {
                phone: Phone::from_provider(phone),
                ..Address::default()
            },
            profile_name: Some("نورة".into()),
            first_seen: NOW,
            merged_into: None,
        },
        style: Style::default(),
    }
}

/// People answer in `orders` on working days; every other queue is always open.
fn queues() -> BTreeMap<String, Queue> {
    let day = vec![(9 * 60, 17 * 60)];
    let mut days: [Vec<(u16, u16)>; 7] = std::array::from_fn(|_| day.clone());
    days[4].clear();
    let hours = Some(Hours { days });
    [("desk".to_owned(), Queue { hours })].into()
}

fn templates() -> BTreeMap<String, TemplateSpec> {
    let text = |code: &str, body: &str| TemplateText {
        code: code.into(),
        body: body.into(),
    };
    let update = TemplateSpec {
        parameters: vec!["order_no".into(), "due".into()],
        languages: [
            ("ar".to_owned(), text("ar", "طلبك {{1}} يصل {{2}}")),
            ("en".to_owned(), text("en_US", "Order {{1}} arrives {{2}}")),
        ]
        .into(),
        quick_replies: vec!["order_update:track".into()],
    };
    [("order_update".to_owned(), update)].into()
}

/// A rehearsal and the switch of its shop.
pub struct World {
    pub rehearsal: Rehearsal,
    shop: Arc<AtomicU8>,
    /// Said and not yet looked at.
    unread: Vec<crate::domain::Outbound>,
    offered: Vec<(String, String)>,
    pub reply: Reply,
}

impl World {
    pub fn new(script: Arc<Script>) -> Self {
        Self::with(script, cast("966501234567"))
    }

    pub fn with(script: Arc<Script>, cast: Cast) -> Self {
        let state = Arc::new(AtomicU8::new(UP));
        let shop = demo_shop(&state);
        Self {
            shop: state,
            ..Self::served_by(shop, script, cast)
        }
    }

    pub fn served_by(shop: Shop, script: Arc<Script>, cast: Cast) -> Self {
        Self {
            rehearsal: Rehearsal::new(script, cast, shop, NOW),
            shop: Arc::default(),
            unread: Vec::new(),
            offered: Vec::new(),
            reply: Reply::default(),
        }
    }

    fn take(&mut self, reply: Reply) {
        for trace in &reply.traces {
            let rule = &trace.matched;
            let told = !trace.why.is_empty() || trace.fault.is_some();
            assert!(told, "nothing says why `{rule}` took it");
        }
        self.unread.extend(reply.said.iter().cloned());
        self.reply = reply;
        let stored = serde_json::to_string(&self.rehearsal.session).expect("encode");
        self.rehearsal.session = serde_json::from_str::<Session>(&stored).expect("decode");
    }

    fn line(&mut self, line: &str) {
        let (sigil, rest) = line.split_once(' ').unwrap_or((line, ""));
        let rest = rest.trim();
        if matches!(sigil, ">" | "@" | ">#" | ">+") {
            let unread: Vec<_> = self.unread.iter().map(wording).collect();
            assert!(
                unread.is_empty(),
                "before `{line}` nobody expected {unread:#?}"
            );
        }
        match sigil {
            ">" => {
                let reply = self.rehearsal.says(rest);
                self.take(reply);
            }
            ">#" => {
                let reply = self.rehearsal.taps(rest);
                self.take(reply.unwrap_or_else(|| panic!("no button for `{line}`")));
            }
            ">+" => {
                let reply = self.rehearsal.feed(thing(rest));
                self.take(reply);
            }
            "@" => {
                let reply = self.rehearsal.advance(parse_span(rest).expect("a span"));
                self.take(reply);
            }
            "shop" => {
                let state = match rest {
                    "down" => DOWN,
                    "slow" => SLOW,
                    _ => UP,
                };
                self.shop.store(state, Ordering::Relaxed);
                if rest == "back" {
                    let reply = self.rehearsal.answer_calls();
                    self.take(reply);
                }
            }
            "<" | "<~" => self.said(sigil, rest, line),
            "[]" => {
                let titles: Vec<_> = self
                    .offered
                    .iter()
                    .map(|(_, title)| title.as_str())
                    .collect();
                assert_eq!(titles.join(" | "), rest, "`{line}`");
            }
            "=" => assert_eq!(self.traced(|trace| &trace.matched), rest, "`{line}`"),
            "?" => assert_eq!(self.traced(|trace| &trace.why), rest, "`{line}`"),
            "agent" | "staff" => self.served(sigil, rest),
            "owner" => assert_eq!(self.rehearsal.session.owner.word(), rest, "`{line}`"),
            _ => panic!("unknown line `{line}`"),
        }
    }

    fn traced(&self, part: fn(&crate::domain::Trace) -> &str) -> String {
        let parts: Vec<_> = self.reply.traces.iter().map(part).collect();
        parts.join(", ")
    }

    fn served(&mut self, sigil: &str, rest: &str) {
        let deed = match rest {
            "claims" => AgentDeed::Claimed,
            "returns" => AgentDeed::Returned,
            "resolves" => AgentDeed::Resolved,
            said => AgentDeed::Said {
                text: said.trim_start_matches("says ").into(),
            },
        };
        let reply = match sigil {
            "agent" => self.rehearsal.agent_acts("Nora", deed),
            _ => self.rehearsal.staff_writes(rest),
        };
        self.take(reply);
    }

    fn said(&mut self, sigil: &str, expected: &str, line: &str) {
        let faults: Vec<_> = self
            .reply
            .traces
            .iter()
            .filter_map(|t| t.fault.as_ref())
            .collect();
        assert!(
            !self.unread.is_empty(),
            "nothing was said for `{line}` {faults:?}"
        );
        let message = self.unread.remove(0);
        let wording = text::strip_marks(wording(&message)).replace('\u{a0}', " ");
        let fits = match sigil {
            "<" => wording == expected,
            _ => wording.contains(expected),
        };
        assert!(fits, "`{line}` but it was said:\n{wording}\n{faults:?}");
        self.offered = options(&message);
    }
}

/// `image`, `image with words under it`, `document receipt.pdf`, `place`, `card`.
pub fn thing(what: &str) -> Content {
    let (word, rest) = what.split_once(' ').unwrap_or((what, ""));
    let rest = Some(rest.to_owned()).filter(|rest| !rest.is_empty());
    let media = |kind, mime: &str, caption, filename| {
        Content::Media(InboundMedia {
            kind,
            id: "m1".into(),
            mime: mime.into(),
            sha256: None,
            caption,
            filename,
            voice: false,
            animated: false,
        })
    };
    match word {
        "image" => media(MediaKind::Image, "image/jpeg", rest, None),
        "audio" => media(MediaKind::Audio, "audio/ogg; codecs=opus", None, None),
        "document" => media(MediaKind::Document, "application/pdf", None, rest),
        "scan" => media(MediaKind::Document, "image/png", None, rest),
        "place" => Content::Location(Location {
            latitude_e6: 24_713_600,
            longitude_e6: 46_675_300,
            name: rest,
            address: None,
        }),
        "card" => Content::Contacts(vec![crate::domain::ContactCard {
            name: rest.unwrap_or_default(),
            phones: vec!["+966500000009".into()],
            requested: false,
        }]),
        other => panic!("no thing `{other}`"),
    }
}

/// Plays a table to its end.
pub fn play(table: &str) -> World {
    play_in(World::new(script()), table)
}

/// Says one message after the other, whatever is answered.
pub fn play_loosely(messages: &[&str]) -> World {
    let mut world = World::new(script());
    for message in messages {
        let reply = world.rehearsal.says(message);
        world.take(reply);
    }
    world
}

pub fn play_in(mut world: World, table: &str) -> World {
    for line in table.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !line.starts_with("# ") {
            world.line(line);
        }
    }
    let unread: Vec<_> = world.unread.iter().map(wording).collect();
    assert!(unread.is_empty(), "at the end nobody expected {unread:#?}");
    world
}

fn demo_shop(state: &Arc<AtomicU8>) -> Shop {
    let state = state.clone();
    Box::new(move |request| match state.load(Ordering::Relaxed) {
        UP => Some(order(request)),
        DOWN => Some(CallAnswer {
            ok: false,
            status: 0,
            body: Value::Null,
            error: Some(CallError::Timeout),
        }),
        _ => None,
    })
}

fn order(request: &CallRequest) -> CallAnswer {
    // It knows orders and nothing else.
    let asked = request.arguments.get("order_no").and_then(Value::as_text);
    let asked = asked.filter(|_| request.operation == "shop.get_order");
    let number = asked.unwrap_or("");
    let (status, date) = match number {
        "ORD-1001" => ("shipped", Some(("eta", "2026-11-25"))),
        "ORD-1002" => ("delivered", Some(("delivered_at", "2026-11-10"))),
        "ORD-1003" => ("preparing", Some(("eta", "2026-12-01"))),
        "ORD-1004" => ("cancelled", None),
        "ORD-1005" => ("out_for_delivery", Some(("eta", "2026-11-20"))),
        _ => {
            let error = Some(CallError::Http);
            return CallAnswer {
                ok: false,
                status: 404,
                body: Value::Null,
                error,
            };
        }
    };
    let mut body: BTreeMap<String, Value> = [
        ("order_no".to_owned(), Value::from(number)),
        ("status".to_owned(), status.into()),
        ("total".to_owned(), Value::Decimal("1249.50".into())),
        ("currency".to_owned(), "SAR".into()),
    ]
    .into();
    body.extend(date.map(|(field, day)| (field.to_owned(), day.into())));
    CallAnswer {
        ok: true,
        status: 200,
        body: Value::Map(body),
        error: None,
    }
}
