//! The only code that sees plaintext.
//!
//! What leaves this folder: spans, facts, [`Name`](crate::message::Name)s of public fields, and masked text.

mod build;
pub mod by_name;
#[cfg(test)]
mod conformance;
mod convert;
pub mod credential;
pub mod directive;
mod disclose;
pub mod document;
pub mod edit;
mod elsewhere;
pub mod embedded;
pub mod examine;
pub mod facts;
pub mod field;
mod go;
pub mod inventory;
pub mod keys;
mod kind;
mod known;
mod kubectl_text;
pub mod kuberc;
pub(crate) mod load;
pub mod mask;
pub mod merge;
pub mod model;
pub mod patch;
pub mod program;
mod publish;
pub mod reading;
pub mod recognise;
pub(crate) mod resolve;
mod scalar;
pub mod schema;
mod secrets;
pub mod shape;
pub mod source;
mod tag;
pub mod unfilled;
mod unread;
mod value;
pub mod variable;
mod words;

pub use document::Document;
