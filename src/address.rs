//! Which field: `users[ci].user.client-key-data`.

use crate::message::Name;
use std::fmt::{self, Display, Formatter};

/// The way from the top of a kubeconfig to a field, as a person would name it.
///
/// It is made of known keys, entry names and indexes, so it can be shown and compared. It does not change when entries are
/// reordered, except where an entry has no name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(Vec<Segment>);

/// One step of an [`Address`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A known key.
    Key(&'static str),
    /// An entry of a list of named entries.
    Entry(Name),
    /// An item of any other list, or an entry without a name, counted from 0.
    Index(usize),
    /// A key that may not be shown.
    UnknownKey,
}

impl Address {
    /// The whole file.
    pub const ROOT: Self = Self(Vec::new());

    /// The address of a field one step below.
    #[must_use]
    pub fn join(&self, segment: Segment) -> Self {
        let mut segments = Vec::with_capacity(self.0.len() + 1);
        segments.extend_from_slice(&self.0);
        segments.push(segment);
        Self(segments)
    }

    /// The address of a known key one step below.
    #[must_use]
    pub fn key(&self, key: &'static str) -> Self {
        self.join(Segment::Key(key))
    }

    /// The steps from the top.
    pub fn segments(&self) -> &[Segment] {
        &self.0
    }

    /// Itself and all that it lies in, up to the whole file.
    pub fn with_those_above(&self) -> impl Iterator<Item = Self> {
        (0..=self.0.len()).rev().map(|length| Self(self.0[..length].to_vec()))
    }

    /// What it lies in.
    #[must_use]
    pub fn above(&self) -> Self {
        Self(self.0[..self.0.len().saturating_sub(1)].to_vec())
    }

    /// Whether `other` is this field or lies in it.
    pub fn encloses(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The named entry it lies in (`users[ci]`), or itself where it lies in none.
    #[must_use]
    pub fn entry(&self) -> Self {
        Self(self.0.iter().take(2).cloned().collect())
    }

    /// The last known key.
    pub fn last_key(&self) -> Option<&'static str> {
        self.0.iter().rev().find_map(|segment| if let Segment::Key(key) = segment { Some(*key) } else { None })
    }
}

impl Display for Address {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (position, segment) in self.0.iter().enumerate() {
            match segment {
                Segment::Key(key) if position == 0 => f.write_str(key)?,
                Segment::Key(key) => write!(f, ".{key}")?,
                Segment::Entry(name) => write!(f, "[{name}]")?,
                Segment::Index(index) => write!(f, "[{index}]")?,
                Segment::UnknownKey if position == 0 => f.write_str("?")?,
                Segment::UnknownKey => f.write_str(".?")?,
            }
        }
        Ok(())
    }
}
