//! Which bytes are checked: named files, folders, the standard input, the `KUBECONFIG` list.
//!
//! An input that cannot be read does not stop the others: it becomes a [`Trouble`].

mod defaults;
mod folder;
mod near;

use crate::engine::Input;
use crate::env::{self, Kind, ReadError};
use crate::kubeconfig::recognise::is_text;
use crate::kubeconfig::variable::{State, Variable};
use crate::message;
use crate::message::{Message, Name, is_path};
use crate::options::PathPattern;
use folder::Search;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The name of the standard input where it has no better one.
const STDIN: &str = "<stdin>";

/// What was asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Files, folders, `-` for the standard input. Without any: what kubectl would read.
    pub paths: Vec<PathBuf>,
    /// The file that the standard input stands for.
    pub stdin_path: Option<PathBuf>,
    /// What is passed over in folders.
    pub exclude: Vec<PathPattern>,
    /// Whether a named file is treated like one that was found in a folder: passed over where that is excluded, or holds no kubeconfig.
    pub only_kubeconfigs: bool,
}

/// What is there to be checked.
#[derive(Default)]
pub struct Gathered {
    /// The files, in the order they were asked for; those of a folder sorted.
    pub inputs: Vec<Input>,
    /// What could not be read, or was not there.
    pub troubles: Vec<Trouble>,
    /// Whether they are what kubectl reads by itself, and thus one list.
    pub is_list: bool,
    /// The variable `KUBECONFIG`, where the files come from it.
    pub variable: Option<Variable>,
    /// How many files of folders were looked at.
    pub searched: usize,
    /// The files that were read already, so that none is checked twice.
    seen: BTreeSet<PathBuf>,
}

/// Something that was asked for and is not among the inputs.
pub struct Trouble {
    /// How much it matters.
    pub kind: TroubleKind,
    /// What it is.
    pub message: Message,
}

/// The kinds of [`Trouble`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// An input that was named cannot be read.
    Unreadable,
    /// Something in a folder that was searched cannot be read.
    Unsearchable,
    /// There is no kubeconfig where one was looked for.
    Nothing,
    /// An entry of `KUBECONFIG` does not exist; kubectl passes over it as well.
    PassedOver,
}

/// Reads what was asked for.
pub fn gather(request: &Request) -> Gathered {
    gather_watched(request, &|_| ())
}

/// The same, and tells `watch` how far it has come after every file of a folder.
pub fn gather_watched(request: &Request, watch: &dyn Fn(&Gathered)) -> Gathered {
    let mut gathered = Gathered::default();
    if request.paths.is_empty() {
        defaults::gather(&mut gathered);
    }
    let mut search = Search::new(&request.exclude, watch);
    for path in &request.paths {
        if path == Path::new("-") {
            gathered.read_stdin(request.stdin_path.as_deref());
            continue;
        }
        match env::kind(path) {
            Ok(Kind::Folder) => search.gather(path, &mut gathered),
            Ok(Kind::File) if request.only_kubeconfigs => gathered.read_promising(path, &request.exclude),
            _ => gathered.read_named(path),
        }
    }
    search.finish(&mut gathered);
    gathered
}

/// Reads the files that a value of `KUBECONFIG` lists.
pub fn gather_list(value: &OsStr) -> Gathered {
    let mut gathered = Gathered::default();
    defaults::gather_list(value, &mut gathered);
    gathered
}

/// Reads one file, or the standard input. A folder is none.
pub fn gather_one(path: &Path) -> Gathered {
    let mut gathered = Gathered::default();
    if path == Path::new("-") {
        gathered.read_stdin(None);
    } else {
        gathered.read_named(path);
    }
    gathered
}

impl Gathered {
    /// Whether an input that was named is missing from the inputs.
    pub fn has_unreadable(&self) -> bool {
        self.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Unreadable)
    }

    /// Whether there is no kubeconfig where one was looked for.
    pub fn found_nothing(&self) -> bool {
        self.troubles.iter().any(|trouble| trouble.kind == TroubleKind::Nothing)
    }

    /// The paths that `KUBECONFIG` lists and that lead nowhere.
    pub fn missing(&self) -> impl Iterator<Item = &Name> {
        let elements = self.variable.iter().flat_map(|variable| &variable.elements);
        elements.filter(|element| element.state == State::Missing).map(|element| &element.path)
    }

    /// Whether one of the inputs is the file at `path`.
    pub fn reads(&self, path: &Path) -> bool {
        let Some(identity) = env::identity(path) else { return false };
        self.inputs.iter().filter_map(|input| env::identity(input.path.as_deref()?)).any(|input| input == identity)
    }

    fn read_stdin(&mut self, path: Option<&Path>) {
        if !self.seen.insert(PathBuf::from(STDIN)) {
            return;
        }
        let name = path.map_or_else(|| Name::escape(STDIN), shown);
        match env::read_stdin() {
            Ok(bytes) => {
                let path = path.filter(|path| is_path(&path.to_string_lossy())).map(Path::to_owned);
                self.push(Input { name, path, bytes, within: None });
            }
            Err(error) => self.is_unreadable(name, &error),
        }
    }

    /// Takes an input, or the kubeconfigs that are embedded in it.
    fn push(&mut self, input: Input) {
        let embedded = input.embedded();
        if embedded.is_empty() {
            self.inputs.push(input);
        } else {
            self.inputs.extend(embedded);
        }
    }

    fn read_named(&mut self, path: &Path) {
        if let Err(error) = self.try_read(path) {
            self.is_unreadable(shown(path), &error);
        }
    }

    /// Reads a file that was named. The same path twice is one file, as in kubectl; another path to it is another file, because
    /// relative paths in it then lead elsewhere.
    fn try_read(&mut self, path: &Path) -> Result<(), ReadError> {
        if self.seen.insert(path.to_owned()) {
            let bytes = env::read_file(path)?;
            self.seen.extend(env::identity(path));
            self.push(Input::new(path, bytes));
        }
        Ok(())
    }

    /// Reads a file that was named by somebody who does not know what it is.
    fn read_promising(&mut self, path: &Path, exclude: &[PathPattern]) {
        if folder::is_excluded(path, exclude) || !self.seen.insert(path.to_owned()) {
            return;
        }
        self.seen.extend(env::identity(path));
        match env::read_found(path, is_text) {
            Ok(Some(bytes)) => self.inputs.extend(folder::kubeconfigs(Input::new(path, bytes))),
            Ok(None) => {}
            Err(error) => self.is_unreadable(shown(path), &error.into()),
        }
    }

    fn is_unreadable(&mut self, name: Name, error: &ReadError) {
        self.note(TroubleKind::Unreadable, message!["cannot read ", name, ": ", error.reason()]);
    }

    fn note(&mut self, kind: TroubleKind, message: Message) {
        self.troubles.push(Trouble { kind, message });
    }
}

/// The path as it was given.
fn shown(path: &Path) -> Name {
    Name::path(&path.to_string_lossy())
}
