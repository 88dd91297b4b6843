use super::plugins;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{User, given};
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (user, exec) in plugins(case.config()) {
        let Some((what, credential)) = winner(user) else { continue };
        let finding = findings.field(&exec.field, message!["kubectl never runs this plugin: it uses the ", what, " instead"]);
        finding.related(credential.place(), "what kubectl uses");
        finding.help("remove the credential that is not meant");
        if what == "token" {
            finding.differs_in("kr8s", "0.13-0.20", "runs the plugin");
        }
    }
}

/// What keeps kubectl from running the plugin (`rest.Config`'s `UpdateTransportConfig`). A password alone does not.
fn winner(user: &User) -> Option<(&'static str, &Field)> {
    let pair = user.certificate().filter(|_| user.private_key().is_some());
    user.given_token()
        .map(|field| ("token", field))
        .or_else(|| user.given_token_file().map(|field| ("token file", field)))
        .or_else(|| given(user.username.as_ref()).map(|field| ("user name and password", field)))
        .or_else(|| pair.map(|field| ("client certificate", field)))
}
