//! What Go's `encoding/base64` makes of a `*-data` text, and why it refuses.

use super::{pem, template};
pub(in crate::kubeconfig) use crate::kubeconfig::go::base64::decode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

/// What kubectl does with a `*-data` text when it loads the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// No byte is left: the field counts as absent.
    Empty,
    /// It decodes.
    Decoded,
    /// kubectl refuses the whole file.
    Refused {
        /// The `N` of `illegal base64 data at input byte N`: an offset into the decoded scalar.
        offset: usize,
        /// What is the matter.
        cause: Cause,
    },
}

/// Why a text is not standard, padded base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// PEM that nobody encoded.
    RawPem,
    /// A template that nobody filled.
    Placeholder(template::Style),
    /// A display word such as `***`.
    Redacted(Redacted),
    /// Blanks or tabs; without them it decodes.
    Blanks,
    /// The `=` at the end are missing; with them it decodes.
    MissingPadding,
    /// `-` and `_` instead of `+` and `/`; translated it decodes.
    UrlSafeAlphabet,
    /// Text after the `=`.
    DataAfterPadding,
    /// The end is missing: one letter too many or too few.
    Truncated,
    /// A character that base64 does not have, at the offset.
    IllegalCharacter,
}

/// The words with which tools hide a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Redacted {
    /// `DATA+OMITTED`: `kubectl config view`, certificates and keys.
    DataOmitted,
    /// `REDACTED`, `REDACTED+`: `kubectl config view`, tokens and passwords.
    Redacted,
    /// `--- REDACTED ---`: kubectl's verbose output.
    Dashes,
    /// `***`: CI logs.
    Stars,
    /// `omitted`, `<omitted>`, `[omitted]`.
    Omitted,
}

/// What may be said about a `*-data` text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base64 {
    /// What kubectl does with it.
    pub verdict: Verdict,
    /// It holds line breaks, which strict decoders refuse.
    pub has_line_breaks: bool,
    /// The display word it is. Some of them are base64 and are therefore not refused.
    pub redacted: Option<Redacted>,
    /// What it decodes to is base64 of PEM.
    pub is_doubled: bool,
}

/// Decodes a `*-data` text and says what is to be said about it.
pub(in crate::kubeconfig) fn inspect(text: &str) -> (Base64, Option<Zeroizing<Vec<u8>>>) {
    let decoded = decode(text.as_bytes());
    let verdict = match &decoded {
        Ok(bytes) if bytes.is_empty() => Verdict::Empty,
        Ok(_) => Verdict::Decoded,
        Err(offset) => Verdict::Refused { offset: *offset, cause: cause(text) },
    };
    let decoded = decoded.ok();
    let facts = Base64 {
        verdict,
        has_line_breaks: text.contains(['\n', '\r']),
        redacted: redacted(text),
        is_doubled: decoded.as_ref().is_some_and(|bytes| is_base64_of_pem(bytes)),
    };
    (facts, decoded)
}

/// The display word that `text` is, around blanks.
pub(in crate::kubeconfig) fn redacted(text: &str) -> Option<Redacted> {
    let text = text.trim();
    match text {
        "DATA+OMITTED" => Some(Redacted::DataOmitted),
        "REDACTED" | "REDACTED+" | "<redacted>" | "<REDACTED>" | "[REDACTED]" => Some(Redacted::Redacted),
        "--- REDACTED ---" => Some(Redacted::Dashes),
        _ if text.len() >= 3 && text.bytes().all(|byte| byte == b'*') => Some(Redacted::Stars),
        _ if text.trim_matches(['<', '>', '[', ']', '(', ')']).eq_ignore_ascii_case("omitted") => Some(Redacted::Omitted),
        _ => None,
    }
}

/// Whether `bytes` are base64, of whatever line layout, of a text with a PEM block.
pub(in crate::kubeconfig) fn is_base64_of_pem(bytes: &[u8]) -> bool {
    decode(bytes.trim_ascii()).is_ok_and(|inner| pem::mentions_begin(&inner))
}

fn cause(text: &str) -> Cause {
    if pem::mentions_begin(text.as_bytes()) {
        return Cause::RawPem;
    }
    if let Some(word) = redacted(text) {
        return Cause::Redacted(word);
    }
    if let Some(style) = template::style(text) {
        return Cause::Placeholder(style);
    }
    let is_blank = |c: char| c == ' ' || c == '\t';
    let letters: Zeroizing<String> = Zeroizing::new(text.chars().filter(|&c| !is_blank(c) && c != '\n' && c != '\r').collect());
    if text.contains(is_blank) && STANDARD.decode(letters.as_bytes()).map(Zeroizing::new).is_ok() {
        return Cause::Blanks;
    }
    let unpadded = letters.trim_end_matches('=');
    if unpadded.contains('=') {
        return Cause::DataAfterPadding;
    }
    let alphabet_of = |extra: [char; 2]| unpadded.chars().all(|c| c.is_ascii_alphanumeric() || extra.contains(&c));
    match (alphabet_of(['+', '/']), alphabet_of(['-', '_'])) {
        _ if text.contains(is_blank) && (alphabet_of(['+', '/']) || alphabet_of(['-', '_'])) => Cause::Blanks,
        (true, _) if unpadded.len() % 4 == 1 => Cause::Truncated,
        (true, _) if letters.len() > unpadded.len() && letters.len() > unpadded.len().next_multiple_of(4) => {
            Cause::DataAfterPadding
        }
        (true, _) => Cause::MissingPadding,
        (_, true) => Cause::UrlSafeAlphabet,
        _ => Cause::IllegalCharacter,
    }
}

#[cfg(test)]
#[path = "base64_tests.rs"]
mod tests;
