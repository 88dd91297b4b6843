//! Paths that a kubeconfig names, followed.

use super::{Bytes, Examiner, Plain, bytes};
use crate::env::{Access, Referenced};
use crate::fix::PathForm;
use crate::kubeconfig::elsewhere;
use crate::kubeconfig::facts::path;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::mask::REDACTED;
use crate::kubeconfig::reading;
use crate::kubeconfig::schema::Exposure;
use crate::message::Name;
use std::path::{Component, Path, PathBuf};
use zeroize::Zeroizing;

/// What stands at a path that the file names.
#[derive(Debug)]
pub struct Target {
    /// The path that kubectl opens: relative ones start in the folder of the kubeconfig.
    pub resolved: Name,
    /// What is there.
    pub state: TargetState,
    /// Whether it is a device, a pipe, a socket or something in `/proc`, which nobody looked into.
    pub is_special: bool,
    /// The form in which the path leads to something, where nothing is there as it is.
    pub elsewhere: Option<PathForm>,
    /// Who else can get at it.
    pub access: Option<Access>,
    /// What its content is, where it was read.
    pub bytes: Option<Bytes>,
    /// Whether its content is that of the data beside it.
    pub equals_data: bool,
    /// The content itself, for clients that read it otherwise than kubectl.
    pub content: Option<reading::Plain>,
}

/// What was found at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetState {
    /// Nobody looked.
    NotLooked,
    /// Nothing.
    Missing,
    /// A folder.
    Folder,
    /// Something that may not be read.
    Unreadable,
    /// A file.
    Read,
}

impl Examiner<'_> {
    /// client-go's `ResolveLocalPaths`: a relative path starts in the folder of the file that holds it.
    pub(super) fn follow(&self, field: Option<&mut Field>, data: Option<&Zeroizing<Vec<u8>>>) -> Plain {
        self.follow_from(field, self.folder, data)
    }

    /// `data` is what stands in the kubeconfig beside the path.
    pub(super) fn follow_from(
        &self,
        field: Option<&mut Field>,
        folder: Option<&Path>,
        data: Option<&Zeroizing<Vec<u8>>>,
    ) -> Plain {
        let field = field.filter(|field| !field.is_blank())?;
        let shape = path::inspect(field.text()?);
        field.path = Some(shape);
        if shape.inline.is_some() {
            // A certificate or key that was written where its path belongs.
            field.exposure = Exposure::Secret;
            return None;
        }
        let path = resolve(field.text()?, folder)?;
        let resolved = field.name().map_or_else(|| Name::escape(REDACTED), |_| Name::escape(&path.to_string_lossy()));
        let referenced = self.env.referenced(&path);
        let is_special = matches!(referenced, Referenced::Special);
        let (state, content) = match referenced {
            Referenced::NotLooked | Referenced::Special => (TargetState::NotLooked, None),
            Referenced::Missing => (TargetState::Missing, None),
            Referenced::Folder => (TargetState::Folder, None),
            Referenced::Unreadable => (TargetState::Unreadable, None),
            Referenced::Content(content) => (TargetState::Read, Some(content)),
        };
        field.target = Some(Box::new(Target {
            resolved,
            state,
            is_special,
            elsewhere: if state == TargetState::Missing { self.elsewhere(field.text()?) } else { None },
            access: if state == TargetState::Read { self.env.access(&path) } else { None },
            bytes: content.as_ref().map(|content| bytes(content)),
            equals_data: data.is_some() && data == content.as_ref(),
            content: content.clone().map(reading::Plain::new),
        }));
        content
    }

    fn elsewhere(&self, path: &str) -> Option<PathForm> {
        elsewhere::find(path, self.surroundings, |path| self.env.exists(path))
    }
}

pub(in crate::kubeconfig) fn resolve(path: &str, folder: Option<&Path>) -> Option<PathBuf> {
    let path = Path::new(path);
    if path.is_absolute() { Some(path.to_owned()) } else { folder.map(|folder| clean(&folder.join(path))) }
}

/// Go's `filepath.Clean`: `..` takes the step before it away, links or not.
pub(in crate::kubeconfig) fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for step in path.components() {
        match step {
            Component::CurDir => {}
            Component::ParentDir if clean.file_name().is_some() => _ = clean.pop(),
            Component::ParentDir if clean.has_root() => {}
            step => clean.push(step),
        }
    }
    if clean.as_os_str().is_empty() { Path::new(".").to_owned() } else { clean }
}
