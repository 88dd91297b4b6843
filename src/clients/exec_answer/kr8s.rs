//! Python's `kr8s`: `_load_kubeconfig` and `ssl_context` of `_auth.py`, on httpx.

use super::openssl::{Trouble, python_text, trouble};
use super::{AnswerOutcome, Asked, json_text};
use crate::kubeconfig::credential::{Known, Member, PemText, Python64Error, Reading, Status, TokenText, Type};
use crate::kubeconfig::facts::pair::Pair;
use crate::kubeconfig::source::Encoding;

const NOTHING: &str = "KeyError: 'Did not find credentials in … output.'";

pub(super) fn react(asked: Asked<'_>) -> AnswerOutcome {
    match find_credentials(asked) {
        Ok(outcome) => outcome,
        Err(words) => AnswerOutcome::refuses(&words),
    }
}

fn find_credentials(asked: Asked<'_>) -> Result<AnswerOutcome, String> {
    let version = asked.version;
    if !version.is_at_least(0, 14, 2) && asked.configured != Known::V1beta1 {
        return Err("ValueError: Only client.authentication.k8s.io/v1beta1 is supported for exec auth".to_owned());
    }
    if asked.configured == Known::V1alpha1 {
        return Err("ValueError: client.authentication.k8s.io/v1alpha1 is not supported for exec auth".to_owned());
    }
    let status = status(asked)?;
    if let Some(token) = &status.token {
        return bearer(token);
    }
    if status.certificate.is_none() || status.key.is_none() {
        return Err(NOTHING.to_owned());
    }
    certificate(asked, status)
}

/// `json.loads(…)["status"]`, and whether `in` can be asked of it.
fn status(asked: Asked<'_>) -> Result<&Status, String> {
    let output = asked.output;
    let has_mark = output.encoding == Encoding::Utf8WithMark;
    let reading = output.json.as_ref().map_err(|fault| format!("JSONDecodeError: {}", json_text::python(fault, has_mark)))?;
    let credential = match reading {
        Reading::Object(credential) => credential,
        Reading::Other(Type::List { .. }) => return Err("TypeError: list indices must be integers or slices, not str".to_owned()),
        Reading::Other(Type::Text) => return Err("TypeError: string indices must be integers, not 'str'".to_owned()),
        Reading::Other(other) => return Err(format!("TypeError: '{}' object is not subscriptable", python_name(*other))),
    };
    let member = credential.status.as_ref().ok_or("KeyError: 'status'")?;
    member.value.as_ref().ok_or_else(|| match member.json_type {
        Type::Text | Type::List { .. } => NOTHING.to_owned(),
        other => format!("TypeError: argument of type '{}' is not iterable", python_name(other)),
    })
}

fn python_name(json_type: Type) -> &'static str {
    match json_type {
        Type::Null => "NoneType",
        Type::Bool(_) => "bool",
        Type::Number { .. } => "int",
        Type::Text => "str",
        Type::List { .. } => "list",
        Type::Object { .. } => "dict",
    }
}

/// A token that Python takes for false is not sent. h11 refuses line breaks, NUL, and a blank at the end.
fn bearer(token: &Member<TokenText>) -> Result<AnswerOutcome, String> {
    let Some(text) = &token.value else {
        return Ok(if token.json_type.is_false_in_python() { sends_none() } else { AnswerOutcome::sends(true, false) });
    };
    let characters = text.characters;
    if text.is_empty {
        Ok(sends_none())
    } else if characters.non_ascii {
        Err("UnicodeEncodeError: 'ascii' codec can't encode character … in position …: ordinal not in range(128)".to_owned())
    } else if characters.nul || characters.line_break || characters.vertical || characters.trailing_blank {
        Err("LocalProtocolError: Illegal header value b'Bearer …'".to_owned())
    } else {
        Ok(AnswerOutcome::sends(true, false))
    }
}

fn sends_none() -> AnswerOutcome {
    AnswerOutcome::anonymous("finds a `token` without a text and sends no credential")
}

/// Decodes the key first. What it takes for base64 has changed twice.
fn certificate(asked: Asked<'_>, status: &Status) -> Result<AnswerOutcome, String> {
    let version = asked.version;
    let (is_first, is_second) = (!version.is_at_least(0, 13, 6), !version.is_at_least(0, 17, 3));
    for member in [&status.key, &status.certificate].into_iter().flatten() {
        let Some(text) = &member.value else { return Err(not_a_text(member, is_second)) };
        let error = match (is_first, is_second) {
            (true, _) => text.decoded.always,
            (false, true) => text.decoded.or_as_it_is,
            (false, false) => text.decoded.unless_dashes,
        };
        if let Some(error) = error {
            return Err(base64_words(error).to_owned());
        }
    }
    let Some(pairs) = &status.pairs else { return Err(NOTHING.to_owned()) };
    let pair: &Pair = match (is_first, is_second) {
        (true, _) => &pairs.always_decoded,
        (false, true) => &pairs.decoded_or_as_it_is,
        (false, false) => &pairs.decoded_unless_dashes,
    };
    match trouble(pair) {
        Some(Trouble::EncryptedKey) => Err("OSError: [Errno 22] Invalid argument".to_owned()),
        Some(trouble) => Err(python_text(trouble).to_owned()),
        None => Ok(AnswerOutcome::sends(false, true)),
    }
}

fn not_a_text(member: &Member<PemText>, is_second: bool) -> String {
    let name = python_name(member.json_type);
    if is_second {
        format!("TypeError: argument should be a bytes-like object or ASCII string, not '{name}'")
    } else {
        format!("TypeError: argument of type '{name}' is not iterable")
    }
}

fn base64_words(error: Python64Error) -> &'static str {
    match error {
        Python64Error::Padding | Python64Error::Character => "Error: Incorrect padding",
        Python64Error::Length => {
            "Error: Invalid base64-encoded string: number of data characters (…) cannot be 1 more than a multiple of 4"
        }
        Python64Error::NotAscii => "ValueError: string argument should contain only ASCII characters",
    }
}
