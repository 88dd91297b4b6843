use crate::finding::{Finding, Severity};
use crate::fix::{Fix, Transform, UrlForm};
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::facts::url::{Fragment, Outcome};
use crate::rules::{Case, Effect, Findings, differs};

const GLUED: &str = "puts the path of every request behind it";
const OF_QUERY: &[Effect] = &[
    differs("kubectl", "1.22-1.37", "drops it"),
    differs("python", "18.20-37.0", GLUED),
    differs("kr8s", "0.13-0.20", GLUED),
    differs("node", "1.0-2.0", GLUED),
    differs("kube-rs", "1.0-5.0", "drops it"),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for server in case.config().clusters.iter().filter_map(|cluster| cluster.server.as_ref()) {
        let Some(url) = server.url() else { continue };
        let connects = matches!(url.outcome(Strictness::Colons), Outcome::Connects { .. });
        if !connects || !url.has_query && url.fragment == Fragment::Absent {
            continue;
        }
        let shorter = |title| Fix::safe(title).transform(server, Transform::Url(UrlForm::WithoutQuery));
        if url.fragment == Fragment::Absent {
            let finding = findings.field(server, "`server` has a query");
            finding.help("cut it off at the `?`").felt_by(&case.felt(OF_QUERY));
            finding.fix(shorter("cut the query off"));
        } else {
            let finding = findings.field(server, "`server` has a fragment, like the address of a web page");
            finding.fix(shorter("cut the fragment off"));
            explain_fragment(finding, url.fragment);
        }
    }
}

fn explain_fragment(finding: &mut Finding, fragment: Fragment) {
    finding.help("write the address of the API server, without a `#`");
    if fragment == Fragment::InPath {
        finding.severity(Severity::Error);
        finding.differs_in("kubectl", "1.22-1.37", "puts it into the path of every request, the `#` as `%23`");
    } else {
        finding.differs_in("kubectl", "1.22-1.37", "leaves it out");
    }
    for (client, versions) in [("python", "37.0"), ("node", "1.4-2.0")] {
        finding.differs_in(client, versions, "loses the path of every request");
    }
}
