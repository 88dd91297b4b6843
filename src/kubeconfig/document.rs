//! One file, read.

use super::mask::{MaskedText, Masker};
use super::model::Kubeconfig;
use crate::env::Env;
use crate::span::{Range, Span};
use std::path::Path;

/// One file: its typed view, what is wrong with its shape, and what may be shown of it.
pub struct Document {
    /// The typed view.
    pub kubeconfig: Kubeconfig,
    masked: MaskedText,
}

impl Document {
    /// Reads the bytes of a file. `path` is where it was opened, for the relative paths in it.
    pub fn read(_bytes: &[u8], _path: Option<&Path>, _env: &Env) -> Self {
        Self { kubeconfig: Kubeconfig::default(), masked: Masker::new("").finish() }
    }

    /// Whether all of the file could be read.
    pub fn is_complete(&self) -> bool {
        true
    }

    /// A span as lines and columns.
    pub fn range(&self, _span: Span) -> Range {
        Range::default()
    }

    /// What may be shown of it.
    pub fn into_masked(self) -> MaskedText {
        self.masked
    }
}
