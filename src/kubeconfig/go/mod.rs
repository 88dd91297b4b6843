//! What Go's standard library does to text and numbers, as far as kubectl's answers depend on it.

pub(in crate::kubeconfig) mod base64;
pub(in crate::kubeconfig) mod number;
pub(in crate::kubeconfig) mod quote;
pub(in crate::kubeconfig) mod time;
