//! `checkstyle`: the XML of Checkstyle 4.3, which Jenkins, reviewdog and many others read.

use super::place::repository_path;
use super::{Context, Unread, paragraph::paragraph_in_file, unread, xml};
use crate::checked::Checked;
use crate::finding::{FileId, Finding};
use crate::message::Name;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes every file with its findings; a file without any is there too, so that readers know that it was checked.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut files: BTreeMap<Name, Vec<&Finding>> = BTreeMap::new();
    for index in 0..checked.files.len() {
        let findings = checked.findings.iter().filter(|finding| finding.place.file == FileId(index));
        files.entry(repository_path(checked, context, FileId(index))).or_default().extend(findings);
    }
    xml::document(out, |xml| {
        xml.element("checkstyle", &[("version", "4.3")], |xml| {
            files.iter().try_for_each(|(path, findings)| {
                xml.element("file", &[("name", path.as_str())], |xml| {
                    findings.iter().try_for_each(|finding| error(checked, finding, xml))
                })
            })?;
            context.unread.iter().try_for_each(|unread| write_unread(unread, xml))
        })
    })
}

/// What could not be read is an error of the file: without any it would look fine.
fn write_unread(unread: &Unread, xml: &mut xml::Writer<'_>) -> io::Result<()> {
    xml.element("file", &[("name", unread.repository_path().as_str())], |xml| {
        let (message, source) = (unread.message.to_string(), format!("kubeconfig-lint.{}", unread::ID));
        xml.empty("error", &[("line", "1"), ("severity", "error"), ("message", &message), ("source", &source)])
    })
}

fn error(checked: &Checked, finding: &Finding, xml: &mut xml::Writer<'_>) -> io::Result<()> {
    let start = finding.place.range_in_file().start;
    let attributes = [
        ("line", start.line.to_string()),
        ("column", start.column.to_string()),
        ("severity", finding.severity.as_str().to_owned()),
        ("message", paragraph_in_file(checked, finding)),
        ("source", format!("kubeconfig-lint.{}", finding.rule)),
    ];
    xml.empty("error", &attributes.each_ref().map(|(key, value)| (*key, value.as_str())))
}
