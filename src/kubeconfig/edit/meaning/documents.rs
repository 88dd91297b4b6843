//! What a file says where empty documents in front are left out.

use crate::kubeconfig::edit::Refusal;
use crate::kubeconfig::edit::documents::empty_in_front;
use crate::kubeconfig::resolve;
use crate::kubeconfig::value::Value;
use crate::yaml::{self, Limits};

pub(super) fn first_filled(text: &str) -> Result<Value, Refusal> {
    let stream = yaml::parse(text, &Limits::default());
    Ok(resolve::resolve_document(text, &stream, empty_in_front(&stream)?).root)
}
