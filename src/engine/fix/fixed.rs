//! What became of the files and of the fixes.

use crate::address::Address;
use crate::engine::Input;
use crate::finding::{FileId, Finding};
use crate::fix::Fix;
use crate::kubeconfig::Document;
use crate::kubeconfig::patch::{self, Hunk};
use crate::message::Message;
use crate::options::Options;
use std::borrow::Cow;
use std::fmt;
use zeroize::Zeroizing;

/// What fixing did.
pub struct Fixed {
    /// The files, in the order of the input.
    pub files: Vec<FixedFile>,
    /// Fixes that were not applied.
    pub refused: Vec<Refused>,
}

/// A fix that was not applied.
#[derive(Clone, Debug)]
pub struct Refused {
    /// Of which of the files.
    pub file: FileId,
    /// The line of the finding when it was tried, counted from 1.
    pub line: u32,
    /// The rule whose finding stays.
    pub rule: &'static str,
    /// Why.
    pub reason: Message,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the fix for {} was not applied: {}", self.rule, self.reason)
    }
}

/// One file of a [`Fixed`].
pub struct FixedFile {
    /// The file with its new content.
    pub input: Input,
    /// What it held before.
    pub original: Zeroizing<Vec<u8>>,
    /// The permission bits that it should have.
    pub mode: Option<u32>,
    /// The fixes, in the order in which they were applied.
    pub applied: Vec<Applied>,
}

/// A fix that was applied.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The rule whose finding is gone.
    pub rule: &'static str,
    /// Where it was.
    pub address: Address,
    /// What was done.
    pub title: Message,
    remarks: Vec<(Address, Cow<'static, str>)>,
}

impl FixedFile {
    /// Whether anything of it changed.
    pub fn is_changed(&self) -> bool {
        self.mode.is_some() || *self.original != *self.input.bytes
    }

    /// What changed in its text, in masked lines.
    pub fn difference(&self, options: &Options) -> Vec<Hunk> {
        let read = |bytes: &[u8]| Document::read(bytes, self.input.path.as_deref(), &options.env);
        let remarks: Vec<_> = self.applied.iter().flat_map(|applied| applied.remarks.iter().cloned()).collect();
        patch::difference(&read(&self.original), &read(&self.input.bytes), &remarks)
    }
}

impl Applied {
    pub(super) fn new(finding: &Finding, fix: &Fix) -> Self {
        Self { rule: finding.rule, address: finding.address.clone(), title: fix.title.clone(), remarks: fix.remarks() }
    }
}
