//! What a checker learns of names, needs and places.

use super::*;

fn faults(files: &[(&str, &str)]) -> Vec<(&'static str, String, usize, usize)> {
    let files: Vec<_> = files.iter().map(|(path, text)| file(path, text)).collect();
    let faults = Catalog::compile(&files).err().unwrap_or_default();
    faults
        .into_iter()
        .map(|fault| (fault.code, fault.path, fault.line, fault.column))
        .collect()
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
fn a_catalog_is_shared_between_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<Catalog>();
}
