//! Which file a path that leads nowhere was probably meant to name.

use super::shown;
use crate::env::{self, Kind};
use crate::kubeconfig::variable::Slip;
use crate::message::Name;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// In larger folders nobody looks for a slip of the hand.
const MOST_FILES: usize = 1_000;

/// A file that exists: the same path without its slip, or the one in the same folder with the most similar name.
pub(super) fn to(path: &Path, slip: Option<Slip>) -> Option<Name> {
    let text = path.to_str()?;
    let meant = match slip {
        Some(Slip::Quotes) => text.trim_matches(['"', '\'']).into(),
        Some(Slip::Tilde) => env::home()?.join(text.strip_prefix("~/")?),
        Some(Slip::Blank) => text.trim().into(),
        Some(Slip::Unexpanded | Slip::Separator) => return None,
        None => similar(path)?,
    };
    matches!(env::kind(&meant), Ok(Kind::File)).then(|| shown(&meant))
}

/// The file in the same folder whose name differs by a letter or two.
fn similar(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let files = WalkDir::new(folder).min_depth(1).max_depth(1).into_iter().take(MOST_FILES).filter_map(Result::ok);
    let allowed = if name.len() > 5 { 2 } else { 1 };
    let distances = files.filter_map(|file| {
        let distance = strsim::damerau_levenshtein(file.file_name().to_str()?, name);
        (distance <= allowed).then(|| (distance, path.with_file_name(file.file_name())))
    });
    distances.min().map(|(_, path)| path)
}
