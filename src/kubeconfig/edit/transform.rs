//! From the text that is there to the one that should be.

use super::{Refusal, url_form};
use crate::fix::Transform;
use crate::kubeconfig::Document;
use crate::kubeconfig::elsewhere;
use crate::kubeconfig::facts::{armour, base64, namespace, token};
use crate::message::is_unsafe_to_print;
use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

const NOT_SO: Refusal = "the value is not what it was taken for";

/// What there is beyond the text of a file.
#[derive(Clone, Copy)]
pub(in crate::kubeconfig) struct Outside<'a> {
    pub(super) document: &'a Document,
}

impl<'a> Outside<'a> {
    pub(in crate::kubeconfig) fn of(document: &'a Document) -> Self {
        Self { document }
    }

    /// Base64 of the file that a field names so, if somebody read it.
    fn content(self, path: &str) -> Option<Zeroizing<String>> {
        let mut fields = self.document.kubeconfig.path_fields().map(|(_, field)| field);
        let target = fields.find(|field| field.text() == Some(path))?.target()?;
        target.content.as_ref().map(|content| encode(content.bytes()))
    }
}

/// The new text. `spelt` is the old one as it is written, which a number or boolean is not read as.
pub(super) fn apply(transform: Transform, text: &str, spelt: &str, outside: Outside<'_>) -> Result<Zeroizing<String>, Refusal> {
    match transform {
        Transform::EncodeBase64 => Ok(encode(text.as_bytes())),
        Transform::StripBlanks | Transform::PadBase64 => padded(&letters(text)),
        Transform::StandardBase64 => {
            let standard = letters(text).replace('-', "+").replace('_', "/");
            padded(&Zeroizing::new(standard))
        }
        Transform::DecodeBase64 => decode(text),
        Transform::Quote => Ok(Zeroizing::new(spelt.to_owned())),
        Transform::Trim => Ok(owned(text.trim())),
        Transform::BareToken => Ok(owned(token::alone(text))),
        Transform::Url(form) => url_form::server(form, text).ok_or(NOT_SO),
        Transform::ProxyUrl => url_form::proxy(text).ok_or(NOT_SO),
        Transform::HostName => url_form::host_name(text).ok_or(NOT_SO),
        Transform::Label => Some(text.trim()).filter(|text| namespace::is_label(text)).map(owned).ok_or(NOT_SO),
        Transform::Printable => rewritten(text, |c| (!is_unsafe_to_print(c)).then_some(c)),
        Transform::PlainName => plain_name(text),
        Transform::Path(form) => elsewhere::rewrite(form, text, &outside.document.surroundings).map(Zeroizing::new).ok_or(NOT_SO),
        Transform::Content => outside.content(text).ok_or(NOT_SO),
        Transform::Suffix(suffix) => Ok(owned(&format!("{text}{suffix}"))),
        Transform::Pem(form) => {
            let bytes = base64::decode(text.as_bytes()).map_err(|_| NOT_SO)?;
            armour::write(form, &bytes).map(|pem| encode(&pem)).ok_or(NOT_SO)
        }
    }
}

fn owned(text: &str) -> Zeroizing<String> {
    Zeroizing::new(text.to_owned())
}

/// Character by character; something must be left.
fn rewritten(text: &str, with: impl Fn(char) -> Option<char>) -> Result<Zeroizing<String>, Refusal> {
    let new: Zeroizing<String> = Zeroizing::new(text.chars().filter_map(with).collect());
    if new.is_empty() { Err(NOT_SO) } else { Ok(new) }
}

fn plain_name(text: &str) -> Result<Zeroizing<String>, Refusal> {
    let is_fine = |c: char| !c.is_ascii() || c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@');
    let plain = rewritten(text, |c| Some(if is_fine(c) { c } else { '-' }))?;
    let plain = plain.trim_start_matches(['-', '.']).trim_end_matches('-');
    if plain.is_empty() { Err(NOT_SO) } else { Ok(owned(plain)) }
}

fn encode(bytes: &[u8]) -> Zeroizing<String> {
    let mut encoded = Zeroizing::new(String::with_capacity(bytes.len().div_ceil(3) * 4));
    STANDARD.encode_string(bytes, &mut encoded);
    encoded
}

fn letters(text: &str) -> Zeroizing<String> {
    let mut letters = Zeroizing::new(String::with_capacity(text.len()));
    letters.extend(text.chars().filter(|c| !matches!(c, ' ' | '\t' | '\n' | '\r')));
    letters
}

fn padded(letters: &str) -> Result<Zeroizing<String>, Refusal> {
    let bare = letters.trim_end_matches('=');
    let missing = bare.len().next_multiple_of(4) - bare.len();
    if missing == 3 {
        return Err(NOT_SO);
    }
    let mut padded = Zeroizing::new(String::with_capacity(bare.len() + missing));
    padded.push_str(bare);
    padded.extend(std::iter::repeat_n('=', missing));
    decodable(padded)
}

fn decodable(base64: Zeroizing<String>) -> Result<Zeroizing<String>, Refusal> {
    if base64::decode(base64.as_bytes()).is_ok() { Ok(base64) } else { Err(NOT_SO) }
}

fn decode(text: &str) -> Result<Zeroizing<String>, Refusal> {
    let bytes = base64::decode(text.as_bytes()).map_err(|_| NOT_SO)?;
    let decoded = std::str::from_utf8(&bytes).map_err(|_| NOT_SO)?;
    // What was encoded twice was often wrapped in between.
    Ok(letters(decoded))
}
