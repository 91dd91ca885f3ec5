//! Long lists, channels without buttons, and titles that do not fit.

use super::{FORM, flow, play};
use crate::domain::{Abilities, Content, Number, NumberId, Outbound, OutboundBody};
use crate::flow::dialogues::world::World;
use std::sync::Arc;

fn many(count: usize) -> String {
    let options: Vec<_> = (0..count)
        .map(|n| format!("opt(\"o{n}\", \"Box {n}\", money({n}, \"SAR\"))"))
        .collect();
    let options = options.join(", ");
    format!("fn start(c) {{ let p = c.choose(\"p\", \"q-item\", [{options}]); c.say_raw(p); }}")
}

#[test]
fn long_lists_are_paged_and_every_option_is_understood_on_every_page() {
    let world = play(
        &many(23),
        "> go now
         < Which item?
         ># More
         = page:1
         < Which item?
         [] Box 9 | Box 10 | Box 11 | Box 12 | Box 13 | Box 14 | Box 15 | Box 16 | More | Back
         ># More
         < Which item?
         [] Box 17 | Box 18 | Box 19 | Box 20 | Box 21 | Box 22 | Back
         ># Back
         < Which item?
         ># Back
         < Which item?",
    );
    let OutboundBody::List { sections, .. } = &world.reply.said[0].body else {
        panic!("{:?}", world.reply.said);
    };
    assert_eq!(sections[0].title.as_deref(), Some("1 to 9 of 23"));
    let price = sections[0].rows[2]
        .description
        .as_deref()
        .unwrap_or_default();
    assert!(price.contains("SAR") && price.contains("2.00"), "{price}");
    for (answer, id) in [
        ("23", "o22"),
        ("box 12", "o12"),
        ("o20", "o20"),
        ("٢", "o1"),
    ] {
        let table = format!("> go now\n < Which item?\n > {answer}\n < {id}");
        play(&many(23), &table);
    }
    play(
        &many(12),
        "> هيا بنا
         < Which item?
         ># المزيد
         < Which item?
         [] Box 9 | Box 10 | Box 11 | السابق
         ># o11
         < o11",
    );
}

#[test]
fn a_row_that_turns_an_older_page_is_stale() {
    let mut world = World::new(flow(&many(12)));
    let said = world.rehearsal.says("go now").said;
    let taps = crate::flow::rehearsal::options(&said[0]);
    let (id, title) = taps.last().expect("a row that leads on").clone();
    world.rehearsal.says("o3");
    let reply = world.rehearsal.feed(Content::ListReply {
        id,
        title,
        description: None,
    });
    assert!(
        reply.traces[0].matched.contains("stale"),
        "{:?}",
        reply.traces
    );
}

#[test]
fn what_is_too_long_or_named_twice_is_still_shown() {
    let shown = |options: &str| {
        let steps = format!(
            "fn start(c) {{ let long = \"w\"; long.pad(900, 'w'); c.choose(\"p\", \"q-item\", [{options}]); }}"
        );
        World::new(flow(&steps))
            .rehearsal
            .says("go now")
            .said
            .remove(0)
            .body
    };
    let twins = shown("opt(\"a\", \"Shoe\"), opt(\"b\", \"Shoe\")");
    assert!(matches!(twins, OutboundBody::List { .. }));
    let nameless = shown("opt(\"a\", \" \"), opt(\"b\", \"Shoe\")");
    let OutboundBody::Buttons { buttons, .. } = nameless else {
        panic!("{nameless:?}");
    };
    assert_eq!(buttons[0].title, "a");
    let endless: Vec<_> = (0..40)
        .map(|n| format!("opt(\"o{n}\", long, long)"))
        .collect();
    let OutboundBody::Text { body, .. } = shown(&endless.join(", ")) else {
        panic!("not text");
    };
    assert!(body.contains("40. www") && crate::domain::length(&body) <= crate::domain::TEXT_MAX);
}

#[test]
fn a_channel_without_buttons_gets_numbers() {
    let cast = || {
        let mut cast = crate::flow::dialogues::world::cast("966501234567");
        let tenant = Arc::make_mut(&mut cast.tenant);
        tenant.numbers.push(Number {
            id: NumberId::new("n"),
            account: crate::domain::Account::Meta(crate::domain::MetaAccount {
                graph_url: "https://stub.example".into(),
                version: "v25.0".into(),
                token: "t".to_owned().into(),
                app_secrets: Vec::new(),
                verify_token: "v".to_owned().into(),
                waba: None,
            }),
            able: Abilities {
                buttons: false,
                lists: false,
            },
        });
        cast
    };
    let mut world = World::with(flow(FORM), cast());
    let said = world.rehearsal.says("go now").said;
    assert_eq!(said, [Outbound::text("Which item?\n\n1. Shoe\n2. Shirt")]);
    world.rehearsal.says("2");
    let photo = world
        .rehearsal
        .feed(crate::flow::dialogues::world::thing("image"))
        .said;
    assert_eq!(photo, [Outbound::text("A note?\n\nSkip")]);
    let review = world.rehearsal.says("skip").said;
    assert!(
        crate::flow::rehearsal::wording(&review[0]).contains("1. Confirm"),
        "{review:?}"
    );
    let fifty = World::with(flow(&many(50)), cast())
        .rehearsal
        .says("go now")
        .said;
    assert!(crate::flow::rehearsal::wording(&fifty[0]).contains("50. Box 49"));
}
