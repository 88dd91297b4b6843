//! The rule book: which rules there are, and what they see.
//!
//! A rule is a page, `rules/<family>/<name>.md`, and a function over a `Case` in `src/rules/<family>/<name>.rs`. It is made known
//! by two lines in the `mod.rs` of its family: `mod name;` and its line in `RULES`.

mod case;
mod effect;
mod findings;
mod foreseen;
mod list;
mod view;

pub mod answer;
mod auth;
mod certificate;
mod encoding;
mod exec;
pub(crate) mod lint;
mod merge;
mod path;
mod server;
mod structure;
mod tls;

pub(crate) use case::Case;
pub(crate) use effect::{Effect, Felt, differs, refuses};
pub(crate) use findings::Findings;
pub(crate) use foreseen::Foreseen;
pub(crate) use lint::Unused;
pub(crate) use list::ListCase;
pub(crate) use view::{Binding, View, find_context};

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
#[derive(Debug)]
pub(crate) enum Check {
    /// At one file after the other.
    File(fn(&Case<'_>, &mut Findings)),
    /// At all files of a list, which it may report about in any of them.
    List(fn(&ListCase<'_>, &mut Findings)),
}

impl Rule {
    /// `family/name`.
    pub fn id(&self) -> &'static str {
        self.page.id
    }
}

/// The rule with this id, whose check is the function `check` of this module: of files by themselves, or of a list.
macro_rules! rule {
    ($id:literal, $module:ident) => {
        $crate::rules::rule!($id, File, $module)
    };
    ($id:literal, $subject:ident, $module:ident) => {
        $crate::rules::Rule {
            page: $crate::page::Page::new($id, include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $id, ".md"))),
            check: $crate::rules::Check::$subject($module::check),
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
    ("kubeclient", "4.9-4.13"),
    ("kube-rs", "1.1-5.0"),
];

/// The families, in the order of the rule book.
const FAMILIES: &[&[Rule]] = &[
    structure::RULES,
    server::RULES,
    tls::RULES,
    encoding::RULES,
    certificate::RULES,
    auth::RULES,
    exec::RULES,
    path::RULES,
    lint::RULES,
    merge::RULES,
];

/// All rules, by family.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten()
}

/// The rule with this id.
pub fn find(id: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.id() == id)
}

/// The names that a misspelt one may have been meant to be.
pub(crate) struct Candidates {
    names: Vec<Name>,
    comparisons_left: usize,
}

/// The name of this file's entry that is called so, to be written elsewhere.
pub(crate) fn named<'a>(entries: impl IntoIterator<Item = &'a Entry>, name: &Name) -> Option<&'a Field> {
    let mut names = entries.into_iter().filter_map(|entry| entry.name.as_ref());
    // Where a name is shown in other characters, several could be meant.
    names.find(|field| !field.has_unprintable() && field.name().is_some_and(|own| own.as_str() == name.as_str()))
}

/// Whether the names are alike but for their numbers: `prod-1` is another cluster than `prod-2`, and no slip for it.
fn is_counted_on(one: &Name, other: &Name) -> bool {
    let words = |name: &Name| name.as_str().replace(|c: char| c.is_ascii_digit(), "");
    one.as_str() != other.as_str() && words(one) == words(other)
}

impl Candidates {
    /// Where thousands of names are compared with thousands, nobody reads the suggestions.
    const MAX_COMPARISONS: usize = 500_000;
    /// Comparing takes memory that grows with the square of the length.
    const MAX_NAME_BYTES: usize = 256;

    pub(crate) fn new<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let names = entries.into_iter().filter_map(|entry| entry.name.as_ref().and_then(Field::name));
        Self { names: names.collect(), comparisons_left: Self::MAX_COMPARISONS }
    }

    /// The name that `name` was probably meant to be: within two edits, or one where it is short.
    pub(crate) fn nearest(&mut self, name: &Name) -> Option<&Name> {
        if name.as_str().len() > Self::MAX_NAME_BYTES {
            return None;
        }
        self.comparisons_left = self.comparisons_left.checked_sub(self.names.len())?;
        let allowed = if name.as_str().len() > 5 { 2 } else { 1 };
        let is_like = |other: &&Name| other.as_str().len().abs_diff(name.as_str().len()) <= allowed * char::MAX.len_utf8();
        let distance = |other: &Name| strsim::damerau_levenshtein(other.as_str(), name.as_str());
        let near = self.names.iter().filter(is_like).map(|other| (distance(other), other));
        let near = near.filter(|(distance, other)| *distance <= allowed && !is_counted_on(other, name));
        near.min_by_key(|(distance, _)| *distance).map(|(_, other)| other)
    }

    /// The only one there is.
    pub(crate) fn only(&self) -> Option<&Name> {
        if let [name] = self.names.as_slice() { Some(name) } else { None }
    }
}
