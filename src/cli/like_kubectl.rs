//! Options that mean what they mean to kubectl, for people who call its plugin.

use crate::env::{self, Kind};
use crate::message::Name;
use std::collections::HashSet;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub(super) struct LikeKubectl {
    /// Only this file, as in kubectl; the same as naming it as PATH
    #[arg(long, value_name = "FILE", conflicts_with = "paths", help_heading = "Input")]
    kubeconfig: Option<PathBuf>,
    /// Judge as if this context were the current one, as in kubectl
    #[arg(long, value_name = "NAME", help_heading = "Input")]
    pub(super) context: Option<String>,
}

impl LikeKubectl {
    /// What to read: the file, else the paths, each of them once. Like kubectl, it takes no folder for a file.
    pub(super) fn paths(&self, mut paths: Vec<PathBuf>) -> Result<Vec<PathBuf>, String> {
        let Some(file) = &self.kubeconfig else {
            let mut seen = HashSet::new();
            paths.retain(|path| seen.insert(path.clone()));
            return Ok(paths);
        };
        if matches!(env::kind(file), Ok(Kind::Folder)) {
            return Err(format!(
                "`{}` is a folder; to search it, name it without --kubeconfig",
                Name::path(&file.to_string_lossy())
            ));
        }
        Ok(vec![file.clone()])
    }
}

/// What is said of a context that is not there. It is not named: what was typed can be anything.
pub(super) const NO_CONTEXT: &str = "no context is called so";
