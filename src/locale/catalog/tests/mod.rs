//! The catalog: what is rendered and what is refused.

mod checker;
mod direction;
mod lent;

use super::*;
use crate::locale::{Arg, Digits};

const NOW: Timestamp = Timestamp::from_seconds(1_795_165_200); // 2026-11-20T12:00+03:00

fn file(path: &str, text: &str) -> LocaleFile {
    LocaleFile {
        path: path.into(),
        text: text.into(),
    }
}

fn catalog(files: &[(&str, &str)]) -> Catalog {
    let files: Vec<_> = files.iter().map(|(path, text)| file(path, text)).collect();
    Catalog::compile(&files).expect("the files are right")
}

fn args<const N: usize>(args: [(&str, Arg); N]) -> Args {
    args.into_iter()
        .map(|(name, arg)| (name.into(), arg))
        .collect()
}

fn text(text: &str) -> Arg {
    Arg::Text(text.into())
}

const ORDERS_AR: &str = "
orders = { $n ->
    [zero] لا توجد طلبات
    [one] طلب واحد
    [two] طلبان
    [few] { $n } طلبات
    [many] { $n } طلبًا
   *[other] { $n } طلب
}
";
const ORDERS_EN: &str = "
orders = { $n ->
    [one] { $n } order
   *[other] { $n } orders
}
";

#[test]
fn arabic_counts_as_cldr_counts() {
    let catalog = catalog(&[("ar/o.ftl", ORDERS_AR), ("en/o.ftl", ORDERS_EN)]);
    let say = |tag, n: &str| {
        let n = n.parse().map_or_else(|_| Arg::Decimal(n.into()), Arg::Int);
        catalog.label(
            tag,
            "orders",
            None,
            &args([("n", n)]),
            &Style::default(),
            NOW,
        )
    };
    for (numbers, noun) in [
        (&["3", "10", "103", "110"][..], "طلبات"),
        (&["11", "26", "99", "111", "199"], "طلبًا"),
        (
            &[
                "100", "101", "102", "200", "202", "0.5", "1.5", "3.1", "3.10",
            ],
            "طلب",
        ),
    ] {
        for n in numbers {
            assert_eq!(say("ar", n), Ok(format!("{n} {noun}")));
        }
    }
    for (n, expected) in [
        ("0", "لا توجد طلبات"),
        ("1", "طلب واحد"),
        ("1.0", "طلب واحد"),
        ("2", "طلبان"),
        ("1000", "1,000 طلب"),
        ("1000000", "1,000,000 طلب"),
        ("1003", "1,003 طلبات"),
        ("1011", "1,011 طلبًا"),
    ] {
        assert_eq!(say("ar", n), Ok(expected.into()), "{n}");
        assert_eq!(say("ar-SA", n), Ok(expected.into()), "{n}");
    }
    for (n, expected) in [
        ("1", "1 order"),
        ("0", "0 orders"),
        ("2", "2 orders"),
        ("11", "11 orders"),
        ("1.0", "1.0 orders"),
    ] {
        assert_eq!(say("en", n), Ok(expected.into()), "{n}");
    }
}

#[test]
fn an_exact_number_goes_before_its_category_wherever_it_stands() {
    let catalog = catalog(&[(
        "ar/a.ftl",
        "n = { NUMBER($n, minimumFractionDigits: 2) ->
    [one] واحد
    [1] بالضبط
   *[other] { NUMBER($n, minimumFractionDigits: 2) }
 }
only = { $n ->
    [0] لا شيء
   *[other] شيء
 }
word = { $city ->
    [riyadh] الرياض
   *[other] مدينة أخرى
 }",
    )]);
    let say = |key, name: &str, arg| {
        catalog.label(
            "ar",
            key,
            None,
            &args([(name, arg)]),
            &Style::default(),
            NOW,
        )
    };
    assert_eq!(say("n", "n", Arg::Int(1)), Ok("بالضبط".into()));
    assert_eq!(say("n", "n", Arg::Int(7)), Ok("7.00".into()));
    assert_eq!(say("only", "n", Arg::Int(0)), Ok("لا شيء".into()));
    assert_eq!(
        say("only", "n", Arg::Decimal("0.5".into())),
        Ok("شيء".into())
    );
    assert_eq!(say("word", "city", text("riyadh")), Ok("الرياض".into()));
    assert_eq!(say("word", "city", text("jeddah")), Ok("مدينة أخرى".into()));
}

