//! The limits themselves, part by part.

use std::collections::BTreeSet;

use crate::domain::{Location, MediaKind};

use super::{
    BODY_MAX, BUTTON_ID_MAX, BUTTON_TITLE_MAX, BUTTONS_MAX, Button, CAPTION_MAX, CARD_NAME_MAX,
    CARD_PHONES_MAX, Card, FOOTER_MAX, Form, HEADER_MAX, LINK_MAX, LIST_ROWS_MAX, LimitFault,
    MediaSource, ROW_DESCRIPTION_MAX, ROW_ID_MAX, ROW_TITLE_MAX, SECTION_TITLE_MAX, Section,
    TEMPLATE_BUTTONS_MAX, Template, TemplateButton, TemplateHeader,
};

/// Length as WhatsApp is assumed to count it.
#[must_use]
pub fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

pub fn within(part: &'static str, text: &str, max: usize) -> Result<(), LimitFault> {
    let length = length(text);
    if length > max {
        Err(LimitFault::TooLong { part, length, max })
    } else {
        Ok(())
    }
}

pub fn filled(part: &'static str, text: &str, max: usize) -> Result<(), LimitFault> {
    if text.trim().is_empty() {
        Err(LimitFault::Empty { part })
    } else {
        within(part, text, max)
    }
}

fn counted(part: &'static str, count: usize, max: usize) -> Result<(), LimitFault> {
    if (1..=max).contains(&count) {
        Ok(())
    } else {
        Err(LimitFault::Count { part, count, max })
    }
}

pub fn frame(header: Option<&str>, body: &str, footer: Option<&str>) -> Result<(), LimitFault> {
    header.map_or(Ok(()), |text| filled("header", text, HEADER_MAX))?;
    filled("body", body, BODY_MAX)?;
    footer.map_or(Ok(()), |text| filled("footer", text, FOOTER_MAX))
}

fn check_id(part: &'static str, id: &str, max: usize) -> Result<(), LimitFault> {
    filled(part, id, max)?;
    if id.trim() == id {
        Ok(())
    } else {
        Err(LimitFault::Spaces { part })
    }
}

fn once<'a>(
    part: &'static str,
    seen: &mut BTreeSet<&'a str>,
    text: &'a str,
) -> Result<(), LimitFault> {
    if seen.insert(text) {
        Ok(())
    } else {
        Err(LimitFault::Twice {
            part,
            text: text.into(),
        })
    }
}

pub fn check_buttons(buttons: &[Button]) -> Result<(), LimitFault> {
    counted("buttons", buttons.len(), BUTTONS_MAX)?;
    let (mut ids, mut titles) = (BTreeSet::new(), BTreeSet::new());
    for button in buttons {
        check_id("button id", &button.id, BUTTON_ID_MAX)?;
        filled("button title", &button.title, BUTTON_TITLE_MAX)?;
        once("button id", &mut ids, &button.id)?;
        once("button title", &mut titles, &button.title)?;
    }
    Ok(())
}

pub fn check_sections(sections: &[Section]) -> Result<(), LimitFault> {
    counted("sections", sections.len(), LIST_ROWS_MAX)?;
    counted(
        "rows",
        sections.iter().map(|s| s.rows.len()).sum(),
        LIST_ROWS_MAX,
    )?;
    let mut ids = BTreeSet::new();
    for section in sections {
        match &section.title {
            Some(title) => filled("section title", title, SECTION_TITLE_MAX)?,
            None if sections.len() > 1 => {
                return Err(LimitFault::Empty {
                    part: "section title",
                });
            }
            None => {}
        }
        for row in &section.rows {
            check_id("row id", &row.id, ROW_ID_MAX)?;
            filled("row title", &row.title, ROW_TITLE_MAX)?;
            row.description.as_deref().map_or(Ok(()), |text| {
                filled("row description", text, ROW_DESCRIPTION_MAX)
            })?;
            once("row id", &mut ids, &row.id)?;
        }
    }
    Ok(())
}

fn check_source(source: &MediaSource) -> Result<(), LimitFault> {
    match source {
        MediaSource::Link(url) => check_web_address("media link", url),
        MediaSource::Id(id) => filled("media id", id, 512),
    }
}

pub fn check_web_address(part: &'static str, url: &str) -> Result<(), LimitFault> {
    filled(part, url, LINK_MAX)?;
    let known = url.starts_with("https://") || url.starts_with("http://");
    if known && !url.contains(char::is_whitespace) {
        Ok(())
    } else {
        Err(LimitFault::Shape {
            part,
            why: "must be a web address without spaces",
        })
    }
}

