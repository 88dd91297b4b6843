//! Rules and notifications, described from the pages.

use super::NoticeKind;
use super::model::{Configuration, Descriptor, MarkdownText, RuleProperties, Text};
use crate::finding::Severity;
use crate::page::Page;
use crate::report::unread;
use std::collections::BTreeMap;

pub(super) const HOME: &str = "https://github.com/kubeconfig-lint/kubeconfig-lint";
/// What GitHub takes of a description.
const DESCRIPTION_LIMIT: usize = 1_024;

/// Every rule, found or not: GitHub expects the same rules of a tool for every code base. `templates` are those that results use.
pub(super) fn rule(page: &Page, templates: Option<BTreeMap<String, Text>>) -> Descriptor {
    let summary = sentence(page.summary());
    let what = page.section("What it does").map_or_else(|| summary.clone(), plain);
    let help = page.section("What to do").map_or_else(|| summary.clone(), plain);
    Descriptor {
        id: page.id,
        name: pascal_case(page.id),
        short_description: summary.into(),
        full_description: cut(what).into(),
        help: MarkdownText { text: help, markdown: help_markdown(page) },
        help_uri: page.url(),
        default_configuration: Configuration {
            enabled: page.front_matter("severity") != Some("off"),
            level: level(page.severity()),
        },
        message_strings: templates.unwrap_or_default(),
        properties: Some(properties(page)),
    }
}

/// The level of a result.
pub(super) fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn properties(page: &Page) -> RuleProperties {
    let security_severity = page.security_severity();
    let mut tags = vec![page.family().to_owned()];
    tags.extend(security_severity.map(|_| "security".to_owned()));
    for number in page.cwe().take(4) {
        // The first form is CodeQL's, the second GitLab's.
        tags.push(format!("external/cwe/cwe-{number:0>3}"));
        tags.push(format!("cwe-{number}"));
    }
    let (precision, problem_severity) = match page.severity() {
        Severity::Error => ("very-high", "error"),
        Severity::Warning => ("high", "warning"),
        Severity::Info => ("high", "recommendation"),
    };
    RuleProperties { tags, precision, problem_severity, security_severity }
}

fn help_markdown(page: &Page) -> String {
    let sections = ["Why it matters", "What to do", "When not to worry"];
    let texts = sections.into_iter().filter_map(|name| Some(format!("## {name}\n\n{}\n\n", page.section(name)?)));
    format!("{}[{}]({})", texts.collect::<String>(), page.id, page.url())
}

/// A kind of notification.
pub(super) fn notification(kind: NoticeKind) -> Descriptor {
    let (id, summary, help) = match kind {
        NoticeKind::UnreadableInput => {
            (unread::ID, "An input could not be read and was not checked.", "Look at the path and at its permissions.")
        }
        NoticeKind::ResultsCut => (
            "results-cut",
            "There are more findings than a report may hold; the most severe are listed.",
            "Fix what is listed, or check fewer files at once.",
        ),
    };
    Descriptor {
        id,
        name: pascal_case(id),
        short_description: summary.into(),
        full_description: summary.into(),
        help: MarkdownText { text: help.into(), markdown: help.into() },
        help_uri: HOME.into(),
        default_configuration: Configuration { enabled: true, level: notice_level(kind) },
        message_strings: BTreeMap::new(),
        properties: None,
    }
}

/// The level of a notification.
pub(super) fn notice_level(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::UnreadableInput => "error",
        NoticeKind::ResultsCut => "warning",
    }
}

/// `StructureDanglingReference` for `structure/dangling-reference`.
/// A capital never stands beside another: `structure/not-a-kubeconfig` is `StructureNotAkubeconfig`, as validators want it.
fn pascal_case(id: &str) -> String {
    let mut name = String::new();
    for word in id.split(['/', '-']) {
        let mut chars = word.chars();
        let follows_capital = name.ends_with(|c: char| c.is_ascii_uppercase());
        name.extend(chars.next().map(|first| if follows_capital { first } else { first.to_ascii_uppercase() }));
        name.push_str(chars.as_str());
    }
    name
}

fn sentence(summary: &str) -> String {
    if summary.ends_with('.') { summary.to_owned() } else { format!("{summary}.") }
}

/// Paragraphs on one line each.
fn plain(markdown: &str) -> String {
    let paragraphs = markdown.split("\n\n").map(|paragraph| paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
    paragraphs.collect::<Vec<_>>().join("\n\n")
}

fn cut(text: String) -> String {
    if text.chars().count() <= DESCRIPTION_LIMIT {
        return text;
    }
    text.chars().take(DESCRIPTION_LIMIT - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_pascal_case() {
        assert_eq!(pascal_case("structure/dangling-reference"), "StructureDanglingReference");
        assert_eq!(pascal_case("structure/not-a-kubeconfig"), "StructureNotAkubeconfig");
        assert_eq!(pascal_case("encoding/not-base64"), "EncodingNotBase64");
    }
}
