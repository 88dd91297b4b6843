//! `KubeConfigSet` (`kr8s/_config.py`), and what 0.13 did itself in `KubeAuth._load_kubeconfig`.

use super::no_credentials;
use crate::address::Address;
use crate::clients::python::node::{Node, type_name};
use crate::clients::release::Version;
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::reading::{Kind, Names, ProblemKind, Reading};
use crate::message;
use crate::message::{Message, Name};
use crate::span::Span;
use std::cell::OnceCell;

/// The files of a list.
pub(super) struct Configs<'r> {
    roots: Vec<Node<'r>>,
    version: Version,
    clusters: Once<'r>,
    contexts: Once<'r>,
    users: Once<'r>,
}

/// A list, gone through when it is first needed.
type Once<'r> = OnceCell<Result<Entries<'r>, Refusal>>;

/// The entries of a list in all files.
struct Entries<'r> {
    all: Vec<Node<'r>>,
    /// Of several with the same name the one that counts.
    by_name: Names<usize>,
    /// The names that several have.
    repeated: Names<()>,
    /// The first that has no name.
    unnamed: Option<usize>,
}

/// What a context leads to.
pub(super) struct Selected<'r> {
    pub(super) cluster: Node<'r>,
    pub(super) user: Node<'r>,
    pub(super) namespace: Option<Name>,
}

/// Since the file has a class of its own, a list of files is read.
pub(super) fn reads_lists(version: Version) -> bool {
    version.is_at_least(0, 14, 1)
}

/// Of entries with the same name the last counts, and all of them must be whole.
fn packs_entries(version: Version) -> bool {
    version.is_at_least(0, 17, 0)
}

impl<'r> Configs<'r> {
    pub(super) fn load(readings: &'r [Reading<'r>], version: Version) -> Result<Self, Refusal> {
        if readings.len() > 1 && !reads_lists(version) {
            return Err(no_credentials(at_start(0, "")));
        }
        let mut roots = Vec::new();
        for (file, reading) in readings.iter().enumerate() {
            if let Some(problem) = reading.problem() {
                return Err(unread(file, problem.span, problem.kind, version));
            }
            let empty = || at_start(file, "'NoneType' object is not subscriptable");
            roots.push(reading.root().map(|datum| Node { file, datum }).ok_or_else(empty)?);
        }
        let [clusters, contexts, users] = [Once::new(), Once::new(), Once::new()];
        Ok(Self { roots, version, clusters, contexts, users })
    }

    /// `KubeAuth._load_kubeconfig`, up to the cluster and the user.
    pub(super) fn select(&self, asked: Option<&Node<'r>>) -> Result<Selected<'r>, Refusal> {
        if !reads_lists(self.version) {
            return self.select_alone(asked);
        }
        let context = match asked {
            Some(name) => self.find("contexts", "context", name)?,
            None => self.current_or_first()?,
        };
        // The namespace is that of the current context, whichever was asked for.
        let namespace_of = self.find("contexts", "context", &self.current()?)?;
        let namespace = namespace(&namespace_of)?;
        let cluster = context.subscript("cluster")?;
        if !cluster.datum.is_truthy() {
            return Err(no_credentials(cluster.refuse("")));
        }
        let cluster = self.find("clusters", "cluster", &cluster)?;
        let user = self.find("users", "user", &context.subscript("user")?)?;
        Ok(Selected { cluster, user, namespace })
    }

    fn current_or_first(&self) -> Result<Node<'r>, Refusal> {
        let current = self.current()?;
        if current.datum.is_truthy() {
            return self.find("contexts", "context", &current);
        }
        let contexts = self.entries("contexts", "context")?;
        contexts.all.first().ok_or_else(|| current.refuse("list index out of range"))?.subscript("context")
    }

    fn current(&self) -> Result<Node<'r>, Refusal> {
        self.root()?.subscript("current-context").map_err(at_load)
    }

    fn root(&self) -> Result<&Node<'r>, Refusal> {
        self.roots.first().ok_or_else(|| no_credentials(at_start(0, "")))
    }

    /// `get_context` and the like.
    fn find(&self, list: &'static str, kind: &'static str, name: &Node<'r>) -> Result<Node<'r>, Refusal> {
        let entries = self.entries(list, kind)?;
        let index = entries.by_name.get(&name.datum);
        if let Some(unnamed) = entries.unnamed.filter(|&unnamed| index.is_none_or(|index| unnamed < index)) {
            entries.all[unnamed].subscript("name").map_err(at_load)?;
        }
        let title = match kind {
            "context" => "Context ",
            "cluster" => "Cluster ",
            _ => "User ",
        };
        let missing = || name.refuse(message![title, name.datum.quoted(), " not found"]);
        let found = index.ok_or_else(missing).and_then(|index| entries.all[index].subscript(kind));
        found.map_err(at_load)
    }

    fn entries(&self, list: &'static str, kind: &'static str) -> Result<&Entries<'r>, Refusal> {
        self.once(kind).get_or_init(|| self.read_entries(list, kind)).as_ref().map_err(Clone::clone)
    }

    fn once(&self, kind: &str) -> &Once<'r> {
        match kind {
            "cluster" => &self.clusters,
            "context" => &self.contexts,
            _ => &self.users,
        }
    }

    fn read_entries(&self, list: &'static str, kind: &'static str) -> Result<Entries<'r>, Refusal> {
        let mut entries = Vec::new();
        for root in &self.roots {
            let found = match root.find(list).map_err(at_load)? {
                None if self.version.is_at_least(0, 20, 13) => continue,
                None => root.subscript(list).map_err(at_load)?,
                Some(found) => found,
            };
            if found.datum.is_truthy() {
                entries.extend(items(&found)?);
            }
        }
        if packs_entries(self.version) {
            for entry in &entries {
                let name = entry.subscript("name").map_err(at_load)?;
                if matches!(name.kind(), Kind::List | Kind::Map) {
                    return Err(at_load(name.refuse(message!["unhashable type: '", type_name(name.kind()), "'"])));
                }
                entry.subscript(kind).map_err(at_load)?;
            }
        }
        Ok(Entries::new(entries, packs_entries(self.version)))
    }

    /// 0.13: there must be exactly one entry of a name.
    fn select_alone(&self, asked: Option<&Node<'r>>) -> Result<Selected<'r>, Refusal> {
        let root = self.root()?;
        let context = match asked {
            Some(name) => self.only("contexts", "context", name).map_err(|refusal| {
                let is_other = refusal.error != Message::from(UNPACKED);
                if is_other { refusal } else { name.refuse(message!["No such context ", name.datum.quoted()]) }
            })?,
            None => match root.find("current-context")? {
                Some(current) => self.only("contexts", "context", &current)?,
                None => first_context(root)?,
            },
        };
        let cluster = self.only("clusters", "cluster", &context.subscript("cluster")?)?;
        let user = self.only("users", "user", &context.subscript("user")?)?;
        let namespace = namespace(&context)?;
        Ok(Selected { cluster, user, namespace })
    }

    /// `[one] = [… for entry in list if entry["name"] == name]`
    fn only(&self, list: &'static str, kind: &'static str, name: &Node<'r>) -> Result<Node<'r>, Refusal> {
        let read = || Ok(Entries::new(items(&self.root()?.subscript(list)?)?, false));
        let entries = self.once(kind).get_or_init(read).as_ref().map_err(Clone::clone)?;
        let index = entries.by_name.get(&name.datum);
        let is_in_front = |unnamed: &usize| index.is_none_or(|index| *unnamed < index);
        if let Some(unnamed) = entries.unnamed.filter(is_in_front) {
            entries.all[unnamed].subscript("name")?;
        }
        let found = index.map(|index| entries.all[index].subscript(kind)).transpose()?;
        if let Some(unnamed) = entries.unnamed {
            entries.all[unnamed].subscript("name")?;
        }
        let is_repeated = entries.repeated.get(&name.datum).is_some();
        found.filter(|_| !is_repeated).ok_or_else(|| name.refuse(UNPACKED))
    }
}

impl<'r> Entries<'r> {
    /// Of several with the same name, the last or the first counts.
    fn new(all: Vec<Node<'r>>, is_last: bool) -> Self {
        let called: Vec<_> = all.iter().map(|entry| entry.subscript("name").ok()).collect();
        let named = called.iter().enumerate().filter_map(|(index, name)| Some((&name.as_ref()?.datum, index)));
        let mut indexed: Vec<_> = named.collect();
        if is_last {
            indexed.reverse();
        }
        let (mut by_name, mut repeated) = (Names::default(), Names::default());
        for (name, index) in indexed {
            if !by_name.insert(name, index) {
                repeated.insert(name, ());
            }
        }
        Self { by_name, repeated, unnamed: called.iter().position(Option::is_none), all }
    }
}

fn first_context<'r>(root: &Node<'r>) -> Result<Node<'r>, Refusal> {
    let contexts = root.subscript("contexts")?;
    let first = items(&contexts)?.into_iter().next();
    first.ok_or_else(|| contexts.refuse("list index out of range"))?.subscript("context")
}

