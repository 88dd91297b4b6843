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
    if refusal.stage != load::Stage::Type || !is_unknown(&refusal.address, minor) {
        let cause = Cause { file, address: refusal.address.clone(), span: refusal.span };
        return Some((cause, in_words_of(minor, refusal.stage, &refusal.text)));
    }
    let is_first = |shape: &&Shape| shape.text.is_some() && !is_unknown(&shape.address, minor);
    let shape = document.shape.iter().find(is_first)?;
    let cause = Cause { file, address: shape.address.clone(), span: shape.span };
    Some((cause, in_words_of(minor, refusal.stage, shape.text.as_ref()?)))
}

fn is_unknown(address: &Address, minor: u32) -> bool {
    NEW_FIELDS.iter().any(|(key, since)| minor < *since && address.last_key() == Some(key))
}

/// The words of a release, where they are others than those of the newest.
fn in_words_of(minor: u32, stage: load::Stage, text: &Message) -> Message {
    // `runtime.NewScheme` names a scheme by the place that makes it, which depends on how kubectl was built.
    const IN_SCHEME: &str = " in scheme ";
    let words = text.to_string();
    match (stage, words.split_once(IN_SCHEME)) {
        (load::Stage::Kind, Some((start, _))) if (24..29).contains(&minor) => {
            let scheme = "\"vendor/k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50\"";
            Message::quote(&[start, IN_SCHEME, scheme].concat())
        }
        (load::Stage::Kind, Some((start, _))) if matches!(minor, 29 | 30) => {
            Message::quote(&[start, IN_SCHEME, "\"pkg/runtime/scheme.go:100\""].concat())
        }
        (load::Stage::Type, _) if minor < ENCODING_JSON && !words.starts_with("couldn't get version/kind") => {
            "v1.Config.…".into()
        }
        _ => text.clone(),
    }
}
