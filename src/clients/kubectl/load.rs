//! `ClientConfigLoadingRules.Load`: a file that cannot be loaded stops all contexts of all files.

use crate::address::Address;
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::Document;
use crate::kubeconfig::document::Shape;
use crate::kubeconfig::load;
use crate::message::Message;

/// The first minor that decodes with `encoding/json`; before, it was json-iterator, whose errors quote the file.
const ENCODING_JSON: u32 = 23;

/// Fields, and the first minor that knows them. Before, they were unknown keys, whatever they held.
const NEW_FIELDS: &[(&str, u32)] = &[("as-uid", 23), ("disable-compression", 26)];

/// What kubectl prints behind `error loading config file "…": `.
pub(super) fn refusal(documents: &[Document], minor: u32) -> Option<Refusal> {
    documents.iter().enumerate().find_map(|(file, document)| {
        let (cause, error) = of(file, document, minor)?;
        Some(Refusal { stage: Stage::Load, error, cause })
    })
}

fn of(file: usize, document: &Document, minor: u32) -> Option<(Cause, Message)> {
    if let Some(syntax) = &document.syntax {
        return Some((Cause { file, address: Address::ROOT, span: syntax.span }, syntax.text.clone()));
    }
    let refusal = document.refusal.as_ref()?;
    if refusal.stage != load::Stage::Type {
        return Some((Cause { file, address: refusal.address.clone(), span: refusal.span }, refusal.text.clone()));
    }
    if !is_unknown(&refusal.address, minor) {
        let cause = Cause { file, address: refusal.address.clone(), span: refusal.span };
        return Some((cause, in_words_of(minor, refusal.text.clone())));
    }
    let is_first = |shape: &&Shape| shape.text.is_some() && !is_unknown(&shape.address, minor);
    let shape = document.shape.iter().find(is_first)?;
    let cause = Cause { file, address: shape.address.clone(), span: shape.span };
    Some((cause, in_words_of(minor, shape.text.clone()?)))
}

fn is_unknown(address: &Address, minor: u32) -> bool {
    NEW_FIELDS.iter().any(|(key, since)| minor < *since && address.last_key() == Some(key))
}

fn in_words_of(minor: u32, text: Message) -> Message {
    if minor < ENCODING_JSON { "v1.Config.…".into() } else { text }
}
