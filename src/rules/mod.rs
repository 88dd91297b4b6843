//! The rule book: which rules there are, and what they see.
//!
//! A rule is a page, `rules/<family>/<name>.md`, and a function over a [`Case`] in `src/rules/<family>/<name>.rs`. It is made known
//! by two lines in the `mod.rs` of its family: `mod name;` and its line in `RULES`.

mod case;
mod findings;

mod auth;
mod certificate;
mod encoding;
mod exec;
mod path;
mod server;
mod structure;
mod tls;

pub(crate) use case::{Binding, Case};
pub(crate) use findings::Findings;

use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::Entry;
use crate::message::Name;
use crate::page::Page;

/// A rule: its page and its check.
#[derive(Debug)]
pub struct Rule {
    /// What it says to people.
    pub page: Page,
    pub(crate) check: Check,
}

/// Looks at a case and reports. It does no input or output and cannot fail.
pub(crate) type Check = fn(&Case<'_>, &mut Findings);

impl Rule {
    /// `family/name`.
    pub fn id(&self) -> &'static str {
        self.page.id
    }
}

/// The rule with this id, whose check is the function `check` of this module.
macro_rules! rule {
    ($id:literal, $module:ident) => {
        $crate::rules::Rule {
            page: $crate::page::Page::new($id, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $id, ".md"))),
            check: $module::check,
        }
    };
}
pub(crate) use rule;

/// The clients that were executed, with the oldest and the newest version.
pub(crate) const EXECUTED: [(&str, &str); 6] = [
    ("kubectl", "1.20-1.37"),
    ("python", "18.20-37.0"),
    ("kr8s", "0.13-0.20"),
    ("node", "1.4-2.0"),
    ("kubeclient", "4.9"),
    ("kube-rs", "1.1-5.0"),
];

/// The families, in the order of the rule book.
const FAMILIES: &[&[Rule]] =
    &[structure::RULES, server::RULES, tls::RULES, encoding::RULES, certificate::RULES, auth::RULES, exec::RULES, path::RULES];

/// All rules, by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten()
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id() == id)
}

/// The name of the entry that `name` was probably meant to be: within two edits, or one where it is short.
pub(crate) fn nearest(name: &Name, entries: &[&Entry]) -> Option<Name> {
    let allowed = if name.as_str().len() > 5 { 2 } else { 1 };
    let names = entries.iter().filter_map(|entry| entry.name.as_ref().and_then(Field::name));
    let distance = |other: &Name| strsim::damerau_levenshtein(other.as_str(), name.as_str());
    names.filter(|other| distance(other) <= allowed).min_by_key(distance)
}
