//! Where reports go.

use super::Exit;
use super::look::{self, Look};
use super::notes;
use super::values::Report;
use crate::checked::Checked;
use crate::engine::Input;
use crate::env::{self, Kind};
use crate::message::Name;
use crate::options::SettingsFile;
use crate::report::{self, Context, FileUri, Folders, Format};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The reports of a run.
pub(super) struct Destinations<'a> {
    format: Format,
    /// `None` for the standard output.
    file: Option<&'a Path>,
    more: &'a [Report],
    /// Whether the standard error stands in for the standard output.
    is_beside: bool,
}

/// How writing went.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Written {
    All,
    /// The reader of the standard output has seen enough, as `head` does.
    NobodyReads,
}

/// A report cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("cannot write {}: {}", .path.as_ref().map_or("the report", Name::as_str), env::reason_to_create(error))]
pub(super) struct WriteError {
    path: Option<Name>,
    error: io::Error,
}

impl<'a> Destinations<'a> {
    pub(super) fn new(format: Format, file: Option<&'a Path>, more: &'a [Report]) -> Self {
        Self { format, file: file.filter(|path| *path != Path::new("-")), more, is_beside: false }
    }

    /// The same, where the standard output is for something else.
    pub(super) fn beside(self) -> Self {
        Self { is_beside: true, ..self }
    }

    /// The files that are written.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.file.into_iter().chain(self.more.iter().map(|report| report.path.as_path()))
    }

    /// A file that two of them would go to, or one of them and the fixed kubeconfig, however it is spelled. Two can go to a device.
    pub(super) fn written_twice(&self, fixed: Option<&Path>) -> Option<Name> {
        let mut seen = BTreeSet::new();
        let mut files = fixed.into_iter().chain(self.files());
        let twice = files.find(|path| !matches!(env::kind(path), Ok(Kind::Other)) && !seen.insert(identity(path)));
        twice.map(|path| Name::path(&path.to_string_lossy()))
    }

    /// Whether there is one that shows no more findings than are wanted.
    pub(super) fn are_cut(&self) -> bool {
        let formats = self.more.iter().map(|report| report.format).chain([self.format]);
        !formats.into_iter().all(Format::is_compared)
    }

    /// Whether the standard output says how it went.
    pub(super) fn tell_people(&self) -> bool {
        self.file.is_none() && is_for_people(self.format)
    }

    /// Writes all reports, files first: a pipe that breaks does not cost them.
    pub(super) fn write(&self, checked: &Checked, context: &Context<'_>, look: &Look) -> Result<Written, WriteError> {
        let in_files = Context { color: look.files_take_color(), ..*context };
        for report in self.more {
            write_file(&report.path, report.format, checked, &in_files)?;
        }
        match self.file {
            Some(path) => write_file(path, self.format, checked, &in_files).map(|()| Written::All),
            None if self.is_beside => {
                let context = Context { color: look::stderr_takes_color(), ..*context };
                let written = render(self.format, checked, &context).and_then(|text| anstream::stderr().write_all(&text));
                written.map(|()| Written::All).map_err(|error| WriteError { path: None, error })
            }
            None => write_stdout(self.format, checked, &Context { color: look::stdout_takes_color(), ..*context }),
        }
    }
}

/// What is the same for all spellings of a path, be the file there or not.
fn identity(path: &Path) -> PathBuf {
    env::identity(path).or_else(|| env::place(path)).unwrap_or_else(|| path.to_owned())
}

const fn is_for_people(format: Format) -> bool {
    matches!(format, Format::Full | Format::Concise)
}

/// Where files lie.
pub(super) struct Places {
    seen_from: Standpoint,
    uris: Vec<FileUri>,
}

enum Standpoint {
    /// A folder, for a file that is kept in it.
    Folder(PathBuf),
    /// What is published.
    Published(Folders),
}

impl Places {
    /// Seen from a folder.
    pub(super) fn from_folder(folder: &Path, inputs: &[Input]) -> Self {
        Self::new(Standpoint::Folder(env::identity(folder).unwrap_or_else(|| folder.to_owned())), inputs)
    }

    /// Seen from `root`, else from the root of the repository, else from the working directory.
    pub(super) fn in_reports(root: Option<&Path>, inputs: &[Input]) -> Self {
        let working = env::working_directory().unwrap_or_default();
        let named = root.map(|root| env::identity(root).unwrap_or_else(|| root.to_owned()));
        let root = named.or_else(|| env::work_tree(&working)).unwrap_or_else(|| working.clone());
        let home_as_given = env::home().filter(|home| home.parent().is_some());
        let home = home_as_given.as_deref().and_then(env::identity);
        Self::new(Standpoint::Published(Folders { root, home, home_as_given, working }), inputs)
    }

