use crate::address::Address;
use crate::finding::Severity;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::merge::In;
use crate::kubeconfig::model::given;
use crate::rules::{Effect, Felt, Findings, ListCase, differs, refuses};
use crate::span::Span;
use std::collections::BTreeMap;

const LAST_COUNTS: &[Effect] =
    &[differs("python", "30.1-37.0", "takes the last one"), differs("node", "1.4-2.0", "takes the last one")];
/// Where the last file that has the key leaves it empty.
const LAST_IS_EMPTY: &[Effect] = &[refuses("python", "30.1-37.0", "Invalid kube-config file. Expected …")];
/// Where the first file leaves it empty, or has none.
const FIRST_IS_EMPTY: &[Effect] = &[
    refuses("python", "18.20-30.0", "Invalid kube-config file. Expected …"),
    refuses("kr8s", "0.17-0.20", "Context  not found"),
];
/// Where the first file that has it leaves it empty.
const FIRST_TEXT_IS_EMPTY: &[Effect] = &[refuses("kube-rs", "1.1-5.0", "failed to load current context: ")];

pub(super) fn check(case: &ListCase<'_>, findings: &mut Findings) {
    let Some(counts) = case.merged().current_context() else { return };
    let all: Vec<_> = case.merged().files().map(|(file, config)| (file, config.current_context.as_ref())).collect();
    let written: Vec<_> = all.iter().filter_map(|(file, field)| Some(In { file: *file, entry: (*field)? })).collect();
    contradiction(case, counts, &written, findings);
    empties(case, &all, &written, findings);
}

fn contradiction(case: &ListCase<'_>, counts: In<'_, Field>, written: &[In<'_, Field>], findings: &mut Findings) {
    let is_other = |other: &&In<'_, Field>| !other.entry.is_blank() && !other.entry.same_text(counts.entry);
    let others: Vec<_> = written.iter().filter(is_other).collect();
    let Some((last, between)) = others.split_last() else { return };
    let message = "the files of the list do not agree about the current context";
    let finding = findings.in_file(case.file(last.file)).field(last.entry, message);
    finding.related_in(case.file(counts.file), counts.entry.place(), "kubectl takes this one, the first");
    for other in between {
        finding.related_in(case.file(other.file), other.entry.place(), "another one");
    }
    finding.help("leave `current-context` to one of the files, or pass `--context`");
    let is_last = written.iter().rfind(|field| !field.entry.is_blank()).is_some_and(|field| field.file == last.file);
    if is_last {
        // It is ambiguous whoever reads the list.
        finding.felt_by(&Felt::by_anybody(LAST_COUNTS)).severity(Severity::Warning);
    }
}

/// What kubectl passes over, others stumble over.
fn empties(case: &ListCase<'_>, all: &[(usize, Option<&Field>)], written: &[In<'_, Field>], findings: &mut Findings) {
    let first = all.first().map(|(file, field)| (*file, *field));
    let last = written.last().map(|field| (field.file, Some(field.entry)));
    let text = written.iter().find(|field| !field.entry.is_null()).map(|field| (field.file, Some(field.entry)));
    let mut felt: BTreeMap<usize, (Option<&Field>, Vec<Felt>)> = BTreeMap::new();
    for (place, effects) in [(first, FIRST_IS_EMPTY), (last, LAST_IS_EMPTY), (text, FIRST_TEXT_IS_EMPTY)] {
        let Some((file, field)) = place.filter(|(_, field)| given(*field).is_none()) else { continue };
        let effects = case.felt(effects);
        if !effects.is_empty() {
            felt.entry(file).or_insert((field, Vec::new())).1.extend(effects);
        }
    }
    for (file, (field, effects)) in felt {
        let findings = findings.in_file(case.file(file));
        let finding = match field {
            Some(field) => findings.field(field, "an empty current context, which hides that of another file of the list"),
            None => findings.at(&Address::ROOT, Span::at(0), "the first file of the list has no current context"),
        };
        finding.help("name a context here").felt_by(&effects);
    }
}
