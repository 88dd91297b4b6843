use crate::kubeconfig::merge::In;
use crate::kubeconfig::model::{Cluster, Context, User};
use crate::message;
use crate::profile::Profile;
use crate::rules::{Findings, ListCase};
use std::collections::HashSet;

pub(super) fn check(case: &ListCase<'_>, findings: &mut Findings) {
    let merged = case.merged();
    let mut seen = HashSet::new();
    for context in merged.contexts().iter().map(|copies| copies[0]) {
        let Context { cluster, user, .. } = context.entry;
        let found = merged.cluster(cluster.as_ref()).zip(merged.user(user.as_ref()));
        let Some((cluster, user)) = found.filter(|(cluster, user)| cluster.file != user.file && user.entry.has_credentials())
        else {
            continue;
        };
        let copies = merged.copies_of(cluster);
        let replaced = copies.iter().find(|copy| copy.file != cluster.file && !copy.entry.says_the_same_as(cluster.entry));
        // Of one's own files, some may hold the users and others the clusters.
        let is_suspect = replaced.is_some() || case.profile() == Profile::Untrusted;
        if is_suspect && seen.insert((std::ptr::from_ref(cluster.entry), std::ptr::from_ref(user.entry))) {
            report(case, cluster, user, replaced, findings);
        }
    }
}

fn report(
    case: &ListCase<'_>,
    cluster: In<'_, Cluster>,
    user: In<'_, User>,
    replaced: Option<&In<'_, Cluster>>,
    findings: &mut Findings,
) {
    let name = user.entry.entry.shown_name();
    let message = message!["this cluster gets the credential of the user ", name, " of another file"];
    let Cluster { entry, server, .. } = cluster.entry;
    let findings = findings.in_file(case.file(cluster.file));
    let finding = match server {
        Some(server) => findings.field(server, message),
        None => findings.at(&entry.address, entry.place(), message),
    };
    finding.related_in(case.file(user.file), user.entry.entry.place(), "the user");
    if let Some(replaced) = replaced {
        finding.related_in(case.file(replaced.file), replaced.entry.entry.place(), "the cluster that it takes the place of");
    }
    finding.help("make sure that it is meant for this server; else take the file out of the list, or put it last");
}
