use super::hidden;
use crate::finding::Severity;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, given};
use crate::rules::{Findings, ListCase};

pub(super) fn check(case: &ListCase<'_>, findings: &mut Findings) {
    for (first, other) in hidden(case.merged().clusters(), |cluster| &cluster.entry) {
        let Some((field, message)) = weakened(first.entry, other.entry) else { continue };
        let finding = findings.in_file(case.file(other.file)).field(field, message);
        finding.related_in(case.file(first.file), first.entry.entry.place(), "the cluster that counts in kubectl");
        finding.help("take this file out of the list, or rename its cluster; only the order of the files keeps it harmless");
        finding.differs_in("kr8s", KR8S, "takes this cluster: the last file wins there");
        if case.declares_run("kr8s", KR8S) {
            finding.severity(Severity::Error);
        }
    }
}

const KR8S: &str = "0.17-0.20";

/// How the second of two clusters is less safe, or another one.
fn weakened<'a>(first: &Cluster, second: &'a Cluster) -> Option<(&'a Field, &'static str)> {
    let server = given(second.server.as_ref());
    if second.is_insecure() && !first.is_insecure() {
        return second.insecure.as_ref().map(|field| (field, "a later file defines this cluster again, without verification"));
    }
    if first.is_reached_over_tls() && !second.is_reached_over_tls() {
        return server.map(|field| (field, "a later file defines this cluster again, without TLS"));
    }
    if server.zip(given(first.server.as_ref())).is_some_and(|(second, first)| !second.same_text(first)) {
        return server.map(|field| (field, "a later file defines this cluster again, with another server"));
    }
    if first.ca().is_some() && second.ca().is_none() && !second.is_insecure() {
        return server
            .map(|field| (field, "a later file defines this cluster again, with the system's authorities in place of its own"));
    }
    let is_other = second.shares_authority_with(first) == Some(false);
    second.ca().filter(|_| is_other).map(|ca| (ca, "a later file defines this cluster again, with another authority"))
}
