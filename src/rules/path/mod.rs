//! Files that a kubeconfig names.

use super::{Case, Rule, rule};
use crate::finding::{Finding, Severity};
use crate::fix::{Fix, Transform};
use crate::kubeconfig::document::{Access, Others, Tracking};
use crate::kubeconfig::examine::{Target, TargetState};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Entry, User, given};
use crate::message;
use crate::message::{Message, Part};

mod file_permissions;
mod foreign_os;
mod missing;
mod not_portable;
mod path_and_data;
mod relative_resolution_differs;
mod relative_through_symlink;
mod sensitive_target;
mod special_file;
mod stale_lock;
mod tracked_by_git;
mod unexpanded_variable;

pub(super) const RULES: &[Rule] = &[
    rule!("path/missing", missing),
    rule!("path/unexpanded-variable", unexpanded_variable),
    rule!("path/path-and-data", path_and_data),
    rule!("path/foreign-os", foreign_os),
    rule!("path/relative-resolution-differs", relative_resolution_differs),
    rule!("path/relative-through-symlink", relative_through_symlink),
    rule!("path/special-file", special_file),
    rule!("path/sensitive-target", sensitive_target),
    rule!("path/file-permissions", file_permissions),
    rule!("path/tracked-by-git", tracked_by_git),
    rule!("path/not-portable", not_portable),
    rule!("path/stale-lock", stale_lock),
];

/// A field that names a file.
struct Reference<'a> {
    field: &'a Field,
    what: &'static str,
    entry: &'a Entry,
    user: Option<&'a User>,
    /// How kubectl calls the field when it cannot read the file; a token file it does not call anything.
    word: Option<&'static str>,
    demand: Demand,
}

/// What kubectl does with a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Demand {
    /// It stops if it cannot read it.
    Needed,
    /// It does not look at it: another field serves, or the connection takes no credentials.
    Ignored,
}

/// The fix that takes the file of an authority, a certificate or a key into the kubeconfig, where that is what is in it. What git
/// tracks gets no key.
fn inlined(case: &Case<'_>, field: &Field) -> Option<Fix> {
    let bytes = field.target().filter(|target| target.state == TargetState::Read)?.bytes.as_ref()?;
    let is_meant = field.path_shape().is_some_and(|shape| shape.sensitive.is_none());
    let (key, is_usable) = match field.address.last_key()? {
        "certificate-authority" => ("certificate-authority-data", bytes.are_certificates() && bytes.keys.is_empty()),
        "client-certificate" => ("client-certificate-data", bytes.are_certificates()),
        "client-key" => ("client-key-data", !bytes.keys.is_empty()),
        _ => return None,
    };
    let is_free = case.config().data_fields().all(|data| data.address != field.address.above().key(key));
    let surroundings = &case.document().surroundings;
    let is_key = key == "client-key-data";
    let is_kept = is_key && surroundings.tracking == Tracking::Tracked;
    let is_open = |access: Access| access.readers != Others::Nobody || access.writers != Others::Nobody;
    let title = message!["write its content into `", key, "`"];
    let fix = |title| Fix::risky(title).rename(field, key).transform(field, Transform::Content);
    (is_meant && is_usable && is_free && !is_kept).then(|| match surroundings.access {
        // Who cannot read the file of the key gets it by no other way.
        Some(access) if is_key && is_open(access) => fix(title.and(", and let nobody else read this file")).set_mode(0o600),
        _ => fix(title),
    })
}

/// The files that the fields of a kubeconfig name.
fn references<'a>(case: &Case<'a>) -> impl Iterator<Item = Reference<'a>> {
    let config = case.config();
    let clusters = config.clusters.iter().filter_map(|cluster| {
        let field = given(cluster.ca_path.as_ref())?;
        let word = Some("certificate-authority");
        Some(Reference { field, what: "certificate authority", entry: &cluster.entry, user: None, word, demand: Demand::Needed })
    });
    let users = config.users.iter().flat_map(|user| {
        let when = |needed| if needed { Demand::Needed } else { Demand::Ignored };
        // A key without a certificate is ignored, and so is a token file that cannot be read beside an inline token.
        let (has_certificate, has_token) = (user.certificate().is_some(), user.given_token().is_some());
        let sends_token = !has_token && !case.is_anonymous(user);
        [
            (&user.certificate_path, "client certificate", Some("client-cert"), Demand::Needed),
            (&user.key_path, "client key", Some("client-key"), when(has_certificate)),
            (&user.token_file, "token file", None, when(sends_token)),
        ]
        .into_iter()
        .filter_map(|(field, what, word, demand)| {
            Some(Reference { field: given(field.as_ref())?, what, entry: &user.entry, user: Some(user), word, demand })
        })
    });
    clusters.chain(users)
}

impl Reference<'_> {
    fn is_token_file(&self) -> bool {
        self.word.is_none()
    }

    /// What stands at the path, where kubectl cannot read a file there.
    fn unreadable(&self) -> Option<&Target> {
        let cannot_be_read = |state| matches!(state, TargetState::Missing | TargetState::Folder | TargetState::Unreadable);
        self.field.target().filter(|target| cannot_be_read(target.state))
    }

    /// Says that kubectl stops at this file, or that it does not.
    fn refuse(&self, finding: &mut Finding, target: &Target) {
        if self.demand == Demand::Ignored {
            finding.severity(Severity::Warning);
        } else {
            finding.refused_by("kubectl", "1.22-1.37", self.error(target));
        }
    }

    fn error(&self, target: &Target) -> Message {
        let path = || Part::Quote(target.resolved.clone());
        let (open, reason) = match target.state {
            TargetState::Folder => return message!["read ", path(), ": is a directory"],
            TargetState::Missing => ("open ", ": no such file or directory"),
            _ => ("open ", ": permission denied"),
        };
        match self.word {
            Some(word) => {
                let owner = self.entry.quoted_name();
                message!["unable to read ", word, " ", path(), " for ", owner, " due to ", open, path(), reason]
            }
            None => message![open, path(), reason],
        }
    }
}
