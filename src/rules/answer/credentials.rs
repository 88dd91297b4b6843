//! The status: token, certificate and key, expiry.

use super::{Answer, OUTPUT_CERTIFICATE_ENCODING, OUTPUT_INVALID, Report, in_status, joined};
use crate::address::Address;
use crate::clients::{Client, Release};
use crate::finding::Severity;
use crate::kubeconfig::credential::{GoTime, Member, PemText, Status, TokenText, Type};
use crate::kubeconfig::facts::key::Form;
use crate::kubeconfig::facts::pair::Pair;
use crate::kubeconfig::facts::token::Kind;
use crate::message;
use crate::rules::auth::{token_fault, why_token_is_not_valid};
use crate::rules::exec::output_certificate_encoding;
use jiff::{SignedDuration, Timestamp};

/// Python runs the plugin again when less than this is left.
const PYTHON_MARGIN: SignedDuration = SignedDuration::from_mins(5);

pub(super) fn check(answer: &Answer<'_>, status: &Status, report: &mut Report) {
    token(answer, status, report);
    pair(answer, status, report);
    nothing(answer, status, report);
    if let Some(member) = &status.expiry {
        expiry(answer.now, member, report);
    }
}

fn is_given(member: Option<&Member<PemText>>) -> bool {
    member.is_some_and(|member| member.value.as_ref().map_or(!member.is_null(), |text| !text.is_empty))
}

/// There is no credential, or half of one.
fn nothing(answer: &Answer<'_>, status: &Status, report: &mut Report) {
    let has_token =
        status.token.as_ref().is_some_and(|member| member.value.as_ref().map_or(!member.is_null(), |text| !text.is_empty));
    match (is_given(status.certificate.as_ref()), is_given(status.key.as_ref())) {
        (true, false) => {
            let place = status.certificate.as_ref().map(|member| member.key).unwrap_or_default();
            let finding = report.error(&in_status("clientCertificateData"), place, "there is a certificate, and no key");
            finding.help("print `clientKeyData` too");
        }
        (false, true) => {
            let place = status.key.as_ref().map(|member| member.key).unwrap_or_default();
            let finding = report.error(&in_status("clientKeyData"), place, "there is a key, and no certificate");
            finding.help("print `clientCertificateData` too");
        }
        (false, false) if !has_token => {
            let credential = answer.output.credential().and_then(|credential| credential.status.as_ref());
            let place = credential.map(|member| member.key).unwrap_or_default();
            let message = "there is neither a token nor a certificate with its key";
            let finding = report.error(&Address::ROOT.key("status"), place, message);
            finding.help("print `token`, or `clientCertificateData` and `clientKeyData`");
            for stray in &status.strays {
                finding.related(stray.key, message!["this is called `", stray.meant, "` in the protocol"]);
            }
        }
        (true, true) if has_token => {
            let place = status.token.as_ref().map(|member| member.key).unwrap_or_default();
            let message = "there are a token and a certificate; kubectl and node send both";
            report.not_portable(&in_status("token"), place, message).help("print one of the two");
        }
        _ => {}
    }
}

fn token(answer: &Answer<'_>, status: &Status, report: &mut Report) {
    let address = in_status("token");
    let Some(member) = &status.token else { return };
    let Some(token) = &member.value else {
        if member.json_type == Type::Null {
            report.not_portable(&address, member.key, "`token` is null").help("leave it out");
        } else {
            report.error(&address, member.key, "`token` is not a text").help("write it in double quotes");
        }
        return;
    };
    if token.is_empty {
        let has_pair = is_given(status.certificate.as_ref()) && is_given(status.key.as_ref());
        if has_pair {
            report.not_portable(&address, member.key, "`token` is empty").help("leave it out");
        }
        return;
    }
    header(member, token, report);
    if let Some(message) = why_token_is_not_valid(&token.facts.kind, answer.now) {
        let finding = report.of("auth/token-expired", Severity::Error, &address, member.key, message);
        finding.help("see why the plugin prints an old token: its cache, or the clock of this machine");
    }
    if token.facts.kind == Kind::Base64OfJwt {
        let message = "the token is base64 of a token";
        report.of("encoding/base64-jwt", Severity::Error, &address, member.key, message).help("decode it before printing it");
    }
}

fn header(member: &Member<TokenText>, token: &TokenText, report: &mut Report) {
    let Some((message, _)) = token_fault(&token.facts.header) else { return };
    let message = if token.is_blank { "the token is blank" } else { message };
    let is_refused = token.facts.header.is_refused_by_go || token.is_blank;
    let severity = if is_refused { Severity::Error } else { Severity::Warning };
    report
        .of("auth/token-malformed", severity, &in_status("token"), member.key, message)
        .help("print the token alone, with nothing around it");
}

