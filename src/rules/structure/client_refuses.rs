use crate::address::Address;
use crate::finding::{Finding, Severity};
use crate::kubeconfig::facts::pair::Pair;
use crate::kubeconfig::facts::pool::Pool;
use crate::kubeconfig::load::Stage;
use crate::kubeconfig::model::{Cluster, User};
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};
use crate::span::Span;

/// The net below the other rules: whatever is reported here and explained by another finding is left out by the engine.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if let Some(refusal) = &case.document().refusal {
        let finding = report(findings, &refusal.address, refusal.span, message(refusal.stage), refusal.text.clone());
        finding.help("change what kubectl names in its error");
    }
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls()) {
        pool(case, cluster, findings);
    }
    for user in case.config().users.iter().filter(|user| !case.is_anonymous(user)) {
        pair(case, user, findings);
    }
    for user in &case.config().users {
        headers(case, user, findings);
    }
}

fn message(stage: Stage) -> &'static str {
    match stage {
        Stage::Yaml => "kubectl does not load this file: it cannot read the YAML",
        Stage::Convert => "kubectl does not load this file: JSON cannot hold this value",
        Stage::Kind => "kubectl does not load this file: it is of another kind or version",
        Stage::Type => "kubectl does not load this file: a value is not of the type that belongs here",
        Stage::Duplicate => "kubectl does not load this file: a name comes twice",
    }
}

fn pool(case: &Case<'_>, cluster: &Cluster, findings: &mut Findings) {
    let Some((ca, error)) = cluster.ca().zip(cluster.pool().and_then(Pool::kubectl_text)) else { return };
    let error = Message::from("unable to load root certificates: ").then(error);
    let finding = report(findings, &ca.address, ca.place(), "kubectl cannot use this certificate authority", error);
    finding.help("look at the certificate: `openssl x509 -noout -text -in FILE`");
    soften(finding, case);
}

fn pair(case: &Case<'_>, user: &User, findings: &mut Findings) {
    let Some((certificate, error)) = user.certificate().zip(user.pair().and_then(Pair::kubectl_text)) else { return };
    let message = "kubectl cannot use this client certificate and its key";
    let finding = report(findings, &certificate.address, certificate.place(), message, error);
    finding.help("look at the key: `openssl pkey -noout -in FILE`; one that is encrypted must be decrypted first");
    soften(finding, case);
}

/// Whom to act as is sent in headers, without TLS too.
fn headers(case: &Case<'_>, user: &User, findings: &mut Findings) {
    let groups = user.impersonate_groups.iter().flat_map(|groups| &groups.items).map(|group| ("Impersonate-Group", group));
    let named = [("Impersonate-User", &user.impersonate), ("Impersonate-Uid", &user.impersonate_uid)];
    let named = named.into_iter().filter_map(|(header, field)| Some((header, field.as_ref()?)));
    for (header, field) in named.chain(groups).filter(|(_, field)| !field.is_header_value()) {
        let error = message!["net/http: invalid header field value for \"", header, "\""];
        let message = "kubectl cannot send this: it holds a line break or another control character";
        soften(report(findings, &field.address, field.place(), message, error), case);
    }
}

/// Unlike a file that does not load, this hurts only the contexts that use the entry.
fn soften(finding: &mut Finding, case: &Case<'_>) {
    if !case.is_in_use(&finding.address) {
        finding.severity(Severity::Warning);
    }
}

fn report<'f>(
    findings: &'f mut Findings,
    address: &Address,
    place: Span,
    message: &'static str,
    error: Message,
) -> &'f mut Finding {
    findings.at(address, place, message).refused_by("kubectl", "1.22-1.37", error)
}
