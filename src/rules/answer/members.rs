//! `apiVersion`, `kind`, `spec` and whether there is a status.

use super::{Answer, Report};
use crate::address::Address;
use crate::finding::Severity;
use crate::kubeconfig::credential::{Credential, Known, Member, Status, Type};
use crate::message;
use crate::message::Message;
use crate::span::Span;

pub(super) fn check(answer: &Answer<'_>, credential: &Credential, report: &mut Report) {
    version(answer, credential, report);
    kind(credential, report);
    spec(credential, report);
    status(credential, report);
    for (name, earlier) in duplicates(credential) {
        let message = message!["`", name, "` is there twice; kube-rs refuses that, and everybody else takes the last one"];
        report.not_portable(&Address::ROOT.key(name), earlier, message).help("print it once");
    }
}

fn version(answer: &Answer<'_>, credential: &Credential, report: &mut Report) {
    let address = Address::ROOT.key("apiVersion");
    let configured = answer.configured;
    let help = message!["print `apiVersion: ", configured.name(), "`, or ask for the other version in the kubeconfig"];
    let Some(member) = credential.api_version.as_ref().filter(|member| !member.is_null()) else {
        let place = credential.api_version.as_ref().map_or_else(|| first_character(credential.span), |member| member.key);
        report.error(&address, place, "there is no `apiVersion`").help(help);
        return;
    };
    let known = member.value.as_ref().and_then(|version| version.known);
    match (known, &member.value) {
        (Some(known), _) if known != configured => {
            let message = message!["the kubeconfig asks for ", configured.name(), ", and this is an answer of ", known.name()];
            report.error(&address, member.span, message).help(help);
        }
        (Some(Known::V1alpha1), _) => {
            let finding = report.of(
                "exec/api-version-unsupported",
                Severity::Error,
                &address,
                member.span,
                "`client.authentication.k8s.io/v1alpha1` is gone since kubectl 1.24",
            );
            finding.help("print and ask for `client.authentication.k8s.io/v1beta1`, which has the same members");
        }
        (Some(_), _) => {}
        (None, Some(version)) => {
            let message: Message = match &version.name {
                Some(name) => message![name, " is no version of the protocol"],
                None => "this is no version of the protocol".into(),
            };
            report.error(&address, member.span, message).help(help);
        }
        (None, None) => _ = report.error(&address, member.key, "`apiVersion` is not a text").help(help),
    }
}

fn kind(credential: &Credential, report: &mut Report) {
    let address = Address::ROOT.key("kind");
    let help = "print `kind: ExecCredential`";
    let Some(member) = credential.kind.as_ref().filter(|member| !member.is_null()) else {
        if credential.kind.is_none() {
            report.not_portable(&address, first_character(credential.span), "there is no `kind`").help(help);
        }
        return;
    };
    match &member.value {
        Some(kind) if kind.is_exec_credential || kind.is_empty => {}
        Some(kind) => {
            let message: Message = match &kind.name {
                Some(name) => message!["this is ", name, ", and no `ExecCredential`"],
                None => "this is no `ExecCredential`".into(),
            };
            report.error(&address, member.span, message).help(help);
        }
        None => _ = report.error(&address, member.key, "`kind` is not a text").help(help),
    }
}

/// A plugin need not print a `spec`.
fn spec(credential: &Credential, report: &mut Report) {
    let Some(member) = &credential.spec else { return };
    let is_wrong = match &member.value {
        Some(spec) => spec.interactive.is_some_and(|json_type| !matches!(json_type, Type::Bool(_) | Type::Null)),
        None => !member.is_null(),
    };
    if is_wrong {
        let message = "`spec` is not of the types that it has in the protocol";
        report
            .error(&Address::ROOT.key("spec"), member.key, message)
            .help("leave it out: it belongs to the question, not to the answer");
    }
}

fn status(credential: &Credential, report: &mut Report) {
    let address = Address::ROOT.key("status");
    let help = "put `token`, or `clientCertificateData` and `clientKeyData`, into `status`";
    let (place, message) = match &credential.status {
        Some(member) if member.value.is_some() => return,
        Some(member) if member.is_null() => (member.key, "`status` is empty"),
        Some(member) => (member.key, "`status` is no object"),
        None => match credential.stray_token {
            Some(token) => (token, "`token` stands beside `status`, where nobody reads it"),
            None => (first_character(credential.span), "there is no `status`, which holds the credential"),
        },
    };
    let finding = report.error(&address, place, message);
    finding.help(help).differs_in("python", "18.20-37.0", "sends its request without a credential");
}

/// Members that are there twice, at the first of the two.
fn duplicates(credential: &Credential) -> Vec<(&'static str, Span)> {
    fn earlier<T>(name: &'static str, member: Option<&Member<T>>) -> Option<(&'static str, Span)> {
        Some((name, member?.earlier?))
    }
    let of_status = |status: &Status| {
        [
            earlier("token", status.token.as_ref()),
            earlier("clientCertificateData", status.certificate.as_ref()),
            earlier("clientKeyData", status.key.as_ref()),
            earlier("expirationTimestamp", status.expiry.as_ref()),
        ]
    };
    let of_object = [
        earlier("apiVersion", credential.api_version.as_ref()),
        earlier("kind", credential.kind.as_ref()),
        earlier("spec", credential.spec.as_ref()),
        earlier("status", credential.status.as_ref()),
    ];
    of_object.into_iter().chain(credential.status().map(of_status).into_iter().flatten()).flatten().collect()
}

fn first_character(span: Span) -> Span {
    Span::new(span.start, span.start + 1)
}
