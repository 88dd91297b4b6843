//! Looking entries up by name.

use super::field::Field;
use std::collections::HashMap;

/// What goes by a name. Of those with the same name it is the first, as in kubectl.
///
/// Whoever has a field can look up what that field names, and learns nothing of its text.
pub struct ByName<'a, T>(HashMap<&'a str, T>);

impl<'a, T: Copy> ByName<'a, T> {
    /// All that have a name.
    pub fn new(named: impl IntoIterator<Item = (Option<&'a Field>, T)>) -> Self {
        let mut map = HashMap::new();
        for (name, what) in named {
            if let Some(name) = name.and_then(Field::text) {
                map.entry(name).or_insert(what);
            }
        }
        Self(map)
    }

    /// What this field names.
    pub fn get(&self, name: &Field) -> Option<T> {
        self.0.get(name.text()?).copied()
    }

    /// Whether this field names any.
    pub fn has(&self, name: &Field) -> bool {
        self.get(name).is_some()
    }
}
