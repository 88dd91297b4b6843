use crate::fix::{Fix, Target, Transform};
use crate::kubeconfig::model::Kubeconfig;
use crate::kubeconfig::shape::ShapeKind;
use crate::message;
use crate::message::{Message, Name};
use crate::rules::{Case, Findings};
use std::collections::HashMap;

/// What the second of two gets behind its name.
pub(super) const SECOND: &str = "-2";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let mut names = None;
    for shape in &case.document().shape {
        let ShapeKind::DuplicateName { first } = shape.kind else { continue };
        let name = names.get_or_insert_with(|| names_by_place(case.config())).get(&shape.span.start);
        let message = match name {
            Some(name) => message!["another entry of this list is called ", name],
            None => Message::from("another entry of this list has the same name"),
        };
        let finding = findings.at(&shape.address, shape.span, message);
        finding.related(first, "the first one");
        finding.help("rename one of them, and what refers to it; until then, keep kubectl's output out of logs");
        let target = Target::value(shape.address.clone(), shape.span);
        finding.fix(Fix::risky("rename the second one").transform(target, Transform::Suffix(SECOND)));
        let name = name.map_or("…", Name::as_str);
        finding.refused_by(
            "kubectl",
            "1.22-1.37",
            Message::quote(&format!("duplicate name \"{name}\" in list: (all entries, secrets included)")),
        );
    }
}

/// The names of the entries by where they stand: at the name, and at the start of the entry.
fn names_by_place(config: &Kubeconfig) -> HashMap<u32, Name> {
    let entries = config.clusters.iter().map(|cluster| &cluster.entry);
    let entries = entries.chain(config.users.iter().map(|user| &user.entry));
    let entries = entries.chain(config.contexts.iter().map(|context| &context.entry));
    let named = entries.filter_map(|entry| entry.name.as_ref().map(|field| (entry, field)));
    let named = named.filter_map(|(entry, field)| Some((entry, field, field.name()?)));
    named.flat_map(|(entry, field, name)| [(entry.start.start, name.clone()), (field.value.start, name)]).collect()
}
