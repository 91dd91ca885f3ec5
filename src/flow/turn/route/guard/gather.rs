//! An answer that comes in several messages: they are joined, line by line, and understood
//! when she was silent for as long as the question says. Taps, commands and words about
//! stopping act at once.

use crate::domain::Pending;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::turn::route::{Said, Words};
use crate::locale::matching::Utterance;

/// The clock of silence after a part of an answer.
pub(in crate::flow::turn) const GATHER_TIMER: &str = "gather";
/// Parts of one answer; with the last the answer is complete.
const PARTS_MAX: usize = 20;
/// What the parts may weigh together, in bytes.
const GATHERED_BYTES_MAX: usize = 4 * 1024;

impl Play<'_> {
    /// Whether her words are a part of an answer that is waited for, and kept.
    pub(in crate::flow::turn::route) fn gather(&mut self, said: Said<'_>) -> Result<bool, Fault> {
        let Some(Pending::Answer {
            gather: Some(silence),
            ..
        }) = self.draft.session.pending
        else {
            return Ok(false);
        };
        let Said::Words(words) = said else {
            self.forget_gathered();
            return Ok(false);
        };
        if self.exact_command(said).is_some() || self.named_language(said).is_some() {
            self.forget_gathered();
            return Ok(false);
        }
        self.matched("gathered", "a part of an answer in several messages");
        self.session().gathered.push(words.text.to_owned());
        let gathered = &self.draft.session.gathered;
        let weight: usize = gathered.iter().map(String::len).sum();
        if gathered.len() >= PARTS_MAX || weight >= GATHERED_BYTES_MAX {
            return self.gathered().map(|()| true);
        }
        self.draft.set_timer(GATHER_TIMER, silence);
        Ok(true)
    }

    /// Whether a part of an answer is kept and the rest awaited.
    pub(in crate::flow::turn) fn is_gathering(&self) -> bool {
        !self.draft.session.gathered.is_empty()
    }

    /// She was silent: what she wrote is her answer.
    pub(in crate::flow::turn) fn gathered(&mut self) -> Result<(), Fault> {
        let text = std::mem::take(&mut self.session().gathered).join("\n");
        self.draft.cancel_timer(GATHER_TIMER);
        if text.is_empty() {
            return Ok(());
        }
        self.is_nobody_there = false;
        let utterance = Utterance::of(&text);
        let words = Words {
            text: &text,
            utterance,
        };
        self.words(&words, &[])
    }

    fn forget_gathered(&mut self) {
        self.session().gathered.clear();
        self.draft.cancel_timer(GATHER_TIMER);
    }
}
