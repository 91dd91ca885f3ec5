//! The catalog: what is rendered, what is refused, and what a checker learns.

use super::*;
use crate::locale::{Arg, Bidi, Digits};

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

fn faults(files: &[(&str, &str)]) -> Vec<(&'static str, String, usize, usize)> {
    let files: Vec<_> = files.iter().map(|(path, text)| file(path, text)).collect();
    let faults = Catalog::compile(&files).err().unwrap_or_default();
    faults
        .into_iter()
        .map(|fault| (fault.code, fault.path, fault.line, fault.column))
        .collect()
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

#[test]
fn phrases_come_from_the_value_and_its_synonyms() {
    let catalog = catalog(&[(
        "ar/a.ftl",
        "track = حالة الطلب\n    .also = وين طلبي، تتبع+طلب*؛ =أين طلبي\nlines =\n    a, b\n    c; d\nnone = { $x }",
    )]);
    assert_eq!(
        catalog.phrases("ar", "track"),
        ["حالة الطلب", "وين طلبي", "تتبع+طلب*", "=أين طلبي"]
    );
    assert_eq!(catalog.synonyms("ar", "track").len(), 3);
    assert_eq!(catalog.phrases("ar", "lines"), ["a", "b", "c", "d"]);
    assert!(catalog.phrases("ar", "none").is_empty());
    assert!(catalog.phrases("en", "track").is_empty());
}

#[test]
fn a_fault_is_reported_where_it_stands() {
    for (files, expected) in [
        (
            &[("ar/a.ftl", "good = نعم\nسيء = لا\n")][..],
            ("L0407", 2, 1),
        ),
        (&[("ar/a.ftl", "a = ت { $n\n")], ("L0407", 1, 11)),
        (
            &[("en/a.ftl", "a = { $n ->\n [one] x\n }\n")],
            ("L0407", 2, 9),
        ),
        (&[("en/a.ftl", "a = 1\nb = 2\na = 3\n")], ("L0406", 3, 1)),
        (
            &[("en/a.ftl", "a = 1\n"), ("en/b.ftl", "\na = 3\n")],
            ("L0406", 2, 1),
        ),
        (&[("ar/a.ftl", "a = نص { nowhere }\n")], ("L0405", 1, 10)),
        (&[("ar/a.ftl", "a = { -nowhere }\n")], ("L0405", 1, 8)),
        (&[("ar/a.ftl", "a = { b.title }\nb = ب\n")], ("L0405", 1, 7)),
        (&[("ar/a.ftl", "a = { UPPER($n) }\n")], ("L0405", 1, 7)),
        (
            &[("ar/a.ftl", "a = { DATE($n, style: \"huge\") }\n")],
            ("L0405", 1, 7),
        ),
        (&[("ar/a.ftl", "a = { NUMBER(5) }\n")], ("L0405", 1, 7)),
        (&[("ar/a.ftl", "a = { b }\nb = { a }\n")], ("L0405", 1, 7)),
        (
            &[("ar/a.ftl", "-t = { $n }\na = { -t }\n")],
            ("L0403", 2, 8),
        ),
        (&[("-/a.ftl", "a = 1\n")], ("L0407", 1, 1)),
    ] {
        let found = faults(files);
        let first = found
            .first()
            .map(|(code, _, line, column)| (*code, *line, *column));
        assert_eq!(first, Some(expected), "{files:?}");
    }
    assert!(faults(&[("ar/a.ftl", "-t = { $n }\na = { -t(n: 1) }\n")]).is_empty());
    assert!(faults(&[("ar/a.ftl", "a = 1\n"), ("en/a.ftl", "a = 1\n")]).is_empty());
}

#[test]
fn a_checker_learns_names_needs_and_places() {
    let catalog = catalog(&[(
        "ar/a.ftl",
        "# شرح\nhello = أهلًا { $name }\n    .desc = { $why }\n    .also = سلام\nsum = لديك { $n ->\n    [one] واحد\n   *[other] { $total }\n }\nall = { hello } { DATE($when) }\n",
    )]);
    assert_eq!(catalog.tags(), ["ar"]);
    assert_eq!(
        catalog.keys("ar").collect::<Vec<_>>(),
        ["all", "hello", "sum"]
    );
    assert_eq!(catalog.attributes("ar", "hello"), ["also", "desc"]);
    let names = |set: BTreeSet<String>| set.into_iter().collect::<Vec<_>>();
    assert_eq!(names(catalog.variables("ar", "hello")), ["name", "why"]);
    assert_eq!(names(catalog.variables_of("ar", "hello", None)), ["name"]);
    assert_eq!(names(catalog.variables("ar", "all")), ["name", "when"]);
    assert_eq!(names(catalog.variables("ar", "sum")), ["n", "total"]);
    let place = |key, attribute| {
        let position = catalog.position("ar", key, attribute).expect("it is there");
        (position.line, position.column)
    };
    assert_eq!(place("hello", None), (2, 1));
    assert_eq!(place("hello", Some("desc")), (3, 6));
    let selects = catalog.plural_selects("ar", "sum");
    assert_eq!(selects.len(), 1);
    assert_eq!(selects[0].variable, "n");
    assert_eq!(names(selects[0].categories.clone()), ["one", "other"]);
    assert_eq!(
        (selects[0].position.line, selects[0].position.column),
        (5, 15)
    );
    assert_eq!(
        catalog.plural_categories("ar"),
        ["zero", "one", "two", "few", "many", "other"]
    );
}

#[test]
fn values_keep_their_order_inside_a_line() {
    let catalog = catalog(&[
        (
            "ar/a.ftl",
            "mid = رقم الطلب { $v } جاهز\nfirst = { $v } قيد الشحن\nlatin = ORD-1 قيد الشحن\nbold = *{ $v }*\nlines =\n    تم الشحن\n    ORD-1 في الطريق\n\n    - A-1 قطعة\n    1. B-2\n    https://shop.example/a_b\n    { $v }\nalone = { $v }",
        ),
        ("en/a.ftl", "mid = Hello { $v } items\nrtl = طلب is ready"),
    ]);
    let say = |tag, key, arg, bidi| {
        let style = Style {
            bidi,
            ..Style::default()
        };
        catalog
            .body(tag, key, &args([("v", arg)]), &style, NOW)
            .expect("rendered")
    };
    let (isolates, marks, off) = (Bidi::Isolates, Bidi::Marks, Bidi::Off);
    let id = || Arg::Id("1234-5678".into());
    for (tag, key, arg, bidi, expected) in [
        (
            "ar",
            "mid",
            id(),
            isolates,
            "رقم الطلب \u{2068}1234-5678\u{2069} جاهز",
        ),
        (
            "ar",
            "mid",
            id(),
            marks,
            "رقم الطلب \u{200E}1234-5678\u{200E} جاهز",
        ),
        ("ar", "mid", id(), off, "رقم الطلب 1234-5678 جاهز"),
        ("ar", "mid", text("محمد"), marks, "رقم الطلب محمد جاهز"),
        (
            "ar",
            "first",
            id(),
            isolates,
            "\u{2068}1234-5678\u{2069} قيد الشحن",
        ),
        ("ar", "latin", id(), isolates, "\u{200F}ORD-1 قيد الشحن"),
        ("ar", "latin", id(), marks, "\u{200F}ORD-1 قيد الشحن"),
        ("ar", "latin", id(), off, "ORD-1 قيد الشحن"),
        (
            "ar",
            "bold",
            id(),
            isolates,
            "\u{200F}*\u{2068}1234-5678\u{2069}*",
        ),
        ("ar", "alone", text("ORD-1"), isolates, "\u{200F}ORD-1"),
        (
            "en",
            "mid",
            text("محمد"),
            isolates,
            "Hello \u{2068}محمد\u{2069} items",
        ),
        (
            "en",
            "mid",
            text("محمد"),
            marks,
            "Hello \u{200E}محمد\u{200E} items",
        ),
        ("en", "mid", text("John"), marks, "Hello John items"),
        ("en", "rtl", id(), isolates, "\u{200E}طلب is ready"),
        (
            "ar",
            "lines",
            text("https://x.example/b_c"),
            isolates,
            "تم الشحن\n\u{200F}ORD-1 في الطريق\n\n- \u{200F}A-1 قطعة\n1. \u{200F}B-2\nhttps://shop.example/a_b\nhttps://x.example/b_c",
        ),
        (
            "ar",
            "mid",
            Arg::Phone("+966501234567".into()),
            isolates,
            "رقم الطلب \u{200E}+966501234567 جاهز",
        ),
        (
            "ar",
            "mid",
            Arg::List(vec!["A-1".into(), "ب".into()]),
            isolates,
            "رقم الطلب \u{2068}\u{2068}A-1\u{2069} و\u{2068}ب\u{2069}\u{2069} جاهز",
        ),
    ] {
        assert_eq!(say(tag, key, arg, bidi), expected, "{tag} {key}");
    }
    let label = catalog.label(
        "ar",
        "mid",
        None,
        &args([("v", id())]),
        &Style::default(),
        NOW,
    );
    assert_eq!(label, Ok("رقم الطلب 1234-5678 جاهز".into()));
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

#[test]
fn a_catalog_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Catalog>();
}
