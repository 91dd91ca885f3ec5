//! What passes, what fails, at which line and with which code.

use super::stage::{blessed, chat, chat_with, fails, not_blessed, passes, verdict};

const ORDERED: &str = "> tea please
    < How many cups?
    > 3
    < With sugar?
    [] With | Without";

fn after_ordering(lines: &str) -> String {
    format!("{ORDERED}\n{lines}")
}

#[test]
fn a_whole_chat_passes() {
    passes(&chat(
        "> tea please
         = rule trigger:tea
         = step tea.start
         = timer question 10m
         = timer(question, 10m)
         = no-timer slow
         < How many cups?
         [] 
         # she types an Arabic digit
         > ٣
         < With sugar?
         [] With | Without
         = slot cups 3
         = slot price.total 5
         = call tea.price(cups: 3)
         = mark priced cups=3
         = owner bot
         = lang en
         >#yes
         < Tea is ready:
         | 5 riyals
         = outcome poured
         = step none
         = no-call",
    ));
}

#[test]
fn the_first_wrong_line_is_named_with_what_came_instead() {
    for (lines, code, line, got) in [
        ("> tea\n< How many cups", "T0704", 6, "< How many cups?"),
        ("> tea\n<~ ^cups", "T0704", 6, "< How many cups?"),
        ("> tea\n<img", "T0704", 6, "< How many cups?"),
        ("> tea\n> 3", "T0705", 6, "< How many cups?"),
        ("> tea\n<*\n<*", "T0705", 7, ""),
        ("> tea\n<*\n[] With", "T0704", 7, "[]"),
        ("> tea\n<*\n= step sugar", "T0706", 7, "start"),
        ("> tea\n<*\n= slot cups 3", "T0706", 7, "= slot cups ()"),
        ("> tea\n<*\n= owner queue", "T0706", 7, "bot"),
        (
            "> tea\n<*\n= timer question 9m",
            "T0706",
            7,
            "= timer flow 90000s",
        ),
        ("> tea\n<*\n= no-send", "T0706", 7, "1 messages were sent"),
        ("> tea\n<*\n>#yes", "T0708", 7, ""),
        (
            "> tea\n<*\n= no-timer question",
            "T0706",
            7,
            "= timer question",
        ),
        ("> tea\n<*\n= outcome poured", "T0706", 7, ""),
        ("> tea\n<*\n= opt_in news", "T0706", 7, ""),
        (
            "> tea\n<*\n> 3\n<*\n= no-call",
            "T0706",
            9,
            "= call tea.price(cups: 3, phone: \"+966501234567\")",
        ),
        (
            "> tea\n<*\n> 3\n<*\n= call tea.price(cups: 4)",
            "T0706",
            9,
            "= call tea.price(cups: 3, phone: \"+966501234567\")",
        ),
        (
            "> tea\n<*\n> 3\n<*\n= mark priced cups=4",
            "T0706",
            9,
            "= mark priced cups=3",
        ),
        ("> tea\n<*\n@ 2020-01-01T00:00", "T0702", 7, ""),
    ] {
        let failure = fails(&chat(lines));
        assert_eq!((failure.code, failure.line), (code, line), "{lines}");
        let first = failure.got.first().map_or("", String::as_str);
        assert_eq!(first, got, "{lines}");
    }
}

#[test]
fn an_operation_that_is_not_mocked_fails_the_chat() {
    let failure = fails(&chat_with("", "> tea\n<*\n> 3"));
    assert_eq!((failure.code, failure.line), ("F0304", 7));
    assert_eq!(
        failure.got,
        ["= call tea.price(cups: 3, phone: \"+966501234567\")"]
    );
    passes(&chat_with(
        "demo = true",
        "> tea\n<*\n> 3\n<*\n>#yes\n<~ 7 riyals",
    ));
}

#[test]
fn mocks_are_chosen_by_their_arguments_and_used_in_turn() {
    let head = "api.'tea.price' = [{ status = 503 }, { json = { total = 1 } }]\n\
                api.'tea.price(cups: 4)' = { json = { total = 40 } }\n\
                api.'tea.price(cups: 5)' = { error = \"timeout\" }";
    passes(&chat_with(head, "> tea\n<*\n> 4\n<*\n>#yes\n<~ 40 riyals"));
    passes(&chat_with(
        head,
        "> tea\n<*\n> 5\n<*\n= event handoff.requested queue=tea reason=\"trouble\" cups=5",
    ));
    passes(&chat_with(head, "> tea\n<*\n> 2\n<*\n= owner queue"));
}

#[test]
fn an_answer_takes_its_time_and_a_crash_asks_again_under_the_same_id() {
    let head = "api.'tea.price' = { json = { total = 5 }, after = \"6s\" }";
    passes(&chat_with(
        head,
        "> tea
         <*
         > 3
         = no-send
         crash
         @ +5s
         < One moment.
         crash
         @ +2s
         < With sugar?
         = timer flow
         crash
         >#yes
         <~ 5 riyals",
    ));
}

