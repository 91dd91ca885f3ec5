//! `c.notify(template, #{ … })`: sends an approved template, which may be sent at any time.
//! The tenant's configuration says what the template takes and in which languages it is.

use rhai::{Map, Module};

use crate::domain::{
    BODY_MAX, JournalKind, Outbound, OutboundBody, Template, TemplateButton, TemplateParameter,
    TemplateSpec, TemplateText,
};
use crate::flow::diagnostic::nearest;
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};
use crate::flow::host::run::Run;
use crate::flow::host::shown;
use crate::locale::text;

/// What stands for a value of which nothing is left to show: WhatsApp refuses an empty one.
const NOTHING: &str = "-";

pub(super) fn register(module: &mut Module) {
    module.set_native_fn(
        "notify",
        |call: Call<'_>, c: &mut Handle, template: &str| {
            placed(&call, notify(c, template, &Map::new()))
        },
    );
    module.set_native_fn(
        "notify",
        |call: Call<'_>, c: &mut Handle, template: &str, args: Map| {
            placed(&call, notify(c, template, &args))
        },
    );
}

fn notify(c: &Handle, name: &str, args: &Map) -> Verb<()> {
    c.with(|run| {
        run.once(JournalKind::Effect, &format!("notify:{name}"), |run| {
            let template = filled(run, name, args)?;
            let body = OutboundBody::Template(template);
            let reply_to = None;
            Ok(run.draft.say(Outbound { body, reply_to })?)
        })
    })
}

fn filled(run: &Run, name: &str, args: &Map) -> Result<Template, Stop> {
    let templates = &run.stage.tenant.templates;
    let spec = templates.get(name).ok_or_else(|| {
        let hint = nearest(name, templates.keys().map(String::as_str));
        let hint = hint.map(|hint| format!(", {hint}")).unwrap_or_default();
        Stop::misuse(format!("notify: there is no template `{name}`{hint}"))
    })?;
    if let Some(strange) = args.keys().find(|arg| !takes(spec, arg)) {
        let what = format!("notify: template `{name}` takes no `{strange}`");
        return Err(Stop::misuse(what));
    }
    let (tag, wording) = in_her_language(run, spec)
        .ok_or_else(|| Stop::misuse(format!("notify: template `{name}` has no language")))?;
    let parameter = |parameter: &String| {
        let value = args.get(parameter.as_str());
        let value = value.ok_or_else(|| {
            Stop::misuse(format!("notify: template `{name}` needs `{parameter}`"))
        })?;
        let value = shown::to_text(run, &tag, parameter, value)?;
        let (name, text) = (None, one_line(&value));
        Ok(TemplateParameter { name, text })
    };
    let body = spec.parameters.iter().map(parameter);
    let reply = |(index, payload): (u8, &String)| TemplateButton::QuickReply {
        index,
        payload: payload.clone(),
    };
    Ok(Template {
        name: name.into(),
        language: wording.code.clone(),
        header: None,
        body: body.collect::<Result<_, Stop>>()?,
        buttons: (0..).zip(&spec.quick_replies).map(reply).collect(),
    })
}

fn takes(spec: &TemplateSpec, arg: &str) -> bool {
    spec.parameters.iter().any(|parameter| parameter == arg)
}

/// The template in her language, else in the tenant's, else in the first there is.
fn in_her_language<'a>(run: &Run, spec: &'a TemplateSpec) -> Option<(String, &'a TemplateText)> {
    let wanted = [run.tag(), run.stage.locale_default.as_str()];
    let known = wanted
        .iter()
        .find_map(|tag| spec.languages.get_key_value(*tag));
    let (tag, wording) = known.or_else(|| spec.languages.first_key_value())?;
    Some((tag.clone(), wording))
}

/// WhatsApp takes no line breaks and no long gaps in a parameter.
fn one_line(value: &str) -> String {
    let words: Vec<_> = value.split_whitespace().collect();
    if words.is_empty() {
        return NOTHING.into();
    }
    text::clip(&words.join(" "), BODY_MAX)
}
