//! A tenant's templates as approved: `[tenant.acme.template.order_update]` with
//! `parameters` and `quick_replies`, and below it one table for each language with the
//! `body` and WhatsApp's `code`.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::settings::reader::Reader;
use crate::app::settings::{Origin, Why};
use crate::domain::{TemplateSpec, TemplateText};

/// Longest body of a template, in UTF-16 units.
/// <https://developers.facebook.com/docs/whatsapp/business-management-api/message-templates/components>
const BODY_MAX: usize = 1024;
const LANGUAGES: [&str; 2] = ["ar", "en"];

pub(super) fn read(from: &mut Reader<'_>, tenant: &str) -> BTreeMap<String, TemplateSpec> {
    let prefix = format!("tenant.{tenant}.template.");
    let names: BTreeSet<String> = from
        .below(&prefix)
        .iter()
        .filter_map(|rest| Some(rest.split_once('.')?.0.to_owned()))
        .collect();
    names
        .into_iter()
        .map(|name| {
            let spec = read_one(from, &format!("{prefix}{name}"));
            (name, spec)
        })
        .collect()
}

fn read_one(from: &mut Reader<'_>, key: &str) -> TemplateSpec {
    let parameters: Vec<String> = from.or(&format!("{key}.parameters"), Vec::new());
    let quick_replies = from.or(&format!("{key}.quick_replies"), Vec::new());
    let languages = LANGUAGES
        .iter()
        .filter_map(|tag| {
            let text = read_text(from, &format!("{key}.{tag}"), tag, parameters.len())?;
            Some(((*tag).to_owned(), text))
        })
        .collect::<BTreeMap<_, _>>();
    if languages.is_empty() {
        let set = "a template needs a body in ar or en, such as `ar.body`".into();
        from.fault(key, Origin::Default, Why::Missing { set });
    }
    TemplateSpec {
        parameters,
        languages,
        quick_replies,
    }
}

fn read_text(
    from: &mut Reader<'_>,
    key: &str,
    tag: &str,
    parameters: usize,
) -> Option<TemplateText> {
    let places = match parameters {
        0 => "without {{1}}, because it has no parameters".to_owned(),
        1 => "with {{1}}, the place of its parameter".to_owned(),
        n => format!("with {{{{1}}}} to {{{{{n}}}}}, the places of its {n} parameters"),
    };
    let allowed = format!("a body of at most {BODY_MAX} characters {places}");
    let body = from.optional_checked(&format!("{key}.body"), &allowed, |body| {
        body.encode_utf16().count() <= BODY_MAX && has_places(body, parameters)
    });
    let code_allowed = "a language code of WhatsApp such as ar, en or en_US";
    let code = from.checked(
        &format!("{key}.code"),
        tag.to_owned(),
        code_allowed,
        |code: &String| is_code(code),
    );
    body.map(|body| TemplateText { code, body })
}

/// Each of `{{1}}` to `{{count}}` and nothing else in double braces.
fn has_places(body: &str, count: usize) -> bool {
    let found: Option<BTreeSet<usize>> = body
        .split("{{")
        .skip(1)
        .map(|rest| rest.split_once("}}")?.0.parse().ok())
        .collect();
    found == Some((1..=count).collect())
}

fn is_code(code: &str) -> bool {
    let (language, country) = match code.split_once('_') {
        Some((language, country)) => (language, Some(country)),
        None => (code, None),
    };
    let is = |text: &str, fits: fn(&u8) -> bool| text.bytes().all(|byte| fits(&byte));
    matches!(language.len(), 2 | 3)
        && is(language, u8::is_ascii_lowercase)
        && country.is_none_or(|country| country.len() == 2 && is(country, u8::is_ascii_uppercase))
}
