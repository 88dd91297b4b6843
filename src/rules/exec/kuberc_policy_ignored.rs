use super::local_command;
use crate::kubeconfig::kuberc::Wish;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some((kuberc, field)) = case.kuberc().zip(local_command(case.config())) else { return };
    let (message, help) = match kuberc.lost_wish {
        Some(Wish::Misspelt) => ("the key is misspelt", "write `credentialPluginPolicy`"),
        Some(Wish::Overwritten) => ("it is given twice, and the last one counts", "remove the second one"),
        Some(Wish::OldVersion) => ("`v1alpha1` knows no such policy", "write `apiVersion: kubectl.config.k8s.io/v1beta1`"),
        Some(Wish::NotFirst) => ("only the first document counts", "write it into the first document"),
        Some(Wish::NotLoaded) => (
            "kubectl finds no preferences in it",
            "begin with `apiVersion: kubectl.config.k8s.io/v1beta1` and `kind: Preference`, and give each entry one key",
        ),
        None => return,
    };
    let finding = findings.field(field, message!["the policy for plugins in ", kuberc.place(), " does nothing: ", message]);
    finding.help(help);
    let versions = if kuberc.in_35.is_open() { "1.35-1.37" } else { "1.36-1.37" };
    finding.differs_in("kubectl", versions, "runs every plugin");
}
