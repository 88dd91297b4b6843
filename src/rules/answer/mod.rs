//! What is wrong with the answer of an exec plugin.
//!
//! The findings stand under the ids of the rules that say the same of a kubeconfig, and under `exec/output-invalid` for the rest.
//! They are errors where kubectl refuses the answer or nothing can come of it. What other clients alone mind is
//! `exec/output-not-portable`.

mod credentials;
mod form;
mod members;
mod portability;

use crate::address::Address;
use crate::clients::exec_answer::{self, AnswerOutcome};
use crate::clients::{Client, Release};
use crate::finding::{FileId, Finding, Place, Severity};
use crate::kubeconfig::credential::{Known, Output};
use crate::message::{Message, Part};
use crate::span::Span;
use jiff::Timestamp;

pub(super) const OUTPUT_INVALID: &str = "exec/output-invalid";
pub(super) const OUTPUT_NOT_PORTABLE: &str = "exec/output-not-portable";
pub(super) const OUTPUT_CERTIFICATE_ENCODING: &str = "exec/output-certificate-encoding";

/// An answer, and what it is judged against.
#[derive(Clone, Copy)]
pub struct Answer<'a> {
    /// What the plugin printed.
    pub output: &'a Output,
    /// The version that the kubeconfig asks for.
    pub configured: Known,
    /// The clients that matter.
    pub releases: &'a [Release],
    /// When expiry is judged.
    pub now: Timestamp,
}

/// What is wrong with an answer, in the order of the text.
pub fn judge(answer: &Answer<'_>) -> Vec<Finding> {
    let mut report = Report::default();
    form::check(answer, &mut report);
    if let Some(credential) = answer.output.credential() {
        members::check(answer, credential, &mut report);
        if let Some(status) = credential.status() {
            credentials::check(answer, status, &mut report);
        }
    }
    portability::settle(answer, &mut report);
    let mut findings = report.findings;
    let rank = |finding: &Finding| (finding.place.span.start, std::cmp::Reverse(finding.severity), finding.rule);
    findings.sort_by(|a, b| rank(a).cmp(&rank(b)));
    add_words(answer, &mut findings);
    findings
}

/// kubectl's words stand with the error that they are about.
fn add_words(answer: &Answer<'_>, findings: &mut [Finding]) {
    let newest: Release = Client::Kubectl.newest();
    let AnswerOutcome::Refuses(words) = exec_answer::react(answer.output, answer.configured, newest).outcome else { return };
    let text = words.to_string();
    let subject = subjects(&text);
    let mut errors: Vec<&mut Finding> = findings.iter_mut().filter(|finding| finding.severity == Severity::Error).collect();
    let is_meant = |finding: &&mut Finding| finding.address.last_key().is_some_and(|key| subject.contains(&key));
    let position = errors.iter().position(is_meant).unwrap_or(0);
    if let Some(finding) = errors.get_mut(position) {
        finding.refused_by("kubectl", "1.37", words);
    }
}

/// The members that kubectl speaks of.
fn subjects(words: &str) -> &'static [&'static str] {
    const SUBJECTS: &[(&str, &[&str])] = &[
        ("parsing time", &["expirationTimestamp"]),
        ("status.expirationTimestamp", &["expirationTimestamp"]),
        ("status.token", &["token"]),
        ("header field value", &["token"]),
        ("status.clientCertificateData", &["clientCertificateData"]),
        ("status.clientKeyData", &["clientKeyData"]),
        ("key input", &["clientKeyData"]),
        ("failed parsing client key/certificate", &["clientCertificateData", "clientKeyData"]),
        ("ExecCredentialSpec", &["spec"]),
        ("didn't return a", &["status"]),
        ("only certificate or key", &["clientCertificateData", "clientKeyData"]),
        ("configured to use API version", &["apiVersion"]),
        ("is registered for version", &["kind", "apiVersion"]),
    ];
    SUBJECTS.iter().find(|(piece, _)| words.contains(piece)).map_or(&[], |(_, members)| members)
}

#[derive(Default)]
struct Report {
    findings: Vec<Finding>,
}

impl Report {
    fn error(&mut self, address: &Address, span: Span, message: impl Into<Message>) -> &mut Finding {
        self.of(OUTPUT_INVALID, Severity::Error, address, span, message)
    }

    /// What kubectl takes; whether that stays a finding is for [`portability`] to say.
    fn not_portable(&mut self, address: &Address, span: Span, message: impl Into<Message>) -> &mut Finding {
        self.of(OUTPUT_NOT_PORTABLE, Severity::Warning, address, span, message)
    }

    fn warning(&mut self, address: &Address, span: Span, message: impl Into<Message>) -> &mut Finding {
        self.of(OUTPUT_INVALID, Severity::Warning, address, span, message)
    }

    fn of(
        &mut self,
        rule: &'static str,
        severity: Severity,
        address: &Address,
        span: Span,
        message: impl Into<Message>,
    ) -> &mut Finding {
        let finding = Finding::new(rule, severity, message.into(), Place::new(FileId(0), span), address.clone());
        let index = self.findings.len();
        self.findings.push(finding);
        &mut self.findings[index]
    }
}

/// `status.token`
fn in_status(name: &'static str) -> Address {
    Address::ROOT.key("status").key(name)
}

/// A fixed piece and another, for messages about one of several fields.
fn joined(parts: &[&'static str]) -> Message {
    Message::new(parts.iter().map(|part| Part::Text(part)).collect())
}

#[cfg(test)]
mod tests;
