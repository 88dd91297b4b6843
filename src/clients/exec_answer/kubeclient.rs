//! Ruby's `kubeclient`: `exec_credentials.rb` and `config.rb`, on rest-client.

use super::openssl::{Trouble, trouble};
use super::{AnswerOutcome, Asked};
use crate::kubeconfig::credential::json::FaultKind;
use crate::kubeconfig::credential::{Credential, Member, PemText, Reading, Status, TokenText, Type};

pub(super) fn react(asked: Asked<'_>) -> AnswerOutcome {
    match run(asked).and_then(connect) {
        Ok(outcome) => outcome,
        Err(words) => AnswerOutcome::refuses(&words),
    }
}

/// `ExecCredentials.run`, with `validate_credentials`.
fn run(asked: Asked<'_>) -> Result<&Status, String> {
    let output = asked.output;
    let fault = output.json.as_ref().err().or(output.not_a_number.as_ref());
    if let Some(fault) = fault {
        // The rest of the output, from there or from the start of the object, follows.
        let rest = if fault.kind == FaultKind::Empty { "''" } else { "'…'" };
        return Err(format!("JSON::ParserError: …unexpected token at {rest}"));
    }
    if output.lone_surrogate.is_some() {
        return Err("JSON::ParserError: …incomplete surrogate pair at '…'".to_owned());
    }
    let credential: &Credential = match output.json.as_ref() {
        Ok(Reading::Object(credential)) => credential,
        Ok(Reading::Other(Type::Null)) => return Err("RuntimeError: invalid credentials".to_owned()),
        Ok(Reading::Other(Type::Bool(_))) => return Err("NoMethodError: undefined method `[]' for …".to_owned()),
        Ok(Reading::Other(Type::Text)) => return Err(mismatch(asked, "")),
        _ => return Err("TypeError: no implicit conversion of String into Integer".to_owned()),
    };
    if credential.known_version() != Some(asked.configured) {
        let version = credential.api_version.as_ref().filter(|version| !version.is_null());
        let name = version.map(|version| version.value.as_ref().and_then(|version| version.name.as_ref()));
        return Err(mismatch(asked, name.map_or("", |name| name.map_or("…", |name| name.as_str()))));
    }
    let Some(status) = credential.status.as_ref().filter(|status| !status.is_null()) else {
        return Err("RuntimeError: exec plugin didn't return a status field".to_owned());
    };
    let status = status.value.as_ref().ok_or("NoMethodError: undefined method `key?' for …")?;
    validate(status).map_or(Ok(status), |words| Err(format!("RuntimeError: exec plugin {words}")))
}

fn mismatch(asked: Asked<'_>, answered: &str) -> String {
    let configured = asked.configured.name();
    format!("RuntimeError: exec plugin is configured to use API version {configured}, plugin returned version {answered}")
}

/// `validate_credentials_status`: it looks at keys and not at values.
fn validate(status: &Status) -> Option<&'static str> {
    match (&status.certificate, &status.key, &status.token) {
        (Some(_), None, _) => Some("didn't return client key data"),
        (None, Some(_), _) => Some("didn't return client certificate data"),
        (Some(_), Some(_), Some(_)) => Some("returned both token and client data"),
        (None, None, None) => Some("didn't return a token or client data"),
        _ => None,
    }
}

/// `Config#context` and the first request.
fn connect(status: &Status) -> Result<AnswerOutcome, String> {
    match &status.token {
        Some(token) => bearer(token),
        None => certificate(status).map(|is_shown| {
            let nothing = || AnswerOutcome::anonymous("takes `null` for no certificate, or no key");
            if is_shown { AnswerOutcome::sends(false, true) } else { nothing() }
        }),
    }
}

/// The header is stripped of blanks, and of NUL at its end.
fn bearer(token: &Member<TokenText>) -> Result<AnswerOutcome, String> {
    let Some(text) = &token.value else {
        let is_nothing = matches!(token.json_type, Type::Null | Type::Bool(false));
        let nothing = || AnswerOutcome::anonymous("finds a `token` without a text and sends no credential");
        return Ok(if is_nothing { nothing() } else { AnswerOutcome::sends(true, false) });
    };
    if text.characters.inner_line_break {
        return Err("ArgumentError: header Authorization has field value \"Bearer …\", this cannot include CR/LF".to_owned());
    }
    Ok(if text.is_blank { AnswerOutcome::sends_blank_token(false) } else { AnswerOutcome::sends(true, false) })
}

/// Certificate and key are read one by one, and `null` counts as absent.
fn certificate(status: &Status) -> Result<bool, String> {
    const NO_CERTIFICATE: &str = "OpenSSL::X509::CertificateError: PEM_read_bio_X509: no start line";
    const NO_KEY: &str = "OpenSSL::PKey::PKeyError: Could not parse PKey: unsupported";
    let certificate = given(status.certificate.as_ref())?;
    let key = given(status.key.as_ref())?;
    if certificate.is_some_and(|text| !text.bytes.pem.has_certificate()) {
        return Err(NO_CERTIFICATE.to_owned());
    }
    if key.is_some_and(|text| text.bytes.keys.is_empty()) {
        return Err(NO_KEY.to_owned());
    }
    if certificate.is_none() || key.is_none() {
        return Ok(false);
    }
    let words = match status.pairs.as_ref().and_then(|pairs| trouble(&pairs.as_written)) {
        None => return Ok(true),
        Some(Trouble::NoCertificate) => NO_CERTIFICATE,
        Some(Trouble::NoKey) => NO_KEY,
        Some(Trouble::EncryptedKey) => "OpenSSL::PKey::PKeyError: Could not parse PKey: unable to get passphrase",
        Some(Trouble::OtherType) => "OpenSSL::SSL::SSLError: SSL_CTX_check_private_key: no certificate assigned",
        Some(Trouble::OtherKey) => "OpenSSL::SSL::SSLError: SSL_CTX_use_PrivateKey: key values mismatch",
    };
    Err(words.to_owned())
}

fn given(member: Option<&Member<PemText>>) -> Result<Option<&PemText>, String> {
    let Some(member) = member.filter(|member| !member.is_null()) else { return Ok(None) };
    let wrong = "TypeError: no implicit conversion of … into String";
    member.value.as_ref().map(Some).ok_or_else(|| wrong.to_owned())
}
