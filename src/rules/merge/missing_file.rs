use super::env_malformed::WITHOUT;
use super::{VARIABLE, suggest};
use crate::finding::Severity;
use crate::kubeconfig::variable::{Element, State};
use crate::rules::{Effect, Findings, ListCase, differs, refuses};

const EFFECTS: &[Effect] = &[
    refuses("node", "1.4-2.0", "ENOENT: no such file or directory"),
    refuses("kube-rs", "1.1-5.0", "failed to read kubeconfig from '…': No such file or directory (os error 2)"),
    refuses("csharp", "20.0", "kubeconfig file not found at …"),
    differs("java", "27.0", "reads `~/.kube/config` instead where the first file is missing"),
];

pub(super) fn check(case: &ListCase<'_>, findings: &mut Findings) {
    let Some((id, variable)) = case.variable() else { return };
    let findings = findings.in_file(id);
    let is_missing = |element: &&Element| element.state == State::Missing && element.slip.is_none();
    let missing: Vec<_> = variable.elements.iter().filter(is_missing).collect();
    let is_anything_there = variable.elements.iter().any(|element| !matches!(element.state, State::Missing | State::Blank));
    if let (false, Some((first, others))) = (is_anything_there, missing.split_first()) {
        let message = match others {
            [] => "KUBECONFIG names a file that is not there, and no other",
            _ => "KUBECONFIG names files of which none is there",
        };
        let finding = findings.at(&VARIABLE, first.span, message).severity(Severity::Error);
        for other in others {
            finding.related_in(id, other.span, "nor is this one");
        }
        suggest(finding, first, "name a file that exists");
        finding.differs_in("kubectl", "1.22-1.37", WITHOUT);
        return;
    }
    let felt = case.felt(EFFECTS);
    for element in missing.into_iter().filter(|_| !felt.is_empty()) {
        let finding = findings.at(&VARIABLE, element.span, "KUBECONFIG names a file that is not there; kubectl passes over it");
        suggest(finding, element, "take it out of the list, or create the file");
        finding.felt_by(&felt);
    }
}
