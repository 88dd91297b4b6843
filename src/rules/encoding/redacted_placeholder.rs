use super::pem_field::pem_fields;
use crate::finding::{Finding, Severity};
use crate::kubeconfig::facts::base64::{Redacted, Verdict};
use crate::kubeconfig::field::Field;
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for pem in pem_fields(case) {
        if let Some(word) = pem.field.data().and_then(|data| data.base64.redacted) {
            soften(case, pem.report(findings, message(pem.field, word)));
        }
    }
    for field in case.config().data_fields() {
        let Some(base64) = field.data().map(|data| data.base64) else { continue };
        if let (Verdict::Refused { offset, .. }, Some(word)) = (base64.verdict, base64.redacted) {
            // The whole file is refused, whoever uses the entry.
            let finding = findings.field(field, message(field, word)).help(help());
            finding.refused_by("kubectl", "1.22-1.37", message!["illegal base64 data at input byte ", offset]);
        }
    }
    for user in case.config().users.iter().filter(|user| !case.is_anonymous(user)) {
        for field in [&user.token, &user.password].into_iter().flatten() {
            let Some(word) = field.redacted() else { continue };
            let finding = findings.field(field, message(field, word));
            for (client, versions) in [("kubectl", "1.22-1.37"), ("python", "18.20-37.0")] {
                finding.differs_in(client, versions, "sends the word itself");
            }
            soften(case, finding);
        }
    }
}

fn message(field: &Field, word: Redacted) -> Message {
    let key = field.address.last_key().unwrap_or_default();
    let word = match word {
        Redacted::DataOmitted => "`DATA+OMITTED`",
        Redacted::Redacted => "`REDACTED`",
        Redacted::Dashes => "`--- REDACTED ---`",
        Redacted::Stars => "`***`",
        Redacted::Omitted => "`omitted`",
    };
    message!["`", key, "` holds the word ", word, ", which stands for a hidden value"]
}

fn help() -> &'static str {
    "export the file again: `kubectl config view --raw --flatten --minify`"
}

/// An entry that the current context does not use hurts nobody else.
fn soften(case: &Case<'_>, finding: &mut Finding) {
    finding.help(help());
    if !case.is_in_use(&finding.address) {
        finding.severity(Severity::Warning);
    }
}
