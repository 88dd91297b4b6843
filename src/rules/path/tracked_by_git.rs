use crate::kubeconfig::document::Tracking;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if case.document().surroundings.tracking != Tracking::Tracked {
        return;
    }
    let mut secrets = case.config().secrets(case.now());
    if let Some(first) = secrets.next() {
        let finding = findings.field(first, "git tracks this file, and with it a secret");
        finding.help("take the file out of the repository (`git rm --cached`), and replace the secret: the history keeps it");
        if let Some(other) = secrets.next() {
            finding.related(other.place(), "another one");
        }
    }
}