#[test]
fn every_kind_of_value_is_written_the_house_way() {
    let catalog = catalog(&[
        (
            "ar/a.ftl",
            "v = { $v }\nlong = { DATE($v, style: \"long\") }\nhijri = { DATE($v, style: \"short\", calendar: \"hijri\") }\nclock = { TIME($v) }\nid = { ID($v) }",
        ),
        (
            "en/a.ftl",
            "v = { $v }\nlong = { DATE($v, style: \"long\") }",
        ),
    ]);
    let money = || Arg::Money {
        amount: "1234.5".into(),
        currency: "SAR".into(),
    };
    let day = || Arg::Day("2026-12-26".into());
    let moment = || Arg::Day("2026-11-20T16:05:00Z".into());
    for (tag, key, arg, expected) in [
        ("ar", "v", Arg::Int(12345), "12,345"),
        ("ar", "v", Arg::Decimal("0.50".into()), "0.50"),
        ("ar", "v", money(), "1,234.50\u{A0}ر.س."),
        ("en", "v", money(), "SAR\u{A0}1,234.50"),
        ("ar", "v", day(), "26 ديسمبر 2026"),
        ("en", "v", day(), "26 December 2026"),
        ("ar", "v", moment(), "اليوم"),
        ("ar", "long", moment(), "الجمعة، 20 نوفمبر 2026"),
        ("en", "long", moment(), "Friday, 20 November 2026"),
        ("ar", "hijri", moment(), "10 جمادى الآخرة 1448 هـ"),
        ("ar", "clock", moment(), "7:05\u{A0}م"),
        ("ar", "v", Arg::Time("19:05".into()), "7:05\u{A0}م"),
        (
            "ar",
            "v",
            Arg::Phone("+966501234567".into()),
            "+966501234567",
        ),
        ("ar", "v", Arg::Id("A_1*".into()), "A_1*"),
        ("ar", "id", Arg::Int(12345), "12345"),
        (
            "ar",
            "v",
            Arg::List(vec!["A".into(), "B".into(), "C".into()]),
            "A، B وC",
        ),
        (
            "en",
            "v",
            Arg::List(vec!["A".into(), "B".into(), "C".into()]),
            "A, B and C",
        ),
    ] {
        let said = catalog.label(tag, key, None, &args([("v", arg)]), &Style::default(), NOW);
        assert_eq!(said, Ok(expected.into()));
    }
    let style = Style {
        digits: Digits::Native,
        hijri: true,
        ..Style::default()
    };
    let said = catalog.label("ar", "v", None, &args([("v", day())]), &style, NOW);
    assert_eq!(said, Ok("١٧ رجب ١٤٤٨ هـ".into()));
}

#[test]
fn what_cannot_be_written_whole_is_not_written() {
    let catalog = catalog(&[(
        "en/a.ftl",
        "count = { $n ->\n    [one] one\n   *[other] { $n }\n }\nclock = { TIME($n) }\nday = { DATE($n) }\nsum = { MONEY($n) }\nexact = { $n ->\n    [1] one\n   *[other] many\n }\nplain = { $n }\nempty =\n    .also = x",
    )]);
    let render = |key, args: Args| catalog.body("en", key, &args, &Style::default(), NOW);
    let refused = |key: &str, expected| RenderFault::Argument {
        key: key.into(),
        variable: "n".into(),
        expected,
    };
    for (key, arg, expected) in [
        ("count", text("5"), "number"),
        ("exact", text("5"), "number"),
        ("count", Arg::Decimal("five".into()), "number"),
        ("clock", Arg::Day("2026-11-20".into()), "time"),
        ("day", Arg::Int(3), "date"),
        ("day", Arg::Day("tomorrow".into()), "date"),
        ("sum", Arg::Int(3), "sum of money"),
    ] {
        assert_eq!(render(key, args([("n", arg)])), Err(refused(key, expected)));
    }
    assert_eq!(
        render("plain", Args::new()),
        Err(RenderFault::Variable {
            key: "plain".into(),
            variable: "n".into()
        })
    );
    for key in ["nowhere", "empty"] {
        let missing = RenderFault::Missing {
            tag: "en".into(),
            key: key.into(),
        };
        assert_eq!(render(key, Args::new()), Err(missing));
    }
}

#[test]
fn a_message_is_looked_for_along_the_chain() {
    let catalog = catalog(&[
        (
            "ar/a.ftl",
            "both = عربي\nar-only = وحيد\nnoun = كلمة\ncall = { noun } { dialect }\ndialect = فصيح",
        ),
        (
            "ar-SA/a.ftl",
            "both = سعودي\ndialect = محكي\nmine = { noun }",
        ),
        (
            "en/a.ftl",
            "both = English\nen-only = alone\ntitled = Title\n    .desc = More",
        ),
    ]);
    let arabic = Style::default();
    let english = Style {
        locale_default: "en".into(),
        ..Style::default()
    };
    for (tag, key, style, home, said) in [
        ("ar-SA", "both", &arabic, "ar-SA", "سعودي"),
        ("ar-EG", "both", &arabic, "ar", "عربي"),
        ("ar-SA", "mine", &arabic, "ar-SA", "كلمة"),
        ("ar-SA", "ar-only", &arabic, "ar", "وحيد"),
        ("ar", "en-only", &arabic, "en", "alone"),
        ("en", "ar-only", &arabic, "ar", "وحيد"),
        ("fr", "both", &arabic, "ar", "عربي"),
        ("fr", "both", &english, "en", "English"),
    ] {
        assert_eq!(
            catalog.found_in(tag, key, None, style),
            Some(home),
            "{tag} {key}"
        );
        let label = catalog.label(tag, key, None, &Args::new(), style, NOW);
        assert_eq!(label, Ok(said.into()));
    }
    assert_eq!(catalog.found_in("en", "ar-only", None, &english), None);
    assert_eq!(
        catalog.found_in("ar", "titled", Some("desc"), &arabic),
        Some("en")
    );
    assert_eq!(
        catalog.found_in("en", "titled", Some("also"), &arabic),
        None
    );
    // an English message keeps its direction in an Arabic chat
    let body = catalog.body("ar", "en-only", &Args::new(), &arabic, NOW);
    assert_eq!(body, Ok("alone".into()));
}
