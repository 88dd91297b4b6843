//! `credentialPluginPolicy` and `credentialPluginAllowlist`.

use super::Allowed;
use crate::kubeconfig::examine::clean;
use crate::kubeconfig::value::{Data, Value};
use crate::message;
use crate::message::Message;
use std::path::Path;

const POLICY: &str = "credentialPluginPolicy";
const ALLOWLIST: &str = "credentialPluginAllowlist";

/// Which plugins kubectl runs.
pub enum Policy {
    /// All of them.
    Open,
    /// All of them, because it finds no preferences in the file.
    NotLoaded,
    /// None.
    DenyAll,
    /// These.
    Allowlist(Vec<Allowed>),
    /// kubectl stops at the preferences, whatever it is to do.
    Stops {
        /// What is wrong.
        fault: Fault,
        /// kubectl's words.
        words: Message,
    },
}

/// What is wrong with a policy, so that kubectl stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A file that `KUBERC` names holds no preferences.
    NotLoaded,
    /// A policy that does not exist.
    UnknownPolicy,
    /// A list beside a policy that takes none.
    UselessList,
    /// `Allowlist` without a list.
    NoList,
    /// `Allowlist` with an empty list.
    EmptyList,
    /// An entry without a program.
    EmptyEntry,
    /// A path such as `/usr/bin/../bin/aws`.
    UncleanPath,
}

/// How the wish to restrict plugins was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// The key is misspelt.
    Misspelt,
    /// The policy is given twice, and the last one is open.
    Overwritten,
    /// `v1alpha1` has no policy.
    OldVersion,
    /// The file cannot be read as preferences.
    NotLoaded,
    /// Another document of the file comes first.
    NotFirst,
}

impl Policy {
    /// Whether kubectl runs every plugin.
    pub fn is_open(&self) -> bool {
        matches!(self, Self::Open | Self::NotLoaded)
    }
}

/// The policy of the first document that holds preferences. An allowed program stands under one of `keys`. Where preferences
/// are needed and there are none, kubectl stops.
pub(super) fn of(documents: &[Value], keys: &[&str], is_needed: bool) -> Policy {
    match documents.iter().find(|document| is_preference(document, keys)) {
        Some(document) if version(document) == Some("v1alpha1") => Policy::Open,
        Some(document) => validate(document, keys),
        None if is_needed => {
            Policy::Stops { fault: Fault::NotLoaded, words: "kuberc error kuberc: no valid preferences found in …".into() }
        }
        None => Policy::NotLoaded,
    }
}

fn version(document: &Value) -> Option<&str> {
    document.get("apiVersion")?.as_text()?.strip_prefix("kubectl.config.k8s.io/")
}

/// Whether kubectl can decode it.
fn is_preference(document: &Value, keys: &[&str]) -> bool {
    let is_text = |value: &Value| value.is_null() || value.as_text().is_some();
    let is_entry = |entry: &Value| {
        let given = keys.iter().filter_map(|key| entry.get(key));
        let has_both =
            keys.len() > 1 && keys.iter().all(|key| entry.get(key).and_then(Value::as_text).is_some_and(|text| !text.is_empty()));
        matches!(entry.data, Data::Map(_) | Data::Null) && given.into_iter().all(is_text) && !has_both
    };
    let is_list = |list: &Value| match &list.data {
        Data::Null => true,
        Data::List(items) => items.iter().all(is_entry),
        _ => false,
    };
    let is_known = document.get("kind").and_then(Value::as_text) == Some("Preference");
    match version(document) {
        Some("v1alpha1") => is_known,
        Some("v1beta1") => is_known && document.get(POLICY).is_none_or(is_text) && document.get(ALLOWLIST).is_none_or(is_list),
        _ => false,
    }
}

