//! What the formats are tried with.

use crate::flow::{Diagnostic, Level, SourceFile, Sources, Suggestion};

pub fn sample() -> (Vec<Diagnostic>, Sources) {
    let text = "fn start(c) {\n    if r == \"حالة الطلب\" { c.to(\"ask_ordr\") }\n}\n";
    let found = Diagnostic {
        code: "F0201",
        level: Level::Error,
        path: "order_status.rhai".into(),
        line: 2,
        column: 33,
        end_column: 43,
        message: "unknown step `ask_ordr`".into(),
        help: Some("did you mean `ask_order`?".into()),
        suggestion: Some(Suggestion {
            text: "\"ask_order\"".into(),
            sure: false,
        }),
    };
    let file = SourceFile {
        path: "order_status.rhai".into(),
        text: text.into(),
    };
    let sources = Sources {
        flows: vec![file],
        ..Sources::default()
    };
    (vec![found], sources)
}