fn pair(answer: &Answer<'_>, status: &Status, report: &mut Report) {
    let mut is_whole = true;
    for (name, what, member) in [
        ("clientCertificateData", "the certificate", status.certificate.as_ref()),
        ("clientKeyData", "the key", status.key.as_ref()),
    ] {
        let Some(member) = member.filter(|member| !member.is_null()) else { continue };
        match &member.value {
            None => _ = report.error(&in_status(name), member.key, joined(&["`", name, "` is not a text"])),
            Some(text) if text.is_empty => {}
            Some(text) => {
                if let Some((is, help)) = output_certificate_encoding::not_pem(text) {
                    let message = joined(&[what, is]);
                    report.of(OUTPUT_CERTIFICATE_ENCODING, Severity::Error, &in_status(name), member.key, message).help(help);
                    is_whole = false;
                }
            }
        }
    }
    if is_whole && is_given(status.certificate.as_ref()) && is_given(status.key.as_ref()) {
        together(answer, status, report);
    }
    validity(answer.now, status, report);
}

fn together(answer: &Answer<'_>, status: &Status, report: &mut Report) {
    let (Some(certificate), Some(key), Some(pairs)) = (&status.certificate, &status.key, &status.pairs) else { return };
    let (rule, message, help) = match &pairs.as_written {
        Pair::KeyMismatch { .. } | Pair::TypeMismatch { .. } => {
            ("certificate/key-mismatch", "the key does not belong to the certificate", "print the two that were made together")
        }
        Pair::CertificateIsKey | Pair::KeyIsCertificate => {
            ("encoding/key-and-certificate-swapped", "certificate and key stand in each other's place", "swap them")
        }
        Pair::KeyUnreadable(Form::EncryptedPkcs8 | Form::EncryptedLegacy) => (
            "certificate/key-encrypted",
            "the key is encrypted, and clients cannot ask for its passphrase",
            "decrypt it before printing it",
        ),
        other if other.kubectl_text().is_some() => {
            (OUTPUT_INVALID, "kubectl does not read this certificate and key", "see what kubectl says")
        }
        _ => return old_kr8s(answer, status, report),
    };
    let finding = report.of(rule, Severity::Error, &in_status("clientKeyData"), key.key, message);
    finding.help(help).related(certificate.key, "the certificate it stands beside");
}

/// It takes whatever a plugin prints for base64.
fn old_kr8s(answer: &Answer<'_>, status: &Status, report: &mut Report) {
    let is_old = |release: &&Release| release.client == Client::Kr8s && !release.version.is_at_least(0, 13, 6);
    let Some(member) = status.certificate.as_ref().filter(|_| answer.releases.iter().any(|release| is_old(&release))) else {
        return;
    };
    let message = "kr8s before 0.13.6 takes the PEM for base64, and stops, mostly with `Incorrect padding`";
    report
        .not_portable(&in_status("clientCertificateData"), member.key, message)
        .help("use kr8s 0.13.6 or later; the plugin is right");
}

fn validity(now: Timestamp, status: &Status, report: &mut Report) {
    let Some((member, text)) = status.certificate.as_ref().and_then(|member| Some((member, member.value.as_ref()?))) else {
        return;
    };
    let Some(certificate) = text.bytes.certificates.first().and_then(|block| block.certificate.as_ref()) else { return };
    let message = if now > certificate.not_after {
        message!["the certificate expired on ", certificate.not_after]
    } else if now < certificate.not_before {
        message!["the certificate is not valid before ", certificate.not_before]
    } else {
        return;
    };
    let finding =
        report.of("certificate/client-expired", Severity::Error, &in_status("clientCertificateData"), member.key, message);
    finding.help("see why the plugin prints it: its cache, or the clock of this machine");
}

fn expiry(now: Timestamp, member: &Member<crate::kubeconfig::credential::Expiry>, report: &mut Report) {
    const HELP: &str = "print a time like 2026-01-31T12:00:00Z";
    let address = in_status("expirationTimestamp");
    let Some(expiry) = &member.value else {
        if !member.is_null() {
            report.error(&address, member.key, "`expirationTimestamp` is not a text").help(HELP);
        }
        return;
    };
    let message = match (expiry.go, expiry.at) {
        (GoTime::Read, Some(at)) if at <= now => {
            let message = message!["the credential expired on ", at, "; no client minds, but the server will"];
            report.warning(&address, member.span, message).help("see why the plugin prints an old credential");
            return;
        }
        (GoTime::Read, Some(at)) if at.duration_since(now) < PYTHON_MARGIN => {
            let message =
                "less than five minutes are left: Python runs the plugin again for every request, kube-rs in the last minute";
            report
                .of(OUTPUT_INVALID, Severity::Info, &address, member.span, message)
                .help("hand out credentials that live longer");
            return;
        }
        (GoTime::Read, _) => return,
        (GoTime::OutOfRange(_), _) => "there is no such time",
        _ if expiry.lacks_zone => "the time has no zone, or a blank for its `T`",
        _ => "this is no time by RFC 3339",
    };
    report.error(&address, member.key, message).help(HELP);
}
