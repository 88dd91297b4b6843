use crate::rules::{Case, Effect, Findings, differs};

const GLUED: &str = "puts the path of every request behind it";
const EFFECTS: &[Effect] = &[
    differs("kubectl", "1.22-1.37", "drops it"),
    differs("python", "18.20-37.0", GLUED),
    differs("kr8s", "0.13-0.20", GLUED),
    differs("node", "1.0-2.0", GLUED),
    differs("kube-rs", "1.0-5.0", "drops it"),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let effects = case.felt(EFFECTS);
    for server in case.config().clusters.iter().filter_map(|cluster| cluster.server.as_ref()) {
        let Some(url) = server.url().filter(|url| url.has_query || url.has_fragment) else { continue };
        let is_query = url.has_query;
        let what = if is_query { "`server` has a query" } else { "`server` has a fragment" };
        let finding = findings.field(server, what);
        finding.help("cut the address before the `?` or `#`");
        if is_query {
            finding.felt_by(&effects);
        } else {
            finding.differs_in("kubectl", "1.22-1.37", "puts it before the path of every request");
        }
    }
}
