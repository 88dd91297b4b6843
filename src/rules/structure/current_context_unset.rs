use crate::address::Address;
use crate::kubeconfig::document::Top;
use crate::kubeconfig::field::Field;
use crate::message;
use crate::rules::{Case, Findings};
use crate::span::Span;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let config = case.config();
    let is_alone = !case.is_in_list() || case.id().0 == 0;
    if !case.is_complete() || case.document().top != Top::Mapping || case.current_context().is_some() || !is_alone {
        return;
    }
    if config.contexts.is_empty() && config.clusters.is_empty() {
        return;
    }
    let place = config.current_context.as_ref().or(config.contexts_key.as_ref()).map_or(Span::at(0), |field| field.key);
    let finding = findings.at(&Address::ROOT.key("current-context"), place, "no context is chosen: `current-context` is not set");
    let only = if let [context] = config.contexts.as_slice() { context.entry.name.as_ref().and_then(Field::name) } else { None };
    finding.help(match only {
        Some(name) => message!["`kubectl config use-context` ", name, ", or pass `--context` each time"],
        None => message!["`kubectl config use-context NAME`, or pass `--context` each time"],
    });
    finding.differs_in("kubectl", "1.22-1.37", "talks to http://localhost:8080");
}
