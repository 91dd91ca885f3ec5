//! What the program says itself, and what it leaves alone.

use super::*;

const LENT: &[&str] = &[
    "hours-always",
    "confirm-yes",
    "lang-offer",
    "opt-out-phrases",
];

fn label(catalog: &Catalog, tag: &str, key: &str) -> Option<String> {
    let style = Style::default();
    catalog
        .label(tag, key, None, &Args::new(), &style, NOW)
        .ok()
}

#[test]
fn the_program_s_own_texts_compile() {
    let catalog = catalog(&[("ar/a.ftl", "a = أ"), ("en/a.ftl", "a = a")]).lending(LENT);
    for tag in ["ar", "en"] {
        assert!(label(&catalog, tag, "hours-always").is_some(), "{tag}");
    }
}

#[test]
fn each_language_is_lent_its_own_words_and_a_strange_one_english() {
    let files = [
        ("ar/a.ftl", "a = أ"),
        ("ar-SA/a.ftl", "a = أ"),
        ("en/a.ftl", "confirm-yes = Yep"),
        ("fr/a.ftl", "a = a"),
    ];
    let lending = catalog(&files).lending(LENT);
    for (tag, key, said) in [
        ("ar", "hours-always", "في أي وقت"),
        ("ar-SA", "hours-always", "في أي وقت"),
        ("en", "hours-always", "at any time"),
        ("fr", "hours-always", "at any time"),
        // a project's own English goes before the program's
        ("fr", "confirm-yes", "Yep"),
        ("ar", "confirm-yes", "نعم"),
    ] {
        let said = Some(said.to_owned());
        assert_eq!(label(&lending, tag, key), said, "{tag} {key}");
    }
    assert!(!lending.phrases("ar", "opt-out-phrases").is_empty());
    assert!(!lending.has("ar", "hours-always", None));
    // what is not lent stays missing
    assert_eq!(label(&lending, "ar", "confirm-no"), None);
    assert_eq!(label(&catalog(&files), "ar", "hours-always"), None);
}

#[test]
fn a_project_s_own_message_wins_and_keeps_its_own_attributes() {
    let own = [
        ("ar/a.ftl", "confirm-yes = أكيد\nlang-offer = عربي؟"),
        ("en/a.ftl", "confirm-yes = Yep"),
    ];
    let catalog = catalog(&own).lending(LENT);
    assert_eq!(label(&catalog, "ar", "confirm-yes"), Some("أكيد".into()));
    assert_eq!(catalog.phrases("ar", "confirm-yes"), ["أكيد"]);
    assert_eq!(catalog.phrases("en", "confirm-yes"), ["Yep"]);
    assert!(catalog.synonyms("ar", "confirm-yes").is_empty());
    assert!(!catalog.lent_to("ar").any(|key| key == "confirm-yes"));
}

#[test]
fn a_language_that_the_project_does_not_speak_is_lent_nothing() {
    let catalog = catalog(&[("en/a.ftl", "confirm-yes = Yep")]).lending(LENT);
    assert_eq!(label(&catalog, "ar", "confirm-yes"), Some("Yep".into()));
    assert_eq!(
        label(&catalog, "ar", "hours-always"),
        Some("at any time".into())
    );
}
