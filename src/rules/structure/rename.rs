//! Renaming an entry with all that refers to it.

use crate::address::Segment;
use crate::fix::{Fix, Transform};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::Kubeconfig;
use crate::rules::Case;

/// Makes another name of `name`, there and wherever the file refers to it. What other files say is not known to it.
pub(super) fn rename(case: &Case<'_>, name: &Field, transform: Transform) -> Option<Fix> {
    let is_name = matches!(name.address.segments(), [_, _, Segment::Key("name")]);
    if case.is_in_list() || !is_name || !name.is_text() {
        return None;
    }
    let fix = Fix::risky("rename it, and what refers to it").transform(name, transform);
    Some(references(case.config(), name).fold(fix, |fix, reference| fix.transform(reference, transform)))
}

fn references<'a>(config: &'a Kubeconfig, name: &'a Field) -> impl Iterator<Item = &'a Field> {
    let list = name.address.segments().first().cloned();
    let of_contexts = config.contexts.iter().filter_map(move |context| match list {
        Some(Segment::Key("clusters")) => context.cluster.as_ref(),
        Some(Segment::Key("users")) => context.user.as_ref(),
        _ => None,
    });
    let is_context = name.address.segments().first() == Some(&Segment::Key("contexts"));
    let current = config.current_context.as_ref().filter(move |_| is_context);
    of_contexts.chain(current).filter(|reference| reference.same_text(name))
}
