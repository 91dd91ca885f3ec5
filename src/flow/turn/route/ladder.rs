//! Nothing understood it. The question's own rules come first; otherwise each miss in a
//! row climbs a rung: the question again, a short menu, a person.

use crate::domain::{Outbound, Pending};
use crate::flow::host::Question;
use crate::flow::script::{Action, Rung};
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::words;
use crate::locale::{Args, extract};

/// Tries of a question that names a step for failing and no number.
const TRIES_DEFAULT: u8 = 3;

impl Play<'_> {
    pub(super) fn climb(&mut self, refused: Option<Question>, said: &str) -> Result<(), Fault> {
        if refused.is_none() && !self.draft.session.greeted {
            self.matched("first", "her first words, and nothing knows them");
            return self.welcome();
        }
        let misses = self.draft.session.misses.saturating_add(1);
        self.session().misses = misses;
        let why = match &refused {
            Some(question) => format!(
                "neither question `{}` nor any phrase takes it",
                question.key
            ),
            None => "no phrase takes it".into(),
        };
        self.matched(format!("fallback:{misses}"), why);
        let Some(question) = refused else {
            return match self.rung(misses) {
                Rung::RePrompt => self.start_over(),
                Rung::ShortMenu => self.short_menu(),
                Rung::OfferAgent => self.offer_person(words::OFFER_PERSON),
            };
        };
        let tries = self.count_try();
        let tries_max = question.rules.tries.unwrap_or(TRIES_DEFAULT);
        if let Some(step) = &question.rules.on_fail {
            if tries >= tries_max {
                self.session().misses = 0;
                self.enter(step)?;
                self.proceed(None)?;
                return Ok(());
            }
            return self.ask_again(&question, said);
        }
        match self.rung(misses) {
            Rung::RePrompt => self.ask_again(&question, said),
            Rung::ShortMenu => self.short_menu(),
            Rung::OfferAgent => self.offer_person(words::OFFER_PERSON),
        }
    }

    /// Says what was wrong and asks again, in one message. An open question with wording
    /// of its own for wrong answers is not repeated: that wording says what to send.
    fn ask_again(&mut self, question: &Question, said: &str) -> Result<(), Fault> {
        let own = question.wrong.as_ref().or(question.rules.invalid.as_ref());
        let Some(key) = own else {
            let agreed = !question.choices.is_empty() && extract::yes_no(said) == Some(true);
            let otherwise = if agreed {
                words::WHICH_ONE
            } else {
                words::ASK_AGAIN
            };
            let lead = self.word(question.kind_word.unwrap_or(otherwise))?;
            return self.show(question, Some(&lead));
        };
        let text = self.stage.body(self.tag(), key, Args::new())?;
        if question.is_bare() {
            return self.put_question(question, Outbound::text(text));
        }
        self.show(question, Some(&text))
    }

    fn start_over(&mut self) -> Result<(), Fault> {
        self.tell(words::FALLBACK)?;
        self.main_menu()
    }

    fn short_menu(&mut self) -> Result<(), Fault> {
        let (agent, menu) = self.way_out().unzip();
        let repeat = self.command_tap(&Action::Repeat);
        let buttons: Vec<_> = [menu, agent, repeat].into_iter().flatten().collect();
        let body = self.word(words::SHORT_MENU)?;
        self.offer_aside(body, &buttons)
    }

    /// Asks whether a person shall come, in the words of `key`.
    pub(in crate::flow::turn) fn offer_person(&mut self, key: &str) -> Result<(), Fault> {
        let body = self.word(key)?;
        match self.way_out() {
            Some((agent, menu)) => self.ask_aside(body, agent, menu),
            None => self.tell_buttons(body, &[]),
        }
    }

    fn rung(&self, misses: u8) -> Rung {
        let ladder = &self.script.globals.ladder;
        ladder[usize::from(misses.max(1) - 1).min(ladder.len() - 1)]
    }

    fn count_try(&mut self) -> u8 {
        match &mut self.session().pending {
            Some(Pending::Answer { tries, .. }) => {
                *tries = tries.saturating_add(1);
                *tries
            }
            Some(Pending::Call { .. } | Pending::Wait) | None => 0,
        }
    }
}
