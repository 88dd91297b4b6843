use crate::kubeconfig::model::given;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(current) = given(case.config().current_context.as_ref()) else { return };
    if !case.is_complete() || case.context(current).is_some() {
        return;
    }
    let message = match current.name() {
        Some(name) => message!["no context is called ", name],
        None => "there is no context of this name".into(),
    };
    let finding = findings.field(current, message);
    finding.help("name a context of this file, or pass `--context`");
    finding.refused_by("kubectl", "1.22-1.37", message!["context was not found for specified context: ", current.quoted()]);
}
