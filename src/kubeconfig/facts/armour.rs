//! PEM, written: BEGIN and END lines around base64 of 64 columns, as RFC 7468 has it.

use super::pem::{self, Label};
use super::{base64, bundle, der, private};
use crate::fix::PemForm;
use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

const COLUMNS: usize = 64;
const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";
const CERTIFICATE: &str = "CERTIFICATE";

/// What `bytes` are as PEM in this form; `None` where that cannot be told, or where nothing in it could be used.
pub(in crate::kubeconfig) fn write(form: PemForm, bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    match form {
        PemForm::Armoured => armoured(bytes).map(into_bytes),
        PemForm::Utf8 => utf8(bytes).map(into_bytes),
        PemForm::Strict => strict(bytes).map(into_bytes),
        PemForm::LedBy(first) => bundle::led_by(bytes, first),
        PemForm::WithoutKeys => bundle::without_keys(bytes),
        PemForm::WithoutDamaged => bundle::without_damaged(bytes),
        PemForm::WithoutParameters => bundle::without_parameters(bytes),
        PemForm::Sec1 => bundle::with_sec1(bytes),
    }
}

fn into_bytes(mut text: Zeroizing<String>) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(std::mem::take(&mut *text).into_bytes())
}

fn armoured(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let body = if der::is_one_sequence(bytes) { None } else { Some(base64::decode(bytes.trim_ascii()).ok()?) };
    let der = body.as_ref().map_or(bytes, |body| body.as_slice());
    let mut pem = Zeroizing::new(String::with_capacity(2 * der.len() + 100));
    push_block(&mut pem, label(der)?, der);
    Some(pem)
}

/// What stands behind BEGIN for a certificate or a key that Go can use.
fn label(der: &[u8]) -> Option<&'static str> {
    use super::key::Form;
    if is_certificate(der) {
        return Some(CERTIFICATE);
    }
    private::parse(der)?;
    private::form(der).and_then(|form| match form {
        Form::Pkcs8 => Some("PRIVATE KEY"),
        Form::Pkcs1 => Some("RSA PRIVATE KEY"),
        Form::Sec1 => Some("EC PRIVATE KEY"),
        _ => None,
    })
}

fn is_certificate(der: &[u8]) -> bool {
    x509_parser::parse_x509_certificate(der).is_ok_and(|(rest, _)| rest.is_empty())
}

/// Appends a block.
pub(super) fn push_block(pem: &mut String, label: &str, der: &[u8]) {
    let mut body = Zeroizing::new(String::with_capacity(der.len().div_ceil(3) * 4));
    STANDARD.encode_string(der, &mut body);
    for part in [BEGIN, label, DASHES, "\n"] {
        pem.push_str(part);
    }
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, others) = rest.split_at(rest.len().min(COLUMNS));
        pem.push_str(line);
        pem.push('\n');
        rest = others;
    }
    for part in [END, label, DASHES, "\n"] {
        pem.push_str(part);
    }
}

fn utf8(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let is_big = match bytes {
        [0xfe, 0xff, ..] | [0, _, ..] => true,
        [0xff, 0xfe, ..] | [_, 0, ..] => false,
        _ => return None,
    };
    let units = bytes.chunks_exact(2).map(|pair| {
        let pair = [pair[0], pair[1]];
        if is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) }
    });
    let mut text = Zeroizing::new(String::with_capacity(bytes.len()));
    for c in char::decode_utf16(units) {
        text.push(c.ok()?);
    }
    let text = Zeroizing::new(text.trim_start_matches('\u{feff}').to_owned());
    let is_sound = pem::blocks(text.as_bytes()).next().is_some();
    (bytes.len().is_multiple_of(2) && is_sound).then_some(text)
}

/// Every block again, and nothing else. All of them must be whole, and certificates and keys must be such.
fn strict(bytes: &[u8]) -> Option<Zeroizing<String>> {
    let text = std::str::from_utf8(bytes).ok()?;
    // The escapes of a JSON string that was not unescaped; base64 has no backslash.
    let text = Zeroizing::new(text.replace("\\r", "\n").replace("\\n", "\n"));
    let mut pem = Zeroizing::new(String::with_capacity(2 * text.len() + 100));
    let mut rest = text.as_str();
    while let Some((_, behind)) = rest.split_once(BEGIN) {
        let (label, behind) = behind.split_once(DASHES)?;
        let (body, behind) = behind.split_once(END)?;
        let behind = behind.strip_prefix(label)?.strip_prefix(DASHES)?;
        let der = base64::decode(body_of(body)?.as_bytes()).ok()?;
        push_checked(&mut pem, label, &der)?;
        rest = behind;
    }
    (!pem.is_empty()).then_some(pem)
}

/// The base64 between BEGIN and END, on one line. Without the key that an encrypted block needs its headers are not dropped.
fn body_of(text: &str) -> Option<Zeroizing<String>> {
    let mut body = Zeroizing::new(String::with_capacity(text.len()));
    for line in text.lines().filter(|line| !line.contains(':')) {
        body.extend(line.chars().filter(|c| !c.is_whitespace()));
    }
    (!text.contains("Proc-Type:")).then_some(body)
}

fn push_checked(pem: &mut String, name: &str, der: &[u8]) -> Option<()> {
    let label = Label::of(name.as_bytes());
    match label {
        Label::Certificate | Label::X509Certificate | Label::TrustedCertificate => {
            let (rest, _) = x509_parser::parse_x509_certificate(der).ok()?;
            // Behind a trusted certificate OpenSSL keeps what it is trusted for.
            if !rest.is_empty() && label != Label::TrustedCertificate {
                return None;
            }
            push_block(pem, CERTIFICATE, &der[..der.len() - rest.len()]);
        }
        Label::PrivateKey | Label::RsaPrivateKey | Label::EcPrivateKey => {
            private::parse(der)?;
            push_block(pem, name, der);
        }
        _ => push_block(pem, name, der),
    }
    Some(())
}
