use crate::fix::{Fix, Transform, UrlForm};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for server in case.config().clusters.iter().filter_map(|cluster| cluster.server.as_ref()) {
        if server.url().is_some_and(|url| url.slips.unbracketed_ipv6) {
            let finding = findings.field(server, "`server` has an IPv6 address without brackets");
            finding.help("put the address in brackets, the port behind them: `https://[ADDRESS]:6443`");
            finding.fix(Fix::safe("put the address in brackets").transform(server, Transform::Url(UrlForm::Bracketed)));
            finding.refused_by("kubectl", "1.36-1.37", "host must be a URL or a host:port pair: \"…\"");
        }
    }
}
