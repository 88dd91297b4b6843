//! Entries by their names, which are texts that need not be shown.

use super::Datum;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// Entries by the text of their names; of several with the same name the first.
pub struct ByText<'r, T> {
    buckets: HashMap<u64, Vec<(Datum<'r>, T)>>,
}

impl<'r, T> ByText<'r, T> {
    /// Names that are no texts are left out.
    pub fn new(entries: impl IntoIterator<Item = (Datum<'r>, T)>) -> Self {
        let mut buckets: HashMap<u64, Vec<(Datum<'r>, T)>> = HashMap::new();
        for (name, entry) in entries {
            let Some(hash) = hash(&name) else { continue };
            let bucket = buckets.entry(hash).or_default();
            if !bucket.iter().any(|(known, _)| known.same_text(&name)) {
                bucket.push((name, entry));
            }
        }
        Self { buckets }
    }

    /// The entry of this name.
    pub fn get(&self, name: &Datum<'_>) -> Option<&T> {
        let bucket = self.buckets.get(&hash(name)?)?;
        bucket.iter().find(|(known, _)| known.same_text(name)).map(|(_, entry)| entry)
    }
}

fn hash(name: &Datum<'_>) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    name.text()?.as_str().hash(&mut hasher);
    Some(hasher.finish())
}
