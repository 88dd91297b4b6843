use crate::fix::{Fix, Transform, UrlForm};
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::facts::url::{Outcome, PathPrefix};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for server in case.config().clusters.iter().filter_map(|cluster| cluster.server.as_ref()) {
        let Some(url) = server.url() else { continue };
        if !matches!(url.outcome(Strictness::Colons), Outcome::Connects { .. }) {
            continue;
        }
        let (message, help) = match url.path {
            PathPrefix::Api => ("`server` ends in a path that clients add themselves", "remove the path behind the port"),
            PathPrefix::Page => ("`server` is the address of a web page", "write the address of the API server"),
            PathPrefix::Absent | PathPrefix::Proxy | PathPrefix::Other => continue,
        };
        let finding = findings.field(server, message);
        finding.help(help);
        finding.fix(Fix::risky("remove the path").transform(server, Transform::Url(UrlForm::WithoutPath)));
        finding.differs_in("kubectl", "1.22-1.37", "puts this path before that of every request");
    }
}
