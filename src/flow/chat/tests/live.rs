//! A chat talked through by hand is a chat test.

use super::stage::{chat_with, on_stage};
use crate::flow::SourceFile;
use crate::flow::chat::{Chat, Front, Live, play, read};

fn talk(chat: &Chat, lines: &[&str]) -> String {
    on_stage(|stand| {
        let (mut live, _) = Live::replay(stand, chat, usize::MAX);
        for line in lines {
            let turned = live
                .happens(line)
                .unwrap_or_else(|fault| panic!("{line}: {fault}"));
            assert_eq!(turned.failure, None, "{line}");
        }
        live.text()
    })
}

fn reread(text: &str) -> Chat {
    let (path, text) = ("saved.chat".into(), text.to_owned());
    read(&SourceFile { path, text }).unwrap_or_else(|faults| panic!("{faults:#?}"))
}

#[test]
fn what_is_saved_passes_at_once() {
    let front = Front {
        lang: Some("en".into()),
        ..Front::default()
    };
    let text = talk(
        &Chat::blank("chat", front),
        &[
            "> tea",
            ">img cat.jpg a cat",
            "> 3",
            "crash",
            ">#2",
            "> tea",
            "> 2",
            "@ +26h",
            "> tea",
            ">status read",
            ">agent claim Sara",
            ">agent hello",
            ">agent return",
            "> STOP",
        ],
    );
    assert!(text.contains("= fault F0303"), "{text}");
    assert!(text.contains("= withheld window_closed"), "{text}");
    let saved = reread(&text);
    assert_eq!(
        on_stage(|stand| play(stand, &saved)).failure,
        None,
        "{text}"
    );
    assert_eq!(talk(&saved, &[]), text);
}

#[test]
fn a_replay_stops_where_it_is_told_and_goes_on_by_hand() {
    let chat = chat_with(
        "demo = true",
        "> tea\n< wrong\n> 3\n< With sugar?\n>#yes\n<*",
    );
    on_stage(|stand| {
        let (mut live, so_far) = Live::replay(stand, &chat, 8);
        assert_eq!(so_far.len(), 2);
        assert_eq!(live.offers(), 2);
        assert!(live.happens("> = no deed").is_ok());
        assert!(live.happens("= step start").is_err());
        assert!(live.happens(">#nothing").is_err());
    });
}
