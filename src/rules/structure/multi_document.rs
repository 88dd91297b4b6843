use crate::address::Address;
use crate::finding::Severity;
use crate::kubeconfig::document::Top;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(unread) = case.document().unread else { return };
    let finding = findings.at(&Address::ROOT, unread.span, "kubectl does not read from here to the end of the file");
    if unread.holds_entries {
        finding.severity(Severity::Error);
    }
    if case.document().top == Top::Empty {
        finding.help("remove the empty document before it: kubectl reads the first document only, and that one is empty");
        finding.differs_in("kubectl", "1.22-1.37", "finds an empty kubeconfig and talks to http://localhost:8080");
    } else {
        finding.help("one kubeconfig per file: split them and list both in `KUBECONFIG`, or mend the indentation if it is one");
        finding.differs_in("kubectl", "1.22-1.37", "drops the rest without a word");
    }
}
