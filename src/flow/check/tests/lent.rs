//! A bundle of an older program, which knew fewer words of the engine.

use super::{check, passes};
use crate::domain::Timestamp;
use crate::flow::dialogues::sources;
use crate::flow::{Level, Script, Sources, words};
use crate::locale::{Args, Style};

/// What ships without one message, in both languages.
fn older(key: &str) -> Sources {
    let mut sources = sources();
    for file in &mut sources.locales {
        let begins = format!("{key} = ");
        let kept = file.text.lines().filter(|line| !line.starts_with(&begins));
        file.text = kept.collect::<Vec<_>>().join("\n");
    }
    sources
}

#[test]
fn a_bundle_without_an_engine_word_says_the_program_s_own() {
    let sources = older(words::HOURS_ALWAYS);
    let script = Script::compile(&sources).unwrap_or_else(|faults| panic!("{faults:#?}"));
    for (tag, said) in [("ar", "في أي وقت"), ("en", "at any time")] {
        let (args, style, now) = (Args::new(), Style::default(), Timestamp::default());
        let catalog = script.catalog();
        let label = catalog.label(tag, words::HOURS_ALWAYS, None, &args, &style, now);
        assert_eq!(label.ok().as_deref(), Some(said), "{tag}");
    }
    assert_eq!(script.bundle(), sources.bundle(), "only the author's files");
}

#[test]
fn a_word_that_is_left_to_the_program_is_good_to_know_and_no_more() {
    // one that nothing but the engine says, and one that a flow says too
    for key in [words::HOURS_ALWAYS, words::HANDOFF] {
        let found = check(&older(key));
        let places: Vec<_> = found.iter().map(|it| (it.code, it.path.as_str())).collect();
        assert_eq!(places, [("L0401", "locales/ar"), ("L0401", "locales/en")]);
        assert!(found.iter().all(|it| it.level == Level::Info));
        assert!(found.iter().all(|it| it.message.contains(key)));
        assert!(
            found
                .iter()
                .all(|it| it.message.contains("the program's own text"))
        );
        assert!(passes(&found));
    }
}
