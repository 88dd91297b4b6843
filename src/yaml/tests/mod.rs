//! The reader as a whole.

mod conformance;
