//! Python's `kubernetes`: `config/exec_provider.py`, and `_load_from_exec_plugin` of `config/kube_config.py`.
//!
//! Whatever it does not like it writes to its log, and then sends its request without a credential.

use super::openssl::{python_text, trouble};
use super::{AnswerOutcome, Asked, json_text};
use crate::kubeconfig::credential::{Credential, Member, PemText, Reading, Status, TokenText};
use crate::kubeconfig::source::Encoding;

pub(super) fn react(asked: Asked<'_>) -> AnswerOutcome {
    let status = match run(asked) {
        Ok(status) => status,
        Err(words) => return logs(&words),
    };
    if let Some(token) = &status.token {
        return bearer(token);
    }
    if status.certificate.is_none() {
        return logs("exec: missing token or clientCertificateData field in plugin output");
    }
    if status.key.is_none() {
        return logs("exec: missing clientKeyData field in plugin output");
    }
    certificate(status)
}

/// `ExecProvider.run`
fn run(asked: Asked<'_>) -> Result<&Status, String> {
    let output = asked.output;
    let reading = output.json.as_ref().map_err(|fault| {
        let has_mark = output.encoding == Encoding::Utf8WithMark;
        format!("exec: failed to decode process output: {}", json_text::python(fault, has_mark))
    })?;
    let Reading::Object(credential) = reading else {
        return Err("exec: malformed response. missing key 'apiVersion'".to_owned());
    };
    let missing = |key: &str| format!("exec: malformed response. missing key '{key}'");
    let version = credential.api_version.as_ref().ok_or_else(|| missing("apiVersion"))?;
    let _ = credential.kind.as_ref().ok_or_else(|| missing("kind"))?;
    let _ = credential.status.as_ref().ok_or_else(|| missing("status"))?;
    if credential.known_version() != Some(asked.configured) {
        let name = version.value.as_ref().and_then(|version| version.name.as_ref());
        let name = name.map_or("…", |name| name.as_str());
        return Err(format!("exec: plugin api version {name} does not match {}", asked.configured.name()));
    }
    status(credential).ok_or_else(|| "exec: the status is no object".to_owned())
}

fn status(credential: &Credential) -> Option<&Status> {
    credential.status()
}

fn logs(words: &str) -> AnswerOutcome {
    AnswerOutcome::anonymous(&format!("logs `{words}`"))
}

/// `"Bearer %s"`, whatever the type.
fn bearer(token: &Member<TokenText>) -> AnswerOutcome {
    let Some(token) = &token.value else { return AnswerOutcome::sends(true, false) };
    let characters = token.characters;
    if characters.beyond_latin {
        AnswerOutcome::refuses(
            "UnicodeEncodeError: 'latin-1' codec can't encode character … in position …: ordinal not in range(256)",
        )
    } else if characters.unfolded_line_break {
        AnswerOutcome::refuses("ValueError: Invalid header value b'Bearer …'")
    } else if token.is_blank {
        AnswerOutcome::sends_blank_token(false)
    } else {
        AnswerOutcome::sends(true, false)
    }
}

/// `FileOrData.as_file` writes what is true to a file; urllib3 loads a certificate, with its key or without.
fn certificate(status: &Status) -> AnswerOutcome {
    if is_false(status.certificate.as_ref()) {
        return logs_nothing();
    }
    let Some(certificate) = status.certificate_text() else { return logs("…") };
    // A key that cannot be written to a file leaves the certificate alone.
    if is_false(status.key.as_ref()) || status.key_text().is_none() {
        let is_whole = certificate.bytes.pem.has_certificate() && certificate.bytes.pem.has_private_key();
        return if is_whole {
            AnswerOutcome::sends(false, true)
        } else {
            AnswerOutcome::refuses("SSLError: [SSL] PEM lib (_ssl.c:…)")
        };
    }
    let Some(pairs) = &status.pairs else { return logs("…") };
    match trouble(&pairs.as_written) {
        Some(trouble) => AnswerOutcome::refuses(python_text(trouble)),
        None => AnswerOutcome::sends(false, true),
    }
}

fn logs_nothing() -> AnswerOutcome {
    AnswerOutcome::anonymous("passes over a `clientCertificateData` that is empty, and logs nothing")
}

/// What Python takes for false.
fn is_false(member: Option<&Member<PemText>>) -> bool {
    member.is_none_or(|member| member.json_type.is_false_in_python() || member.value.as_ref().is_some_and(|text| text.is_empty))
}
