use crate::address::Address;
use crate::finding::Severity;
use crate::fix::Fix;
use crate::kubeconfig::document::Top;
use crate::rules::{Case, Effect, Findings, differs, refuses};

/// Those that refuse a file of several documents, be the others empty or not.
pub(super) const SINGLE_DOCUMENT: &[Effect] = &[
    refuses("python", "18.20-37.0", "expected a single document in the stream"),
    refuses("kr8s", "0.13-0.20", "expected a single document in the stream"),
    refuses("node", "1.0-2.0", "expected a single document in the stream, but found more"),
];
const MERGED: &[Effect] = &[differs("kube-rs", "1.0-5.0", "reads all documents, and merges them")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(unread) = case.document().unread else { return };
    let (refused, merged) = (case.felt(SINGLE_DOCUMENT), case.felt(MERGED));
    let finding = findings.at(&Address::ROOT, unread.span, "kubectl does not read from here to the end of the file");
    if !refused.is_empty() || !merged.is_empty() {
        finding.felt_by(&[refused, merged].concat());
    }
    if unread.holds_entries {
        finding.severity(Severity::Error);
    }
    if case.document().top == Top::Empty {
        finding.help("remove the empty document before it: kubectl reads the first document only, and that one is empty");
        finding.fix(Fix::risky("remove the empty document before it").skip_empty_documents());
        finding.differs_in("kubectl", "1.22-1.37", "finds an empty kubeconfig and talks to http://localhost:8080");
    } else {
        finding.help("one kubeconfig per file: split them and list both in `KUBECONFIG`, or mend the indentation if it is one");
        finding.differs_in("kubectl", "1.22-1.37", "drops the rest without a word");
    }
}
