//! What may be shown of an output: of JSON its marks, the keys of the protocol, its kind and version, and a time that is one; of
//! anything else nothing.

use super::member::Member;
use super::read::{Credential, Kind};
use super::{ApiVersion, Output};
use crate::kubeconfig::mask::{MaskedText, Masker, REDACTED};
use crate::span::Span;

/// The keys of the protocol.
const KEYS: &[&str] = &[
    "apiVersion",
    "kind",
    "spec",
    "interactive",
    "status",
    "token",
    "clientCertificateData",
    "clientKeyData",
    "expirationTimestamp",
];

pub(super) fn mask(output: &Output) -> MaskedText {
    let text = output.source.text();
    let mut masker = Masker::new(text);
    match (&output.json, output.embedded) {
        (Ok(reading), _) => {
            let public = reading.credential().map(public).unwrap_or_default();
            show_json(&mut masker, text, 0, &public);
        }
        (Err(_), Some(embedded)) => {
            masker.hide_until(embedded.object.start, REDACTED);
            let object = &text[embedded.object.range()];
            show_json(&mut masker, object, embedded.object.start, &[]);
            masker.hide_until(end(text), REDACTED);
        }
        (Err(_), None) => masker.hide_until(end(text), REDACTED),
    }
    masker.finish()
}

fn public(credential: &Credential) -> Vec<Span> {
    let version = credential.api_version.as_ref().filter(|member| shows(member, |version: &ApiVersion| version.name.is_some()));
    let kind = credential.kind.as_ref().filter(|member| shows(member, |kind: &Kind| kind.name.is_some()));
    let expiry = credential.status().and_then(|status| status.expiry.as_ref());
    let expiry = expiry.filter(|member| shows(member, |expiry| expiry.at.is_some()));
    let spans = [version.map(|member| member.span), kind.map(|member| member.span), expiry.map(|member| member.span)];
    spans.into_iter().flatten().collect()
}

fn shows<T>(member: &Member<T>, is_public: impl FnOnce(&T) -> bool) -> bool {
    member.value.as_ref().is_some_and(is_public)
}

/// Valid JSON that starts at `offset`: texts and numbers are hidden, unless they are keys of the protocol or public.
fn show_json(masker: &mut Masker<'_>, text: &str, offset: u32, public: &[Span]) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        if byte == b'"' {
            at = end_of_string(bytes, at);
        } else if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.') {
            at +=
                bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.')).count();
        } else {
            at += 1;
            continue;
        }
        let span = Span::new(offset + length(start), offset + length(at));
        if !public.contains(&span) && !is_known(&text[start..at]) {
            masker.show_until(span.start);
            masker.hide_until(span.end, REDACTED);
        }
    }
    masker.show_until(offset + end(text));
}

fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn is_known(token: &str) -> bool {
    let word = token.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    word.is_some_and(|word| KEYS.contains(&word)) || matches!(token, "null" | "true" | "false" | "\"\"")
}

fn end(text: &str) -> u32 {
    length(text.len())
}

fn length(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
