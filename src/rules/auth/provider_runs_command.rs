use super::provider_removed;
use crate::finding::{Finding, Severity};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::given;
use crate::message::Message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let Some(provider) = &user.auth_provider else { continue };
        let refusal = provider_removed::refusal(provider).filter(|_| user.exec.is_none() && !case.is_anonymous(user));
        let [path, args, exec] = ["cmd-path", "cmd-args", "exec"].map(|key| given(provider.setting(key)));
        if let Some(command) = path.or(args) {
            let finding = report(findings, command, "this auth provider runs a command", refusal.as_ref());
            if let (Some(_), Some(args)) = (path, args) {
                finding.related(args.place(), "its arguments");
            }
            let (is_gcp, is_azure) = (provider.is_called("gcp"), provider.is_called("azure"));
            if is_gcp {
                finding.differs_in("python", "18.20-37.0", "runs `cmd-path` when the stored token is old");
            }
            if is_gcp || is_azure {
                let what = "runs `cmd-path` with `cmd-args` in a shell when the stored token is old";
                finding.differs_in("node", "1.4-2.0", what);
            } else if refusal.is_none() {
                // No client that was tried runs it under another name, but kubectl refuses most of those names.
                finding.severity(Severity::Warning);
            }
        }
        if let Some(exec) = exec {
            let finding =
                report(findings, exec, "an `exec` inside this auth provider's configuration runs a command", refusal.as_ref());
            finding.differs_in("node", "1.4-2.0", "runs it, whatever the provider is called");
        }
    }
}

fn report<'a>(findings: &'a mut Findings, field: &Field, message: &'static str, refusal: Option<&Message>) -> &'a mut Finding {
    let finding = findings.field(field, message);
    finding.help("remove it, and get a kubeconfig with the provider's exec plugin");
    if let Some(error) = refusal {
        finding.refused_by("kubectl", "1.26-1.37", error.clone());
    }
    finding
}
