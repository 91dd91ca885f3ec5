//! The case of a `switch` that a way stands in. The syntax tree keeps only hashes of cases,
//! so they are read from the text in front of the way.

use rhai::Position;

/// `another`, of `"another" => c.to("start")`; several joined by commas.
pub(super) fn before(source: &str, at: Position) -> Option<String> {
    let (line, column) = (at.line()?, at.position()?);
    let mut depth = 0_i32;
    for (index, text) in source
        .lines()
        .take(line)
        .enumerate()
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
    {
        let own = index + 1 == line;
        let text: String = if own {
            text.chars().take(column - 1).collect()
        } else {
            text.to_owned()
        };
        if !own && text.starts_with("fn ") {
            return None;
        }
        let mut rest = text.as_str();
        while let Some((byte, sign)) = rest
            .char_indices()
            .rev()
            .find(|(_, c)| "(){}[]>".contains(*c))
        {
            let left = &rest[..byte];
            match sign {
                ')' | '}' | ']' => depth += 1,
                '(' | '{' | '[' => depth -= 1,
                _ if depth <= 0 && left.ends_with('=') => return case(left.trim_end_matches('=')),
                _ => {}
            }
            rest = left;
        }
        // A statement of its own, in a branch of an `if`: no case speaks for it.
        if own && text.contains("if ") {
            return None;
        }
    }
    None
}

/// What stands in quotes at the end of this text.
fn case(left: &str) -> Option<String> {
    let start = left.rfind(['{', ',']).map_or(0, |at| at + 1);
    let left = left[start..].trim();
    if left == "_" {
        return Some("otherwise".into());
    }
    let quoted: Vec<&str> = left.split('"').skip(1).step_by(2).collect();
    (!quoted.is_empty()).then(|| quoted.join(", "))
}
