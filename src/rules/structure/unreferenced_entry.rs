use crate::finding::Severity;
use crate::fix::{Fix, Target};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::Entry;
use crate::message::Name;
use crate::rules::structure::duplicate_name::SECOND;
use crate::rules::{Case, Findings};
use std::collections::HashSet;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    // Members of a set that are checked alone may be referred to from elsewhere: such a file has no contexts.
    if !case.is_complete() || case.config().contexts.is_empty() {
        return;
    }
    // What a context misspells, or lacks because the key stands elsewhere, is one of those that no context names.
    let may_mean_cluster = case.bindings().any(|binding| binding.cluster.is_none());
    let may_mean_user = case.bindings().any(|binding| binding.user.is_none());
    let may_mean = |entry: &Entry, others: &HashSet<Name>, is_misspelt: bool| is_misspelt || is_renamed(entry, others);
    let clusters = names(case.config().clusters.iter().map(|cluster| &cluster.entry));
    for cluster in &case.config().clusters {
        if is_named(&cluster.entry) && !case.is_cluster_named(&cluster.entry) {
            let may_be_meant = may_mean(&cluster.entry, &clusters, may_mean_cluster);
            report(&cluster.entry, "no context uses this cluster", may_be_meant, findings);
        }
    }
    let users = names(case.config().users.iter().map(|user| &user.entry));
    for user in &case.config().users {
        let may_mean_user = may_mean(&user.entry, &users, may_mean_user);
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

fn names<'a>(entries: impl Iterator<Item = &'a Entry>) -> HashSet<Name> {
    entries.filter_map(|entry| entry.name.as_ref().and_then(Field::name)).collect()
}

/// Whether it is the second of two that had one name: contexts that mean it name the first.
fn is_renamed(entry: &Entry, others: &HashSet<Name>) -> bool {
    let name = entry.name.as_ref().and_then(Field::name);
    let first = name.as_ref().and_then(|name| name.as_str().strip_suffix(SECOND));
    first.is_some_and(|first| others.contains(&Name::escape(first)))
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
        return finding.help("a context may mean this one and name another; if none does, remove it");
    }
    let target = Target::mapping(entry.address.clone(), entry.start.start);
    finding.fix(Fix::risky("remove the entry").remove(target));
    finding.help("remove the entry, if no other file of your `KUBECONFIG` uses it")
}
