//! What stands on the customer's screen: the words of a message, and what can be tapped.

use crate::domain::{Content, Form, Outbound, OutboundBody, TemplateButton};

/// Something that can be tapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tap {
    payload: String,
    title: String,
    kind: TapKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TapKind {
    Button,
    Row,
    /// A quick reply under a template.
    Template,
}

impl Tap {
    /// Named by its payload, by the option's id in it, or by its title.
    pub fn answers_to(&self, what: &str) -> bool {
        let option = self.payload.split('@').next().unwrap_or(&self.payload);
        self.payload == what
            || option == what
            || option.rsplit(':').next() == Some(what)
            || self.title == what
    }

    /// What arrives when she taps it.
    pub fn content(&self) -> Content {
        let (id, title) = (self.payload.clone(), self.title.clone());
        match self.kind {
            TapKind::Button => Content::ButtonReply { id, title },
            TapKind::Row => Content::ListReply {
                id,
                title,
                description: None,
            },
            TapKind::Template => Content::TemplateButton {
                payload: id,
                text: title,
            },
        }
    }
}

/// What a message offers to tap, in the order shown.
pub(super) fn taps(message: &Outbound) -> Vec<Tap> {
    let kind = match &message.body {
        OutboundBody::List { .. } => TapKind::Row,
        OutboundBody::Template(template) => {
            let replies = template.buttons.iter().filter_map(quick_reply);
            return replies.collect();
        }
        OutboundBody::Buttons { .. }
        | OutboundBody::Text { .. }
        | OutboundBody::Link { .. }
        | OutboundBody::AskLocation { .. }
        | OutboundBody::Media { .. }
        | OutboundBody::Location(_)
        | OutboundBody::Card(_)
        | OutboundBody::Form(_)
        | OutboundBody::Reaction { .. }
        | OutboundBody::ReadReceipt { .. } => TapKind::Button,
    };
    let tap = |(payload, title)| Tap {
        payload,
        title,
        kind,
    };
    options(message).into_iter().map(tap).collect()
}

/// Its title stands in the template as approved, which is not at hand here.
fn quick_reply(button: &TemplateButton) -> Option<Tap> {
    match button {
        TemplateButton::QuickReply { payload, .. } => Some(Tap {
            payload: payload.clone(),
            title: payload.clone(),
            kind: TapKind::Template,
        }),
        TemplateButton::Url { .. } => None,
    }
}

/// What a message offers to tap: payload and title, in the order shown.
#[must_use]
pub fn options(message: &Outbound) -> Vec<(String, String)> {
    match &message.body {
        OutboundBody::Buttons { buttons, .. } => buttons
            .iter()
            .map(|button| (button.id.clone(), button.title.clone()))
            .collect(),
        OutboundBody::List { sections, .. } => sections
            .iter()
            .flat_map(|section| &section.rows)
            .map(|row| (row.id.clone(), row.title.clone()))
            .collect(),
        OutboundBody::Text { .. }
        | OutboundBody::Link { .. }
        | OutboundBody::AskLocation { .. }
        | OutboundBody::Media { .. }
        | OutboundBody::Location(_)
        | OutboundBody::Card(_)
        | OutboundBody::Form(_)
        | OutboundBody::Template(_)
        | OutboundBody::Reaction { .. }
        | OutboundBody::ReadReceipt { .. } => Vec::new(),
    }
}

/// The words of a message, as the customer reads them.
#[must_use]
pub fn wording(message: &Outbound) -> &str {
    match &message.body {
        OutboundBody::Text { body, .. }
        | OutboundBody::Buttons { body, .. }
        | OutboundBody::List { body, .. }
        | OutboundBody::Link { body, .. }
        | OutboundBody::AskLocation { body }
        | OutboundBody::Form(Form { body, .. }) => body,
        OutboundBody::Media { caption, .. } => caption.as_deref().unwrap_or(""),
        OutboundBody::Template(template) => &template.name,
        OutboundBody::Card(card) => &card.name,
        OutboundBody::Location(_)
        | OutboundBody::Reaction { .. }
        | OutboundBody::ReadReceipt { .. } => "",
    }
}
