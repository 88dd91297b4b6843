use crate::finding::Severity;
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::facts::url::{Fragment, Outcome};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for server in case.config().clusters.iter().filter_map(|cluster| cluster.server.as_ref()) {
        let Some(url) = server.url() else { continue };
        let connects = matches!(url.outcome(Strictness::Colons), Outcome::Connects { .. });
        if !connects || !url.has_query && url.fragment == Fragment::Absent {
            continue;
        }
        let (message, help) = match url.fragment {
            Fragment::Absent => ("`server` has a query", "cut it off at the `?`"),
            _ => {
                ("`server` has a fragment, like the address of a web page", "write the address of the API server, without a `#`")
            }
        };
        let finding = findings.field(server, message);
        finding.help(help);
        if url.fragment == Fragment::InPath {
            finding.severity(Severity::Error);
            finding.differs_in("kubectl", "1.22-1.37", "puts it into the path of every request, the `#` as `%23`");
        } else {
            finding.differs_in("kubectl", "1.22-1.37", "leaves it out");
        }
        if url.has_query {
            for (client, versions) in [("python", "37.0"), ("kr8s", "0.20"), ("node", "1.4-2.0")] {
                finding.differs_in(client, versions, "puts the path of every request into the query");
            }
        } else {
            for (client, versions) in [("python", "37.0"), ("node", "1.4-2.0")] {
                finding.differs_in(client, versions, "loses the path of every request");
            }
        }
    }
}
