use super::plugins;
use crate::fix::Fix;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (user, exec) in plugins(case.config()) {
        let Some((what, credential)) = user.static_credential() else { continue };
        let finding = findings.field(&exec.field, message!["kubectl never runs this plugin: it uses the ", what, " instead"]);
        finding.related(credential.place(), "what kubectl uses");
        finding.help("remove the credential that is not meant");
        if what == "token" {
            finding.fix(Fix::risky("remove the token").remove(credential));
            finding.differs_in("kr8s", "0.13-0.20", "runs the plugin");
        }
    }
}
