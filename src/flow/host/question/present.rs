//! How a question looks on the phone: buttons when there are at most three short ones, a
//! list up to ten, numbered text above that or when a title does not fit.

use super::{Choice, Question};
use crate::domain::{
    BUTTON_TITLE_MAX, BUTTONS_MAX, Button, LIST_ROWS_MAX, Outbound, OutboundBody,
    ROW_DESCRIPTION_MAX, ROW_TITLE_MAX, Row, Section, length,
};

impl Question {
    /// The question as a message. `lead` stands before it; `tail` ties the taps under it
    /// to this asking; `list_button` opens the list.
    pub fn present(&self, lead: Option<&str>, tail: &str, list_button: &str) -> Outbound {
        let body = match lead {
            Some(lead) => format!("{lead}\n{}", self.text),
            None => self.text.clone(),
        };
        let payload = |choice: &Choice| format!("{}:{}{tail}", self.slot, choice.id);
        let titles_within = |max| {
            self.choices
                .iter()
                .all(|choice| length(&choice.title) <= max)
        };
        let count = self.choices.len();
        if count == 0 {
            return Outbound::text(body);
        }
        if count <= BUTTONS_MAX && titles_within(BUTTON_TITLE_MAX) {
            let button = |choice: &Choice| Button {
                id: payload(choice),
                title: choice.title.clone(),
            };
            return message(OutboundBody::Buttons {
                header: None,
                body,
                footer: None,
                buttons: self.choices.iter().map(button).collect(),
            });
        }
        let described = |choice: &Choice| {
            let description = choice.description.as_deref();
            description.is_none_or(|text| length(text) <= ROW_DESCRIPTION_MAX)
        };
        if count > LIST_ROWS_MAX
            || !titles_within(ROW_TITLE_MAX)
            || !self.choices.iter().all(described)
        {
            return Outbound::text(format!("{body}\n\n{}", self.numbered()));
        }
        let row = |choice: &Choice| Row {
            id: payload(choice),
            title: choice.title.clone(),
            description: choice.description.clone(),
        };
        message(OutboundBody::List {
            header: None,
            body,
            footer: None,
            button: list_button.into(),
            sections: vec![Section {
                title: None,
                rows: self.choices.iter().map(row).collect(),
            }],
        })
    }

    fn numbered(&self) -> String {
        let line = |(at, choice): (usize, &Choice)| match &choice.description {
            Some(description) => format!("{}. {}: {description}", at + 1, choice.title),
            None => format!("{}. {}", at + 1, choice.title),
        };
        let lines: Vec<_> = self.choices.iter().enumerate().map(line).collect();
        lines.join("\n")
    }
}

fn message(body: OutboundBody) -> Outbound {
    Outbound {
        body,
        reply_to: None,
    }
}
