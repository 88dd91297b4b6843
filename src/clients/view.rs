//! The contexts of a merged list that kubectl can be asked for.

use super::Cause;
use crate::kubeconfig::field::Field;
pub(super) use crate::kubeconfig::merge::In;
use crate::kubeconfig::merge::Merged;
use crate::kubeconfig::model::{Context, given};
use crate::message::Name;
use std::collections::HashSet;

/// A context that can be asked for, or what happens when none is.
pub(super) struct Choice<'a> {
    pub(super) file: usize,
    pub(super) name: Option<Name>,
    pub(super) is_current: bool,
    pub(super) context: Option<&'a Context>,
    /// `current-context`, where no context is called so.
    pub(super) dangling: Option<In<'a, Field>>,
}

/// Every context with a name, in the order of the files; then what no context stands for: an empty or dangling `current-context`.
pub(super) fn choices<'a>(merged: &Merged<'a>) -> Vec<Choice<'a>> {
    let current = merged.current_context();
    let mut choices: Vec<Choice<'a>> = Vec::new();
    let mut seen = HashSet::new();
    for (file, config) in merged.files() {
        for context in config.contexts.iter().filter(|context| given(context.entry.name.as_ref()).is_some()) {
            let entry = &context.entry;
            let name = entry.name.as_ref().and_then(Field::name);
            let is_current = current.zip(entry.name.as_ref()).is_some_and(|(current, name)| current.entry.same_text(name));
            // A name that may not be shown cannot be asked for; of two with the same name the first counts.
            let is_new = name.as_ref().map_or(is_current, |name| seen.insert(name.clone()));
            if is_new {
                choices.push(Choice { file, name, is_current, context: Some(context), dangling: None });
            }
        }
    }
    if !choices.iter().any(|choice| choice.is_current) {
        choices.push(without_context(merged));
    }
    choices
}

/// An entry without a name is what an empty `current-context` leads to.
fn without_context<'a>(merged: &Merged<'a>) -> Choice<'a> {
    let current = merged.current_context();
    let name = current.as_ref().and_then(|current| current.entry.name());
    let file = current.as_ref().map_or(0, |current| current.file);
    let context = if current.is_some() { None } else { merged.context(None).map(|context| context.entry) };
    Choice { file, name, is_current: true, context, dangling: current }
}

impl<T> In<'_, T> {
    /// A field of the entry.
    pub(super) fn cause(&self, field: &Field) -> Cause {
        Cause::field(self.file, field)
    }
}
