//! What a sender, or a sender's bug, can put into a body.

use proptest::prelude::*;
use serde_json::json;

use super::{bodies, body, read, text, value};
use crate::domain::{Event, RAW_BYTES_MAX};
use crate::provider::Refusal;

#[test]
fn one_malformed_element_costs_no_other() {
    let odd = [
        json!(1),
        json!("x"),
        json!(null),
        json!([[]]),
        json!({}),
        json!({"id": {}}),
    ];
    for count in 1..=24 {
        for at in 0..count {
            let mut messages = vec![text(&json!({})); count];
            messages[at] = odd[at % odd.len()].clone();
            let events = read(&body(&value(&json!([]), &messages))).expect("JSON");
            assert_eq!(events.len(), count);
            for (index, event) in events.iter().enumerate() {
                let is_odd = matches!(event, Event::Odd(_));
                assert_eq!(is_odd, index == at, "{at} of {count}");
            }
        }
    }
}

#[test]
fn half_an_emoji_does_not_cost_the_message() {
    let escaped = |words: &str| {
        let body = String::from_utf8(body(&value(&json!([]), &[text(&json!({}))])));
        body.expect("UTF-8")
            .replace("\"hi\"", &format!("\"{words}\""))
            .into_bytes()
    };
    for (sent, read_as) in [
        (r"\u0648\u064a\u0646", "وين"),
        (r"\ud83d\ude4f \/ ok", "🙏 / ok"),
        (r"cut \ud83d", "cut \u{fffd}"),
        (r"\ude4f\ud83d!", "\u{fffd}\u{fffd}!"),
        (r"\\ud83d \ud83d\u0041", "\\ud83d \u{fffd}A"),
        (r"\ud83d\ude4f\ud83d\ud83d\ude4f", "🙏\u{fffd}🙏"),
        (r"nul \u0000", "nul \0"),
    ] {
        match &read(&escaped(sent)).expect("JSON")[..] {
            [Event::Message(message)] => assert_eq!(message.content.text(), Some(read_as)),
            other => panic!("{sent}: {other:?}"),
        }
    }
}

#[test]
fn s22_hostile_json_is_refused_or_put_aside() {
    let nested = |depth: usize| [vec![b'['; depth], vec![b']'; depth]].concat();
    let refused = Err(Refusal::TooDeep { max: 128 });
    assert_eq!(read(&nested(1_000_000)), refused);
    assert_eq!(read(&nested(129)), refused);
    for fine in [nested(128), br#"{"a":"[[[\"[["}"#.to_vec()] {
        assert!(read(&fine).is_ok());
    }
    for wrong in [
        &b""[..],
        b"null,",
        b"<html>",
        b"{\"object\":",
        b"\xef\xbb\xbf{}",
        b"{\0\"\0}\0",
        b"{\"a\":\"\xff\"}",
        b"{\"a\":\"\xed\xa0\x80\"}",
        b"{}{}",
        b"{'a':1}",
    ] {
        assert_eq!(read(wrong), Err(Refusal::NotJson), "{wrong:?}");
    }
    for nothing in [
        "{}",
        r#"{"object":"page"}"#,
        r#"{"object":null,"entry":[1]}"#,
    ] {
        assert_eq!(read(nothing.as_bytes()), Ok(vec![]), "{nothing}");
    }
    let open = r#"{"object":"whatsapp_business_account","entry":"#;
    for strange in ["[]", "5", "1e999"].map(str::to_owned).into_iter().chain([
        format!("{open}{{}}}}"),
        format!("{open}[[]]}}"),
        format!("{open}[],\"entry\":[]}}"),
        format!("{open}[{{\"changes\":{{}}}}]}}"),
        format!("{open}[{{\"changes\":[{{\"field\":\"messages\"}}]}}]}}"),
    ]) {
        let events = read(strange.as_bytes()).expect("JSON");
        assert!(
            matches!(events[..], [Event::Odd(_)]),
            "{strange}: {events:?}"
        );
    }
    // Two senders in one message: neither is believed.
    let twice = String::from_utf8(body(&value(&json!([]), &[text(&json!({}))]))).expect("UTF-8");
    let twice = twice.replace(
        "\"id\":\"wamid.1\"",
        "\"id\":\"wamid.1\",\"from\":\"966500000002\"",
    );
    assert!(matches!(
        read(twice.as_bytes()).expect("JSON")[..],
        [Event::Odd(_)]
    ));
}

#[test]
fn what_is_kept_of_an_odd_element_is_bounded_and_whole_characters() {
    let long = json!(["ط".repeat(RAW_BYTES_MAX)]);
    match &read(&body(&value(&json!([]), &[long]))).expect("JSON")[..] {
        [Event::Odd(odd)] => {
            assert!((RAW_BYTES_MAX - 1..=RAW_BYTES_MAX).contains(&odd.raw.len()));
            assert!(!odd.why.contains('ط'));
        }
        other => panic!("{other:?}"),
    }
}

proptest! {
    #[test]
    fn a_mutated_body_never_panics(
        at in any::<prop::sample::Index>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..4_u8), 1..12),
    ) {
        let bodies = bodies();
        let mut body = at.get(&bodies).1.clone();
        for (place, byte, how) in cuts {
            let place = place.index(body.len().max(1));
            match how {
                _ if body.is_empty() => {}
                0 => body[place] = byte,
                1 => body.insert(place, b"{}[],:\"\\"[usize::from(byte) % 8]),
                2 => drop(body.remove(place)),
                _ => body.truncate(place),
            }
        }
        let _ = read(&body);
    }
}
