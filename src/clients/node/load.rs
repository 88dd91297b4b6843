//! `KubeConfig.loadFromFile` (`src/config.ts`): every entry of the file has to be usable (`newClusters`, `newContexts` and `newUsers`,
//! `src/config_types.ts`).

use super::{In, Version, given, refuse, whole};
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::reading::{Datum, Kind, Problem, ProblemKind, Reading};
use crate::message;
use crate::message::{Message, Part};

/// What is wrong with the first file of the list that cannot be loaded.
pub(super) fn refusal(readings: &[Reading<'_>], version: Version) -> Option<Refusal> {
    readings.iter().enumerate().find_map(|(file, reading)| {
        let (cause, error) = of(file, reading, version).err()?;
        Some(refuse(Stage::Load, cause, error))
    })
}

type Check = Result<(), (Cause, Message)>;

fn of(file: usize, reading: &Reading<'_>, version: Version) -> Check {
    if let Some(problem) = reading.problem() {
        return Err(unreadable(file, problem));
    }
    let Some(root) = reading.root().filter(|root| !root.is_null()) else {
        return Err((whole(file), nothing(reading, version)));
    };
    let load = Load { file };
    load.entries(&root, "clusters", Load::cluster)?;
    load.entries(&root, "contexts", Load::context)?;
    load.entries(&root, "users", Load::user)?;
    load.paths(&root, "clusters", "cluster", &["certificate-authority"])?;
    load.paths(&root, "users", "user", &["client-certificate", "client-key"])
}

/// js-yaml shows the lines around the place; they may hold secrets.
fn unreadable(file: usize, problem: Problem) -> (Cause, Message) {
    let words = match problem.kind {
        ProblemKind::Duplicate => "duplicated mapping key …",
        ProblemKind::SeveralDocuments => "expected a single document in the stream, but found more",
        ProblemKind::Merge => "cannot merge mappings; the provided source object is unacceptable …",
        ProblemKind::Key => "object-based map does not support complex keys …",
        ProblemKind::Depth => "nesting exceeded maxDepth (100) …",
        _ => "…",
    };
    (Cause { span: problem.span, ..whole(file) }, words.into())
}

fn nothing(reading: &Reading<'_>, version: Version) -> Message {
    match (version, reading.document_count()) {
        (Version::Two, 0) => "expected a document, but the input is empty".into(),
        (Version::One, 0) => "Cannot read properties of undefined (reading 'clusters')".into(),
        _ => "Cannot read properties of null (reading 'clusters')".into(),
    }
}

struct Load {
    file: usize,
}

/// An entry of a list.
struct Entry<'r> {
    list: &'static str,
    index: usize,
    datum: Datum<'r>,
}

impl Load {
    /// What is no list is an empty one.
    fn entries(&self, root: &Datum<'_>, list: &'static str, check: fn(&Self, &Entry<'_>) -> Check) -> Check {
        let Some(all) = root.get(list) else { return Ok(()) };
        all.items().enumerate().try_for_each(|(index, datum)| check(self, &Entry { list, index, datum }))
    }

    fn cluster(&self, entry: &Entry<'_>) -> Check {
        self.name(entry)?;
        let cluster = self.required(entry, &entry.datum, "cluster", ".cluster")?;
        let server = self.required(entry, &cluster, "server", ".cluster.server")?;
        if server.kind() == Kind::Text {
            return Ok(());
        }
        Err((self.cause(&server), "elt.cluster.server.replace is not a function".into()))
    }

    fn context(&self, entry: &Entry<'_>) -> Check {
        self.name(entry)?;
        let context = self.required(entry, &entry.datum, "context", ".context")?;
        self.required(entry, &context, "cluster", ".context.cluster").map(|_| ())
    }

    /// `findToken` reads `token-file`, which starts in the working directory.
    fn user(&self, entry: &Entry<'_>) -> Check {
        self.name(entry)?;
        let Some(user) = given(&entry.datum, "user") else { return Ok(()) };
        let Some(path) = given(&user, "token-file").filter(|_| given(&user, "token").is_none()) else { return Ok(()) };
        self.path(&path)?;
        // From which folder the program is started cannot be known; as a rule it is another one.
        if path.starts_with("/") {
            return Ok(());
        }
        Err((self.cause(&path), message!["ENOENT: no such file or directory, open '", path.quoted(), "'"]))
    }

    fn name(&self, entry: &Entry<'_>) -> Check {
        if entry.datum.is_null() {
            return Err((self.cause(&entry.datum), "Cannot read properties of null (reading 'name')".into()));
        }
        self.required(entry, &entry.datum, "name", ".name").map(|_| ())
    }

    fn required<'r>(
        &self,
        entry: &Entry<'_>,
        parent: &Datum<'r>,
        key: &'static str,
        path: &'static str,
    ) -> Result<Datum<'r>, (Cause, Message)> {
        given(parent, key).ok_or_else(|| {
            let words = message![entry.list, "[", entry.index, "]", path, " is missing"];
            (self.cause(&parent.get(key).unwrap_or_else(|| parent.clone())), words)
        })
    }

    /// `makePathsAbsolute`
    fn paths(&self, root: &Datum<'_>, list: &'static str, object: &'static str, keys: &[&'static str]) -> Check {
        let Some(all) = root.get(list) else { return Ok(()) };
        let objects = all.items().filter_map(|entry| given(&entry, object));
        objects.flat_map(|object| keys.iter().filter_map(move |key| given(&object, key))).try_for_each(|path| self.path(&path))
    }

    fn path(&self, path: &Datum<'_>) -> Check {
        if path.kind() == Kind::Text {
            return Ok(());
        }
        let words = message!["The \"path\" argument must be of type string. Received ", Part::Text("…")];
        Err((self.cause(path), words))
    }

    fn cause(&self, datum: &Datum<'_>) -> Cause {
        Cause::datum(self.file, datum)
    }
}

/// The items of a list of a file.
pub(super) fn items<'r>(file: usize, reading: &'r Reading<'r>, list: &'static str) -> Vec<In<'r>> {
    let all = reading.root().and_then(|root| root.get(list));
    all.iter().flat_map(Datum::items).map(|datum| In { file, datum }).collect()
}
