use crate::finding::Severity;
use crate::fix::{Fix, Target};
use crate::kubeconfig::model::Entry;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    // Members of a set that are checked alone may be referred to from elsewhere: such a file has no contexts.
    if !case.is_complete() || case.config().contexts.is_empty() {
        return;
    }
    for cluster in &case.config().clusters {
        if is_named(&cluster.entry) && !case.is_cluster_named(&cluster.entry) {
            report(&cluster.entry, "no context uses this cluster", findings);
        }
    }
    for user in &case.config().users {
        if is_named(&user.entry) && !case.is_user_named(&user.entry) {
            if user.has_static_secret() {
                let finding = report(&user.entry, "no context uses this user, and its credential stays valid", findings);
                finding.severity(Severity::Warning);
            } else {
                report(&user.entry, "no context uses this user", findings);
            }
        }
    }
}

fn is_named(entry: &Entry) -> bool {
    entry.name.as_ref().is_some_and(|name| !name.is_blank())
}

fn report<'f>(entry: &Entry, message: &'static str, findings: &'f mut Findings) -> &'f mut crate::finding::Finding {
    let finding = findings.at(&entry.address, entry.place(), message);
    let target = Target::mapping(entry.address.clone(), entry.start.start);
    finding.fix(Fix::risky("remove the entry").remove(target));
    finding.help("remove the entry, if no other file of your `KUBECONFIG` uses it")
}
