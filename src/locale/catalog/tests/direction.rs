//! Which way rendered text runs. In these tables ⟦ ⟧ stand for a first-strong isolate and
//! its end, → and ← for a left-to-right and a right-to-left mark.

use super::*;
use crate::locale::Bidi;

const ARABIC: &str = "
mid = رقم الطلب { $v } جاهز
first = { $v } قيد الشحن
latin = ORD-1 قيد الشحن
bold = *{ $v }*
alone = { $v }
lines =
    تم الشحن
    ORD-1 في الطريق

    - A-1 قطعة
    1. B-2
    https://shop.example/a_b
    { $v }
";
const ENGLISH: &str = "
mid = Hello { $v } items
rtl = طلب is ready
";

fn visible(text: &str) -> String {
    let shown = |c| match c {
        '\u{2068}' => '⟦',
        '\u{2069}' => '⟧',
        '\u{200E}' => '→',
        '\u{200F}' => '←',
        other => other,
    };
    text.chars().map(shown).collect()
}

/// Language, message, value, and the text with isolates, with marks, with neither.
const VALUES: &[(&str, &str, &str, [&str; 3])] = &[
    (
        "ar",
        "mid",
        "1234-5678",
        [
            "رقم الطلب ⟦1234-5678⟧ جاهز",
            "رقم الطلب →1234-5678→ جاهز",
            "رقم الطلب 1234-5678 جاهز",
        ],
    ),
    (
        "ar",
        "mid",
        "محمد",
        [
            "رقم الطلب ⟦محمد⟧ جاهز",
            "رقم الطلب محمد جاهز",
            "رقم الطلب محمد جاهز",
        ],
    ),
    (
        "ar",
        "first",
        "ORD-1",
        ["⟦ORD-1⟧ قيد الشحن", "←→ORD-1→ قيد الشحن", "ORD-1 قيد الشحن"],
    ),
    (
        "ar",
        "latin",
        "",
        ["←ORD-1 قيد الشحن", "←ORD-1 قيد الشحن", "ORD-1 قيد الشحن"],
    ),
    (
        "ar",
        "bold",
        "ORD-1",
        ["←*⟦ORD-1⟧*", "←*→ORD-1→*", "*ORD-1*"],
    ),
    ("ar", "alone", "ORD-1", ["←ORD-1", "←ORD-1", "ORD-1"]),
    (
        "en",
        "mid",
        "محمد",
        [
            "Hello ⟦محمد⟧ items",
            "Hello →محمد→ items",
            "Hello محمد items",
        ],
    ),
    (
        "en",
        "mid",
        "John",
        ["Hello ⟦John⟧ items", "Hello John items", "Hello John items"],
    ),
    (
        "en",
        "rtl",
        "",
        ["→طلب is ready", "→طلب is ready", "طلب is ready"],
    ),
];

#[test]
fn values_keep_their_order_inside_a_line() {
    let catalog = catalog(&[("ar/a.ftl", ARABIC), ("en/a.ftl", ENGLISH)]);
    for (tag, key, value, expected) in VALUES {
        for (bidi, expected) in [Bidi::Isolates, Bidi::Marks, Bidi::Off]
            .into_iter()
            .zip(expected)
        {
            let style = Style {
                bidi,
                ..Style::default()
            };
            let body = catalog.body(tag, key, &args([("v", text(value))]), &style, NOW);
            assert_eq!(
                body.as_deref().map(visible),
                Ok((*expected).into()),
                "{tag} {key} {bidi:?}"
            );
        }
        let label = catalog.label(
            tag,
            key,
            None,
            &args([("v", text(value))]),
            &Style::default(),
            NOW,
        );
        assert_eq!(label, Ok(expected[2].into()), "{tag} {key}");
    }
}

#[test]
fn an_arabic_line_runs_right_to_left_whatever_it_begins_with() {
    let catalog = catalog(&[("ar/a.ftl", ARABIC)]);
    for bidi in [Bidi::Isolates, Bidi::Marks] {
        for value in [
            text("ORD-1"),
            text("محمد"),
            Arg::Phone("+966501234567".into()),
            Arg::Int(5),
        ] {
            let style = Style {
                bidi,
                ..Style::default()
            };
            let body = catalog.body("ar", "first", &args([("v", value)]), &style, NOW);
            let body = body.expect("rendered");
            let paragraph = unicode_bidi::BidiInfo::new(&body, None).paragraphs[0].level;
            assert!(paragraph.is_rtl(), "{}", visible(&body));
        }
    }
}

#[test]
fn every_line_is_told_its_direction_and_links_are_left_alone() {
    let catalog = catalog(&[("ar/a.ftl", ARABIC)]);
    let link = args([("v", text("https://x.example/b_c"))]);
    let body = catalog.body("ar", "lines", &link, &Style::default(), NOW);
    let expected = "تم الشحن\n←ORD-1 في الطريق\n\n- ←A-1 قطعة\n1. ←B-2\nhttps://shop.example/a_b\nhttps://x.example/b_c";
    assert_eq!(body.as_deref().map(visible), Ok(expected.into()));
}

#[test]
fn a_number_can_be_tapped_and_list_items_stay_apart() {
    let catalog = catalog(&[("ar/a.ftl", ARABIC)]);
    for (arg, expected) in [
        (
            Arg::Phone("+966501234567".into()),
            "رقم الطلب →+966501234567 جاهز",
        ),
        (
            Arg::List(vec!["A-1".into(), "ب".into()]),
            "رقم الطلب ⟦⟦A-1⟧ و⟦ب⟧⟧ جاهز",
        ),
    ] {
        let body = catalog.body("ar", "mid", &args([("v", arg)]), &Style::default(), NOW);
        assert_eq!(body.as_deref().map(visible), Ok(expected.into()));
    }
}

#[test]
fn a_customers_words_cannot_dress_up_as_ours() {
    let catalog = catalog(&[("en/a.ftl", "hi = Hello { $v }!")]);
    for (given, shown) in [
        ("Sara\u{202E}evil\u{2066}x\u{2069}", "Saraevilx"),
        ("*bold* _it_ ~s~ ```m```", "bold it s m"),
        ("two\nlines\u{7}", "two lines"),
        (
            "https://shop.example/a_b?c=*d*",
            "https://shop.example/a_b?c=*d*",
        ),
        ("{ $v } { DATE($v) }", "{ $v } { DATE($v) }"),
    ] {
        let label = catalog.label(
            "en",
            "hi",
            None,
            &args([("v", text(given))]),
            &Style::default(),
            NOW,
        );
        assert_eq!(label, Ok(format!("Hello {shown}!")));
    }
    let long = catalog
        .label(
            "en",
            "hi",
            None,
            &args([("v", text(&"ا".repeat(9_000)))]),
            &Style::default(),
            NOW,
        )
        .expect("rendered");
    assert!(long.encode_utf16().count() < 600);
}
