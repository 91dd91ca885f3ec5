//! What came in and what a turn did about it, one piece of text each, as people read them.

use super::moment;
use super::redact::{Redact, without_phones};
use crate::domain::{
    AgentDeed, CallAnswer, Content, Effect, Input, Outbound, OutboundBody, Section, Value,
};

/// What came in.
#[must_use]
pub fn happened(input: &Input) -> String {
    match input {
        Input::Message(message) => match &message.content {
            Content::Text { body } => format!("«{}»", without_phones(body)),
            Content::ButtonReply { id, title } | Content::ListReply { id, title, .. } => {
                format!("[{}] {id}", without_phones(title))
            }
            Content::TemplateButton { payload, text } => format!("[{text}] {payload}"),
            Content::Media(_)
            | Content::Location(_)
            | Content::Contacts(_)
            | Content::FormReply { .. }
            | Content::CallPermission { .. }
            | Content::Reaction { .. }
            | Content::Order { .. }
            | Content::System(_)
            | Content::Edit { .. }
            | Content::Revoke { .. }
            | Content::Welcome
            | Content::Unsupported { .. } => format!("({})", message.content.kind_name()),
        },
        Input::CallAnswered { answer, .. } => format!("(the answer of a call: {})", status(answer)),
        Input::Timer(fired) => format!("(the timer {})", fired.name),
        Input::StaffEcho { text } => {
            let text = text.as_deref().unwrap_or("…");
            format!("(staff wrote «{}»)", without_phones(text))
        }
        Input::Agent(act) => match &act.deed {
            AgentDeed::Claimed => format!("({} took it)", act.agent),
            AgentDeed::Said { text } => format!("({} wrote «{}»)", act.agent, without_phones(text)),
            AgentDeed::Returned => format!("({} gave it back)", act.agent),
            AgentDeed::Resolved => format!("({} was done)", act.agent),
        },
    }
}

/// How a call ended.
pub(super) fn status(answer: &CallAnswer) -> String {
    match (answer.error, answer.status) {
        (None, status) => format!("{status}"),
        (Some(error), 0) => error.word().into(),
        (Some(error), status) => format!("{} {status}", error.word()),
    }
}

/// What a turn did.
#[must_use]
pub fn done(effect: &Effect, redact: &Redact) -> String {
    match effect {
        Effect::Say { message, .. } => format!("say {}", said(message)),
        Effect::Call(call) => {
            let arguments = Value::Map(call.arguments.clone());
            let arguments = redact.value(&call.operation, &arguments);
            format!("call {} {arguments}", call.operation)
        }
        Effect::SetTimer(timer) => format!("timer {} due {}", timer.name, moment(timer.due)),
        Effect::CancelTimer { name } => format!("timer {name} cancelled"),
        Effect::Handoff(ticket) => {
            let fields = ticket.fields.iter().cloned().collect();
            let fields = redact.value("", &Value::Map(fields));
            format!("hand off to {}: {} {fields}", ticket.queue, ticket.reason)
        }
        Effect::Mark { event, fields } => {
            format!(
                "mark {event} {}",
                redact.value("", &Value::Map(fields.clone()))
            )
        }
        Effect::Consent { opted_out: true } => "consent withdrawn".into(),
        Effect::Consent { opted_out: false } => "consent given".into(),
        Effect::OptIn(agreed) => {
            let verb = if agreed.granted {
                "agreed"
            } else {
                "no longer agrees"
            };
            format!(
                "{verb} to {} ({}, {})",
                agreed.purpose, agreed.wording, agreed.locale
            )
        }
        Effect::HandoffEnded { ticket, how, .. } => format!("handoff {ticket} {}", how.word()),
    }
}

/// The words of a message and what it offers to tap.
fn said(message: &Outbound) -> String {
    let text = |body: &str, offers: String| format!("«{}»{offers}", without_phones(body));
    match &message.body {
        OutboundBody::Text { body, .. } | OutboundBody::AskLocation { body } => {
            text(body, String::new())
        }
        OutboundBody::Buttons { body, buttons, .. } => {
            let offers = buttons.iter().map(|it| offer(&it.title, &it.id));
            text(body, offers.collect())
        }
        OutboundBody::List { body, sections, .. } => text(body, rows(sections)),
        OutboundBody::Link {
            body, title, url, ..
        } => text(body, offer(title, url)),
        OutboundBody::Media { kind, caption, .. } => {
            let kind = format!(" ({kind:?})").to_lowercase();
            text(caption.as_deref().unwrap_or(""), kind)
        }
        OutboundBody::Location(place) => {
            format!("(location {} {})", place.latitude_e6, place.longitude_e6)
        }
        OutboundBody::Card(_) => "(card)".into(),
        OutboundBody::Form(form) => text(&form.body, offer(&form.title, &form.form)),
        OutboundBody::Template(template) => {
            let parameters = template.body.iter().map(|it| without_phones(&it.text));
            let parameters: Vec<_> = parameters.collect();
            format!(
                "template {} ({}) {parameters:?}",
                template.name, template.language
            )
        }
        OutboundBody::Reaction { emoji, .. } => format!("(reaction {emoji})"),
        OutboundBody::ReadReceipt { .. } => "(read)".into(),
    }
}

fn rows(sections: &[Section]) -> String {
    let rows = sections.iter().flat_map(|section| &section.rows);
    rows.map(|row| offer(&row.title, &row.id)).collect()
}

fn offer(title: &str, id: &str) -> String {
    format!(" [{title}|{id}]")
}
