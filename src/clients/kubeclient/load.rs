//! `Kubeclient::Config.read`: one document, of version `v1`.

use super::{cause, index, no_method, refuse, whole};
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::reading::{ProblemKind, Reading};
use crate::message::Message;

/// Why the file is not loaded.
pub(super) fn refusal(reading: &Reading<'_>) -> Option<Refusal> {
    let stop = |cause, error: Message| Some(refuse(Stage::Load, cause, error));
    if let Some(problem) = reading.problem() {
        let words = match problem.kind {
            ProblemKind::Alias => "Unknown alias: …",
            ProblemKind::Tag => "Tried to load unspecified class: …",
            _ => "(<unknown>): …",
        };
        return stop(Cause { span: problem.span, ..whole() }, words.into());
    }
    let Some(root) = reading.root() else { return stop(whole(), no_method("[]", None)) };
    match index(&root, "apiVersion") {
        Err(error) => stop(cause(&root), error),
        Ok(Some(version)) if version.is("v1") => None,
        Ok(version) => stop(version.map_or_else(whole, |version| cause(&version)), "Unknown kubeconfig version".into()),
    }
}