    fn new(seen_from: Standpoint, inputs: &[Input]) -> Self {
        let uris = inputs.iter().map(|input| seen_from.uri(input.path.as_deref(), &input.name)).collect();
        Self { seen_from, uris }
    }

    /// The URIs of the inputs.
    pub(super) fn of_inputs(&self) -> &[FileUri] {
        &self.uris
    }

    /// The URI of what is known by the path it was named with.
    pub(super) fn of_named(&self, path: &Name) -> FileUri {
        self.seen_from.uri(Some(Path::new(path.as_str())), path)
    }

    /// The URIs of all files of a run: the inputs, and behind them what else there is something to say about.
    pub(super) fn of(&self, checked: &Checked, settings: Option<&SettingsFile>) -> Vec<FileUri> {
        let mut uris = self.uris.clone();
        for file in checked.files.iter().skip(uris.len()) {
            let is_settings = |settings: &&SettingsFile| !file.is_variable && settings.name == file.path;
            let path = settings.filter(is_settings).map(|settings| settings.path.as_path());
            uris.push(self.seen_from.uri(path, &file.path));
        }
        uris
    }

    /// The folders that reports for a CI shorten paths by.
    pub(super) fn folders(&self) -> Option<&Folders> {
        match &self.seen_from {
            Standpoint::Folder(_) => None,
            Standpoint::Published(folders) => Some(folders),
        }
    }
}

impl Standpoint {
    fn uri(&self, path: Option<&Path>, name: &Name) -> FileUri {
        let Some(path) = path else { return FileUri::new(Path::new(name.as_str()), Path::new("")) };
        let place = env::place(path);
        let place = place.as_deref().unwrap_or(path);
        match self {
            Self::Folder(folder) => FileUri::new(place, folder),
            Self::Published(folders) => {
                let target = published_target(path, &folders.root);
                FileUri::published(target.as_deref().unwrap_or(place), path, folders)
            }
        }
    }
}

/// What a link leads to, where that is published as well: GitHub shows nothing on links. Any other link keeps its own name, as a path
/// of the machine is nobody's business, and as that in a volume of Kubernetes is another one each time.
fn published_target(path: &Path, root: &Path) -> Option<PathBuf> {
    let target = env::identity(path).filter(|_| root.parent().is_some())?;
    let inside = target.strip_prefix(root).ok()?;
    (!inside.iter().any(env::is_swapped)).then_some(target)
}

fn render(format: Format, checked: &Checked, context: &Context<'_>) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    if !checked.files.is_empty() || !is_for_people(format) {
        report::write(format, checked, context, &mut text)?;
    }
    Ok(text)
}

fn write_file(path: &Path, format: Format, checked: &Checked, context: &Context<'_>) -> Result<(), WriteError> {
    let written = render(format, checked, context).and_then(|text| env::write_file(path, &text));
    written.map_err(|error| WriteError { path: Some(Name::path(&path.to_string_lossy())), error })
}

fn write_stdout(format: Format, checked: &Checked, context: &Context<'_>) -> Result<Written, WriteError> {
    let written = render(format, checked, context).map_err(|error| WriteError { path: None, error });
    written.and_then(|text| write_text(&text))
}

fn write_text(text: &[u8]) -> Result<Written, WriteError> {
    let mut stdout = anstream::stdout();
    match stdout.write_all(text).and_then(|()| stdout.flush()) {
        Ok(()) => Ok(Written::All),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Written::NobodyReads),
        Err(error) => Err(WriteError { path: None, error }),
    }
}

/// Hands a file on, as it is.
pub(super) fn pass_on(content: &[u8]) -> io::Result<()> {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(content).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Puts a text into a file that others read while it changes: they see the old one or the new one.
pub(super) fn replace(path: &Path, text: &str, exit: Exit) -> Exit {
    match env::replace_file(path, text.as_bytes()) {
        Ok(()) => exit,
        Err(error) => {
            notes::error(WriteError { path: Some(Name::path(&path.to_string_lossy())), error });
            Exit::Usage
        }
    }
}

/// Prints what a verb has to say, and returns how the run ends then: as `exit` where all is well.
pub(super) fn print(text: &str, exit: Exit) -> Exit {
    match write_text(text.as_bytes()) {
        Ok(Written::All) => exit,
        Ok(Written::NobodyReads) => Exit::Clean,
        Err(error) => {
            notes::error(error);
            Exit::Usage
        }
    }
}
