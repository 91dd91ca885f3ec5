//! How a question looks on the phone: buttons when there are at most three short ones, a
//! list up to ten, a list in pages above that, and numbered text when a title does not fit
//! or the channel has nothing to tap. A question is never over a limit of `WhatsApp`'s:
//! what does not fit one way is shown another.

use std::collections::BTreeSet;

use super::page::Page;
use super::{Choice, Look, Question};
use crate::domain::{
    Abilities, BODY_MAX, BUTTON_ID_MAX, BUTTON_TITLE_MAX, BUTTONS_MAX, Button, Form, LIST_ROWS_MAX,
    Outbound, OutboundBody, ROW_DESCRIPTION_MAX, ROW_ID_MAX, ROW_TITLE_MAX, Row, SECTION_TITLE_MAX,
    Section, TEXT_MAX, length,
};
use crate::locale::text;

/// What a question is shown with.
pub(in crate::flow) struct Screen<'a> {
    /// Stands before it.
    pub lead: Option<&'a str>,
    /// Ties the taps under it to this asking.
    pub tail: &'a str,
    /// Which page of its options, from 0.
    pub page: u8,
    pub able: Abilities,
    /// Opens a list.
    pub list_button: &'a str,
    /// Titles of the rows that turn the page.
    pub more: &'a str,
    pub back: &'a str,
    /// What a page says above its rows: the first and last place on it, of how many.
    pub page_title: &'a dyn Fn(usize, usize, usize) -> String,
}

impl Question {
    /// The question as a message.
    pub fn present(&self, screen: &Screen<'_>) -> Outbound {
        let text = match screen.lead {
            Some(lead) => format!("{lead}\n{}", self.text),
            None => self.text.clone(),
        };
        let fits = length(&text) <= BODY_MAX;
        let tappable = match &self.skip {
            _ if !fits => None,
            Some(skip) if self.choices.is_empty() => self.skippable(&text, skip, screen),
            None if self.choices.is_empty() => self.bare(&text, screen),
            Some(_) | None => self
                .buttons(&text, screen)
                .or_else(|| self.list(&text, screen)),
        };
        let message = |body| Outbound {
            body,
            reply_to: None,
        };
        tappable.map_or_else(|| Outbound::text(self.plain(&text)), message)
    }

    fn bare(&self, text: &str, screen: &Screen<'_>) -> Option<OutboundBody> {
        let body = text.to_owned();
        match &self.look {
            Look::Place if screen.able.buttons => Some(OutboundBody::AskLocation { body }),
            Look::Form { id, title } => Some(OutboundBody::Form(Form {
                body,
                title: text::clip(title, BUTTON_TITLE_MAX),
                form: id.clone(),
                token: screen.tail.into(),
            })),
            Look::Place | Look::Words | Look::Thing => None,
        }
    }

    /// A button for a place or a form leaves no room for another: she may still type.
    fn skippable(&self, text: &str, skip: &str, screen: &Screen<'_>) -> Option<OutboundBody> {
        if self.look.taps() {
            return self.bare(text, screen);
        }
        let button = Button {
            id: format!("skip:{}", screen.tail),
            title: skip.into(),
        };
        let short = (1..=BUTTON_TITLE_MAX).contains(&length(skip));
        (screen.able.buttons && short).then(|| in_buttons(text, vec![button]))
    }

    fn buttons(&self, text: &str, screen: &Screen<'_>) -> Option<OutboundBody> {
        let titles: BTreeSet<_> = self.choices.iter().map(|choice| &choice.title).collect();
        let button = |choice: &Choice| Button {
            id: self.payload(choice, screen),
            title: choice.title.clone(),
        };
        let buttons: Vec<_> = self.choices.iter().map(button).collect();
        let short = buttons.iter().all(|button| {
            fills(&button.title, BUTTON_TITLE_MAX) && length(&button.id) <= BUTTON_ID_MAX
        });
        let fits = buttons.len() <= BUTTONS_MAX && titles.len() == buttons.len() && short;
        (screen.able.buttons && fits).then(|| in_buttons(text, buttons))
    }

    fn list(&self, text: &str, screen: &Screen<'_>) -> Option<OutboundBody> {
        let row = |choice: &Choice| Row {
            id: self.payload(choice, screen),
            title: choice.title.clone(),
            description: choice.description.clone(),
        };
        let mut rows: Vec<_> = self.choices.iter().map(row).collect();
        let short = rows.iter().all(|row| {
            let description = row.description.as_deref();
            fills(&row.title, ROW_TITLE_MAX)
                && length(&row.id) <= ROW_ID_MAX
                && description.is_none_or(|text| fills(text, ROW_DESCRIPTION_MAX))
        });
        if !screen.able.lists || !short {
            return None;
        }
        let mut title = None;
        let count = rows.len();
        if count > LIST_ROWS_MAX {
            let page = Page::of(count, screen.page);
            rows = rows.drain(page.from..page.until).collect();
            let turn = |to: u8, title: &str| Row {
                id: format!("page:{to}{}", screen.tail),
                title: text::clip(title, ROW_TITLE_MAX),
                description: None,
            };
            rows.extend(page.next().map(|to| turn(to, screen.more)));
            rows.extend(page.previous().map(|to| turn(to, screen.back)));
            let told = (screen.page_title)(page.from + 1, page.until, count);
            title = Some(text::clip(&told, SECTION_TITLE_MAX));
        }
        Some(OutboundBody::List {
            header: None,
            body: text.into(),
            footer: None,
            button: screen.list_button.into(),
            sections: vec![Section { title, rows }],
        })
    }

    fn payload(&self, choice: &Choice, screen: &Screen<'_>) -> String {
        format!("{}:{}{}", self.slot, choice.id, screen.tail)
    }

    /// Words alone. Where they are too many, descriptions go first, then the ends of titles.
    fn plain(&self, text: &str) -> String {
        if self.choices.is_empty() {
            return match &self.skip {
                Some(skip) => format!("{text}\n\n{skip}"),
                None => text.into(),
            };
        }
        let full = format!("{text}\n\n{}", self.numbered(usize::MAX, true));
        if length(&full) <= TEXT_MAX {
            return full;
        }
        let left = TEXT_MAX.saturating_sub(length(text)) / self.choices.len();
        let short = format!("{text}\n\n{}", self.numbered(left.saturating_sub(6), false));
        text::clip(&short, TEXT_MAX)
    }

    fn numbered(&self, title_max: usize, described: bool) -> String {
        let line = |(at, choice): (usize, &Choice)| {
            let title = text::clip(&choice.title, title_max);
            match choice.description.as_ref().filter(|_| described) {
                Some(description) => format!("{}. {title}: {description}", at + 1),
                None => format!("{}. {title}", at + 1),
            }
        };
        let lines: Vec<_> = self.choices.iter().enumerate().map(line).collect();
        lines.join("\n")
    }
}

fn fills(text: &str, max: usize) -> bool {
    !text.trim().is_empty() && length(text) <= max
}

fn in_buttons(text: &str, buttons: Vec<Button>) -> OutboundBody {
    OutboundBody::Buttons {
        header: None,
        body: text.into(),
        footer: None,
        buttons,
    }
}
