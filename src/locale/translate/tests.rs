//! What is missing is named, what is there is counted, and a made-up language still compiles.

use super::*;
use crate::domain::Timestamp;
use crate::locale::{Args, Catalog, Style};

fn files(texts: &[(&str, &str)]) -> Vec<LocaleFile> {
    let file = |(path, text): &(&str, &str)| LocaleFile {
        path: (*path).into(),
        text: (*text).into(),
    };
    texts.iter().map(file).collect()
}

#[test]
fn what_a_language_lacks_is_named() {
    let all = files(&[
        (
            "ar/a.ftl",
            "one = واحد\n    .desc = وصف\nitems = { $n ->\n    [one] منتج\n   *[other] { $n }\n}\n",
        ),
        (
            "en/a.ftl",
            "one = One\n    .also = 1\nitems = { $n ->\n    [one] item\n   *[other] { $n }\n}\ntwo = Two\n",
        ),
        ("ar-SA/a.ftl", "two = ثنين\n"),
    ]);
    let catalog = Catalog::compile(&all).expect("compiles");
    let found = missing(&catalog);
    let part = |tag: &str, key: &str| {
        let of = found.iter().filter(|one| one.tag == tag && one.key == key);
        of.map(|one| one.part.clone()).collect::<Vec<_>>()
    };
    assert_eq!(part("ar", "two"), [Part::Message]);
    assert_eq!(part("en", "one"), [Part::Attribute("desc".into())]);
    assert_eq!(part("ar", "one"), [], "synonyms are each language's own");
    assert_eq!(part("ar", "items").len(), 4, "zero, two, few, many");
    assert_eq!(part("en", "items"), []);
    assert!(found.iter().all(|one| one.tag != "ar-SA"), "{found:?}");
}

#[test]
fn words_are_counted_and_borrowed_ones_told_apart() {
    let all = files(&[
        (
            "ar/a.ftl",
            "a = أهلًا بك { $name }\nb = Same words\nc = 123\n",
        ),
        (
            "en/a.ftl",
            "a = Hello\nb = Same words\nc = 123\nd = { $n ->\n    [one] one item\n   *[other] items\n}\n",
        ),
    ]);
    let (by_tag, all) = stats(&all);
    assert_eq!(all, 4);
    assert_eq!((by_tag["ar"].messages, by_tag["ar"].words), (3, 5));
    assert_eq!((by_tag["en"].messages, by_tag["en"].words), (4, 7));
    assert_eq!(by_tag["en"].translated, 3, "`b` is nobody's own in both");
}

#[test]
fn a_made_up_language_is_longer_and_still_compiles() {
    let text = "say = Your order { $no } is here\n    .also = order\nx-triggers = my order\nmany = { $n ->\n    [one] item\n   *[other] items\n}\n";
    for (kind, expected) in [
        (Pseudo::Accented, "Ýóúř óřđéř"),
        (Pseudo::RightToLeft, "يوعر ورده"),
    ] {
        let original = files(&[("en/a.ftl", text)]);
        let made = pseudo(&original[0], kind);
        assert!(made.contains(".also = order\n") && made.contains("x-triggers = my order\n"));
        let catalog = Catalog::compile(&files(&[("en/a.ftl", &made)])).expect("compiles");
        let args: Args = [("no".to_owned(), crate::locale::Arg::Text("7".into()))].into();
        let said = catalog.label(
            "en",
            "say",
            None,
            &args,
            &Style::default(),
            Timestamp::default(),
        );
        let said = said.expect("rendered");
        assert!(said.starts_with(expected), "{said}");
        let plain = "Your order 7 is here".chars().count();
        assert!(said.chars().count() >= plain * 125 / 100, "{said}");
    }
}
