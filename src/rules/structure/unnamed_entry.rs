use crate::rules::{Case, Effect, Findings, refuses};

const ELSEWHERE: &[Effect] =
    &[refuses("node", "1.4-2.0", "name is missing"), refuses("kube-rs", "1.1-5.0", "missing field `name`")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let config = case.config();
    if !case.is_complete() {
        return;
    }
    let clusters = config.clusters.iter().map(|cluster| &cluster.entry);
    let users = config.users.iter().map(|user| &user.entry);
    let contexts = config.contexts.iter().map(|context| &context.entry);
    for entry in clusters.chain(users).chain(contexts).filter(|entry| !entry.is_null && entry.is_unnamed()) {
        let place = entry.name.as_ref().map_or(entry.start, |name| name.key);
        let finding = findings.at(&entry.address, place, "this entry has no name, so nothing can refer to it");
        finding.help("give it a name, and let a context use it");
        finding.refused_elsewhere(case, ELSEWHERE);
        finding.foreseen_by(case, case.foresight().about(&entry.address.key("name")));
    }
}
