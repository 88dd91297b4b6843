use crate::fix::{Fix, Transform, UrlForm};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for server in case.config().clusters.iter().filter_map(|cluster| cluster.server.as_ref()) {
        if server.url().is_some_and(|url| url.slips.bracketed_non_ipv6) {
            let finding = findings.field(server, "`server` has brackets around a host that is not an IPv6 address");
            finding.help("remove the brackets");
            finding.fix(Fix::safe("remove the brackets").transform(server, Transform::Url(UrlForm::Unbracketed)));
            finding.refused_by("kubectl", "1.34.5-1.37", "host must be a URL or a host:port pair: \"…\"");
        }
    }
}
