//! The engine's own words, `locales/*/engine.ftl`: complete, alike in both languages, within
//! WhatsApp's limits, and found again when a customer says them.

use super::matching::{Choice, Choices, How, PhraseBook, Phrases, Policy, Utterance};
use super::*;
use crate::domain::{BODY_MAX, BUTTON_TITLE_MAX, Timestamp, length};

const TAGS: [&str; 2] = ["ar", "en"];
/// Shown on a button.
const BUTTONS: &[(&str, Option<&str>)] = &[
    ("list-button", None),
    ("confirm-yes", None),
    ("confirm-no", None),
    ("offer-agent", None),
    ("offer-menu", None),
    ("lang-offer", Some("yes")),
    ("lang-offer", Some("no")),
    ("lang-button", None),
    ("opt-out-ask-stop", None),
    ("opt-out-ask-keep", None),
];
const COMMANDS: &[&str] = &[
    "cmd-menu",
    "cmd-agent",
    "cmd-language",
    "cmd-lang-ar",
    "cmd-lang-en",
    "cmd-back",
    "cmd-repeat",
    "cmd-cancel",
];

fn core() -> Catalog {
    let files = [
        ("ar/engine.ftl", include_str!("../../locales/ar/engine.ftl")),
        ("en/engine.ftl", include_str!("../../locales/en/engine.ftl")),
    ]
    .map(|(path, text)| LocaleFile {
        path: path.into(),
        text: text.into(),
    });
    Catalog::compile(&files).expect("the engine's own words compile")
}

fn phrases(core: &Catalog, id: &str, key: &str, policy: Policy) -> Phrases {
    let patterns = TAGS.iter().flat_map(|tag| core.phrases(tag, key));
    Phrases {
        id: id.into(),
        patterns: patterns.collect(),
        policy,
    }
}

fn args() -> Args {
    let text = |name: &str| (name.to_owned(), Arg::Text(name.into()));
    let mut args: Args = [
        "brand", "agent", "hours", "command", "label", "value", "opens",
    ]
    .map(text)
    .into();
    for number in ["minutes", "from", "until", "count"] {
        args.insert(number.into(), Arg::Int(7));
    }
    args
}

#[test]
fn both_languages_say_the_same_things() {
    let core = core();
    let keys = |tag| core.keys(tag).collect::<Vec<_>>();
    assert_eq!(keys("ar"), keys("en"));
    for key in core.keys("ar") {
        assert_eq!(
            core.attributes("ar", key),
            core.attributes("en", key),
            "{key}"
        );
        assert_eq!(
            core.variables("ar", key),
            core.variables("en", key),
            "{key}"
        );
        for tag in TAGS {
            let body = core.body(tag, key, &args(), &Style::default(), Timestamp::default());
            assert!(
                body.is_ok_and(|body| length(&body) <= BODY_MAX),
                "{tag} {key}"
            );
            for select in core.plural_selects(tag, key) {
                let missing = core.plural_categories(tag).into_iter().find(|category| {
                    // English writes its zero out instead
                    *category != "zero" && !select.categories.contains(*category)
                });
                assert_eq!(missing, None, "{tag} {key}");
            }
        }
    }
}

#[test]
fn titles_fit_on_buttons() {
    let core = core();
    let style = Style::default();
    let titles = COMMANDS.iter().map(|key| (*key, Some("title")));
    for (key, attribute) in BUTTONS.iter().copied().chain(titles) {
        for tag in TAGS {
            let title = core.label(tag, key, attribute, &args(), &style, Timestamp::default());
            let fits = title.is_ok_and(|title| length(&title) <= BUTTON_TITLE_MAX);
            assert!(fits, "{tag} {key} {attribute:?}");
        }
    }
}

#[test]
fn a_wait_is_counted_in_arabic() {
    let core = core();
    let mut args = args();
    for (minutes, expected) in [
        (0, "أقل من دقيقة"),
        (2, "دقيقتان"),
        (5, "5 دقائق"),
        (15, "15 دقيقة"),
    ] {
        args.insert("minutes".into(), Arg::Int(minutes));
        let style = Style::default();
        let said = core.label(
            "ar",
            "handoff-queued-wait",
            None,
            &args,
            &style,
            Timestamp::default(),
        );
        assert!(said.is_ok_and(|said| said.ends_with(expected)), "{minutes}");
    }
}

#[test]
fn a_command_is_found_by_its_words_and_not_by_others() {
    let core = core();
    let command = |key: &&str| phrases(&core, key, key, Policy::Ready);
    let book = PhraseBook::compile(COMMANDS.iter().map(command).collect());
    for (said, expected) in [
        ("القائمه", Some("cmd-menu")),
        ("0", Some("cmd-menu")),
        ("menuu", Some("cmd-menu")),
        ("موظف لو سمحت", Some("cmd-agent")),
        ("خدمه العملاء", Some("cmd-agent")),
        ("للدعم", Some("cmd-agent")),
        ("I want to talk to a person", Some("cmd-agent")),
        ("English", Some("cmd-lang-en")),
        ("انجليزي لو سمحت", Some("cmd-lang-en")),
        ("3arabi", Some("cmd-lang-ar")),
        ("change the language", Some("cmd-language")),
        ("رجوع", Some("cmd-back")),
        ("أعد السؤال", Some("cmd-repeat")),
        ("خلاص", Some("cmd-cancel")),
        ("never mind", Some("cmd-cancel")),
        ("إلغاء الطلب", None),
        ("I want my money back", None),
        ("وين طلبي", None),
        ("where is my order", None),
        ("ORD-1001", None),
        ("نعم", None),
        ("1", None),
    ] {
        let hit = book.find(&Utterance::of(said));
        assert_eq!(hit.map(|hit| hit.id), expected, "{said}");
    }
    let refused = book.find(&Utterance::of("لا أبغى موظف"));
    assert!(refused.is_some_and(|hit| hit.negated && hit.ask));
}

