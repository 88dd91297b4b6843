use crate::finding::Severity;
use crate::fix::{Fix, Transform, UrlForm};
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::facts::url::{Outcome, Port, Scheme, UserInfo};
use crate::profile::Platform;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in &case.config().clusters {
        let Some(server) = &cluster.server else { continue };
        let Some(url) = server.url() else { continue };
        let is_http = matches!(url.scheme, Scheme::Http | Scheme::UppercaseHttp);
        if !is_http || !matches!(url.outcome(Strictness::Colons), Outcome::Connects { .. }) {
            continue;
        }
        let finding = findings.field(server, "`server` is reached over http, without encryption");
        finding.severity(Severity::Warning);
        if cluster.is_loopback() {
            finding.severity(Severity::Info);
            finding.help("fine for `kubectl proxy` and for a tunnel that ends on this machine");
            continue;
        }
        finding.help("write `https://`, with the port at which the server speaks TLS");
        // At these ports servers speak no TLS.
        if !matches!(url.port, Port::Absent | Port::Number(80 | 8001 | 8080)) {
            finding.fix(Fix::risky("write `https://`").transform(server, Transform::Url(UrlForm::Tls)));
        }
        let is_refused = case.options().profile.platform() == Some(Platform::SelfContained);
        if is_refused || url.user_info != UserInfo::Absent {
            finding.severity(Severity::Error);
        }
        for user in case.users_of(cluster).filter(|user| user.has_credentials()) {
            finding.severity(Severity::Error);
            let place = user.entry.place();
            finding.related_in(case.file_of(user), place, "kubectl leaves out what this user has, others send it readable");
        }
        finding.differs_in("kubectl", "1.22-1.37", "leaves out the authority and all credentials, without a word");
        for (client, versions) in [("python", "18.20-37.0"), ("kr8s", "0.13-0.20"), ("kube-rs", "1.1-5.0"), ("kubeclient", "4.9")]
        {
            finding.differs_in(client, versions, "sends the credentials in clear text");
        }
        if !cluster.is_insecure() {
            let error = "HTTP protocol is not allowed when skipTLSVerify is not set or false";
            finding.refused_by("node", "1.4-2.0", error);
        }
    }
}
