//! Makes a chat say what is said: only `<` and `[]` lines are written anew.

use super::judge::Failure;
use super::line::{Chat, Kind, Line};
use super::play::{Player, Stand, Step};
use super::said::{lines_of, offers, titles};
use crate::domain::Outbound;

/// The text of the file as it would pass, as far as messages go. Lines that still fit stay
/// as they are, `<~` and `<*` too. A claim that does not hold is for `play` to say.
///
/// # Errors
/// When the script failed at a line that expects no fault, or a line could not be played:
/// what is said after that is an apology, and never what was meant.
pub fn bless(stand: &Stand<'_>, chat: &Chat) -> Result<String, Failure> {
    let mut player = Player::new(stand, chat);
    player.begin()?;
    let mut out: Vec<String> = Vec::new();
    let mut row = 0;
    for (at, line) in chat.lines.iter().enumerate() {
        let begins = line.number - 1;
        if matches!(line.kind, Kind::Deed(_)) {
            sound(&player)?;
            flush(&mut player, &mut out);
        }
        out.extend(chat.rows[row..begins].iter().cloned());
        row = begins + line.rows;
        let rows = &chat.rows[begins..row];
        let offers_next = matches!(
            chat.lines.get(at + 1),
            Some(Line {
                kind: Kind::Offers(_),
                ..
            })
        );
        out.extend(blessed(&mut player, line, rows, offers_next)?);
    }
    sound(&player)?;
    flush(&mut player, &mut out);
    out.extend(chat.rows[row..].iter().cloned());
    Ok(out.join("\n") + "\n")
}

/// No turn has failed but those that a `= fault` speaks of.
fn sound(player: &Player<'_>) -> Step {
    if player.fault_open {
        return Err(player.failed("T0711", "the script failed"));
    }
    Ok(())
}

fn blessed(
    player: &mut Player<'_>,
    line: &Line,
    rows: &[String],
    offers_next: bool,
) -> Result<Vec<String>, Failure> {
    Ok(match &line.kind {
        Kind::Deed(deed) => {
            player.deed(deed, line)?;
            rows.to_vec()
        }
        Kind::Says(expected) => {
            let Some(unread) = player.unread.pop_front() else {
                return Ok(Vec::new());
            };
            let fits = expected.fits(&unread.message);
            let kept = if fits {
                rows.to_vec()
            } else {
                without_offers(&unread.message)
            };
            let offered = offers(&unread.message).filter(|_| !fits && !offers_next);
            player.read = Some(unread.message);
            kept.into_iter().chain(offered).collect()
        }
        Kind::Offers(wanted) => {
            let found = player.read.as_ref().map(titles).unwrap_or_default();
            if found == *wanted {
                return Ok(rows.to_vec());
            }
            player.read.as_ref().and_then(offers).into_iter().collect()
        }
        Kind::Claims(_) => {
            let _ = player.line(line);
            rows.to_vec()
        }
        Kind::Covers(_) => rows.to_vec(),
    })
}

/// Messages that no line speaks of get lines of their own, above what stands before the
/// next deed.
fn flush(player: &mut Player<'_>, out: &mut Vec<String>) {
    while let Some(unread) = player.unread.pop_front() {
        match unread.withheld {
            Some(why) => out.push(format!("= withheld {why}")),
            None => out.extend(lines_of(&unread.message)),
        }
        player.read = Some(unread.message);
    }
}

fn without_offers(message: &Outbound) -> Vec<String> {
    let offered = offers(message);
    let lines = lines_of(message).into_iter();
    lines
        .filter(|line| Some(line) != offered.as_ref())
        .collect()
}
