//! What the parser may read of one file. It has no deadline of its own and is slow in a few
//! shapes, so what it takes is counted while it reads: the same file is refused on every
//! machine, and after the same token.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use rhai::{Engine, LexError, Token};

use super::limits::{SWITCH_ARMS_MAX, TOKENS_MAX};

/// What has been read through one engine: one file.
#[derive(Debug, Default)]
pub(in crate::flow) struct Reading {
    tokens: AtomicUsize,
    arms: AtomicUsize,
}

impl Reading {
    /// Counts what `engine` parses from now on.
    pub fn through(engine: &mut Engine) -> Arc<Self> {
        let reading = Arc::new(Self::default());
        let counting = Arc::clone(&reading);
        #[expect(
            deprecated,
            reason = "volatile, says rhai, and the only way to stop its parser"
        )]
        engine.on_parse_token(move |token, _, _| counting.count(token));
        reading
    }

    /// What there was too much of, in words; whatever the parser said then is only an echo.
    pub fn too_much(&self) -> Option<String> {
        let over = |count: &AtomicUsize, most| count.load(Ordering::Relaxed) > most;
        if over(&self.tokens, TOKENS_MAX) {
            Some(format!("a script has at most {TOKENS_MAX} words and signs"))
        } else if over(&self.arms, SWITCH_ARMS_MAX) {
            Some(format!(
                "a script has at most {SWITCH_ARMS_MAX} `switch` cases"
            ))
        } else {
            None
        }
    }

    fn count(&self, token: Token) -> Token {
        if token == Token::EOF {
            return token;
        }
        self.tokens.fetch_add(1, Ordering::Relaxed);
        if token == Token::DoubleArrow {
            self.arms.fetch_add(1, Ordering::Relaxed);
        }
        match self.too_much() {
            Some(what) => Token::LexError(LexError::Runtime(what).into()),
            None => token,
        }
    }
}
