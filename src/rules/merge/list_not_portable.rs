use super::VARIABLE;
use crate::address::Address;
use crate::kubeconfig::Document;
use crate::kubeconfig::document::Top;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::Kubeconfig;
use crate::kubeconfig::variable::State;
use crate::rules::{Effect, Findings, ListCase, differs, refuses};
use crate::span::Span;

const ONE_FILE: &[Effect] = &[
    refuses("kr8s", "0.13", "Unable to find valid credentials"),
    differs("python", "18.20-37.0", "reads the list in `load_kube_config()`, and none of it in `load_config()`"),
    differs("kubeclient", "4.9-4.13", "reads one file that it is given, and no list"),
    differs("java", "27.0", "reads the first file alone"),
];
const TWICE: &[Effect] = &[refuses("node", "1.4-2.0", "Duplicate cluster: …")];
const EMPTY: &[Effect] = &[
    refuses("python", "18.20-37.0", "Invalid kube-config. … file is empty"),
    refuses("kr8s", "0.17-0.20", "'NoneType' object …"),
    refuses("node", "1.4", "Cannot read properties of … (reading 'clusters')"),
    refuses("node", "2.0", "expected a document, but the input is empty"),
];
const KINDS: &[Effect] = &[refuses("kube-rs", "1.1-5.0", "kubeconfigs with mismatching kind cannot be merged")];
const VERSIONS: &[Effect] = &[refuses("kube-rs", "1.1-5.0", "kubeconfigs with mismatching api version cannot be merged")];

pub(super) fn check(case: &ListCase<'_>, findings: &mut Findings) {
    if case.documents().len() > 1 {
        several(case, findings);
        empty(case, findings);
        differing(case, |config| config.kind.as_ref(), "another `kind` than in the files before it", KINDS, findings);
        differing(
            case,
            |config| config.api_version.as_ref(),
            "another `apiVersion` than in the files before it",
            VERSIONS,
            findings,
        );
    }
    let Some((id, variable)) = case.variable() else { return };
    let felt = case.felt(TWICE);
    for element in variable.elements.iter().filter(|element| element.state == State::Repeated && !felt.is_empty()) {
        let finding = findings.in_file(id).at(&VARIABLE, element.span, "this file is in the list twice");
        finding.help("take one of the two out").felt_by(&felt);
    }
}

fn several(case: &ListCase<'_>, findings: &mut Findings) {
    let felt = case.felt(ONE_FILE);
    if !felt.is_empty() {
        let finding =
            findings.at(&Address::ROOT, Span::at(0), "not every client reads this file and the others of the list as one");
        finding.help("write them into one: `kubectl config view --raw --flatten`").felt_by(&felt);
    }
}

fn empty(case: &ListCase<'_>, findings: &mut Findings) {
    let felt = case.felt(EMPTY);
    let is_empty = |document: &Document| document.top == Top::Empty && document.is_complete() && !felt.is_empty();
    for (file, _) in case.documents().iter().enumerate().filter(|(_, document)| is_empty(document)) {
        let finding = findings.in_file(case.file(file)).at(&Address::ROOT, Span::at(0), "this file of the list is empty");
        finding.help("take it out of the list").felt_by(&felt);
    }
}

/// Of a key that the files must not disagree about.
fn differing(
    case: &ListCase<'_>,
    key: fn(&Kubeconfig) -> Option<&Field>,
    message: &'static str,
    effects: &'static [Effect],
    findings: &mut Findings,
) {
    let mut written =
        case.merged().files().filter_map(|(file, config)| Some((file, key(config).filter(|field| !field.is_null())?)));
    let Some((first_file, first)) = written.next() else { return };
    let felt = case.felt(effects);
    if let Some((file, field)) = written.find(|(_, field)| !field.same_text(first) && !felt.is_empty()) {
        let finding = findings.in_file(case.file(file)).field(field, message);
        finding.related_in(case.file(first_file), first.place(), "here it is this");
        finding.help("write the same into all files").felt_by(&felt);
    }
}
