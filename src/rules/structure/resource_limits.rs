use crate::address::Address;
use crate::finding::Severity;
use crate::kubeconfig::resolve::FaultKind;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if let Some(span) = case.config().cut {
        let finding =
            findings.at(&Address::ROOT, span, "this list has more entries than are checked here: only the first 50000 are");
        finding.help("split the file; what is missing or refers to nothing is not reported for it");
    }
    for fault in &case.document().faults {
        let message = match fault.kind {
            FaultKind::ExcessiveAliases => "aliases multiply this file beyond measure",
            FaultKind::SelfReference => "this alias stands inside what it points to",
            _ => continue,
        };
        let finding = findings.at(&Address::ROOT, fault.span, message);
        finding.severity(Severity::Error);
        finding.help("no kubeconfig needs this; do not give it to a client that expands aliases");
        finding.refused_by("kubectl", "1.22-1.37", fault.text.clone());
    }
}
