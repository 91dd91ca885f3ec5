//! `c.say_location(lat, lon, name, address)`, or with a map of these: shows a place on a map.
//! What a question of kind `location` was answered with is such a map.

use rhai::{Dynamic, Map, Module};

use super::say_once;
use crate::domain::{Location, OutboundBody};
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};
use crate::flow::host::options::known;

const FIELDS: &[&str] = &["lat", "lon", "name", "address"];
/// A degree, in the millionths that places are kept in.
const DEGREE: i64 = 1_000_000;

pub(super) fn register(module: &mut Module) {
    module.set_native_fn(
        "say_location",
        |call: Call<'_>, c: &mut Handle, place: Map| placed(&call, say(c, &place)),
    );
    module.set_native_fn(
        "say_location",
        |call: Call<'_>, c: &mut Handle, lat: Dynamic, lon: Dynamic| {
            placed(&call, say(c, &place([lat, lon])))
        },
    );
    module.set_native_fn(
        "say_location",
        |call: Call<'_>, c: &mut Handle, lat: Dynamic, lon: Dynamic, name: Dynamic| {
            placed(&call, say(c, &place([lat, lon, name])))
        },
    );
    module.set_native_fn(
        "say_location",
        |call: Call<'_>,
         c: &mut Handle,
         lat: Dynamic,
         lon: Dynamic,
         name: Dynamic,
         address: Dynamic| placed(&call, say(c, &place([lat, lon, name, address]))),
    );
}

fn place<const N: usize>(values: [Dynamic; N]) -> Map {
    let fields = FIELDS.iter().zip(values);
    fields
        .map(|(name, value)| ((*name).into(), value))
        .collect()
}

fn say(c: &Handle, place: &Map) -> Verb<()> {
    known("say_location", place, FIELDS)?;
    let text =
        |name: &str| match place.get(name).filter(|text| !text.is_unit()) {
            None => Ok(None),
            Some(text) => text.clone().into_string().map(Some).map_err(|kind| {
                Stop::misuse(format!("say_location: `{name}` is text, not {kind}"))
            }),
        };
    let location = Location {
        latitude_e6: millionths(place, "lat")?,
        longitude_e6: millionths(place, "lon")?,
        name: text("name")?,
        address: text("address")?,
    };
    say_once(c, "say_location", |_| Ok(OutboundBody::Location(location)))
}

/// Degrees may be whole, decimal, or text as the shop's books have them.
fn millionths(place: &Map, name: &str) -> Result<i32, Stop> {
    let wrong = || Stop::misuse(format!("say_location: `{name}` is a number of degrees"));
    let value = place.get(name).ok_or_else(wrong)?;
    let written = value.to_string();
    let (whole, fraction) = written
        .trim()
        .split_once('.')
        .unwrap_or((written.trim(), ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let size = whole.strip_prefix('-').unwrap_or(whole);
    if size.is_empty() || !digits(size) || !digits(fraction) {
        return Err(wrong());
    }
    let six: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let size: i64 = size.parse().map_err(|_| wrong())?;
    let part: i64 = six.parse().map_err(|_| wrong())?;
    let total = size
        .checked_mul(DEGREE)
        .and_then(|whole| whole.checked_add(part));
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let total = total.and_then(|total| i32::try_from(total * sign).ok());
    total.ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_read_to_the_millionth() {
        let read = |text: &str| millionths(&place([text.into()]), "lat").ok();
        for (written, millionths) in [
            ("24.7136", Some(24_713_600)),
            ("-0.0000015", Some(-1)),
            ("25", Some(25_000_000)),
            ("", None),
            ("east", None),
            ("1e5", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(read(written), millionths, "{written}");
        }
    }
}
