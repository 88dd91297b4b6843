//! What the files of a list do to each other.

use super::{Rule, rule};
use crate::address::Address;
use crate::finding::Finding;
use crate::kubeconfig::merge::In;
use crate::kubeconfig::model::{Entry, given};
use crate::kubeconfig::variable::Element;
use crate::message;

mod cross_file_credential;
mod current_context_ambiguous;
mod env_malformed;
mod insecure_redefinition;
mod list_not_portable;
mod missing_file;
mod shadowed_entry;

pub(super) const RULES: &[Rule] = &[
    rule!("merge/shadowed-entry", List, shadowed_entry),
    rule!("merge/insecure-redefinition", List, insecure_redefinition),
    rule!("merge/cross-file-credential", List, cross_file_credential),
    rule!("merge/current-context-ambiguous", List, current_context_ambiguous),
    rule!("merge/missing-file", List, missing_file),
    rule!("merge/list-not-portable", List, list_not_portable),
    rule!("merge/env-malformed", List, env_malformed),
];

/// The address of what is said of the variable `KUBECONFIG`.
const VARIABLE: Address = Address::ROOT;

/// The entry that counts of those with the same name, and each one of a later file that it hides. Entries without a name are the
/// concern of other rules, as is a name that a file has twice.
fn hidden<'g, 'a, T>(
    groups: &'g [Vec<In<'a, T>>],
    entry: fn(&T) -> &Entry,
) -> impl Iterator<Item = (&'g In<'a, T>, &'g In<'a, T>)> + use<'g, 'a, T> {
    let named = groups.iter().filter(move |group| given(entry(group[0].entry).name.as_ref()).is_some());
    named.flat_map(|group| group[1..].iter().map(|other| (&group[0], other))).filter(|(first, other)| first.file != other.file)
}

/// What to do about a path that leads nowhere: the file that was probably meant, else `help`.
fn suggest(finding: &mut Finding, element: &Element, help: &'static str) {
    match &element.near {
        Some(near) => finding.help(message!["name ", near, ", if that is meant"]),
        None => finding.help(help),
    };
}
