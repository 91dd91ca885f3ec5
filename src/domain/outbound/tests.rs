//! Limits, held at the edge.

use super::*;

fn buttons(titles: &[&str]) -> Outbound {
    let buttons = titles
        .iter()
        .enumerate()
        .map(|(at, title)| Button {
            id: format!("b{at}"),
            title: (*title).into(),
        })
        .collect();
    Outbound {
        body: OutboundBody::Buttons {
            header: None,
            body: "؟".into(),
            footer: None,
            buttons,
        },
        reply_to: None,
    }
}

#[test]
fn a_message_at_the_limit_passes_and_one_over_is_refused() {
    assert_eq!(Outbound::text("ا".repeat(TEXT_MAX)).check(), Ok(()));
    assert_eq!(
        Outbound::text("ا".repeat(TEXT_MAX + 1)).check(),
        Err(LimitFault::TooLong {
            part: "text",
            length: 4097,
            max: 4096
        })
    );
    assert_eq!(
        buttons(&["التحدث مع موظف", "القائمة الرئيسية", "Return instructions"]).check(),
        Ok(())
    );
    for (titles, why) in [
        (&["التحدث إلى موظف خدمة العملاء"][..], "too long"),
        (&["a", "b", "c", "d"], "four"),
        (&["a", "a"], "twice"),
        (&[" "], "empty"),
        (&[], "none"),
    ] {
        assert!(buttons(titles).check().is_err(), "{why}");
    }
}

#[test]
fn length_counts_utf16_units() {
    for (text, units) in [("مُوَظَّف", 8), ("🇸🇦", 4), ("👩🏽‍💼", 7), ("التحدث مع موظف", 14)]
    {
        assert_eq!(length(text), units, "{text}");
    }
}
