//! `DirectClientConfig.ConfirmUsable` (`tools/clientcmd/client_config.go`).

use super::{Selected, cluster, refuse, user};
use crate::clients::view::In;
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::facts::path::Inline;
use crate::kubeconfig::field::Field;
use crate::message;
use crate::message::{Message, Part};

/// One complaint of `validateAuthInfo` or `validateClusterInfo`.
pub(super) struct Complaint {
    pub(super) cause: Cause,
    pub(super) words: Message,
}

/// `errContextNotFound`
pub(super) fn context_not_found(current: &In<'_, Field>) -> Refusal {
    let error = message!["context was not found for specified context: ", current.entry.in_words()];
    refuse(Stage::Config, Cause::field(current.file, current.entry), error)
}

/// Everything that is wrong with the user, then with the cluster.
pub(super) fn confirm_usable(selected: &Selected<'_>, minor: u32) -> Result<(), Refusal> {
    let mut complaints = user::validate(selected, minor);
    complaints.extend(cluster::validate(selected));
    let Some(first) = complaints.first() else { return Ok(()) };
    let cause = first.cause.clone();
    Err(refuse(Stage::Config, cause, joined(complaints)))
}

/// `aggregate.Error` (`k8s.io/apimachinery/pkg/util/errors`): `[a, b]`, and nothing twice.
fn joined(complaints: Vec<Complaint>) -> Message {
    let mut words: Vec<Message> = Vec::new();
    for complaint in complaints {
        if !words.contains(&complaint.words) {
            words.push(complaint.words);
        }
    }
    let is_single = words.len() == 1;
    let mut words = words.into_iter();
    let first = words.next().unwrap_or_default();
    if is_single {
        return first;
    }
    let start = Message::from("[").then(first);
    words.fold(start, |joined, next| joined.and(", ").then(next)).and("]")
}

/// Why `os.Open` fails, in Go's words; `None` where it does not, or nobody looked. A folder can be opened.
pub(super) fn why_not_opened(field: &Field) -> Option<Message> {
    let target = field.target();
    let reason = match target.map(|target| target.state) {
        Some(TargetState::Missing) => "no such file or directory",
        Some(TargetState::Unreadable) => "permission denied",
        // A text of this length is the name of no file.
        None if is_inline(field) => "file name too long",
        _ => return None,
    };
    Some(message!["open ", path_words(field), ": ", reason])
}

/// Why `os.ReadFile` fails.
pub(super) fn why_not_read(field: &Field) -> Option<Message> {
    let is_folder = field.target().is_some_and(|target| target.state == TargetState::Folder);
    if is_folder { Some(message!["read ", path_words(field), ": is a directory"]) } else { why_not_opened(field) }
}

/// The path that kubectl opens.
pub(super) fn path_words(field: &Field) -> Part {
    match field.target() {
        Some(target) => Part::Quote(target.resolved.clone()),
        None => field.in_words(),
    }
}

fn is_inline(field: &Field) -> bool {
    field.path_shape().is_some_and(|shape| matches!(shape.inline, Some(Inline::Pem | Inline::Base64OfPem | Inline::Base64OfDer)))
}
