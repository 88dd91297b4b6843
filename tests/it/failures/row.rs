//! The rows of the table, and how they are written.

use crate::credentials::NOW;
use jiff::{SignedDuration, Timestamp};
use kubeconfig_lint::finding::Severity;
use kubeconfig_lint::profile::Profile;
use std::fs;
#[cfg(unix)]
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Nothing is wrong with it; a failure is a change of it.
pub(super) const BASE: &str = "apiVersion: v1
kind: Config
current-context: prod
clusters:
- name: c
  cluster:
    server: https://k8s.corp.test:6443
    certificate-authority-data: {{ca}}
users:
- name: u
  user:
    client-certificate-data: {{client-cert}}
    client-key-data: {{client-key}}
contexts:
- name: prod
  context:
    cluster: c
    user: u
";
/// The name of the file that is [`BASE`] before it is changed.
pub(super) const CONFIG: &str = "config.yaml";
/// The name of what an exec plugin printed.
pub(super) const ANSWER: &str = "answer.json";

/// Fields of the base.
pub(super) const SERVER: &str = "clusters[c].cluster.server";
pub(super) const CA_DATA: &str = "clusters[c].cluster.certificate-authority-data";
pub(super) const CERT_DATA: &str = "users[u].user.client-certificate-data";
pub(super) const KEY_DATA: &str = "users[u].user.client-key-data";
pub(super) const USER: &str = "users[u].user";
/// Parts of its text.
pub(super) const CA: &str = "certificate-authority-data: {{ca}}";
pub(super) const PAIR: &str = "client-certificate-data: {{client-cert}}\n    client-key-data: {{client-key}}";

/// A thread, or several about the same, of which the first is named.
pub(super) struct Row {
    pub(super) number: usize,
    pub(super) thread: &'static str,
    pub(super) symptom: &'static str,
    pub(super) clients: &'static str,
    pub(super) profile: Profile,
    /// Files beside the base.
    pub(super) files: Vec<File>,
    /// What the healthy files have too.
    pub(super) setting: Vec<Change>,
    pub(super) symptoms: Vec<Symptom>,
    /// Why no file can show it.
    pub(super) undecidable: Option<&'static str>,
    /// The fault that is being written.
    changes: Vec<Change>,
}

pub(super) struct File {
    pub(super) name: &'static str,
    pub(super) text: &'static str,
    pub(super) is_listed: bool,
}

#[derive(Clone, Copy)]
pub(super) enum Change {
    Text {
        file: &'static str,
        from: &'static str,
        to: &'static str,
    },
    /// The base is stored as UTF-16.
    Utf16,
    /// The mode bits of a file.
    Mode {
        file: &'static str,
        mode: u32,
    },
    /// When a file was written.
    Written {
        file: &'static str,
        minutes_ago: u32,
    },
    /// No program is on the `PATH`.
    NoPrograms,
    /// A file is in the list, once more if it was already.
    Listed(&'static str),
}

/// A fault, and what must be said about it.
#[derive(Clone)]
pub(super) struct Symptom {
    pub(super) changes: Vec<Change>,
    pub(super) expected: Expected,
    pub(super) severity: Option<Severity>,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Expected {
    Finding { rule: &'static str, address: &'static str, words: &'static str },
    Silence { rule: &'static str },
}

/// Begins the row of a thread.
pub(super) fn row(number: usize, thread: &'static str, symptom: &'static str) -> Row {
    let (files, setting, symptoms, changes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (clients, profile) = ("kubectl", Profile::Default);
    Row { number, thread, symptom, clients, profile, files, setting, symptoms, undecidable: None, changes }
}

impl Row {
    /// Whom the file is meant for, as `--client` says it.
    pub(super) fn meant_for(self, clients: &'static str) -> Self {
        Self { clients, ..self }
    }

    pub(super) fn judged(self, profile: Profile) -> Self {
        Self { profile, ..self }
    }

    /// Another file, that the base or the user names.
    pub(super) fn beside(mut self, name: &'static str, text: &'static str) -> Self {
        self.files.push(File { name, text, is_listed: false });
        self
    }

    /// A file that is merged with the base.
    pub(super) fn listed(mut self, name: &'static str, text: &'static str) -> Self {
        self.files.push(File::listed(name, text));
        self
    }

    /// What the healthy file has in place of this text of the base.
    pub(super) fn given(mut self, from: &'static str, to: &'static str) -> Self {
        self.setting.push(Change::Text { file: CONFIG, from, to });
        self
    }

    /// The fault: what stands in place of this text.
    pub(super) fn fault(self, from: &'static str, to: &'static str) -> Self {
        self.fault_in(CONFIG, from, to)
    }

    pub(super) fn fault_in(self, file: &'static str, from: &'static str, to: &'static str) -> Self {
        self.change(Change::Text { file, from, to })
    }

    pub(super) fn change(mut self, change: Change) -> Self {
        self.changes.push(change);
        self
    }

    /// What is found then, and words that the finding has.
    pub(super) fn caught(mut self, rule: &'static str, address: &'static str, words: &'static str) -> Self {
        let changes = std::mem::take(&mut self.changes);
        self.symptoms.push(Symptom { changes, expected: Expected::Finding { rule, address, words }, severity: None });
        self
    }

    /// The severity of the finding that was named last.
    pub(super) fn rated(mut self, severity: Severity) -> Self {
        self.symptoms.last_mut().expect("a finding was named").severity = Some(severity);
        self
    }

    /// What the same fault shows too.
    pub(super) fn and(mut self, rule: &'static str, address: &'static str, words: &'static str) -> Self {
        self.changes.clone_from(&self.symptoms.last().expect("a finding was named").changes);
        self.caught(rule, address, words)
    }

    /// The rule that says nothing about it, for what was no fault of the file.
    pub(super) fn passed(mut self, rule: &'static str) -> Self {
        let changes = std::mem::take(&mut self.changes);
        self.symptoms.push(Symptom { changes, expected: Expected::Silence { rule }, severity: None });
        self
    }

    pub(super) fn undecidable(self, reason: &'static str) -> Self {
        Self { undecidable: Some(reason), ..self }
    }
}

impl File {
    pub(super) fn listed(name: &'static str, text: &'static str) -> Self {
        Self { name, text, is_listed: true }
    }
}

impl Expected {
    pub(super) fn rule(self) -> &'static str {
        match self {
            Self::Finding { rule, .. } | Self::Silence { rule } => rule,
        }
    }
}

impl Symptom {
    pub(super) fn has_no_programs(&self) -> bool {
        self.changes.iter().any(|change| matches!(change, Change::NoPrograms))
    }

    /// Whether the fault is that this file is listed.
    pub(super) fn lists(&self, name: &str) -> bool {
        self.changes.iter().any(|change| matches!(change, Change::Listed(file) if *file == name))
    }

    /// Gives the file at `path`, in a folder of the home, what the fault is made of beside its content.
    pub(super) fn prepare(&self, name: &str, path: &Path) {
        for change in &self.changes {
            match *change {
                #[cfg(unix)]
                Change::Mode { file, mode } if file == name => {
                    let set = |path: &Path, mode| fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
                    set(path, mode);
                    // Others can get into the home.
                    set(path.ancestors().nth(2).unwrap(), 0o755);
                }
                Change::Written { file, minutes_ago } if file == name => {
                    let now: Timestamp = NOW.parse().unwrap();
                    let written = now - SignedDuration::from_mins(minutes_ago.into());
                    fs::File::options().write(true).open(path).unwrap().set_modified(written.into()).unwrap();
                }
                _ => {}
            }
        }
    }
}
