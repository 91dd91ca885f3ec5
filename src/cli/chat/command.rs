//! What a typed line means: words of the customer, a tap, or a command.

pub const HELP: &str = "\
words        what the customer writes; a number taps what stands under the last message
/press ID    tap a button or a row by its id or title
/img FILE    send a picture; /doc /video /audio likewise
/loc 24.71,46.67   send a place
/wait 25h    let time pass; /timeout: until the next timer
/status read a status of our last message; /fail 429: the provider refused it
/claim NAME  a person takes over; /agent TEXT, /return, /resolve
/echo TEXT   staff writes from the phone app
/as NUMBER   somebody else begins; /lang ar|en: so does one of this language
/restart     begin again
/reload      read the files again and play it all again
/crash       everything dies and comes back
/state /vars where the conversation stands, and what it knows
/trace /json show more with each answer, or less
/save FILE   write it down as a chat test
/quit";

#[derive(Debug, PartialEq, Eq)]
pub enum Command {
    /// A line of a chat test.
    Happens(String),
    Timeout,
    As(String),
    Lang(String),
    Restart,
    Reload,
    State,
    Vars,
    Trace,
    Json,
    Save(String),
    Help,
    /// No command has this name.
    Unknown(String),
    Quit,
}

impl Command {
    /// `offered` is how many things can be tapped under the last message.
    pub fn read(line: &str, offered: usize) -> Self {
        let Some(command) = line.strip_prefix('/') else {
            let place = line.parse::<usize>();
            return Self::Happens(match place {
                Ok(place) if (1..=offered).contains(&place) => format!(">#{place}"),
                Ok(_) | Err(_) => format!("> {line}"),
            });
        };
        let (name, rest) = command.split_once(' ').unwrap_or((command, ""));
        let rest = rest.trim();
        let happens = |line: String| Self::Happens(line.trim_end().to_owned());
        match name {
            "press" => happens(format!(">#{rest}")),
            "img" | "doc" | "video" | "audio" | "loc" | "contact" | "form" | "status" | "agent"
            | "echo" => happens(format!(">{name} {rest}")),
            "location" => happens(format!(">loc {rest}")),
            "fail" => happens(format!(">status failed {rest}")),
            "claim" | "return" | "resolve" => happens(format!(">agent {name} {rest}")),
            "wait" => happens(format!("@ +{}", rest.trim_start_matches('+'))),
            "crash" => happens("crash".into()),
            "timeout" => Self::Timeout,
            "as" => Self::As(rest.into()),
            "lang" => Self::Lang(rest.into()),
            "restart" => Self::Restart,
            "reload" => Self::Reload,
            "state" => Self::State,
            "vars" => Self::Vars,
            "trace" => Self::Trace,
            "json" => Self::Json,
            "save" => Self::Save(rest.into()),
            "quit" | "q" => Self::Quit,
            "help" | "?" => Self::Help,
            unknown => Self::Unknown(unknown.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_taps_only_what_can_be_tapped() {
        let happens = |text: &str| Command::Happens(text.into());
        for (line, offered, want) in [
            ("2", 3, happens(">#2")),
            ("4", 3, happens("> 4")),
            ("1002", 3, happens("> 1002")),
            ("1", 0, happens("> 1")),
            ("/press agent", 0, happens(">#agent")),
            ("/img cat.jpg my cat", 0, happens(">img cat.jpg my cat")),
            ("/wait 25h", 0, happens("@ +25h")),
            ("/claim Sara", 0, happens(">agent claim Sara")),
            ("/return", 0, happens(">agent return")),
            ("/agent مرحبا", 0, happens(">agent مرحبا")),
            ("/fail 429", 0, happens(">status failed 429")),
            ("/crash", 0, happens("crash")),
            ("/lang en", 0, Command::Lang("en".into())),
            ("/location 24.7,46.6", 0, happens(">loc 24.7,46.6")),
            ("/help", 0, Command::Help),
            ("/what now", 0, Command::Unknown("what".into())),
            ("وين طلبي", 0, happens("> وين طلبي")),
        ] {
            assert_eq!(Command::read(line, offered), want, "{line}");
        }
    }
}