#[test]
fn opting_out_is_easy_and_never_guessed() {
    let core = core();
    let book = PhraseBook::compile(vec![
        phrases(&core, "out", "opt-out-phrases", Policy::Careful),
        phrases(&core, "out", "opt-out-maybe", Policy::Ask),
        phrases(&core, "in", "opt-in-phrases", Policy::Careful),
    ]);
    for (said, expected) in [
        ("STOP", Some(("out", How::Exact, false))),
        ("إيقاف", Some(("out", How::Exact, false))),
        ("الغاء الاشتراك", Some(("out", How::Exact, false))),
        ("please stop sending", Some(("out", How::Exact, false))),
        ("stop it", Some(("out", How::Contains, true))),
        ("don't stop", Some(("out", How::Contains, true))),
        ("how do I unsubscribe", Some(("out", How::Contains, true))),
        ("START", Some(("in", How::Exact, false))),
        ("اشتراك", Some(("in", How::Exact, false))),
        ("stob", None),
        ("unsubscrbe", None),
        ("وين طلبي", None),
        ("إلغاء", None),
    ] {
        let hit = book.find(&Utterance::of(said));
        assert_eq!(
            hit.map(|hit| (hit.id, hit.how, hit.ask)),
            expected,
            "{said}"
        );
    }
}

#[test]
fn an_opt_out_question_understands_its_answers() {
    let core = core();
    let choice = |key: &str| Choice {
        id: key.into(),
        titles: TAGS
            .iter()
            .filter_map(|tag| {
                core.label(
                    tag,
                    key,
                    None,
                    &Args::new(),
                    &Style::default(),
                    Timestamp::default(),
                )
                .ok()
            })
            .collect(),
        also: TAGS
            .iter()
            .flat_map(|tag| core.synonyms(tag, key))
            .collect(),
    };
    let stop = Choices::compile(["opt-out-ask-stop", "opt-out-ask-keep"].map(choice).into());
    let sure = Choices::compile(["confirm-yes", "confirm-no"].map(choice).into());
    for (choices, said, expected) in [
        (&stop, "stop", Some("opt-out-ask-stop")),
        (&stop, "نعم", Some("opt-out-ask-stop")),
        (&stop, "don't stop", Some("opt-out-ask-keep")),
        (&stop, "الإبقاء عليها", Some("opt-out-ask-keep")),
        (&sure, "نعم", Some("confirm-yes")),
        (&sure, "ايوه تمام", Some("confirm-yes")),
        (&sure, "👍🏽", Some("confirm-yes")),
        (&sure, "٢", Some("confirm-no")),
        (&sure, "لأ", Some("confirm-no")),
        (&sure, "لا شكرا", Some("confirm-no")),
        (&sure, "وين طلبي", None),
    ] {
        assert_eq!(choices.pick(&Utterance::of(said)), expected, "{said}");
    }
}

proptest::proptest! {
    /// Whatever arrives, every reader answers; and what is rendered says the same with and
    /// without direction.
    #[test]
    fn no_text_breaks_a_reader(text in "(\\PC|[ا-ي٠-٩ ,.+*=#:/@-]|[\u{200E}\u{202E}\u{2066}-\u{2069}\u{640}\n]){0,40}") {
        let now = Timestamp::from_seconds(1_795_165_200);
        let said = Utterance::of(&text);
        proptest::prop_assert_eq!(&text::clean(&text::clean(&text)), &text::clean(&text));
        let book = PhraseBook::compile(vec![Phrases {
            id: "it".into(),
            patterns: vec![text.clone()],
            policy: Policy::Ready,
        }]);
        let _ = (book.find(&said), detect::detect(&text), phone::parse(&text, "SA"));
        let _ = (extract::int(&text), extract::decimal(&text), extract::order_no(&text));
        let _ = (extract::date(&text, now, "Asia/Riyadh"), extract::email(&text), extract::yes_no(&text));
        proptest::prop_assert!(length(&text::clip(&text, 20)) <= BUTTON_TITLE_MAX);
        let core = core();
        let args: Args = [("agent", text), ("brand", "متجر".to_owned())]
            .map(|(name, text)| (name.to_owned(), Arg::Text(text)))
            .into();
        let style = Style::default();
        let body = core.body("ar", "agent-joined", &args, &style, now).expect("rendered");
        let label = core.label("ar", "agent-joined", None, &args, &style, now).expect("rendered");
        proptest::prop_assert_eq!(text::strip_marks(&body), label);
    }
}
