//! The only code that sees plaintext.
//!
//! What leaves this folder: spans, facts, [`Name`](crate::message::Name)s of public fields, and masked text.

pub mod mask;