pub fn check_location(place: &Location) -> Result<(), LimitFault> {
    let fits = place.latitude_e6.abs() <= 90_000_000 && place.longitude_e6.abs() <= 180_000_000;
    if fits {
        Ok(())
    } else {
        Err(LimitFault::Shape {
            part: "location",
            why: "is not on Earth",
        })
    }
}

pub fn check_media(
    kind: MediaKind,
    source: &MediaSource,
    caption: Option<&str>,
) -> Result<(), LimitFault> {
    check_source(source)?;
    let Some(caption) = caption else {
        return Ok(());
    };
    if matches!(kind, MediaKind::Audio | MediaKind::Sticker) {
        return Err(LimitFault::Shape {
            part: "caption",
            why: "is not shown on audio and stickers",
        });
    }
    within("caption", caption, CAPTION_MAX)
}

pub fn check_form(form: &Form) -> Result<(), LimitFault> {
    filled("body", &form.body, BODY_MAX)?;
    filled("form title", &form.title, BUTTON_TITLE_MAX)?;
    filled("form id", &form.form, BUTTON_ID_MAX)?;
    filled("form token", &form.token, BUTTON_ID_MAX)
}

pub fn check_card(card: &Card) -> Result<(), LimitFault> {
    filled("contact name", &card.name, CARD_NAME_MAX)?;
    counted("contact numbers", card.phones.len(), CARD_PHONES_MAX)?;
    let company = card.company.as_deref();
    company.map_or(Ok(()), |company| filled("company", company, CARD_NAME_MAX))
}

pub fn check_template(template: &Template) -> Result<(), LimitFault> {
    filled("template name", &template.name, 512)?;
    filled("template language", &template.language, 16)?;
    match &template.header {
        None => {}
        Some(TemplateHeader::Text(text)) => filled("template header", text, HEADER_MAX)?,
        Some(TemplateHeader::Media { kind, source }) => {
            check_source(source)?;
            if matches!(kind, MediaKind::Audio | MediaKind::Sticker) {
                return Err(LimitFault::Shape {
                    part: "template header",
                    why: "must be text, an image, a video or a document",
                });
            }
        }
    }
    check_template_buttons(&template.buttons)?;
    let named = template
        .body
        .iter()
        .filter(|parameter| parameter.name.is_some())
        .count();
    if named != 0 && named != template.body.len() {
        return Err(LimitFault::Shape {
            part: "template parameters",
            why: "must all be named, or none",
        });
    }
    for parameter in &template.body {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let name = parameter.name.as_deref();
        if name.is_some_and(|name| name.is_empty() || !name.chars().all(plain)) {
            return Err(LimitFault::Shape {
                part: "template parameter's name",
                why: "must be made of a-z 0-9 _",
            });
        }
        filled("template parameter", &parameter.text, BODY_MAX)?;
        if parameter.text.contains(['\n', '\t', '\r']) || parameter.text.contains("     ") {
            let why = "may not hold a newline, a tab or more than four spaces in a row";
            return Err(LimitFault::Shape {
                part: "template parameter",
                why,
            });
        }
    }
    Ok(())
}

fn check_template_buttons(buttons: &[TemplateButton]) -> Result<(), LimitFault> {
    for button in buttons {
        let index = match button {
            TemplateButton::QuickReply { index, payload } => {
                filled("template button payload", payload, BUTTON_ID_MAX)?;
                index
            }
            TemplateButton::Url { index, suffix } => {
                filled("template button suffix", suffix, LINK_MAX)?;
                check_suffix(suffix)?;
                index
            }
        };
        if usize::from(*index) >= TEMPLATE_BUTTONS_MAX {
            return Err(LimitFault::Shape {
                part: "template button",
                why: "must be one of the first ten",
            });
        }
    }
    Ok(())
}

/// What is put behind the reviewed address of a template must not lead elsewhere.
fn check_suffix(suffix: &str) -> Result<(), LimitFault> {
    let leads_away = ["..", "//", "\\"].iter().any(|turn| suffix.contains(turn));
    if leads_away || !suffix.chars().all(|c| c.is_ascii_graphic()) {
        return Err(LimitFault::Shape {
            part: "template button suffix",
            why: "must be visible ASCII without `..`, `//` or a backslash: percent-encode the rest",
        });
    }
    Ok(())
}
