//! `@kubernetes/client-node`: `exec_auth.js`; 1.x on node-fetch, 2.x on the fetch of Node.js.

use super::openssl::{Trouble, trouble};
use super::{AnswerOutcome, Asked, json_text};
use crate::kubeconfig::credential::{Member, PemText, Reading, Status, TokenText, Type};

pub(super) fn react(asked: Asked<'_>) -> AnswerOutcome {
    let output = asked.output;
    if let Some(fault) = output.json.as_ref().err().or(output.not_a_number.as_ref()) {
        return AnswerOutcome::refuses(&format!("SyntaxError: {}", json_text::v8(fault)));
    }
    let unreadable = |what: &str| {
        AnswerOutcome::refuses(&format!("TypeError: Cannot read properties of {what} (reading 'clientCertificateData')"))
    };
    let credential = match output.json.as_ref() {
        Ok(Reading::Object(credential)) => credential,
        Ok(Reading::Other(Type::Null)) => return AnswerOutcome::anonymous("takes `null` for no credential"),
        _ => return unreadable("undefined"),
    };
    match &credential.status {
        None => unreadable("undefined"),
        Some(member) if member.is_null() => unreadable("null"),
        Some(member) => match &member.value {
            Some(status) => apply(asked, status),
            None => AnswerOutcome::anonymous("finds nothing in a status that is no object"),
        },
    }
}

/// `applyAuthentication`, then the headers, then TLS.
fn apply(asked: Asked<'_>, status: &Status) -> AnswerOutcome {
    let is_fetch = asked.version.major >= 2;
    let token = status.token.as_ref().filter(|token| is_true(token, |text: &TokenText| !text.is_empty));
    let text = token.and_then(|token| token.value.as_ref());
    if let Some(words) = text.and_then(|text| header_words(text, is_fetch)) {
        return AnswerOutcome::refuses(words);
    }
    match certificate(status) {
        Err(words) => {
            let fetch = if is_fetch { "TypeError: fetch failed: " } else { "" };
            AnswerOutcome::refuses(&format!("{fetch}{words}"))
        }
        Ok(has_certificate) if text.is_some_and(|text| text.is_blank) || token.is_some_and(is_empty_list) => {
            AnswerOutcome::sends_blank_token(has_certificate)
        }
        Ok(false) if token.is_none() => AnswerOutcome::anonymous("finds no token, and no certificate with its key"),
        Ok(has_certificate) => AnswerOutcome::sends(token.is_some(), has_certificate),
    }
}

fn header_words(token: &TokenText, is_fetch: bool) -> Option<&'static str> {
    let characters = token.characters;
    let is_illegal = characters.nul || characters.vertical || characters.other_control;
    if !is_fetch {
        let is_refused = is_illegal || characters.line_break || characters.beyond_latin;
        return is_refused.then_some("TypeError: Bearer … is not a legal HTTP header value");
    }
    if characters.beyond_latin {
        Some(
            "TypeError: Cannot convert argument to a ByteString because the character at index … has a value of … which is greater than 255.",
        )
    } else if characters.nul || characters.inner_line_break {
        Some("TypeError: Headers.append: \"Bearer …\" is an invalid header value.")
    } else if is_illegal {
        Some("TypeError: fetch failed: InvalidArgumentError: invalid Authorization header")
    } else {
        None
    }
}

/// Whether a certificate is shown. Node.js shows none without its key, or with a key of another type.
fn certificate(status: &Status) -> Result<bool, &'static str> {
    const NO_CERTIFICATE: &str = "Error: error:0480006C:PEM routines::no start line";
    const NO_KEY: &str = "Error: error:1E08010C:DECODER routines::unsupported";
    let is_given = |text: &PemText| !text.is_empty;
    let certificate = status.certificate.as_ref().filter(|member| is_true(member, is_given) && !is_empty_list(member));
    let key = status.key.as_ref().filter(|member| is_true(member, is_given) && !is_empty_list(member));
    if certificate.is_some_and(|member| member.value.is_none()) || key.is_some_and(|member| member.value.is_none()) {
        return Err(
            "TypeError: The \"options.cert\" property must be of type string or an instance of Buffer, TypedArray, or DataView.",
        );
    }
    let text =
        |member: Option<&'_ Member<PemText>>| member.and_then(|member| member.value.as_ref().map(|text| text.bytes.pem.clone()));
    match (text(certificate), text(key)) {
        (Some(certificate), _) if !certificate.has_certificate() => Err(NO_CERTIFICATE),
        (_, Some(key)) if !key.has_private_key() => Err(NO_KEY),
        (Some(_), Some(_)) => match status.pairs.as_ref().and_then(|pairs| trouble(&pairs.as_written)) {
            None => Ok(true),
            Some(Trouble::OtherType) => Ok(false),
            Some(Trouble::OtherKey) => Err("Error: error:05800074:x509 certificate routines::key values mismatch"),
            Some(Trouble::EncryptedKey) => Err("Error: error:1C800064:Provider routines::bad decrypt"),
            Some(Trouble::NoCertificate) => Err(NO_CERTIFICATE),
            Some(Trouble::NoKey) => Err(NO_KEY),
        },
        _ => Ok(false),
    }
}

/// It becomes an empty text as a token, and no certificate at all as one.
fn is_empty_list<T>(member: &Member<T>) -> bool {
    member.json_type == Type::List { is_empty: true }
}

/// What JavaScript takes for true.
fn is_true<T>(member: &Member<T>, is_given: impl FnOnce(&T) -> bool) -> bool {
    match member.json_type {
        Type::Null | Type::Bool(false) | Type::Number { is_zero: true } => false,
        Type::Text => member.value.as_ref().is_some_and(is_given),
        _ => true,
    }
}
