//! The options of `check` about its inputs.

use super::settings::Effective;
use crate::input::Request;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Input")]
pub(super) struct InputArgs {
    /// The file that standard input stands for
    #[arg(long, value_name = "FILE")]
    stdin_filename: Option<PathBuf>,
    /// Of named files, too, pass over those that are excluded or hold no kubeconfig; exit with 0 where none is left
    #[arg(long)]
    pub(super) only_kubeconfigs: bool,
}

impl InputArgs {
    /// What is to be read.
    pub(super) fn request(&self, paths: &[PathBuf], effective: &Effective) -> Request {
        Request {
            paths: paths.to_vec(),
            stdin_path: self.stdin_filename.clone(),
            exclude: effective.exclude.value.clone(),
            only_kubeconfigs: self.only_kubeconfigs,
        }
    }
}
