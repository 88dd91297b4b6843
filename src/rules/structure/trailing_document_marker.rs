use super::multi_document::SINGLE_DOCUMENT;
use crate::address::Address;
use crate::fix::Fix;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let effects = case.felt(SINGLE_DOCUMENT);
    let Some(marker) = case.document().trailing_marker.filter(|_| !effects.is_empty()) else { return };
    let finding = findings.at(&Address::ROOT, marker, "a second document begins here, in which there is nothing");
    finding.help("remove the line").felt_by(&effects);
    finding.fix(Fix::safe("remove the line").remove_marker(marker));
}
