//! kubectl's dialect of YAML.

#[cfg(test)]
#[allow(clippy::expect_used)]
pub(crate) mod cases;
pub(crate) mod line_break;
pub(crate) mod origin;
pub mod tree;
