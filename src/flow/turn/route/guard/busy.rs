//! Two machines that talk to each other never tire. Who writes more in an hour than a
//! person does is told once that the bot pauses, and is then only recorded until the hour
//! is over.

use std::time::Duration;

use crate::domain::{Busy, Content};
use crate::flow::turn::fault::Fault;
use crate::flow::turn::play::Play;
use crate::flow::words;

const HOUR: Duration = Duration::from_secs(3600);

impl Play<'_> {
    /// Counts a message of hers. Whether it is one too many, and dealt with.
    pub(in crate::flow::turn::route) fn is_too_busy(
        &mut self,
        content: &Content,
    ) -> Result<bool, Fault> {
        let (now, limit) = (self.stage.now, self.script.limits.turns_an_hour);
        let busy = &mut self.session().busy;
        if now.since(busy.since) >= HOUR {
            *busy = Busy {
                since: now,
                turns: 0,
            };
        }
        busy.turns = busy.turns.saturating_add(1);
        let turns = busy.turns;
        if limit == 0 || turns <= limit || is_way_out(content) {
            return Ok(false);
        }
        if turns > limit.saturating_add(1) {
            self.matched(
                "silent:busy",
                "too many messages in an hour, and she was told",
            );
            return Ok(true);
        }
        self.matched("busy", format!("more than {limit} messages in an hour"));
        self.offer_person(words::BUSY).map(|()| true)
    }
}

/// A button brings a person also now.
fn is_way_out(content: &Content) -> bool {
    content
        .tapped()
        .is_some_and(|payload| payload.starts_with("cmd:"))
}
