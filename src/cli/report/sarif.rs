//! Findings as SARIF 2.1.0, which code hosts and editors read.
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::place;
use crate::flow::{Diagnostic, Level};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// One run with one result for each finding; `title` is what a code means.
pub fn sarif(found: &[Diagnostic], title: impl Fn(&str) -> String) -> String {
    let codes: BTreeSet<&str> = found.iter().map(|one| one.code).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            json!({
                "id": code,
                "shortDescription": { "text": title(code) },
                "help": { "text": format!("hiwar explain {code}") },
            })
        })
        .collect();
    let results: Vec<Value> = found.iter().map(|one| result(one, &codes)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "hiwar",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            // Ours count characters, and the standard knows them by this name.
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn result(one: &Diagnostic, codes: &BTreeSet<&str>) -> Value {
    let level = match one.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    };
    let text = match &one.help {
        Some(help) => format!("{}\n{help}", one.message),
        None => one.message.clone(),
    };
    let mut result = json!({
        "ruleId": one.code,
        "ruleIndex": codes.iter().position(|code| *code == one.code),
        "level": level,
        "message": { "text": text },
        "locations": [{ "physicalLocation": physical(one) }],
    });
    if let (Some(suggestion), Some(region)) = (&one.suggestion, region(one)) {
        result["fixes"] = json!([{
            "description": { "text": one.help },
            "artifactChanges": [{
                "artifactLocation": { "uri": place(one) },
                "replacements": [{
                    "deletedRegion": region,
                    "insertedContent": { "text": suggestion.text },
                }],
            }],
        }]);
    }
    result
}

fn physical(one: &Diagnostic) -> Value {
    let mut physical = json!({ "artifactLocation": { "uri": place(one) } });
    if let Some(region) = region(one) {
        physical["region"] = region;
    }
    physical
}

/// Nothing where the place is not known: a region begins at line 1.
fn region(one: &Diagnostic) -> Option<Value> {
    if one.line == 0 || one.column == 0 {
        return None;
    }
    Some(json!({
        "startLine": one.line,
        "startColumn": one.column,
        "endLine": one.line,
        "endColumn": one.end_column.max(one.column),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::report::tests::sample;

    #[test]
    fn the_log_has_the_shape_of_the_standard() {
        let (mut found, _) = sample();
        found.push(found[0].clone());
        found[1].line = 0;
        found[1].code = "F0206";
        let log: Value = serde_json::from_str(&sarif(&found, str::to_owned)).expect("JSON");
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let driver = &run["tool"]["driver"];
        assert!(driver["name"].is_string() && driver["rules"].is_array());
        let results = run["results"].as_array().expect("results");
        assert_eq!(results.len(), found.len());
        for result in results {
            let rule = usize::try_from(result["ruleIndex"].as_u64().expect("an index"));
            let rule = &driver["rules"][rule.expect("small")];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(result["message"]["text"].is_string());
            assert!(matches!(
                result["level"].as_str(),
                Some("error" | "warning" | "note")
            ));
            let physical = &result["locations"][0]["physicalLocation"];
            assert!(physical["artifactLocation"]["uri"].is_string());
            if let Some(region) = physical.get("region") {
                for (from, to) in [("startLine", "endLine"), ("startColumn", "endColumn")] {
                    let (from, to) = (region[from].as_u64(), region[to].as_u64());
                    assert!(from >= Some(1) && to >= from, "{region}");
                }
            }
        }
        let fix = &results[0]["fixes"][0]["artifactChanges"][0]["replacements"][0];
        assert_eq!(fix["insertedContent"]["text"], "\"ask_order\"");
        assert!(results[1].get("fixes").is_none(), "a fix without a place");
    }
}
