use crate::fix::{Fix, Transform, UrlForm};
use crate::kubeconfig::facts::url::UserInfo;
use crate::kubeconfig::model::User;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in &case.config().clusters {
        let Some(server) = &cluster.server else { continue };
        let message = match server.url().map(|url| url.user_info) {
            Some(UserInfo::Password) => "`server` holds a user name and a password",
            Some(UserInfo::Name) => "`server` holds a user name",
            Some(UserInfo::Absent) | None => continue,
        };
        let finding = findings.field(server, message);
        finding.help("remove what stands between `://` and `@`, and give the credential to a user");
        // A user without a credential may live on this one.
        let mut users = case.users_of(cluster).peekable();
        if users.peek().is_some() && users.all(User::has_credentials) {
            let title = "remove the user name and the password from `server`";
            finding.fix(Fix::safe(title).transform(server, Transform::Url(UrlForm::WithoutUserInfo)));
        }
        for user in case.users_of(cluster).filter(|user| user.has_credentials()) {
            finding.related_in(case.file_of(user), user.entry.place(), "what this user has is not used then");
        }
        finding.differs_in("kubectl", "1.22-1.37", "sends it as basic auth, in place of every other credential");
        finding.differs_in("kr8s", "0.13-0.20", "sends it as basic auth, in place of every other credential");
        finding.differs_in("node", "1.4", "sends it as basic auth");
        finding.refused_by("node", "2.0", "Request cannot be constructed from a URL that includes credentials");
        for (client, versions) in [("python", "18.20-37.0"), ("kube-rs", "1.1-5.0"), ("kubeclient", "4.9")] {
            finding.differs_in(client, versions, "ignores it");
        }
    }
}
