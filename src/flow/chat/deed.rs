//! What happens in a chat: she writes, taps, sends; the desk acts; time passes; all crashes.

use std::time::Duration;

use super::line::worded;
use crate::domain::{
    AgentDeed, ContactCard, Content, InboundMedia, Location, MediaKind, Timestamp, parse_span,
};

/// Something happens.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    Writes(String),
    Presses(String),
    Sends(Content),
    /// A status of a message of ours: no flow hears of it.
    Receipt,
    Agent {
        deed: AgentDeed,
        name: Option<String>,
    },
    Echo(String),
    Waits(Duration),
    WaitsUntil(Moment),
    Crash,
}

/// A moment as written: with its offset, or by the tenant's clock.
#[derive(Debug, Clone, Copy)]
pub(super) enum Moment {
    Exact(Timestamp),
    Local(jiff::civil::DateTime),
}

pub(super) fn happens(rest: &str) -> Result<Deed, String> {
    if let Some(id) = rest.strip_prefix('#') {
        return match id.trim() {
            "" => Err("expected an option's id after `>#`".into()),
            id => Ok(Deed::Presses(id.into())),
        };
    }
    let (word, rest) = worded(rest);
    Ok(match word {
        "" => Deed::Writes(rest.into()),
        "img" => Deed::Sends(file(MediaKind::Image, rest)),
        "doc" => Deed::Sends(file(MediaKind::Document, rest)),
        "video" => Deed::Sends(file(MediaKind::Video, rest)),
        "audio" => Deed::Sends(file(MediaKind::Audio, rest)),
        "loc" => Deed::Sends(Content::Location(location(rest)?)),
        "contact" => {
            let (name, phone) = rest.rsplit_once(' ').unwrap_or((rest, ""));
            Deed::Sends(Content::Contacts(vec![ContactCard {
                name: name.trim().into(),
                phones: vec![phone.into()],
                requested: false,
            }]))
        }
        "form" => {
            let (name, answers) = match rest.split_once('{') {
                Some((name, _)) => (name.trim(), &rest[name.len()..]),
                None => return Err("expected `>form NAME {\"field\": \"answer\"}`".into()),
            };
            Deed::Sends(Content::FormReply {
                name: name.into(),
                answers: answers.into(),
            })
        }
        "status" => Deed::Receipt,
        "echo" => Deed::Echo(rest.into()),
        "agent" => agent(rest),
        other => {
            return Err(format!(
                "there is no `>{other}`; her own words stand after `> `"
            ));
        }
    })
}

fn agent(rest: &str) -> Deed {
    let (word, name) = rest.split_once(' ').unwrap_or((rest, ""));
    let deed = match word {
        "claim" => AgentDeed::Claimed,
        "return" => AgentDeed::Returned,
        "resolve" => AgentDeed::Resolved,
        _ => {
            let text = rest.into();
            let deed = AgentDeed::Said { text };
            return Deed::Agent { deed, name: None };
        }
    };
    let name = Some(name.trim()).filter(|name| !name.is_empty());
    Deed::Agent {
        deed,
        name: name.map(str::to_owned),
    }
}

/// A file of this name, with what follows as its caption.
fn file(kind: MediaKind, rest: &str) -> Content {
    let (name, caption) = rest.split_once(' ').unwrap_or((rest, ""));
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let mime = match (kind, ending) {
        (MediaKind::Image, "png") => "image/png",
        (MediaKind::Image | MediaKind::Sticker, _) => "image/jpeg",
        (MediaKind::Video, _) => "video/mp4",
        (MediaKind::Audio, _) => "audio/ogg; codecs=opus",
        (MediaKind::Document, _) => "application/pdf",
    };
    let document = kind == MediaKind::Document;
    Content::Media(InboundMedia {
        kind,
        id: format!("media-{name}"),
        mime: mime.into(),
        sha256: None,
        caption: Some(caption.trim().to_owned()).filter(|caption| !caption.is_empty()),
        filename: document.then(|| name.into()),
        voice: kind == MediaKind::Audio,
        animated: false,
    })
}

/// `24.7136,46.6753 name`.
fn location(text: &str) -> Result<Location, String> {
    let (place, name) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let degrees = place
        .split_once(',')
        .and_then(|(latitude, longitude)| Some((millionths(latitude)?, millionths(longitude)?)));
    let (latitude_e6, longitude_e6) =
        degrees.ok_or("expected a latitude and a longitude such as 24.71,46.67")?;
    Ok(Location {
        latitude_e6,
        longitude_e6,
        name: Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
        address: None,
    })
}

/// Degrees as written, in millionths: no float comes near them.
fn millionths(text: &str) -> Option<i32> {
    let (sign, text) = match text.strip_prefix('-') {
        Some(text) => (-1, text),
        None => (1, text),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let whole: i32 = whole
        .parse()
        .ok()
        .filter(|whole| (0..=180).contains(whole))?;
    let fraction: i32 = fraction.parse().ok()?;
    Some(sign * (whole * 1_000_000 + fraction))
}

pub(super) fn moves(text: &str) -> Result<Deed, String> {
    if let Some(span) = text.strip_prefix('+') {
        return parse_span(span)
            .map(Deed::Waits)
            .map_err(|fault| fault.to_string());
    }
    if let Ok(moment) = text.parse::<jiff::Timestamp>() {
        let moment = Timestamp(moment.as_millisecond());
        return Ok(Deed::WaitsUntil(Moment::Exact(moment)));
    }
    let local = text.parse::<jiff::civil::DateTime>();
    local
        .map(|local| Deed::WaitsUntil(Moment::Local(local)))
        .map_err(|_| "expected `@ +25h` or `@ 2026-11-21T10:00`".into())
}
