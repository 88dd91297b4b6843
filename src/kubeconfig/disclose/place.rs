//! What the schema says of the places in a file.

use crate::kubeconfig::schema::{Exposure, Object, Type};

/// What the schema says of a place.
#[derive(Clone, Copy)]
pub(super) enum Place {
    Object(&'static Object),
    Value(Exposure),
    /// A list of values.
    Values(Exposure),
    /// It is secret.
    Hidden,
    /// It says nothing.
    Unknown,
}

impl Place {
    /// The place of what stands behind a key.
    pub(super) fn of_field(ty: Type, exposure: Exposure) -> Self {
        match ty {
            Type::Object(object) | Type::List(object) => Self::Object(object),
            Type::Any => Self::Unknown,
            Type::TextList => Self::Values(exposure),
            _ => Self::Value(exposure),
        }
    }

    /// The place of what stands in a list: a list where none belongs hides it.
    pub(super) fn of_items(self) -> Self {
        match self {
            Self::Object(_) => self,
            Self::Values(exposure) => Self::Value(exposure),
            Self::Unknown => Self::Unknown,
            Self::Value(_) | Self::Hidden => Self::Hidden,
        }
    }

    /// Tells places apart.
    pub(super) fn key(self) -> (u8, usize) {
        match self {
            Self::Object(object) => (0, std::ptr::from_ref(object).addr()),
            Self::Value(exposure) => (1, exposure as usize),
            Self::Values(exposure) => (2, exposure as usize),
            Self::Hidden => (3, 0),
            Self::Unknown => (4, 0),
        }
    }
}
