//! What bytes are that hold no PEM block.

use super::{base64, der, pem};

/// What the decoded bytes of a `*-data` field, or of a file, are as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// Nothing, or only blanks.
    Empty,
    /// At least one block that Go finds.
    Pem,
    /// A BEGIN line, but no block that Go finds.
    BrokenPem,
    /// A certificate in DER.
    DerCertificate,
    /// Another DER structure, such as a key or PKCS #12.
    Der,
    /// Base64 of DER: the body of a PEM block without its BEGIN and END lines.
    BareBody,
    /// Base64 of PEM.
    Base64OfPem,
    /// Text in UTF-16, as PowerShell's `>` writes it.
    Utf16,
    /// Other text.
    Text,
    /// Other bytes.
    Binary,
}

pub(super) fn of(bytes: &[u8], has_block: bool) -> Content {
    if has_block {
        Content::Pem
    } else if bytes.trim_ascii().is_empty() {
        Content::Empty
    } else if pem::mentions_begin(bytes) {
        Content::BrokenPem
    } else if der::is_one_sequence(bytes) {
        if x509_parser::parse_x509_certificate(bytes).is_ok() { Content::DerCertificate } else { Content::Der }
    } else if base64::is_base64_of_pem(bytes) {
        Content::Base64OfPem
    } else if is_bare_body(bytes) {
        Content::BareBody
    } else if is_utf16(bytes) {
        Content::Utf16
    } else if std::str::from_utf8(bytes).is_ok_and(|text| !text.contains('\0')) {
        Content::Text
    } else {
        Content::Binary
    }
}

fn is_bare_body(bytes: &[u8]) -> bool {
    base64::decode(bytes.trim_ascii()).is_ok_and(|der| der::is_one_sequence(&der))
}

/// A byte order mark of UTF-16, or mostly ASCII letters with a zero byte each.
fn is_utf16(bytes: &[u8]) -> bool {
    let has_mark = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    let pairs = bytes.chunks_exact(2);
    let count = pairs.len();
    let ascii = pairs.filter(|pair| (pair[0] == 0) != (pair[1] == 0) && pair.is_ascii()).count();
    count >= 2 && bytes.len().is_multiple_of(2) && (has_mark || ascii * 10 >= count * 9)
}
