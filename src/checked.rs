//! What a run found, in the form that reports take.

use crate::finding::{FileId, Finding, Severity, Suppressed};
use crate::kubeconfig::mask::MaskedText;
use crate::message::Name;
use crate::options::SettingsFile;

/// The result of a run.
#[derive(Debug, Default)]
pub struct Checked {
    /// The files, in the order of the input. A [`FileId`] is an index into them.
    pub files: Vec<CheckedFile>,
    /// The findings, by file, place, severity and rule.
    pub findings: Vec<Finding>,
    /// What is not reported because of a suppression, by file, place and rule; behind it, what a baseline knows.
    pub suppressed: Vec<Suppressed>,
}

/// One file that was read.
#[derive(Clone, Debug)]
pub struct CheckedFile {
    /// Its path as the user gave it, or `<stdin>`.
    pub path: Name,
    /// Where in that file the kubeconfig is embedded, for manifests.
    pub within: Option<Name>,
    /// What may be shown of it.
    pub text: MaskedText,
    /// How it is stored, where it is not UTF-8: `UTF-16LE`, `UTF-16BE`. Places are those of its text as UTF-8.
    pub transcoded_from: Option<&'static str>,
    /// Whether it is no file but the variable `KUBECONFIG`, which lists them.
    pub is_variable: bool,
}

impl CheckedFile {
    /// What people know the file by: its path, and for a manifest where in it the kubeconfig stands.
    pub fn title(&self) -> String {
        match &self.within {
            Some(within) => format!("{} ({within})", self.path),
            None => self.path.to_string(),
        }
    }
}

impl Checked {
    /// Adds the settings as the last file, if there is something to say about them.
    pub(crate) fn add_settings(&mut self, settings: Option<&SettingsFile>) {
        let last = FileId(self.files.len());
        if let Some(settings) = settings.filter(|_| self.findings.iter().any(|finding| finding.place.file == last)) {
            let (path, text) = (settings.name.clone(), settings.text.clone());
            self.files.push(CheckedFile { path, within: None, text, transcoded_from: None, is_variable: false });
        }
    }

    /// The file with this number.
    pub fn file(&self, id: FileId) -> &CheckedFile {
        &self.files[id.0]
    }

    /// How many files were read.
    pub fn file_count(&self) -> usize {
        self.files.iter().filter(|file| !file.is_variable).count()
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
