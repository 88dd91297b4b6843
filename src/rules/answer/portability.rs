//! What kubectl takes, and declared clients do not, or make something else of.

use super::{Answer, OUTPUT_NOT_PORTABLE, Report};
use crate::address::Address;
use crate::clients::exec_answer::{self, AnswerOutcome, Reaction};
use crate::clients::{Auth, Client};
use crate::finding::{Finding, Severity};
use crate::message::Message;
use crate::span::Span;

/// Leaves the findings about portability in where a declared client other than kubectl feels them, and says how.
pub(super) fn settle(answer: &Answer<'_>, report: &mut Report) {
    let of_kubectl = exec_answer::react(answer.output, answer.configured, Client::Kubectl.newest()).outcome;
    let others = answer.releases.iter().filter(|release| release.client != Client::Kubectl);
    let reactions = others.map(|release| exec_answer::react(answer.output, answer.configured, *release));
    let different: Vec<Reaction> = reactions.filter(|reaction| !is_same(&reaction.outcome, &of_kubectl)).collect();
    if different.is_empty() {
        report.findings.retain(|finding| finding.rule != OUTPUT_NOT_PORTABLE);
        return;
    }
    if !matches!(of_kubectl, AnswerOutcome::Sends(_)) {
        // What clients say is of what kubectl minds, too.
        return;
    }
    if report.findings.iter().all(|finding| finding.severity == Severity::Info) {
        let message = "kubectl takes this answer, and not every client makes the same of it";
        report.not_portable(&Address::ROOT, Span::at(0), message).help("see what the clients say");
    }
    let refuses = |reaction: &Reaction| matches!(reaction.outcome, AnswerOutcome::Refuses(_)) && reaction.is_verified();
    let severity = if different.iter().any(refuses) { Severity::Error } else { Severity::Warning };
    let mut felt = report.findings.iter_mut().filter(|finding| finding.rule == OUTPUT_NOT_PORTABLE);
    if let Some(first) = felt.next() {
        first.severity(severity);
        for reaction in different {
            tell(first, reaction);
        }
    }
    felt.for_each(|finding| _ = finding.severity(severity));
}

/// Whether two clients tell the server the same; where kubectl refuses, whether the other one does not go on either.
fn is_same(other: &AnswerOutcome, kubectl: &AnswerOutcome) -> bool {
    match (other, kubectl) {
        (AnswerOutcome::Sends(auth), AnswerOutcome::Sends(expected)) => {
            auth.len() == expected.len() && auth.iter().all(|one| expected.contains(one))
        }
        (AnswerOutcome::Sends(_), _) => true,
        _ => false,
    }
}

fn tell(finding: &mut Finding, reaction: Reaction) {
    let (client, version) = (reaction.release.client.id(), reaction.release.version.to_string());
    match reaction.outcome {
        AnswerOutcome::Refuses(words) => finding.refused_by(client, version, words),
        AnswerOutcome::Anonymous(words) => {
            finding.differs_in(client, version, Message::from("sends its request without a credential: ").then(words))
        }
        AnswerOutcome::Sends(auth) => finding.differs_in(client, version, sent(&auth)),
    };
}

fn sent(auth: &[Auth]) -> &'static str {
    match auth {
        [Auth::Token] => "sends the token only",
        [Auth::ClientCertificate] => "sends the certificate only",
        _ => "sends something else",
    }
}
