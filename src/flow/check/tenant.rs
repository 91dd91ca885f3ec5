//! What a script names and only the tenant's configuration knows: operations, templates,
//! queues, flags.

use std::collections::BTreeMap;

use rhai::Position;

use super::{Desk, Read};
use crate::domain::{TemplateSpec, Tenant};
use crate::flow::diagnostic::{Diagnostic, differ_by, nearest_name};
use crate::flow::outline::{Call, Literal, Role, named};

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let flags = slips(desk, flag_names, "flag", "F0215");
    let Some(tenant) = desk.tenant else {
        let operations = |call: &Call| whole(call, Role::Operation).collect();
        let mut found = slips(desk, operations, "operation", "F0211");
        found.extend(flags);
        return found;
    };
    let tags = desk.catalog.map_or(Vec::new(), |catalog| catalog.tags());
    let mut found = Vec::new();
    if tenant.switches.flags.is_empty() {
        found.extend(flags);
    }
    for read in &desk.flows {
        for call in &read.calls.all {
            found.extend(strange_flags(tenant, read, call));
            found.extend(replies(tenant, read, call));
            found.extend(operations(tenant, read, call));
            found.extend(queues(tenant, read, call));
            found.extend(templates(tenant, &tags, read, call));
        }
    }
    found
}

/// Where no configuration says what there is: a name that is used once, and is one slip of
/// the finger from one that is used more often.
fn slips(
    desk: &Desk<'_>,
    names: impl Fn(&Call) -> Vec<(String, Position)>,
    kind: &str,
    code: &'static str,
) -> Vec<Diagnostic> {
    let calls = |read: &'_ Read<'_>| {
        let named = read.calls.all.iter().flat_map(&names);
        named.collect::<Vec<_>>()
    };
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (name, _) in desk.flows.iter().flat_map(&calls) {
        *times.entry(name).or_default() += 1;
    }
    let mut found = Vec::new();
    for read in &desk.flows {
        for (name, at) in calls(read).into_iter().filter(|(name, _)| times[name] == 1) {
            let meant = times
                .iter()
                .find(|(other, count)| **count > 1 && differ_by(&name, other, 1));
            if let Some((meant, _)) = meant {
                let what = format!("the {kind} `{name}` is named once, and `{meant}` elsewhere");
                let finding = Diagnostic::error(code, &read.flow.path, at, what).warning();
                found.push(finding.quoting(&name).meant_quoted(Some(meant)));
            }
        }
    }
    found
}

fn operations(tenant: &Tenant, read: &Read<'_>, call: &Call) -> Vec<Diagnostic> {
    let known = || tenant.operations.keys().map(String::as_str);
    let named = whole(call, Role::Operation);
    let lost = named.filter(|(name, _)| !tenant.operations.contains_key(name));
    lost.map(|(name, at)| {
        let what = format!("the configuration has no operation `{name}`");
        let finding = Diagnostic::error("F0211", &read.flow.path, at, what);
        finding
            .quoting(&name)
            .meant_quoted(nearest_name(&name, known()))
    })
    .collect()
}

/// Where handoffs go that name no queue.
const GENERAL_QUEUE: &str = "general";

/// A queue that is not listed is always open, which is seldom what was meant when others are.
fn queues(tenant: &Tenant, read: &Read<'_>, call: &Call) -> Vec<Diagnostic> {
    if tenant.queues.is_empty() {
        return Vec::new();
    }
    let known = || tenant.queues.keys().map(String::as_str);
    let named = whole(call, Role::Queue);
    let lost = named.filter(|(name, _)| name != GENERAL_QUEUE && !tenant.queues.contains_key(name));
    lost.map(|(name, at)| {
        let what = format!("the configuration has no queue `{name}`");
        let finding = Diagnostic::error("F0212", &read.flow.path, at, what).warning();
        finding
            .quoting(&name)
            .meant_quoted(nearest_name(&name, known()))
    })
    .collect()
}

fn templates(tenant: &Tenant, tags: &[&str], read: &Read<'_>, call: &Call) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (name, at) in whole(call, Role::Template) {
        let finding = |what| Diagnostic::error("W0508", &read.flow.path, at, what).quoting(&name);
        let Some(template) = tenant.templates.get(&name) else {
            let known = tenant.templates.keys().map(String::as_str);
            let what = format!("the configuration has no template `{name}`");
            found.push(finding(what).meant_quoted(nearest_name(&name, known)));
            continue;
        };
        let spoken = |tag: &&&str| template.languages.contains_key(**tag);
        for tag in tags.iter().filter(|tag| !spoken(tag)) {
            let what = format!("the template `{name}` is not approved in `{tag}`");
            found.push(finding(what).warning());
        }
        found.extend(parameters(read, call, &name, template));
    }
    found
}

/// `template_reply("template", …)` of a template that there is not: it never starts the flow.
fn replies(tenant: &Tenant, read: &Read<'_>, call: &Call) -> Option<Diagnostic> {
    let is_reply = !call.method && call.name == "template_reply";
    let (name, at) = call.whole(0).filter(|_| is_reply)?;
    if tenant.templates.contains_key(&name) {
        return None;
    }
    let known = tenant.templates.keys().map(String::as_str);
    let near = nearest_name(&name, known)?;
    let what = format!("the configuration has no template `{name}`");
    let finding = Diagnostic::error("W0508", &read.flow.path, at, what).warning();
    Some(finding.quoting(&name).meant_quoted(Some(near)))
}

fn flag_names(call: &Call) -> Vec<(String, Position)> {
    let is_flag = call.method && call.name == "flag";
    call.whole(0).filter(|_| is_flag).into_iter().collect()
}

/// A flag that is not listed is off for ever, which is seldom what was meant when others are.
fn strange_flags(tenant: &Tenant, read: &Read<'_>, call: &Call) -> Vec<Diagnostic> {
    let flags = &tenant.switches.flags;
    let named = flag_names(call).into_iter();
    let lost = named.filter(|(name, _)| !flags.is_empty() && !flags.contains_key(name));
    lost.map(|(name, at)| {
        let what = format!("the configuration has no flag `{name}`: it is off");
        let near = nearest_name(&name, flags.keys().map(String::as_str));
        let finding = Diagnostic::error("F0215", &read.flow.path, at, what).warning();
        finding.quoting(&name).meant_quoted(near)
    })
    .collect()
}

/// Parameters that the template needs and is not given, or does not know.
fn parameters(
    read: &Read<'_>,
    call: &Call,
    name: &str,
    template: &TemplateSpec,
) -> Option<Diagnostic> {
    let given: Vec<String> = match call.args.get(1) {
        None => Vec::new(),
        Some(_) => call.map(1)?.into_iter().map(|(name, _)| name).collect(),
    };
    let lacks = template.parameters.iter().find(|it| !given.contains(it));
    let strange = given.iter().find(|it| !template.parameters.contains(it));
    let what = match (lacks, strange) {
        (Some(lacks), _) => format!("the template `{name}` needs `{lacks}`"),
        (None, Some(strange)) => format!("the template `{name}` has no parameter `{strange}`"),
        (None, None) => return None,
    };
    let (_, at) = call.whole(0)?;
    let help = format!("its parameters: {}", template.parameters.join(", "));
    let finding = Diagnostic::error("W0508", &read.flow.path, at, what);
    Some(finding.quoting(name).hint(help))
}

fn whole(call: &Call, role: Role) -> impl Iterator<Item = (String, Position)> {
    named(call, role)
        .into_iter()
        .filter_map(|named| match named.literal {
            Literal::Whole(text, at) => Some((text, at)),
            Literal::Begins(..) => None,
        })
}
