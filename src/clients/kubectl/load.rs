//! `ClientConfigLoadingRules.Load`: a file that cannot be loaded stops all contexts of all files.

use crate::address::Address;
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::Document;
use crate::message::Message;

/// What kubectl prints behind `error loading config file "…": `.
pub(super) fn refusal(documents: &[Document]) -> Option<Refusal> {
    documents.iter().enumerate().find_map(|(file, document)| {
        let (cause, error) = of(file, document)?;
        Some(Refusal { stage: Stage::Load, error, cause })
    })
}

fn of(file: usize, document: &Document) -> Option<(Cause, Message)> {
    if let Some(syntax) = &document.syntax {
        return Some((Cause { file, address: Address::ROOT, span: syntax.span }, syntax.text.clone()));
    }
    let refusal = document.refusal.as_ref()?;
    Some((Cause { file, address: refusal.address.clone(), span: refusal.span }, refusal.text.clone()))
}