/// `ValidatePluginPolicy`, in its order.
fn validate(document: &Value, keys: &[&str]) -> Policy {
    let policy = document.get(POLICY).and_then(Value::as_text).unwrap_or_default();
    let list = document.get(ALLOWLIST).filter(|list| !list.is_null());
    let stops = |fault, words| Policy::Stops { fault, words };
    match policy {
        "" | "AllowAll" | "DenyAll" if list.is_some() => stops(
            Fault::UselessList,
            message!["misconfigured credential plugin allowlist: plugin policy is ", quoted(policy), " but allowlist is non-nil"],
        ),
        "" | "AllowAll" => Policy::Open,
        "DenyAll" => Policy::DenyAll,
        "Allowlist" => allowlist(list, keys),
        _ => stops(Fault::UnknownPolicy, message!["unknown plugin policy: ", quoted(policy)]),
    }
}

fn allowlist(list: Option<&Value>, keys: &[&str]) -> Policy {
    const SET: &str = "credential plugin policy set to \"Allowlist\", but allowlist is ";
    let stops = |fault, words| Policy::Stops { fault, words };
    let Some(list) = list else { return stops(Fault::NoList, message![SET, "unspecified"]) };
    let mut allowed = Vec::new();
    for (at, entry) in list.items().iter().enumerate() {
        let text = keys.iter().filter_map(|key| entry.get(key)?.as_text()).find(|text| !text.is_empty());
        let Some(text) = text else {
            let words = message!["misconfigured credential plugin allowlist: empty allowlist entry #", at + 1];
            return stops(Fault::EmptyEntry, words);
        };
        let cleaned = clean(Path::new(text));
        if cleaned.as_os_str() != text {
            return stops(Fault::UncleanPath, "non-normalized file path: \"…\" vs \"…\"".into());
        }
        allowed.push(Allowed { text: text.to_owned(), found: None });
    }
    if allowed.is_empty() {
        return stops(Fault::EmptyList, message![SET, "empty; use \"DenyAll\" policy instead"]);
    }
    Policy::Allowlist(allowed)
}

/// A word of a closed list is shown, and nothing else.
fn quoted(policy: &str) -> &'static str {
    match policy {
        "" => "\"\"",
        "AllowAll" => "\"AllowAll\"",
        "DenyAll" => "\"DenyAll\"",
        _ => "\"…\"",
    }
}

/// Why a file that restricts plugins does not.
pub(super) fn wish(documents: &[Value], text: &str) -> Option<Wish> {
    let restricts = |value: &Value| value.as_text().is_some_and(|policy| !matches!(policy, "" | "AllowAll"));
    let all_pairs = |document: &Value| match &document.data {
        Data::Map(pairs) => {
            pairs.iter().any(|pair| pair.shadowed_by.is_some() && pair.key.as_str() == POLICY && restricts(&pair.value))
        }
        _ => false,
    };
    let Some(first) = documents.iter().position(|document| is_preference(document, &["name", "command"])) else {
        let is_meant = ["DenyAll", "Allowlist"].into_iter().any(|word| text.contains(word));
        return (is_meant && text.contains("credentialPlugin")).then_some(Wish::NotLoaded);
    };
    let document = &documents[first];
    if version(document) == Some("v1alpha1") && document.get(POLICY).is_some_and(restricts) {
        return Some(Wish::OldVersion);
    }
    if all_pairs(document) {
        return Some(Wish::Overwritten);
    }
    let is_misspelt = document.live_pairs().any(|pair| is_near(&pair.key) && restricts(&pair.value));
    if is_misspelt {
        return Some(Wish::Misspelt);
    }
    documents[first + 1..].iter().any(|later| later.get(POLICY).is_some_and(restricts)).then_some(Wish::NotFirst)
}

/// Within three letters of the key, whatever their case.
fn is_near(key: &str) -> bool {
    let is_alike = || strsim::damerau_levenshtein(&key.to_ascii_lowercase(), &POLICY.to_ascii_lowercase()) <= 3;
    key != POLICY && key.len() < 2 * POLICY.len() && is_alike()
}
