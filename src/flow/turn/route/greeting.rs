//! Courtesy, the first hello, and the main menu.

use std::collections::BTreeMap;

use crate::domain::Outbound;
use crate::flow::script::Action;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::life::Aside;
use crate::flow::turn::play::Play;
use crate::flow::words;
use crate::locale::matching::Utterance;
use crate::locale::text;

/// The flow that everything without another home leads to.
pub(in crate::flow) const MAIN_MENU: &str = "main_menu";

impl Play<'_> {
    /// Thanks, a greeting, an emoji: a short answer, and everything stays as it is.
    pub(super) fn courtesy(&mut self, utterance: &Utterance, said: &str) -> Result<(), Fault> {
        let why = if utterance.is_wordless() {
            "no words in it"
        } else {
            "words of courtesy alone"
        };
        self.matched("courtesy", why);
        if !self.draft.session.greeted {
            return self.welcome();
        }
        let key = text::key(said);
        let thanks = key
            .split(' ')
            .any(|word| self.script.books.thanks.iter().any(|t| t == word));
        if thanks {
            return self.tell(words::COURTESY);
        }
        if self.is_inside() {
            if utterance.is_wordless() {
                return self.repeat_question();
            }
            let lead = self.word(words::HELLO)?;
            return self.repeat_after(&lead);
        }
        self.welcome()
    }

    /// Says who speaks, and what can be done here.
    pub(super) fn welcome(&mut self) -> Result<(), Fault> {
        if self.is_inside() {
            return self.repeat_question();
        }
        let mut hello = self.word(words::GREET)?;
        if !self.draft.session.greeted {
            hello = format!("{hello}\n{}", self.word(words::AUTOMATIC)?);
        }
        self.draft.say(Outbound::text(hello))?;
        self.session().misses = 0;
        self.main_menu()
    }

    /// Whether a flow speaks with her; one that rests for a time of its own does not.
    pub(super) fn is_inside(&self) -> bool {
        self.draft.session.place.is_some() && !self.waits()
    }

    /// Starts the main menu, where the bundle has one.
    pub(in crate::flow::turn) fn main_menu(&mut self) -> Result<(), Fault> {
        if self.waits() {
            self.set_aside(Aside::Digression)?;
        }
        if !self.script.flows.contains_key(MAIN_MENU) {
            self.leave_flow();
            return Ok(());
        }
        self.start_flow(MAIN_MENU, BTreeMap::new())?;
        self.proceed(None)?;
        Ok(())
    }

    /// Asks the pending question again; between flows that is the main menu.
    pub(super) fn repeat_question(&mut self) -> Result<(), Fault> {
        if self.awaits_call() {
            return self.tell(words::ONE_MOMENT);
        }
        if self.waits() {
            return Ok(());
        }
        if self.draft.session.place.is_none() {
            return self.main_menu();
        }
        self.proceed(None)?;
        Ok(())
    }

    /// Asks the pending question again after `lead`, in one message.
    pub(super) fn repeat_after(&mut self, lead: &str) -> Result<(), Fault> {
        use crate::flow::turn::drive::Rest;
        match self.drive(None)? {
            Rest::Asked(question) | Rest::Refused(question) => self.show(&question, Some(lead)),
            Rest::Called | Rest::Waits | Rest::Over => Ok(()),
        }
    }
}

/// The action of the command that leads to the main menu.
pub(in crate::flow::turn) fn menu_action() -> Action {
    Action::Flow(MAIN_MENU.into())
}
