//! What became of the files and of the fixes.

use crate::address::Address;
use crate::engine::Input;
use crate::finding::{FileId, Finding};
use crate::fix::Fix;
use crate::kubeconfig::embedded::{self, Rewritten};
use crate::kubeconfig::patch::{self, Hunk};
use crate::message::Message;
use crate::options::Options;
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use zeroize::Zeroizing;

/// What fixing did.
pub struct Fixed {
    /// The files, in the order of the input.
    pub files: Vec<FixedFile>,
    /// The same, file by file as they lie on the disk.
    pub targets: Vec<Target>,
    /// Fixes that were not applied.
    pub refused: Vec<Refused>,
}

/// A file on the disk: a kubeconfig, or a manifest with kubeconfigs in it.
pub struct Target {
    /// Their numbers.
    pub files: Range<usize>,
    around: Option<Rewritten>,
}

impl Target {
    /// Takes note that it holds what it should.
    pub fn settle(&self, files: &mut [FixedFile]) {
        let around = self.around.iter();
        let inside = files[self.files.clone()].iter_mut().filter_map(|file| file.input.within.as_mut());
        inside.zip(around.cycle()).for_each(|(within, around)| within.setting.follow(around));
    }

    /// What it held and what it should hold.
    pub fn contents<'a>(&'a self, files: &'a [FixedFile]) -> (&'a [u8], &'a [u8]) {
        let file = &files[self.files.start];
        match &self.around {
            Some(around) => (&around.original, &around.bytes),
            None => (&file.original, &file.input.bytes),
        }
    }
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
    /// The line of that when it was applied, counted from 1.
    pub line: u32,
    /// What was done.
    pub title: Message,
    remarks: Vec<(Address, Cow<'static, str>)>,
}

impl FixedFile {
    /// Whether anything of it changed.
    pub fn is_changed(&self) -> bool {
        self.mode.is_some() || *self.original != *self.input.bytes
    }

    /// Makes it again what it was.
    pub fn revert(&mut self) {
        self.input.bytes = self.original.clone();
        self.mode = None;
        self.applied.clear();
    }

    /// What changed in its text, in masked lines.
    pub fn difference(&self, options: &Options) -> Vec<Hunk> {
        let read = |bytes: &[u8]| self.input.read_as(bytes, &options.env);
        let remarks: Vec<_> = self.applied.iter().flat_map(|applied| applied.remarks.iter().cloned()).collect();
        patch::difference(&read(&self.original), &read(&self.input.bytes), &remarks)
    }
}

/// Puts embedded kubeconfigs back into the files around them. Where that cannot be done, they stay what they were.
pub(super) fn targets(files: &mut [FixedFile], refused: &mut Vec<Refused>) -> Vec<Target> {
    let mut targets = Vec::new();
    let mut start = 0;
    while start < files.len() {
        let rest = &files[start..];
        let count = rest.iter().take_while(|file| is_beside(&rest[0], file)).count().max(1);
        let around = around(&mut files[start..start + count], start, refused);
        targets.push(Target { files: start..start + count, around });
        start += count;
    }
    targets
}

fn is_beside(one: &FixedFile, other: &FixedFile) -> bool {
    match (&one.input.within, &other.input.within) {
        (Some(one), Some(other)) => one.setting.is_beside(&other.setting),
        _ => false,
    }
}

/// The new content of the file around these kubeconfigs, if they are embedded.
fn around(files: &mut [FixedFile], first: usize, refused: &mut Vec<Refused>) -> Option<Rewritten> {
    let replaced: Vec<_> = files
        .iter()
        .filter_map(|file| Some((&file.input.within.as_ref()?.setting, file.is_changed().then_some(&file.input.bytes[..]))))
        .collect();
    if replaced.is_empty() {
        return None;
    }
    let rewritten = match embedded::rewrite(&replaced) {
        Ok(rewritten) => rewritten,
        Err(reason) => {
            for (number, file) in files.iter_mut().enumerate() {
                let none = |applied: Applied| Refused {
                    file: FileId(first + number),
                    line: applied.line,
                    rule: applied.rule,
                    reason: reason.into(),
                };
                refused.extend(file.applied.drain(..).map(none));
                file.input.bytes = file.original.clone();
            }
            return around(files, first, refused);
        }
    };
    Some(rewritten)
}

impl Applied {
    pub(super) fn new(finding: &Finding, fix: &Fix, line: u32) -> Self {
        Self { rule: finding.rule, address: finding.address.clone(), line, title: fix.title.clone(), remarks: fix.remarks() }
    }
}
