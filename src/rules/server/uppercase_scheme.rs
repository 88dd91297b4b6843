use crate::fix::{Fix, Transform, UrlForm};
use crate::kubeconfig::facts::url::Scheme;
use crate::rules::{Case, Effect, Findings, differs, refuses};

const EFFECTS: &[Effect] = &[
    differs(
        "python",
        "18.20-37.0",
        "loads neither the authority nor the client certificate, and trusts the system's authorities",
    ),
    refuses("node", "1.0-2.0", "You need to define an absolute base url for the server."),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let effects = case.felt(EFFECTS);
    for server in case.config().clusters.iter().filter_map(|cluster| cluster.server.as_ref()) {
        let is_uppercase = server.url().is_some_and(|url| url.scheme == Scheme::UppercaseHttps);
        if is_uppercase && !effects.is_empty() {
            let finding = findings.field(server, "the scheme is written with capitals, which not every client reads");
            finding.help("write `https://`").felt_by(&effects);
            finding.fix(Fix::safe("write the scheme in small letters").transform(server, Transform::Url(UrlForm::LowerScheme)));
        }
    }
}
