//! What can be read, and what is said of what cannot.

use crate::flow::SourceFile;
use crate::flow::chat::read;

fn faults(text: &str) -> Vec<(&'static str, usize, usize, String)> {
    let file = SourceFile {
        path: "x.chat".into(),
        text: text.into(),
    };
    let faults = read(&file).err().unwrap_or_default();
    let plain = faults.into_iter();
    plain
        .map(|one| (one.code, one.line, one.column, one.message))
        .collect()
}

const EVERY_KIND: &str = "\u{feff}---
flow = \"x\"
clock = 2026-11-20T19:05:00+03:00
staff = true
name = \"نورة\"
flags = { on = true }
---

# a remark
\u{200f}> وين طلبي
> two
| rows
>#yes
>img cat.jpg her cat
>doc a.pdf
>video v.mp4
>audio v.ogg
>loc 24.7136,-46.67 home
>contact نورة +966501234567
>form appointment {\"day\": \"monday\"}
>status delivered
>echo hello
>agent claim Sara
>agent Good evening
>agent return
>agent resolve
< exactly
|
| this
<~ like .* this
<*
<img
<img her cat
<doc
<video
<audio
<loc 24.7,46.6
<react 👍
<tmpl order_update
<tmpl order_update(ar) ORD-1|shipped
[] one | two
[]
= step x.start
= state \"done\"
= slot order.lines.0.sku \"A-1\"
= var n 3
= outcome served
= owner queue
= event handoff.requested reason=\"a b\" priority=1
= mark shown
= timer order_check 24h
= timer(order_check, 24h)
= no-timer question
= opt_in(order_updates)
= opt_out news
= call shop.x(a: \"b, c\", n: 2)
= no-call
= no-send
= withheld
= fault F0303
= rule answer:order_no
= lang ar
@ +25h
@ 2026-11-21T10:00
@ 2026-11-21T10:00:00+03:00
crash
cover steps >= 80%
";

#[test]
fn every_kind_of_line_is_read() {
    assert_eq!(faults(EVERY_KIND), []);
}

const UNREADABLE: &[(&str, &str, usize, usize, &str)] = &[
    ("hello", "T0702", 1, 1, "a line begins with"),
    ("> a\n>picture x", "T0702", 2, 1, "no `>picture`"),
    ("<picture", "T0702", 1, 1, "no `<picture`"),
    ("<~ (", "T0702", 1, 1, "is not a pattern"),
    ("= stp x", "T0702", 1, 1, "did you mean `step`"),
    ("= step", "T0702", 1, 1, "expected something after"),
    ("= call x(", "T0702", 1, 1, "lacks its `)`"),
    ("= call x(a)", "T0702", 1, 1, "is not `name: value`"),
    ("@ tomorrow", "T0702", 1, 1, "expected `@ +25h`"),
    ("@ +25", "T0702", 1, 1, "read span"),
    (">#", "T0702", 1, 1, "an option's id"),
    (">loc here", "T0702", 1, 1, "a latitude"),
    (">form x", "T0702", 1, 1, "expected `>form"),
    ("<tmpl x(ar", "T0702", 1, 1, "expected `<tmpl"),
    ("cover steps >= 101%", "T0702", 1, 1, "cover steps"),
    ("| row", "T0702", 1, 1, "a line begins with"),
    ("---\nflow = \"x\"", "T0703", 1, 1, "no second"),
    ("---\nflow = x\n---", "T0703", 2, 8, ""),
    ("---\nflwo = \"x\"\n---", "T0703", 2, 1, "no `flwo`"),
    ("---\nlang = 2\n---", "T0703", 2, 8, "a text in quotes"),
    ("---\nfrom = \"12\"\n---", "T0703", 2, 8, "a number such as"),
    (
        "---\nclock = \"now\"\n---",
        "T0703",
        2,
        9,
        "a moment such as",
    ),
    (
        "---\nname = \"نورة\"\napi.x = {}\napi.'y(' = {}\n---",
        "T0703",
        4,
        5,
        "lacks its",
    ),
    ("---\napi.x = []\n---", "T0703", 2, 5, "at least one answer"),
    (
        "---\napi.x = { status = 7 }\n---",
        "T0703",
        2,
        20,
        "a status such as",
    ),
    (
        "---\napi.x = { error = \"bad\" }\n---",
        "T0703",
        2,
        19,
        "expected timeout",
    ),
    (
        "---\napi.x = { jsn = 1 }\n---",
        "T0703",
        2,
        11,
        "has no `jsn`",
    ),
    (
        "---\napi.x = { after = \"soon\" }\n---",
        "T0703",
        2,
        19,
        "read span",
    ),
];

#[test]
fn what_cannot_be_read_is_named_where_it_stands() {
    for (text, code, line, column, part) in UNREADABLE.iter().copied() {
        let found = faults(text);
        let [(found_code, found_line, found_column, what)] = &found[..] else {
            panic!("{text}: {found:?}");
        };
        assert_eq!(
            (*found_code, *found_line, *found_column),
            (code, line, column),
            "{text}: {what}"
        );
        assert!(what.contains(part), "{text}: {what}");
    }
}
