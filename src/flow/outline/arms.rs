//! The texts of a `switch`. Its tree keeps only their hashes, so they are read from the source.

use rhai::{Engine, Position, Token};

/// The texts that a `switch` at this place has arms for, with their places.
pub(in crate::flow) fn arms(source: &str, at: Position) -> Vec<(String, Position)> {
    let engine = Engine::new_raw();
    let sources = [source];
    let (tokens, _) = engine.lex(&sources);
    let from = (at.line(), at.position());
    let mut inside = tokens.skip_while(|(_, at)| (at.line(), at.position()) < from);
    let (mut depth, mut opened, mut found, mut head) = (0_usize, false, Vec::new(), true);
    for (token, at) in &mut inside {
        match token {
            Token::LeftBrace | Token::MapStart | Token::LeftParen | Token::LeftBracket => {
                opened |= token == Token::LeftBrace;
                depth += 1;
            }
            Token::RightBrace | Token::RightParen | Token::RightBracket => {
                depth = depth.saturating_sub(1);
                if opened && depth == 0 {
                    break;
                }
                // an arm may end with a block, and no comma after it
                head |= depth == 1 && token == Token::RightBrace;
            }
            Token::Comma if depth == 1 => head = true,
            Token::DoubleArrow if depth == 1 => head = false,
            Token::StringConstant(text) if opened && depth == 1 && head => {
                found.push((text.to_string(), at));
            }
            Token::EOF => break,
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use rhai::Position;

    use super::arms;

    #[test]
    fn the_texts_of_arms_are_read_and_no_others() {
        let source = "fn f(x) { switch g(#{ a: \"no\" }) { \"a\" => 1, \"b\" | \"c\" if x == 1 => { h(\"no\") } \"d\" => [\"no\"], _ => \"no\" } }";
        let found = arms(source, Position::new(1, 11));
        let texts: Vec<_> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(texts, ["a", "b", "c", "d"]);
        assert_eq!(found[0].1, Position::new(1, 36));
    }
}