/// What Python says of `[one] = several`.
const UNPACKED: &str = "…values to unpack (expected 1…";

/// What a loop goes through. Keys and letters have no parts of their own.
fn items<'r>(list: &Node<'r>) -> Result<Vec<Node<'r>>, Refusal> {
    match list.kind() {
        Kind::List => Ok(list.items().collect()),
        Kind::Map | Kind::Text if list.datum.is_empty() => Ok(Vec::new()),
        Kind::Map | Kind::Text => Err(at_load(list.refuse("string indices must be integers, not 'str'"))),
        kind => Err(at_load(list.refuse(message!["'", type_name(kind), "' object is not iterable"]))),
    }
}

fn namespace(context: &Node<'_>) -> Result<Option<Name>, Refusal> {
    if context.kind() != Kind::Map {
        return Err(at_load(context.no_attribute("get")));
    }
    Ok(context
        .get("namespace")
        .filter(|namespace| namespace.datum.is_truthy())
        .and_then(|namespace| namespace.datum.python_name()))
}

/// `ValueError` is taken for a reason to look for a service account.
fn unread(file: usize, span: Span, kind: ProblemKind, version: Version) -> Refusal {
    let refusal = Refusal {
        stage: Stage::Load,
        error: crate::clients::python::yaml_error(kind).into(),
        cause: Cause { file, address: Address::ROOT, span },
    };
    let is_value_error = matches!(kind, ProblemKind::Encoding | ProblemKind::Scalar);
    if is_value_error && reads_lists(version) { no_credentials(refusal) } else { refusal }
}

fn at_start(file: usize, error: &'static str) -> Refusal {
    let cause = Cause { file, address: Address::ROOT, span: Span::at(0) };
    Refusal { stage: Stage::Load, error: error.into(), cause }
}

fn at_load(refusal: Refusal) -> Refusal {
    Refusal { stage: Stage::Load, ..refusal }
}
