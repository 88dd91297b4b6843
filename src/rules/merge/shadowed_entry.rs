use super::hidden;
use crate::finding::Severity;
use crate::kubeconfig::merge::In;
use crate::kubeconfig::model::{Cluster, Context, Entry, User};
use crate::message;
use crate::rules::{Findings, ListCase};

pub(super) fn check(case: &ListCase<'_>, findings: &mut Findings) {
    let merged = case.merged();
    for (first, other) in hidden(merged.clusters(), |cluster| &cluster.entry) {
        let is_same = Cluster::says_the_same_as(first.entry, other.entry);
        report(case, "cluster", is_same, &first.map(|cluster| &cluster.entry), &other.map(|cluster| &cluster.entry), findings);
    }
    for (first, other) in hidden(merged.users(), |user| &user.entry) {
        let is_same = User::says_the_same_as(first.entry, other.entry);
        report(case, "user", is_same, &first.map(|user| &user.entry), &other.map(|user| &user.entry), findings);
    }
    for (first, other) in hidden(merged.contexts(), |context| &context.entry) {
        let is_same = Context::says_the_same_as(first.entry, other.entry);
        report(case, "context", is_same, &first.map(|context| &context.entry), &other.map(|context| &context.entry), findings);
    }
}

fn report(
    case: &ListCase<'_>,
    kind: &'static str,
    is_same: bool,
    first: &In<'_, Entry>,
    other: &In<'_, Entry>,
    findings: &mut Findings,
) {
    let message = if is_same {
        message!["an earlier file of the list has the same ", kind, " already"]
    } else {
        message!["an earlier file of the list has another ", kind, " of this name, and only that one counts"]
    };
    let finding = findings.in_file(case.file(other.file)).at(&other.entry.address, other.entry.place(), message);
    finding.related_in(case.file(first.file), first.entry.place(), "this one counts");
    if is_same {
        finding.severity(Severity::Info).help("it can be taken out of one of the files");
    } else {
        finding.help("rename one of them and what refers to it, or take one of the files out of the list");
        finding.differs_in("kr8s", "0.17-0.20", "takes this one: the last file wins there");
    }
    if case.declares_run("node", NODE) {
        finding.severity(Severity::Error).refused_by("node", NODE, message!["Duplicate ", kind, ": ", other.entry.quoted_name()]);
    }
}

const NODE: &str = "1.4-2.0";
