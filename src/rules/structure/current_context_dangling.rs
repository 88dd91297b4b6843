use crate::fix::Fix;
use crate::kubeconfig::model::given;
use crate::message;
use crate::rules::{Candidates, Case, Findings, named};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(current) = given(case.config().current_context.as_ref()) else { return };
    if !case.is_complete() || case.is_context_asked_for() || case.context(current).is_some() {
        return;
    }
    let message = match current.name() {
        Some(name) => message!["no context is called ", name],
        None => "there is no context of this name".into(),
    };
    let mut contexts = Candidates::new(case.all_contexts().map(|context| &context.entry));
    let near = current.name().and_then(|name| contexts.nearest(&name).cloned());
    let meant = near.as_ref().and_then(|near| named(case.config().contexts.iter().map(|context| &context.entry), near));
    let help = match near {
        Some(near) => message!["write ", near, ", if that is meant"],
        None => "name a context of this file, or pass `--context`".into(),
    };
    let finding = findings.field(current, message).help(help);
    if let Some(meant) = meant {
        finding.fix(Fix::risky("write the name that is most like it").copy(current, meant));
    }
    finding.refused_by("kubectl", "1.22-1.37", message!["context was not found for specified context: ", current.quoted()]);
}
