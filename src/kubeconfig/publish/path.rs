//! Paths, and what was pasted in their place.

use super::{credential, opaque};
use crate::kubeconfig::facts::path::{self, Root};

/// Endings of files that kubeconfigs name.
const ENDINGS: &[&str] = &[
    "crt",
    "cer",
    "cert",
    "pem",
    "key",
    "der",
    "p12",
    "pfx",
    "csr",
    "crl",
    "ca",
    "token",
    "jwt",
    "txt",
    "json",
    "yaml",
    "yml",
    "conf",
    "config",
    "kubeconfig",
    "exe",
    "cmd",
    "bat",
    "ps1",
    "sh",
    "py",
    "rb",
    "js",
    "pl",
];
/// Files without an ending that kubeconfigs name.
const NAMES: &[&str] = &["token", "ca", "cert", "key", "tls", "config", "kubeconfig", "password", "secret"];

/// Whether a text may be a credential that stands where a path belongs.
pub(super) fn may_be_credential(text: &str) -> bool {
    let text = text.trim();
    let (folder, name) = text.rsplit_once(['/', '\\']).unwrap_or(("", text));
    if has_user_info(text) || credential::has_scheme(text, "basic") {
        return true;
    }
    if is_rooted(text) {
        return !has_ending(name) && opaque::is_mixed(name) && opaque::is_opaque(name);
    }
    let is_opaque_folder = |step: &str| opaque::is_opaque(step) && !opaque::is_hash(step);
    if has_ending(name) || NAMES.contains(&name) {
        return folder.split(['/', '\\']).any(is_opaque_folder);
    }
    text.split(char::is_whitespace).any(opaque::is_opaque) || text.split(['/', '\\']).any(opaque::is_opaque)
}

/// Whether it begins as only a path does.
fn is_rooted(text: &str) -> bool {
    let is_absolute = !matches!(path::inspect(text).root, Root::Empty | Root::Relative | Root::Bare);
    is_absolute || ["./", "../", ".\\", "..\\", "~", "$", "%"].iter().any(|start| text.starts_with(start))
}

fn has_ending(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

/// `user:password@`, or a URL of which not all may be shown.
fn has_user_info(text: &str) -> bool {
    let rest = if path::inspect(text).root == Root::Drive { &text[2..] } else { text };
    let is_user_info = rest.rsplit_once('@').is_some_and(|(before, _)| before.contains([':', '%']));
    is_user_info || (text.contains("://") && super::url::secret(text).is_some())
}
