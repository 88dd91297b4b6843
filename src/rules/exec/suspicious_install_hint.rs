use crate::fix::Fix;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for exec in case.config().users.iter().filter_map(|user| user.exec.as_ref()) {
        let Some((field, hint)) = exec.install_hint.as_ref().zip(exec.hint()) else { continue };
        let message = if hint.pipes_to_shell {
            "this hint tells people to pipe something from the network into a shell"
        } else if hint.has_control_characters {
            "this hint holds characters that steer the terminal"
        } else if hint.has_foreign_address && exec.plugin().is_some() {
            "this hint points to an address that is not the vendor's"
        } else {
            continue;
        };
        let finding = findings.field(field, message);
        finding.help("remove the hint, or take the one from the plugin's own documentation");
        finding.fix(Fix::risky("remove the hint").remove(field));
    }
}
