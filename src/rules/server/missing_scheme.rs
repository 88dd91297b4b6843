use crate::fix::{Fix, Transform, UrlForm};
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::facts::url::{Outcome, Port, Scheme, Server};
use crate::kubeconfig::model::Cluster;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in &case.config().clusters {
        let Some(server) = &cluster.server else { continue };
        let Some(url) = server.url().filter(|url| lacks_scheme(url)) else { continue };
        let connects = matches!(url.outcome(Strictness::Colons), Outcome::Connects { .. });
        if !connects {
            let finding = findings.field(server, "`server` has a path, but no scheme");
            finding.help("write `https://` before the host");
            finding.fix = fix(cluster, url);
            finding.refused_by("kubectl", "1.22-1.37", "host must be a URL or a host:port pair: \"…\"");
            continue;
        }
        let finding = findings.field(server, "`server` has no scheme, so kubectl speaks http to it");
        if let Some(ca) = cluster.ca() {
            finding.related(ca.place(), "this authority is not used then");
        }
        finding.help(match url.port {
            Port::Number(80 | 8001 | 8080) => "write `http://` before the host if that is meant, else `https://`",
            _ => "write `https://` before the host",
        });
        finding.fix = fix(cluster, url);
        finding.differs_in("kubectl", "1.22-1.37", "connects without TLS and leaves out the credentials");
        finding.differs_in("python", "18.20-37.0", "sends the credentials in clear text");
        finding.refused_by("kr8s", "0.13-0.20", "Request URL is missing an 'http://' or 'https://' protocol");
        finding.refused_by("node", "1.4-2.0", "You need to define an absolute base url for the server");
    }
}

/// An authority, or a port on which API servers speak TLS, tells which scheme is meant.
fn fix(cluster: &Cluster, url: &Server) -> Option<Fix> {
    const TITLE: &str = "write `https://` before the host";
    let fix = match url.port {
        _ if cluster.ca().is_some() => Fix::safe(TITLE),
        Port::Number(443 | 6443 | 8443 | 16443) => Fix::safe(TITLE),
        Port::Number(80 | 8001 | 8080) => return None,
        _ => Fix::risky(TITLE),
    };
    Some(fix.transform(cluster.server.as_ref()?, Transform::Url(UrlForm::Schemed)))
}

/// What lacks a scheme and nothing else.
pub(super) fn lacks_scheme(url: &Server) -> bool {
    let is_clean =
        !url.blanks.outer && !url.blanks.inner && !url.blanks.control && !url.slips.backslash && !url.slips.broken_scheme;
    let outcome = url.outcome(Strictness::Colons);
    url.scheme == Scheme::Absent && is_clean && matches!(outcome, Outcome::Connects { .. } | Outcome::NotAUrl)
}