#[test]
fn outside_the_window_nothing_but_a_template_goes_out() {
    let cold = after_ordering("@ +26h");
    let failure = fails(&chat(&format!("{cold}\n< The tea is cold.")));
    assert_eq!((failure.code, failure.line), ("T0707", 11));
    assert_eq!(failure.got, ["< The tea is cold."]);
    assert_eq!(fails(&chat(&cold)).code, "T0707");
    passes(&chat(&format!(
        "{cold}\n= no-send\n= outcome cold\n= withheld window_closed"
    )));
    passes(&chat("> tea\n<*\n@ +11m\n< Nobody wants tea."));
    passes(&chat("> tea\n<*\n@ 2026-11-20T19:11\n< Nobody wants tea."));
}

#[test]
fn a_fault_of_the_script_fails_the_chat_unless_it_is_meant() {
    let no = after_ordering(">#no\n<*");
    let failure = fails(&chat(&format!("{no}\n> hello")));
    assert_eq!((failure.code, failure.line), ("T0711", 12));
    assert!(
        failure.notes[0].contains("tea.rhai:20 (step sugar)"),
        "{:?}",
        failure.notes
    );
    passes(&chat(&format!("{no}\n= fault F0303")));
}

#[test]
fn a_flow_that_was_named_must_be_entered() {
    let failure = fails(&chat_with("flow = \"tea\"", "> STOP\n<*"));
    assert_eq!(failure.code, "T0709");
}

#[test]
fn a_chat_may_begin_in_the_middle() {
    let head = "start = \"tea.sugar\"\nslots = { cups = 2, price = { total = 12.50 } }";
    passes(&chat_with(head, "< With sugar?\n>#yes\n<~ 12\\.50 riyals"));
}

#[test]
fn what_is_covered_is_counted_by_step_and_transition() {
    let verdict = verdict(&chat(&after_ordering("> without\n>#yes\n<~ x")));
    let tally = &verdict.coverage.0["tea"]["en"];
    assert_eq!(tally.steps["start"], 1);
    assert_eq!(tally.steps["sugar"], 1);
    assert_eq!(tally.transitions["start->sugar"], 1);
    let lines = format!("{ORDERED}\n>#yes\n<*\ncover steps >= 80%");
    let failure = fails(&chat_with("flow = \"tea\"\ndemo = true", &lines));
    assert_eq!(failure.code, "T0710");
    assert_eq!(failure.what, "40% of the steps of `tea` are covered");
    passes(&chat_with(
        "flow = \"tea\"\ndemo = true",
        &lines.replace("80%", "40%"),
    ));
}

#[test]
fn a_person_at_the_desk_takes_part() {
    passes(&chat_with(
        "demo = true",
        "> tea
         <*
         >agent claim Sara
         < You are now chatting with Sara from Noor
         = owner agent
         >agent Good evening
         < Good evening
         > tea
         = no-send
         >agent return
         <*
         = owner bot
         >echo hello from the phone
         = owner external",
    ));
}

#[test]
fn blessing_writes_only_what_is_said_and_what_is_offered() {
    let wrong = chat(
        "# remarks stay
         > tea
         <~ cups
         < gone

         = step start
         > 3
         < Sweet?
         [] x
         >#yes",
    );
    let right = "---\nlang = \"en\"\napi.\"tea.price\" = { json = { total = 5 } }\n---\n\
        # remarks stay\n> tea\n<~ cups\n\n= step start\n> 3\n< With sugar?\n[] With | Without\n\
        >#yes\n< Tea is ready:\n| 5 riyals\n";
    let text = blessed(&wrong);
    assert_eq!(text, right);
    let path = "tea.en.chat".into();
    let again = crate::flow::SourceFile {
        path,
        text: text.clone(),
    };
    let again = crate::flow::chat::read(&again).expect("readable");
    passes(&again);
    assert_eq!(blessed(&again), text);
}

#[test]
fn the_apology_of_a_script_that_failed_is_never_blessed() {
    let failed = not_blessed(&chat(&after_ordering(">#no\n< No tea today")));
    assert_eq!(failed.code, "T0711");
    assert!(failed.notes[0].contains("no sugar left"), "{failed:?}");
    let expected = after_ordering(">#no\n= fault F0303");
    assert!(blessed(&chat(&expected)).contains("= fault F0303\n< "));
    assert_eq!(not_blessed(&chat(">#nothing")).code, "T0708");
}

#[test]
fn the_same_chat_comes_to_the_same_verdict() {
    let chat = chat(&after_ordering(">#no"));
    let (one, other) = (verdict(&chat), verdict(&chat));
    assert_eq!(one.failure, other.failure);
    assert_eq!(one.coverage, other.coverage);
}
