//! What a kubeconfig says. Only code in here sees the text of values.

#[cfg(test)]
mod conformance;
pub(in crate::kubeconfig) mod convert;
pub(in crate::kubeconfig) mod go;
pub(in crate::kubeconfig) mod kind;
pub(crate) mod kubectl_text;
pub(crate) mod load;
pub(crate) mod resolve;
pub(in crate::kubeconfig) mod scalar;
pub mod schema;
pub(crate) mod shape;
pub(in crate::kubeconfig) mod tag;
pub(in crate::kubeconfig) mod value;
