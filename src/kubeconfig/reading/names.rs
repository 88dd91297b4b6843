//! Looking entries of a list up by what another entry calls them.

use super::atom::Atom;
use super::{Datum, Dialect, js_yaml};
use std::collections::HashMap;

/// Entries by name. Of those with the same name it is the first.
///
/// Whoever has a value can look up what it names, and learns nothing of its text.
#[derive(Default)]
pub struct Names<T>(HashMap<Key, T>);

/// The type and the text of a scalar: `1` and `"1"` are two names.
#[derive(PartialEq, Eq, Hash)]
struct Key(u8, String);

impl<T: Copy> Names<T> {
    /// All whose name is a scalar.
    pub fn new<'n, 'r: 'n>(named: impl IntoIterator<Item = (&'n Datum<'r>, T)>) -> Self {
        let mut all = Self(HashMap::new());
        for (name, what) in named {
            all.insert(name, what);
        }
        all
    }

    /// Adds an entry, unless one is called so already; returns whether it is new.
    pub fn insert(&mut self, name: &Datum<'_>, what: T) -> bool {
        let Some(key) = key(name) else { return true };
        let is_new = !self.0.contains_key(&key);
        self.0.entry(key).or_insert(what);
        is_new
    }

    /// What the value names.
    pub fn get(&self, name: &Datum<'_>) -> Option<T> {
        self.0.get(&key(name)?).copied()
    }
}

fn key(name: &Datum<'_>) -> Option<Key> {
    let atom = name.reading.atom(name.node)?;
    let kind = match atom {
        Atom::Null => 0,
        Atom::Bool(_) => 1,
        Atom::Int(_) => 2,
        // What is no number is not equal to itself.
        Atom::Float(ref text) if text.ends_with(['n', 'N']) => return None,
        Atom::Float(_) => 3,
        Atom::Text(_) => 4,
        Atom::Date(_) if matches!(name.reading.dialect, Dialect::Psych | Dialect::PyYaml) => 5,
        // To JavaScript, two dates are two objects.
        Atom::Date(_) | Atom::Bytes(_) | Atom::Refused => return None,
    };
    Some(Key(kind, js_yaml::string(atom).to_string()))
}
