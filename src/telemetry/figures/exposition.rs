//! The text that Prometheus scrapes. The registry writes OpenMetrics, where a counter's
//! family is named without `_total`; the classic format, which every scraper and
//! `promtool check metrics` read, names it as its samples are named.

use std::fmt::Write;

use prometheus_client::encoding::text::encode_registry;
use prometheus_client::registry::Registry;

/// The content type of [`render`].
pub const CONTENT_TYPE: &str = "text/plain; version=0.0.4; charset=utf-8";

pub(super) fn render(registry: &Registry) -> String {
    let mut text = String::with_capacity(64 * 1024);
    // A `String` takes everything, and our own metrics return no error.
    let _ = encode_registry(&mut text, registry);
    classic(&text)
}

fn classic(open_metrics: &str) -> String {
    let mut text = String::with_capacity(open_metrics.len() + 1024);
    let mut lines = open_metrics.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((name, help)) = line
            .strip_prefix("# HELP ")
            .and_then(|rest| rest.split_once(' '))
        else {
            text.push_str(line);
            text.push('\n');
            continue;
        };
        // The type follows its help at once.
        let kind = lines
            .next_if(|line| line.starts_with("# TYPE "))
            .and_then(|line| line.rsplit(' ').next())
            .unwrap_or("untyped");
        let total = if kind == "counter" { "_total" } else { "" };
        let _ = writeln!(text, "# HELP {name}{total} {help}");
        let _ = writeln!(text, "# TYPE {name}{total} {kind}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_is_named_as_its_samples_are() {
        let open = "# HELP a_b Help.\n# TYPE a_b counter\na_b_total{x=\"1\"} 2\n\
                    # HELP c Help.\n# TYPE c gauge\nc 1\n";
        let want = "# HELP a_b_total Help.\n# TYPE a_b_total counter\na_b_total{x=\"1\"} 2\n\
                    # HELP c Help.\n# TYPE c gauge\nc 1\n";
        assert_eq!(classic(open), want);
    }
}
