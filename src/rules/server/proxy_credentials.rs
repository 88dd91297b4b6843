use crate::kubeconfig::facts::url::UserInfo;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for field in case.config().clusters.iter().filter_map(|cluster| cluster.proxy_url.as_ref()) {
        if field.proxy().is_some_and(|proxy| proxy.user_info == UserInfo::Password) {
            let finding = findings.field(field, "`proxy-url` holds a password");
            finding.help("let the proxy know its users in another way, or keep the file as secret as the password");
            finding.differs_in("kubectl", "1.22-1.37", "prints it with `kubectl config view`");
        }
    }
}
