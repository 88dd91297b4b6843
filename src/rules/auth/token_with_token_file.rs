use crate::finding::Severity;
use crate::fix::Fix;
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::facts::path::Sensitive;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let (Some(token), Some(file)) = (user.given_token(), user.given_token_file()) else { continue };
        let is_missing = file.target().is_some_and(|target| target.state == TargetState::Missing);
        let finding = if is_missing {
            findings.field(file, "`tokenFile` names no file, so kubectl sends the inline `token`, as long as that lasts")
        } else {
            findings.field(file, "`tokenFile` and `token` are both given; kubectl sends the file's, other clients the inline one")
        };
        finding.related(token.place(), "the inline token");
        finding.help("keep the one that is meant and remove the other");
        finding.fix(if is_missing {
            Fix::risky("remove `tokenFile`").remove(file)
        } else {
            Fix::risky("remove the inline token").remove(token)
        });
        finding.differs_in("python", "18.20-37.0", "sends the inline `token`");
        finding.differs_in("kube-rs", "1.1-5.0", "sends the inline `token`");
        // Service account mounts are copied into such files on purpose: the file is renewed, the token is a fallback.
        if file.path_shape().is_some_and(|path| path.sensitive == Some(Sensitive::ServiceAccountToken)) {
            finding.severity(Severity::Info);
        }
    }
}
