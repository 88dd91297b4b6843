//! kubectl's dialect of YAML.

pub(crate) mod line_break;
pub(crate) mod origin;
pub mod tree;
