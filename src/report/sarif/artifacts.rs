//! The files of a run, as results point at them.

use super::limit::{self, Reported};
use super::model::{self, Artifact, ArtifactLocation, BaseId};
use super::{Context, FileUri};
use crate::checked::Checked;
use crate::finding::FileId;
use crate::report::fingerprint::file_uri;
use std::collections::{BTreeMap, HashMap, HashSet};

/// The URI of every file, and the number of the artifact it is, where that is listed. Several kubeconfigs can be embedded in one.
pub(super) struct Artifacts {
    files: Vec<(FileUri, Option<usize>)>,
}

impl Artifacts {
    /// The artifacts of a run. Of very many files, those are listed that a result points at.
    pub(super) fn new(checked: &Checked, context: &Context<'_>, reported: &[Reported<'_>]) -> Self {
        let pointed_at: HashSet<FileId> =
            reported.iter().flat_map(|(finding, _)| finding.places()).map(|place| place.file).collect();
        let is_listed = |file: usize| checked.files.len() <= limit::RESULTS || pointed_at.contains(&FileId(file));
        let mut artifacts = HashMap::new();
        let files = (0..checked.files.len()).map(|file| {
            let uri = file_uri(checked, context, file).into_owned();
            let next = artifacts.len();
            let artifact = is_listed(file).then(|| *artifacts.entry(uri.clone()).or_insert(next));
            (uri, artifact)
        });
        Self { files: files.collect() }
    }

    /// The list of them.
    pub(super) fn list(&self) -> Vec<Artifact<'_>> {
        let mut next = 0;
        let mut is_first = |file: &usize| {
            let first = self.files[*file].1 == Some(next);
            next += usize::from(first);
            first
        };
        (0..self.files.len())
            .filter(&mut is_first)
            .map(|file| Artifact {
                location: ArtifactLocation { index: None, ..self.location(FileId(file)) },
                source_language: "yaml",
                roles: ["analysisTarget"],
            })
            .collect()
    }

    /// Where a file is.
    pub(super) fn location(&self, file: FileId) -> ArtifactLocation<'_> {
        let (uri, index) = &self.files[file.0];
        ArtifactLocation { uri: uri.as_str(), uri_base_id: base(uri).map(|(id, _)| id), index: *index }
    }

    /// What paths are relative to, in words: a path of this machine is nobody's business.
    pub(super) fn bases(&self) -> BTreeMap<String, BaseId> {
        let root = FileUri::Inside(String::new());
        let bases = self.files.iter().map(|(uri, _)| uri).chain([&root]).filter_map(base);
        bases.map(|(id, description)| (id, BaseId { description: description.into() })).collect()
    }
}

/// The name and the description of what a URI is relative to; nothing for an absolute one.
fn base(uri: &FileUri) -> Option<(String, String)> {
    let (id, description) = match uri {
        FileUri::Inside(_) => (model::SOURCE_ROOT.to_owned(), "The root of the scanned source tree.".to_owned()),
        FileUri::Home(_) => ("HOME".to_owned(), "The home folder of the user.".to_owned()),
        FileUri::Above(0, _) => ("PWD".to_owned(), "The folder that the tool ran in.".to_owned()),
        FileUri::Above(count, _) => {
            (format!("PWD_UP_{count}"), format!("The folder {count} up from the one that the tool ran in."))
        }
        FileUri::Outside(_) => return None,
    };
    Some((id, description))
}
