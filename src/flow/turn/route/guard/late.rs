//! A message that was long on its way: to us, or in our own queue. The flow says whether it
//! is answered like any other, asked about, or only recorded.

use crate::domain::Timestamp;
use crate::flow::script::Late;
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::turn::route::Said;
use crate::flow::words;

impl Play<'_> {
    /// Whether the message is too late for the question that waits, and dealt with. Commands
    /// are never too late, and neither is what answers no question.
    pub(in crate::flow::turn::route) fn is_too_late(
        &mut self,
        said: Said<'_>,
        sent: Timestamp,
    ) -> Result<bool, Fault> {
        let place = self.draft.session.place.as_ref();
        let Some(flow) = place.and_then(|place| self.script.flows.get(&place.flow)) else {
            return Ok(false);
        };
        let on_time = self.stage.now.since(sent) < flow.manifest.late_after;
        if on_time || !self.awaits_answer() || self.exact_command(said).is_some() {
            return Ok(false);
        }
        match flow.manifest.late {
            Late::Answer => Ok(false),
            Late::Ask => {
                self.matched("late:ask", "longer on its way than `late_after`");
                let lead = self.word(words::LATE)?;
                self.repeat_after(&lead).map(|()| true)
            }
            Late::Log => {
                self.matched("late:log", "longer on its way than `late_after`");
                Ok(true)
            }
        }
    }
}
