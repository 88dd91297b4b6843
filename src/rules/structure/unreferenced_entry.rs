use crate::finding::Severity;
use crate::fix::{Fix, Target};
use crate::kubeconfig::model::{Entry, given};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    // Members of a set that are checked alone may be referred to from elsewhere: such a file has no contexts.
    if !case.is_complete() || case.config().contexts.is_empty() {
        return;
    }
    // What a context misspells is one of those that no context names.
    let may_mean_cluster = case.bindings().any(|binding| binding.cluster.is_none());
    let may_mean_user = case.bindings().any(|binding| binding.user.is_none() && given(binding.context.user.as_ref()).is_some());
    for cluster in &case.config().clusters {
        if is_named(&cluster.entry) && !case.is_cluster_named(&cluster.entry) {
            report(&cluster.entry, "no context uses this cluster", may_mean_cluster, findings);
        }
    }
    for user in &case.config().users {
        if is_named(&user.entry) && !case.is_user_named(&user.entry) {
            if user.has_static_secret() {
                let message = "no context uses this user, and its credential stays valid";
                let finding = report(&user.entry, message, may_mean_user, findings);
                finding.severity(Severity::Warning);
            } else {
                report(&user.entry, "no context uses this user", may_mean_user, findings);
            }
        }
    }
}

fn is_named(entry: &Entry) -> bool {
    entry.name.as_ref().is_some_and(|name| !name.is_blank())
}

fn report<'f>(
    entry: &Entry,
    message: &'static str,
    may_be_meant: bool,
    findings: &'f mut Findings,
) -> &'f mut crate::finding::Finding {
    let finding = findings.at(&entry.address, entry.place(), message);
    if may_be_meant {
        return finding.help("a context names one that does not exist; if this is not the one that is meant, remove it");
    }
    let target = Target::mapping(entry.address.clone(), entry.start.start);
    finding.fix(Fix::risky("remove the entry").remove(target));
    finding.help("remove the entry, if no other file of your `KUBECONFIG` uses it")
}
