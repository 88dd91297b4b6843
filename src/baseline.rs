//! Findings that are known, in a file that is kept beside the kubeconfigs: one line each, so that a change of it can be reviewed.
//!
//! A finding is known again by its rule, its file, its entry and its field, and not by its line or by any value.

use crate::checked::Checked;
use crate::finding::{Finding, Suppressed, Suppressor};
use crate::message::Name;
use crate::report::fingerprint::{file_uri, fingerprinter, fingerprinter_of};
use crate::report::{Context, FileUri};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const SCHEMA_VERSION: u32 = 1;

/// Known findings, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeSet<Entry>,
}

/// One known finding. All but the fingerprint is for people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Entry {
    /// The URI of its file, seen from the folder of the baseline.
    path: String,
    /// Where in that file the kubeconfig is embedded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    within: Option<String>,
    address: String,
    rule: String,
    fingerprint: String,
}

/// A file is no baseline.
#[derive(Debug, thiserror::Error)]
pub enum NoBaseline {
    /// It is something else.
    #[error("it is no baseline")]
    Other,
    /// It is one of another version of this program.
    #[error("it is a baseline of another version")]
    Version,
}

#[derive(Deserialize)]
struct File {
    schema_version: u32,
    findings: BTreeSet<Entry>,
}

impl Baseline {
    /// The findings of a run. `uris` are those of its files, seen from the folder of the baseline.
    pub fn of(checked: &Checked, uris: &[FileUri]) -> Self {
        let context = Context { uris, ..Context::new("", &[]) };
        let fingerprint = fingerprinter(checked, &context);
        let entries = checked.findings.iter().map(|finding| {
            let file = finding.place.file;
            Entry {
                path: file_uri(checked, &context, file.0).as_str().to_owned(),
                within: checked.file(file).within.as_ref().map(Name::to_string),
                address: finding.address.to_string(),
                rule: finding.rule.to_owned(),
                fingerprint: fingerprint(finding),
            }
        });
        Self { entries: entries.collect() }
    }

    /// Reads what [`Self::text`] wrote.
    ///
    /// # Errors
    /// When it is something else.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoBaseline> {
        // The error of the reader is not passed on: it would repeat a part of the file.
        let file: File = serde_json::from_slice(bytes).map_err(|_| NoBaseline::Other)?;
        if file.schema_version == SCHEMA_VERSION { Ok(Self { entries: file.findings }) } else { Err(NoBaseline::Version) }
    }

    /// The file: JSON with a line for each finding.
    pub fn text(&self) -> String {
        // Text and numbers can always be written.
        let line = |entry: &Entry| format!("\n    {}", serde_json::to_string(entry).unwrap_or_default());
        let lines: Vec<_> = self.entries.iter().map(line).collect();
        let end = if lines.is_empty() { "" } else { "\n  " };
        format!("{{\n  \"schema_version\": {SCHEMA_VERSION},\n  \"findings\": [{}{end}]\n}}\n", lines.join(","))
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The files that it names, seen from its folder `root`.
    pub fn files(&self, root: &Path) -> BTreeSet<PathBuf> {
        self.entries.iter().filter_map(|entry| FileUri::path(&entry.path, root)).collect()
    }

    /// Tells which findings are known in these files: each with where in it the kubeconfig stands, for manifests.
    pub fn matcher(&self, files: &[(&FileUri, Option<&Name>)]) -> impl Fn(&Finding) -> bool + use<'_> {
        let fingerprint = fingerprinter_of(files);
        let known = self.fingerprints();
        move |finding| known.contains(&*fingerprint(finding))
    }

    fn fingerprints(&self) -> BTreeSet<&str> {
        self.entries.iter().map(|entry| entry.fingerprint.as_str()).collect()
    }

    /// Suppresses what is known.
    pub fn apply(&self, checked: &mut Checked, uris: &[FileUri]) {
        let known = self.fingerprints();
        let fingerprint = fingerprinter(checked, &Context { uris, ..Context::new("", &[]) });
        let suppressed = checked.findings.extract_if(.., |finding| known.contains(&*fingerprint(finding)));
        let suppressed: Vec<_> = suppressed.map(|finding| Suppressed { finding, by: Suppressor::Baseline }).collect();
        checked.suppressed.extend(suppressed);
    }

    /// Takes out what a run did not find again, reported or suppressed, and returns how many that are. It says nothing about the
    /// files that were not checked, and about rules for which `may_judge` is false.
    pub fn prune(&mut self, checked: &Checked, uris: &[FileUri], may_judge: impl Fn(&str) -> bool) -> usize {
        let fingerprint = fingerprinter(checked, &Context { uris, ..Context::new("", &[]) });
        let suppressed = checked.suppressed.iter().map(|suppressed| &suppressed.finding);
        let found: BTreeSet<_> =
            checked.findings.iter().chain(suppressed).map(|finding: &Finding| fingerprint(finding)).collect();
        let seen: BTreeSet<_> = uris.iter().map(FileUri::as_str).collect();
        let before = self.len();
        let is_gone =
            |entry: &Entry| seen.contains(&*entry.path) && may_judge(&entry.rule) && !found.contains(&entry.fingerprint);
        self.entries.retain(|entry| !is_gone(entry));
        before - self.len()
    }

    /// Takes out what it knows of files that are gone, and returns how many that are.
    pub fn prune_files(&mut self, root: &Path, is_gone: impl Fn(&Path) -> bool) -> usize {
        let before = self.len();
        self.entries.retain(|entry| FileUri::path(&entry.path, root).is_none_or(|path| !is_gone(&path)));
        before - self.len()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{Env, Options, check_bytes};
    use proptest::prelude::*;

    const FILE: &str = "{\"clusters\": [{\"name\": \"a\", \"cluster\": {\"server\": \"http://a\"}}, {\"name\": \"b\", \"cluster\": {\"server\": \"http://b\"}}]}";

    fn checked(text: &str) -> Checked {
        check_bytes("f", text.as_bytes().to_vec(), &Options::new(Env::closed(jiff::Timestamp::UNIX_EPOCH)))
    }

    #[test]
    fn it_reads_what_it_writes_and_hides_what_it_knows() {
        let mut run = checked(FILE);
        let count = run.findings.len();
        let baseline = Baseline::of(&run, &[]);
        assert_eq!(baseline.len(), count);
        assert_eq!(baseline.text().lines().count(), count + 5);
        let read = Baseline::parse(baseline.text().as_bytes()).unwrap();
        assert_eq!(read, baseline);
        read.apply(&mut run, &[]);
        assert!(run.findings.is_empty() && run.suppressed.len() == count);
        assert_eq!(Baseline::default().text(), "{\n  \"schema_version\": 1,\n  \"findings\": []\n}\n");
    }

    #[test]
    fn it_does_not_depend_on_order_and_form() {
        let reformatted =
            "clusters:\n- cluster:\n    server: 'http://b' # b\n  name: b\n\n- name: a\n  cluster: {server: http://a}\n";
        assert_eq!(Baseline::of(&checked(FILE), &[]), Baseline::of(&checked(reformatted), &[]));
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_baseline_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..60), cut in 0..200_usize) {
            let _ = Baseline::parse(&bytes);
            let text = Baseline::of(&checked(FILE), &[]).text();
            prop_assert!(Baseline::parse(&text.as_bytes()[..cut.min(text.len() - 3)]).is_err());
        }
    }
}
