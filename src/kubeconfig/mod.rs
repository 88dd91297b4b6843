//! What a kubeconfig says. The only code that sees plaintext.

pub mod facts;
