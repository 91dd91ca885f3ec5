//! `c.remind(name, #{ after | at, step })`: enters a step of this flow later, also when the
//! flow is long over. What its declared slots hold now comes back with it.

use rhai::{Map, Module};

use crate::domain::{JournalKind, Reminder, Timestamp, Value, parse_span};
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};
use crate::flow::host::options::known;
use crate::flow::host::run::Run;

pub(in crate::flow) const OPTIONS: &[&str] = &["after", "at", "step"];
const NAME_BYTES_MAX: usize = 64;
/// The hour of a reminder that names only a day.
const MORNING: i8 = 9;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn(
        "remind",
        |call: Call<'_>, c: &mut Handle, name: &str, options: Map| {
            placed(&call, remind(c, name, &options))
        },
    );
}

/// How the journal names a thing done for a reminder.
pub(super) fn key(verb: &str, name: &str) -> String {
    format!("{verb}:{name}")
}

fn remind(c: &Handle, name: &str, options: &Map) -> Verb<()> {
    known("remind", options, OPTIONS)?;
    if name.is_empty() || name.len() > NAME_BYTES_MAX {
        let what = format!("remind: a name has between 1 and {NAME_BYTES_MAX} bytes");
        return Err(Stop::misuse(what).into());
    }
    c.with(|run| {
        run.once(JournalKind::Effect, &key("remind", name), |run| {
            let due = due(run, options)?;
            let step =
                text(options, "step")?.ok_or_else(|| Stop::misuse("remind: which `step`?"))?;
            let reminder = reminder(run, step)?;
            Ok(run.draft.remind(name, reminder, due)?)
        })
    })
}

fn reminder(run: &Run, step: String) -> Result<Reminder, Stop> {
    let place = run.draft.session.place.as_ref();
    let (Some(place), Some(flow)) = (place, &run.flow) else {
        return Err(Stop::misuse("remind: outside of a flow"));
    };
    if !flow.steps.contains_key(&step) {
        let what = format!("remind: flow `{}` has no step `{step}`", place.flow);
        return Err(Stop::misuse(what));
    }
    let slots = run.draft.session.slots.iter();
    // a secret is for the step that asked for it
    let lasting = slots.filter(|(slot, value)| {
        flow.manifest.slots.contains_key(*slot) && !matches!(value, Value::Secret(_))
    });
    Ok(Reminder {
        flow: place.flow.clone(),
        bundle: place.bundle.clone(),
        step,
        slots: lasting
            .map(|(slot, value)| (slot.clone(), value.clone()))
            .collect(),
    })
}

fn text(options: &Map, name: &str) -> Result<Option<String>, Stop> {
    let text = options.get(name).map(|value| value.clone().into_string());
    text.transpose()
        .map_err(|kind| Stop::misuse(format!("remind: `{name}` is text, not {kind}")))
}

/// `after` is a span; `at` a moment, or a day, which means its morning.
fn due(run: &Run, options: &Map) -> Result<Timestamp, Stop> {
    let now = run.stage.now;
    match (text(options, "after")?, text(options, "at")?) {
        (Some(span), None) => parse_span(&span)
            .map(|span| now + span)
            .map_err(|fault| Stop::misuse(format!("remind: {fault}"))),
        (None, Some(moment)) => read_moment(&moment, &run.stage.style.time_zone)
            .map(|at| at.max(now))
            .ok_or_else(|| Stop::misuse(format!("remind: `{moment}` is no day and no moment"))),
        (Some(_), Some(_)) | (None, None) => {
            Err(Stop::misuse("remind: either `after` or `at` says when"))
        }
    }
}

/// `2026-11-25T10:00:00Z`, `2026-11-25T10:00` and `2026-11-25` in the tenant's zone.
fn read_moment(text: &str, time_zone: &str) -> Option<Timestamp> {
    let moment = text.parse::<jiff::Timestamp>().ok().or_else(|| {
        let zone = jiff::tz::TimeZone::get(time_zone).ok()?;
        let local = match text.parse::<jiff::civil::Date>() {
            Ok(day) if !text.contains('T') => day.at(MORNING, 0, 0, 0),
            _ => text.parse::<jiff::civil::DateTime>().ok()?,
        };
        Some(local.to_zoned(zone).ok()?.timestamp())
    })?;
    Some(Timestamp(moment.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::read_moment;

    #[test]
    fn a_day_alone_is_its_morning_where_the_business_is() {
        for (text, expected) in [
            ("2026-11-25", Some(1_795_586_400)),
            ("2026-11-25T10:00", Some(1_795_590_000)),
            ("2026-11-25T10:00:00Z", Some(1_795_600_800)),
            ("tomorrow", None),
        ] {
            let read = read_moment(text, "Asia/Riyadh").map(|at| at.ms() / 1000);
            assert_eq!(read, expected, "{text}");
        }
    }
}
