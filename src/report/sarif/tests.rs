//! What neither the schema nor Microsoft's validator looks at, but a reader of the log trips over.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use super::*;
use crate::fix::{Edit, Fix, Safety};
use crate::report::sample;
use serde_json::Value;

fn log(checked: &Checked, context: &Context<'_>) -> Value {
    let mut out = Vec::new();
    write(checked, context, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

fn rich() -> Value {
    log(&sample::rich(), &Context { exit_code: 1, ..Context::new("1.2.3", &sample::PAGES) })["runs"][0].take()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

#[test]
fn every_rule_is_there_in_order_within_the_limits_of_the_readers() {
    let run = rich();
    let rules = list(&run["tool"]["driver"]["rules"]);
    let ids: Vec<_> = rules.iter().map(|rule| text(&rule["id"])).collect();
    assert_eq!(ids.len(), sample::PAGES.len());
    assert!(ids.is_sorted());
    for rule in rules {
        assert!(text(&rule["shortDescription"]["text"]).chars().count() <= 200);
        assert!(text(&rule["fullDescription"]["text"]).chars().count() <= 1_024);
        let properties = &rule["properties"];
        assert!(list(&properties["tags"]).len() <= 10);
        if let Some(score) = properties["security-severity"].as_str() {
            assert!((0.1..=10.0).contains(&score.parse::<f64>().unwrap()));
        }
    }
    let tls = rules.iter().find(|rule| rule["id"] == "tls/verify-disabled").unwrap();
    assert_eq!(
        tls["properties"]["tags"],
        serde_json::json!(["tls", "security", "external/cwe/cwe-295", "cwe-295", "external/cwe/cwe-022", "cwe-22"])
    );
}

#[test]
fn every_result_is_placed_and_known_again() {
    let run = rich();
    for result in list(&run["results"]) {
        assert!(["error", "warning", "note"].contains(&text(&result["level"])));
        assert_eq!(result["kind"], "fail");
        assert!(result.get("rank").is_none() && result.get("suppressions").is_none());
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        let (hash, count) = text(&result["partialFingerprints"]["primaryLocationLineHash"]).split_once(':').unwrap();
        assert!(u64::from_str_radix(hash, 16).is_ok() && count.parse::<u32>().unwrap() > 0);
        for location in list(&result["locations"]).iter().chain(list(&result["relatedLocations"])) {
            let place = &location["physicalLocation"];
            let uri = text(&place["artifactLocation"]["uri"]);
            assert!(uri.starts_with("file:///") || place["artifactLocation"]["uriBaseId"] == "%SRCROOT%");
            assert!(!uri.split('/').any(|name| name == ".."));
            for number in ["startLine", "startColumn", "endLine", "endColumn"] {
                assert!(place["region"][number].as_u64().unwrap() > 0);
            }
        }
    }
}

#[test]
fn messages_are_short_and_their_templates_and_links_hold() {
    let run = rich();
    for result in list(&run["results"]) {
        let message = &result["message"];
        let shown = text(&message["text"]);
        assert!(shown.chars().count() <= 1_000);
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        let mut filled = text(&rule["messageStrings"][text(&message["id"])]["text"]).to_owned();
        // A name may hold braces too, so braces of the template are undoubled first.
        filled = filled.replace("{{", "\u{1}").replace("}}", "\u{2}");
        for (index, argument) in list(&message["arguments"]).iter().enumerate().rev() {
            filled = filled.replace(&format!("{{{index}}}"), text(argument));
        }
        assert_eq!(filled.replace('\u{1}', "{").replace('\u{2}', "}"), shown);
        let ids: Vec<_> = list(&result["relatedLocations"]).iter().map(|location| location["id"].as_u64().unwrap()).collect();
        for link in shown.split("](").skip(1).filter_map(|rest| rest.split_once(')')).filter_map(|(id, _)| id.parse().ok()) {
            assert!(ids.contains(&link) || shown.contains(&format!("\\]({link})")), "{shown}");
        }
    }
}

#[test]
fn the_most_severe_are_kept_and_the_rest_is_counted() {
    let mut checked = sample::clean();
    let finding = sample::syntax(Place::default());
    checked.findings = vec![Finding { severity: crate::finding::Severity::Info, ..finding.clone() }; 10];
    checked.findings.extend(vec![finding; limit::RESULTS]);
    let log = log(&checked, &Context::new("1", &sample::PAGES));
    let results = list(&log["runs"][0]["results"]);
    assert_eq!(results.len(), limit::RESULTS);
    assert!(results.iter().all(|result| result["level"] == "error"));
    let notice = &log["runs"][0]["invocations"][0]["toolExecutionNotifications"][0];
    assert_eq!(notice["message"]["text"], "'10' findings are left out; the most severe are listed.");
}

#[test]
fn a_log_is_never_larger_than_its_readers_take() {
    let mut checked = sample::clean();
    let words = || crate::message::Message::quote(&"w".repeat(400));
    let finding = Finding { message: words().then(words()), ..sample::syntax(Place::default()) };
    checked.findings = vec![finding; limit::RESULTS];
    let mut out = Vec::new();
    write(&checked, &Context::new("1", &sample::PAGES), &mut out).unwrap();
    assert!(out.len() <= limit::BYTES + 1, "{}", out.len());
    let log: Value = serde_json::from_slice(&out).unwrap();
    let run = &log["runs"][0];
    let kept = list(&run["results"]).len();
    assert!(kept > limit::RESULTS / 4, "{kept}");
    let notice = text(&run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]);
    assert_eq!(notice, format!("'{}' findings are left out; the most severe are listed.", limit::RESULTS - kept));
}

#[test]
fn what_is_suppressed_is_left_out_first() {
    let mut checked = sample::clean();
    checked.findings = vec![sample::syntax(Place::default()); limit::RESULTS - 1];
    let suppressed = crate::finding::Suppressed { finding: sample::syntax(Place::default()), by: Suppressor::Comment };
    checked.suppressed = vec![suppressed; 3];
    let context = Context { show_suppressed: true, ..Context::new("1", &sample::PAGES) };
    let (reported, left_out) = limit::choose(&checked, &context, limit::RESULTS);
    assert_eq!((reported.len(), left_out), (limit::RESULTS, 2));
    assert_eq!(reported.iter().filter(|(_, by)| by.is_some()).count(), 1);
}

#[test]
fn safe_fixes_made_of_fixed_words_are_for_viewers_to_apply() {
    let mut checked = sample::rich();
    let place = checked.findings[0].place;
    let edit = |text: &str| Edit { span: place.span, range: place.range, text: text.to_owned() };
    let fixes = |fix: Fix, checked: &mut Checked| {
        checked.findings[0].fix = Some(fix);
        log(checked, &Context::new("1.2.3", &sample::PAGES))["runs"][0]["results"][0]["fixes"].clone()
    };
    let safe = Fix { edits: vec![edit("https://")], ..Fix::safe("write `https://`") };
    let shown = fixes(safe.clone(), &mut checked);
    assert_eq!(shown[0]["description"]["text"], "write `https://`.");
    let replacement = &shown[0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "https://");
    assert_eq!(replacement["deletedRegion"]["startLine"], place.range.start.line);
    assert!(fixes(Fix { safety: Safety::Unsafe, ..safe.clone() }, &mut checked).is_null());
    assert!(fixes(Fix { edits: Vec::new(), ..safe.clone() }, &mut checked).is_null());
    let file = checked.findings[0].place.file.0;
    checked.files[file].transcoded_from = Some("UTF-16LE");
    assert!(fixes(safe, &mut checked).is_null());
}
