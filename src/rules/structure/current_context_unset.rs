use crate::address::Address;
use crate::fix::{Fix, Target};
use crate::kubeconfig::document::Top;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::Kubeconfig;
use crate::message;
use crate::message::{Name, Part};
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
    let keys = [&config.current_context, &config.contexts_key, &config.clusters_key];
    let place = keys.into_iter().flatten().next().map_or(Span::at(0), |field| field.key);
    let address = Address::ROOT.key("current-context");
    if config.contexts.is_empty() {
        let finding = findings.at(&address, place, "this file has no context, so nothing in it is used");
        finding.help("add a context, or list this file in `KUBECONFIG` beside one that has one");
        finding.differs_in("kubectl", "1.22-1.37", "talks to http://localhost:8080");
        return;
    }
    let finding = findings.at(&address, place, "no context is chosen: `current-context` is not set");
    let only = if let [context] = config.contexts.as_slice() { context.entry.name.as_ref().and_then(Field::name) } else { None };
    finding.help(match only.filter(is_one_word) {
        Some(name) => message!["run `kubectl config use-context ", Part::Quote(name), "`, or pass `--context` each time"],
        None => message!["run `kubectl config use-context NAME`, or pass `--context` each time"],
    });
    finding.fix = fix(config);
    finding.differs_in("kubectl", "1.22-1.37", "talks to http://localhost:8080");
}

/// The only context is chosen.
fn fix(config: &Kubeconfig) -> Option<Fix> {
    let [context] = config.contexts.as_slice() else { return None };
    let name = context.entry.name.as_ref().filter(|name| name.is_text() && !name.is_blank())?;
    let fix = Fix::risky("choose the only context");
    Some(match &config.current_context {
        Some(current) => fix.copy(current, name),
        None => fix.insert_copy(Target::top(), "current-context", name),
    })
}

/// Whether a shell takes the name for one word, and kubectl not for an option.
fn is_one_word(name: &Name) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | ':' | '/' | '+');
    name.as_str().chars().all(is_plain) && !name.as_str().starts_with('-')
}
