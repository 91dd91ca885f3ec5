//! A chat that is being talked through: what happens is written down with what came of it,
//! so that it is a chat test at any moment.

use super::deed::Deed;
use super::front::Front;
use super::judge::Failure;
use super::line::{Chat, Kind, Line, read_line};
use super::play::{Player, Stand};
use super::said::{lines_of, rows};
use crate::domain::{Session, Timestamp};
use crate::flow::rehearsal::{Reply, options};

pub struct Live<'a> {
    player: Player<'a>,
    chat: &'a Chat,
    /// Everything after the head.
    rows: Vec<String>,
    /// Whether the last message can be tapped.
    offers: usize,
}

/// One thing that happened, and what came of it.
pub struct Turned {
    /// As a line of a chat.
    pub line: String,
    pub reply: Reply,
    /// What the chat test of it would stumble over.
    pub failure: Option<Failure>,
}

impl<'a> Live<'a> {
    /// Plays what happens in the chat up to this row, whatever is answered, and goes on
    /// from there.
    #[must_use]
    pub fn replay(stand: &Stand<'a>, chat: &'a Chat, until: usize) -> (Self, Vec<Turned>) {
        let mut live = Self {
            player: Player::new(stand, chat),
            chat,
            rows: Vec::new(),
            offers: 0,
        };
        let failure = live.player.begin().err();
        let mut turned = vec![live.write_down(Vec::new(), failure)];
        for line in chat.lines.iter().filter(|line| line.number <= until) {
            if let Kind::Deed(deed) = &line.kind {
                let rows = chat.rows[line.number - 1..][..line.rows].to_vec();
                let failure = live.player.deed(deed, line).err();
                turned.push(live.write_down(rows, failure));
            }
        }
        turned.retain(|one| !one.line.is_empty() || !one.reply.traces.is_empty());
        (live, turned)
    }

    /// Lets something happen: a line of a chat that begins with `>` or `@`, or `crash`.
    ///
    /// # Errors
    /// When it is no such line, or there is nothing to tap.
    pub fn happens(&mut self, text: &str) -> Result<Turned, String> {
        let Kind::Deed(deed) = read_line(text)? else {
            return Err("let it happen: that is not something that happens".into());
        };
        if let Deed::Presses(what) = &deed
            && !self.player.rehearsal.offers(what)
        {
            return Err(format!("tap: nothing called `{what}` is on the screen"));
        }
        let line = Line {
            number: self.chat.head().len() + self.rows.len() + 1,
            rows: 1,
            kind: Kind::Deed(deed),
        };
        let Kind::Deed(deed) = &line.kind else {
            return Err("let it happen".into());
        };
        let failure = self.player.deed(deed, &line).err();
        let (sigil, rest) = text.split_at(1);
        let rows = match sigil {
            ">" if rest.starts_with(' ') => rows(">", rest.trim_start()),
            _ => vec![text.to_owned()],
        };
        Ok(self.write_down(rows, failure))
    }

    fn write_down(&mut self, deed: Vec<String>, failure: Option<Failure>) -> Turned {
        let line = deed.join("\n");
        self.rows.extend(deed);
        let reply = self.player.since.clone();
        while let Some(unread) = self.player.unread.pop_front() {
            match unread.withheld {
                Some(why) => self.rows.push(format!("= withheld {why}")),
                None => self.rows.extend(lines_of(&unread.message)),
            }
            self.offers = options(&unread.message).len();
        }
        let faults = reply.traces.iter().filter_map(|trace| trace.fault.as_ref());
        self.rows
            .extend(faults.map(|fault| format!("= fault {}", fault.code)));
        Turned {
            line,
            reply,
            failure,
        }
    }

    /// How many things can be tapped under the last message.
    #[must_use]
    pub fn offers(&self) -> usize {
        self.offers
    }

    #[must_use]
    pub fn session(&self) -> &Session {
        &self.player.rehearsal.session
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.player.rehearsal.now
    }

    /// The line that lets time pass until the next timer. `None`: none is armed.
    #[must_use]
    pub fn next_timer(&self) -> Option<String> {
        let timers = self.session().timers.iter();
        let due = timers.map(|timer| timer.due).min()?;
        Some(format!("@ +{}ms", due.since(self.now()).as_millis()))
    }

    /// Its head, for somebody else who begins: nothing has begun by itself.
    #[must_use]
    pub fn front(&self) -> Front {
        self.chat.front.clone()
    }

    /// The language she is answered in.
    #[must_use]
    pub fn language(&self) -> &str {
        self.player.language()
    }

    /// All of it as a chat test.
    #[must_use]
    pub fn text(&self) -> String {
        let rows = self.chat.head().iter().chain(&self.rows);
        rows.flat_map(|row| [row.as_str(), "\n"]).collect()
    }
}
