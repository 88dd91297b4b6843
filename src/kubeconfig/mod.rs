//! The only code that sees plaintext.
//!
//! What leaves this folder: spans, facts, [`Name`](crate::message::Name)s of public fields, and masked text.

mod build;
mod document;
mod examine;
pub mod facts;
pub mod field;
pub mod mask;
pub mod model;
pub mod recognise;
pub mod schema;
mod value;

pub use document::Document;
