//! `c.say_image(link, key, #{ … })`, `c.say_document(link, key, #{ … })`: sends a file, with a
//! message under it. The file is a web address, which WhatsApp fetches and we do not, or what
//! a question of kind `media` was answered with. `filename` among the values is the
//! document's name; without one it is the last part of the address.

use rhai::{Dynamic, Map, Module};

use super::say_once;
use crate::domain::{MediaKind, MediaSource, OutboundBody};
use crate::flow::host::handle::{Call, Handle, Stop, Verb, placed};

const FILENAME: &str = "filename";

pub(super) fn register(module: &mut Module) {
    for (verb, kind) in [
        ("say_image", MediaKind::Image),
        ("say_document", MediaKind::Document),
    ] {
        let file = File { verb, kind };
        module.set_native_fn(
            verb,
            move |call: Call<'_>, c: &mut Handle, source: Dynamic| {
                placed(&call, file.say(c, &source, None, Map::new()))
            },
        );
        module.set_native_fn(
            verb,
            move |call: Call<'_>, c: &mut Handle, source: Dynamic, key: &str| {
                placed(&call, file.say(c, &source, Some(key), Map::new()))
            },
        );
        module.set_native_fn(
            verb,
            move |call: Call<'_>, c: &mut Handle, source: Dynamic, key: &str, args: Map| {
                placed(&call, file.say(c, &source, Some(key), args))
            },
        );
    }
}

#[derive(Clone, Copy)]
struct File {
    verb: &'static str,
    kind: MediaKind,
}

impl File {
    fn say(self, c: &Handle, source: &Dynamic, key: Option<&str>, mut args: Map) -> Verb<()> {
        let verb = self.verb;
        let named = args.remove(FILENAME).map(Dynamic::into_string).transpose();
        let wrong = |kind| Stop::misuse(format!("{verb}: `{FILENAME}` is text, not {kind}"));
        let named = named.map_err(wrong)?;
        let source = self.source(source)?;
        let entry = format!("{verb}:{}", key.unwrap_or_default());
        say_once(c, &entry, |run| {
            let caption = key.map(|key| run.text(key, &args)).transpose()?;
            let filename = named.clone().or_else(|| match &source {
                MediaSource::Link(link) => last_part(link),
                MediaSource::Id(_) => None,
            });
            Ok(OutboundBody::Media {
                kind: self.kind,
                source: source.clone(),
                caption,
                filename: filename.filter(|_| self.kind == MediaKind::Document),
                voice: false,
            })
        })
    }

    fn source(self, given: &Dynamic) -> Result<MediaSource, Stop> {
        if let Ok(link) = given.as_immutable_string_ref() {
            return Ok(MediaSource::Link(link.as_str().into()));
        }
        let id = given.as_map_ref().ok().and_then(|media| {
            let id = media.get("id")?.clone();
            id.into_string().ok()
        });
        let wrong = || {
            let kind = given.type_name();
            Stop::misuse(format!(
                "{}: a file is a web address or an answer, not {kind}",
                self.verb
            ))
        };
        id.map(MediaSource::Id).ok_or_else(wrong)
    }
}

/// `label.pdf` of `https://shop.example/returns/label.pdf?x=1`.
fn last_part(link: &str) -> Option<String> {
    let path = link.split(['?', '#']).next()?;
    let (before, last) = path.rsplit_once('/')?;
    let is_name = last.contains('.') && !before.ends_with('/');
    is_name.then(|| last.to_owned())
}

#[cfg(test)]
mod tests {
    use super::last_part;

    #[test]
    fn a_document_is_named_as_its_address_ends() {
        for (link, name) in [
            (
                "https://shop.example/returns/label.pdf?x=1#p",
                Some("label.pdf"),
            ),
            ("https://shop.example/returns/label", None),
            ("https://shop.example", None),
            ("https://shop.example/", None),
        ] {
            assert_eq!(last_part(link).as_deref(), name, "{link}");
        }
    }
}
