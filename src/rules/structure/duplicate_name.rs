use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Entry, Kubeconfig};
use crate::kubeconfig::shape::ShapeKind;
use crate::message;
use crate::message::{Message, Name};
use crate::rules::{Case, Findings};
use crate::span::Span;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for shape in &case.document().shape {
        let ShapeKind::DuplicateName { first } = shape.kind else { continue };
        let name = name_at(case.config(), shape.span);
        let message = match &name {
            Some(name) => message!["another entry of this list is called ", name],
            None => Message::from("another entry of this list has the same name"),
        };
        let finding = findings.at(&shape.address, shape.span, message);
        finding.related(first, "the first one");
        finding.help("rename one of them, and what refers to it; until then, keep kubectl's output out of logs");
        let name = name.as_ref().map_or("…", Name::as_str);
        finding.refused_by("kubectl", "1.22-1.37", Message::quote(&format!("duplicate name \"{name}\" in list: …")));
    }
}

fn name_at(config: &Kubeconfig, span: Span) -> Option<Name> {
    let entries = config.clusters.iter().map(|cluster| &cluster.entry);
    let entries =
        entries.chain(config.users.iter().map(|user| &user.entry)).chain(config.contexts.iter().map(|context| &context.entry));
    let is_here = |entry: &&Entry| entry.name.as_ref().is_some_and(|name| name.value == span || entry.start.start == span.start);
    entries.into_iter().find(is_here).and_then(|entry| entry.name.as_ref()).and_then(Field::name)
}
