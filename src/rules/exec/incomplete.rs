use super::plugins;
use crate::kubeconfig::model::given;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() {
        return;
    }
    for (user, exec) in plugins(case.config()) {
        let name = || user.entry.quoted_name();
        if given(exec.command.as_ref()).is_none() {
            let finding = findings.field(&exec.field, "this exec plugin has no `command`");
            finding.help("add the program to run, or remove `exec`");
            let error = message!["command must be specified for ", name(), " to use exec authentication plugin"];
            finding.refused_by("kubectl", "1.22-1.37", error);
            finding.differs_in("python", "18.20-37.0", "logs it and sends the request without credentials");
        }
        for variable in exec.env.iter().filter(|variable| given(variable.name.as_ref()).is_none()) {
            let finding =
                findings.field(variable.name.as_ref().unwrap_or(&variable.item), "this environment variable has no `name`");
            finding.help("give it a `name` and a `value`, or remove it");
            let error = message!["env variable name must be specified for ", name(), " to use exec authentication plugin"];
            finding.refused_by("kubectl", "1.22-1.37", error);
        }
    }
}
