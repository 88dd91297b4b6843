//! What an exec plugin prints: an `ExecCredential`, or what should be one.
//!
//! The output is a secret as a whole. What leaves is which members it has, of which type, where they are written, and the facts of
//! their values.

mod expiry;
pub mod json;
mod member;
mod python_base64;
mod read;
mod reveal;
mod status;
mod token_text;

pub use expiry::{Expiry, GoTime};
pub use member::{Member, Type};
pub use python_base64::Error as Python64Error;
pub use read::{ApiVersion, Credential, Kind, Known, Reading, Spec};
pub use status::{Decoded, Pairs, PemText, Status, Stray};
pub use token_text::{Characters, TokenText};

use super::mask::MaskedText;
use super::source::{Encoding, Source};
use crate::message::Message;
use crate::span::{Range, Span};

/// What a plugin printed.
pub struct Output {
    source: Source,
    /// What JSON readers see.
    pub json: Result<Reading, json::Fault>,
    /// A `NaN` or `Infinity` in it, on which every JSON reader but Python's stops.
    pub not_a_number: Option<json::Fault>,
    /// Where a lone half of a surrogate pair stands: Go replaces it, Rust and Ruby stop.
    pub lone_surrogate: Option<Span>,
    /// What kubectl's YAML reader sees; JSON that begins with `{` does not get there.
    pub yaml: Result<Reading, YamlFault>,
    /// Whether kubectl takes it for JSON: its first character that is no blank is `{`.
    pub begins_as_json: bool,
    /// How many YAML documents kubectl's reader would find; it reads the first.
    pub yaml_documents: usize,
    /// Whether what stands behind the first document is no YAML.
    pub has_bad_rest: bool,
    /// Whether there is nothing, or only blanks.
    pub is_empty: bool,
    /// How it is stored.
    pub encoding: Encoding,
    /// A JSON object with other text around it.
    pub embedded: Option<Embedded>,
}

/// Why kubectl cannot read it as YAML.
#[derive(Debug)]
pub struct YamlFault {
    /// Its words, masked.
    pub text: Message,
    /// What it stumbles over.
    pub span: Span,
}

/// A JSON object with other text around it.
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    /// The object.
    pub object: Span,
    /// The first line of the text in front of it.
    pub before: Option<Span>,
    /// The first line of the text behind it.
    pub after: Option<Span>,
}

impl Output {
    /// Reads what a plugin printed.
    pub fn read(bytes: &[u8]) -> Self {
        read::output(Source::decode(bytes))
    }

    /// What kubectl sees, and whoever else reads JSON alone: JSON where it is JSON, else YAML where kubectl takes it for that.
    pub fn reading(&self) -> Option<&Reading> {
        self.json.as_ref().ok().or_else(|| self.yaml.as_ref().ok().filter(|_| !self.begins_as_json))
    }

    /// The object that it is.
    pub fn credential(&self) -> Option<&Credential> {
        self.reading().and_then(Reading::credential)
    }

    /// How it is stored, where its text had to be turned into UTF-8.
    pub fn transcoded_from(&self) -> Option<&'static str> {
        match self.encoding {
            Encoding::Utf8 | Encoding::Utf8WithMark => None,
            Encoding::Utf16Le => Some("UTF-16LE"),
            Encoding::Utf16Be => Some("UTF-16BE"),
        }
    }

    /// What may be shown of it.
    pub fn masked(&self) -> MaskedText {
        reveal::mask(self)
    }

    /// A span as lines and columns.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.source.position(span.start), end: self.source.position(span.end) }
    }

    /// As much of a span as does not measure a secret.
    pub fn narrowed(&self, span: Span, masked: &MaskedText) -> Span {
        masked.narrowed(span, self.source.text())
    }
}

#[cfg(test)]
mod tests;
