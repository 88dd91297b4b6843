//! `junit`: test results, which every CI shows.
//!
//! A file is a suite, a rule a test case of it, so that a case keeps its name when lines move. What does not fail the run fails no
//! case either: it is in the output of a case that passed.

use super::place::repository_path;
use super::{Context, Unread, paragraph::paragraph, unread, xml};
use crate::checked::Checked;
use crate::finding::{FileId, Finding};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The case that tells that a file is fine.
const WHOLE_FILE: &str = "kubeconfig";

/// The findings of one rule in one file; none for that of the whole file.
struct Case<'a> {
    name: &'a str,
    findings: Vec<&'a Finding>,
}

struct Suite<'a> {
    name: String,
    cases: Vec<Case<'a>>,
}

/// Writes a suite for every file.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites: Vec<_> = (0..checked.files.len()).map(|index| suite(checked, context, FileId(index))).collect();
    let cases = || suites.iter().flat_map(|suite| &suite.cases);
    let unread = context.unread.len();
    let counts = [
        ("name", "kubeconfig-lint".to_owned()),
        ("tests", (unread + cases().count()).to_string()),
        ("failures", failures(cases(), context).to_string()),
        ("errors", unread.to_string()),
    ];
    xml::document(out, |xml| {
        xml.element("testsuites", &borrowed(&counts), |xml| {
            context.unread.iter().try_for_each(|unread| write_unread(unread, xml))?;
            suites.iter().try_for_each(|suite| write_suite(suite, context, xml))
        })
    })
}

fn suite<'a>(checked: &'a Checked, context: &Context<'_>, file: FileId) -> Suite<'a> {
    let path = repository_path(checked, context, file);
    let name = checked.file(file).within.as_ref().map_or(path.to_string(), |within| format!("{path} ({within})"));
    let mut rules: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in checked.findings.iter().filter(|finding| finding.place.file == file) {
        rules.entry(finding.rule).or_default().push(finding);
    }
    let mut cases: Vec<_> = rules.into_iter().map(|(name, findings)| Case { name, findings }).collect();
    if cases.is_empty() {
        cases.push(Case { name: WHOLE_FILE, findings: Vec::new() });
    }
    Suite { name, cases }
}

fn failures<'a>(cases: impl Iterator<Item = &'a Case<'a>>, context: &Context<'_>) -> usize {
    cases.filter(|case| case.findings.iter().any(|finding| fails(finding, context))).count()
}

fn fails(finding: &Finding, context: &Context<'_>) -> bool {
    context.fail_on.is_some_and(|threshold| finding.severity >= threshold)
}

fn write_suite(suite: &Suite<'_>, context: &Context<'_>, xml: &mut xml::Writer<'_>) -> io::Result<()> {
    let attributes = [
        ("name", suite.name.clone()),
        ("tests", suite.cases.len().to_string()),
        ("failures", failures(suite.cases.iter(), context).to_string()),
        ("errors", "0".to_owned()),
        ("skipped", "0".to_owned()),
    ];
    xml.element("testsuite", &borrowed(&attributes), |xml| {
        suite.cases.iter().try_for_each(|case| write_case(suite, case, context, xml))
    })
}

fn write_case(suite: &Suite<'_>, case: &Case<'_>, context: &Context<'_>, xml: &mut xml::Writer<'_>) -> io::Result<()> {
    let attributes = [("name", case.name), ("classname", &suite.name)];
    if case.findings.is_empty() {
        return xml.empty("testcase", &attributes);
    }
    let (failed, passed): (Vec<&Finding>, Vec<&Finding>) =
        case.findings.iter().copied().partition(|finding| fails(finding, context));
    xml.element("testcase", &attributes, |xml| {
        if let Some(worst) = failed.iter().max_by_key(|finding| finding.severity) {
            let message = [("message", worst.message.to_string()), ("type", worst.severity.as_str().to_owned())];
            xml.text("failure", &borrowed(&message), &texts(&failed))?;
        }
        if passed.is_empty() { Ok(()) } else { xml.text("system-out", &[], &texts(&passed)) }
    })
}

/// Each finding with its place.
fn texts(findings: &[&Finding]) -> String {
    let text = |finding: &&Finding| {
        let start = finding.place.range_in_file().start;
        format!("line {}, column {}: {}: {}", start.line, start.column, finding.severity.as_str(), paragraph(finding))
    };
    findings.iter().map(text).collect::<Vec<_>>().join("\n\n")
}

/// What could not be read is a suite like any other. The test that tells that a file is fine ended in an error.
fn write_unread(unread: &Unread, xml: &mut xml::Writer<'_>) -> io::Result<()> {
    let path = unread.repository_path();
    let attributes = [("name", path.as_str()), ("tests", "1"), ("failures", "0"), ("errors", "1"), ("skipped", "0")];
    xml.element("testsuite", &attributes, |xml| {
        xml.element("testcase", &[("name", WHOLE_FILE), ("classname", path.as_str())], |xml| {
            xml.empty("error", &[("message", &unread.message.to_string()), ("type", unread::ID)])
        })
    })
}

fn borrowed<'a, const N: usize>(attributes: &'a [(&'a str, String); N]) -> [(&'a str, &'a str); N] {
    attributes.each_ref().map(|(key, value)| (*key, value.as_str()))
}
