//! The preferences of kubectl's user (`kuberc`), as far as they say which exec plugins kubectl may run.
//!
//! kubectl reads them since 1.33, with a policy for plugins since 1.35 (`k8s.io/kubectl/pkg/kuberc`; KEP-3104).

mod policy;

pub use policy::{Fault, Policy, Wish};

use super::model::{Exec, given};
use super::program::ProgramState;
use super::resolve;
use super::source::Source;
use super::value::{Data, Value};
use crate::env::{Env, Executable, Referenced};
use crate::message::Part;
use crate::yaml::{self, Limits};
use std::path::{Path, PathBuf};

/// What kubectl makes of the file.
pub struct Kuberc {
    /// Whether `KUBERC` names it; otherwise it is `~/.kube/kuberc`.
    pub is_named: bool,
    /// The policy of kubectl 1.35, which calls an allowed program by `name`.
    pub in_35: Policy,
    /// The policy of kubectl 1.36 and 1.37, which call it by `command` too.
    pub since_36: Policy,
    /// Why kubectl runs every plugin, though the file seems to want otherwise.
    pub lost_wish: Option<Wish>,
}

/// A program that may be run.
pub struct Allowed {
    pub(in crate::kubeconfig) text: String,
    /// Where it is found along `PATH`, if it is a bare name.
    pub(in crate::kubeconfig) found: Option<PathBuf>,
}

impl Kuberc {
    /// Reads it; `None` where there is none, or where paths are not followed.
    pub fn read(env: &Env) -> Option<Self> {
        let kuberc = env.kuberc.as_ref()?;
        let Referenced::Content(content) = env.referenced(&kuberc.path) else { return None };
        let source = Source::decode(&content);
        let documents: Vec<Value> = documents(source.text()).into_iter().filter_map(value).collect();
        // Of a file that is named, kubectl insists that it holds preferences, if it holds anything.
        let is_needed = kuberc.is_named && !is_blank(source.text());
        let mut in_35 = policy::of(&documents, &["name"], is_needed);
        let mut since_36 = policy::of(&documents, &["name", "command"], is_needed);
        for policy in [&mut in_35, &mut since_36] {
            if let Policy::Allowlist(allowed) = policy {
                for allowed in allowed {
                    allowed.look(env);
                }
            }
        }
        let lost_wish = if since_36.is_open() { policy::wish(&documents, source.text()) } else { None };
        Some(Self { is_named: kuberc.is_named, in_35, since_36, lost_wish })
    }
}

impl Kuberc {
    /// Where it is, for a message.
    pub fn place(&self) -> Part {
        Part::from(if self.is_named { "the file that `KUBERC` names" } else { "`~/.kube/kuberc`" })
    }
}

impl Allowed {
    fn look(&mut self, env: &Env) {
        if !self.text.contains('/')
            && let Executable::Found(path) = env.executable_on_path(&self.text)
        {
            self.found = Some(path);
        }
    }

    /// `checkAllowlist`: the same text, or the same program.
    fn permits(&self, command: &str, found: &Path) -> bool {
        self.text == command || found.as_os_str() == self.text.as_str() || self.found.as_deref() == Some(found)
    }
}

impl Policy {
    /// Whether kubectl would run the plugin, once it has found it; `None` where nobody knows.
    pub fn permits(&self, exec: &Exec) -> Option<bool> {
        let command = given(exec.command.as_ref())?.text()?;
        let program = exec.program().filter(|program| program.state != ProgramState::NotLooked)?;
        match self {
            Self::Open | Self::NotLoaded => Some(true),
            Self::DenyAll => Some(false),
            Self::Stops { .. } => None,
            Self::Allowlist(allowed) => {
                let found = program.path.as_deref()?;
                Some(allowed.iter().any(|allowed| allowed.permits(command, found)))
            }
        }
    }
}

/// The documents of the stream: kubectl cuts it at lines that begin with `---`.
fn documents(text: &str) -> Vec<&str> {
    let mut documents = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in text.split_inclusive('\n') {
        if line.starts_with("---") {
            documents.push(&text[start..at]);
            start = at + line.len();
        }
        at += line.len();
    }
    documents.push(&text[start..]);
    documents
}

/// Whether there is nothing but comments and marks of documents.
fn is_blank(text: &str) -> bool {
    text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#') || line.starts_with("---"))
}

/// The value of a document; `None` where it cannot be read, or says nothing.
fn value(text: &str) -> Option<Value> {
    let recovered = yaml::recover::recover(text, &Limits::default());
    if recovered.strict_error.is_some() {
        return None;
    }
    let resolved = resolve::resolve(recovered.text(text), &recovered.stream);
    (resolved.faults.is_empty() && matches!(resolved.root.data, Data::Map(_))).then_some(resolved.root)
}

#[cfg(test)]
mod tests;
