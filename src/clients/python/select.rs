//! `KubeConfigLoader.set_active_context`.

use super::merge::Merged;
use super::node::Node;
use crate::clients::Refusal;
use crate::kubeconfig::reading::{Datum, Kind, Reading};
use crate::message;
use crate::message::Name;
use std::collections::HashSet;

/// A context that can be asked for, or what happens when none is.
pub(super) struct Choice {
    pub(super) file: usize,
    pub(super) name: Option<Name>,
    pub(super) is_current: bool,
    /// Which of the contexts it is; `None` where none is asked for.
    index: Option<usize>,
}

/// What a context leads to.
pub(super) struct Selected<'r> {
    context: Node<'r>,
    /// The user; `None` where the context names none that is there.
    pub(super) user: Option<Node<'r>>,
    pub(super) cluster: Node<'r>,
}

/// Every context with a name that is a text, and what happens without one.
pub(super) fn choices(readings: &[Reading<'_>], merged: Option<&Merged<'_>>) -> Vec<Choice> {
    let Some(merged) = merged else { return of_broken(readings) };
    let (mut choices, mut has_current) = (Vec::new(), false);
    for (index, context) in merged.contexts.all.iter().enumerate() {
        let Some(name) = context.get("name").filter(Node::is_text) else { continue };
        let is_current = !has_current && merged.current.as_ref().is_some_and(|current| current.datum.equals(&name.datum));
        has_current |= is_current;
        let shown = name.datum.name();
        if is_current || shown.is_some() {
            choices.push(Choice { file: context.file, name: shown, is_current, index: Some(index) });
        }
    }
    if !has_current {
        let name = merged.current.as_ref().and_then(|current| current.datum.name());
        let file = merged.current.as_ref().map_or(0, |current| current.file);
        choices.push(Choice { file, name, is_current: true, index: None });
    }
    choices
}

/// Of a file that is not loaded, its contexts as far as they can be seen.
fn of_broken(readings: &[Reading<'_>]) -> Vec<Choice> {
    let current = readings.iter().find_map(|reading| reading.root()?.get("current-context"));
    let (mut choices, mut seen): (Vec<Choice>, _) = (Vec::new(), HashSet::new());
    for (file, reading) in readings.iter().enumerate() {
        let contexts = reading.root().and_then(|root| root.get("contexts"));
        for name in contexts.iter().flat_map(Datum::items).filter_map(|context| context.get("name")) {
            let Some(shown) = name.name().filter(|_| name.kind() == Kind::Text) else { continue };
            if !seen.insert(shown.clone()) {
                continue;
            }
            let is_current = current.as_ref().is_some_and(|current| current.equals(&name));
            choices.push(Choice { file, name: Some(shown), is_current, index: None });
        }
    }
    if !choices.iter().any(|choice| choice.is_current) {
        let name = current.and_then(|current| current.name());
        choices.push(Choice { file: 0, name, is_current: true, index: None });
    }
    choices
}

pub(super) fn select<'r>(merged: &Merged<'r>, choice: &Choice) -> Result<Selected<'r>, Refusal> {
    let context = match choice.index.and_then(|index| merged.contexts.all.get(index)) {
        Some(asked) => named(merged, "contexts", &asked.expect("name")?)?,
        None => named(merged, "contexts", &current(merged)?)?,
    };
    let context = context.expect("context")?;
    if !matches!(context.kind(), Kind::Map | Kind::List) {
        return Err(context.no_attribute("safe_get"));
    }
    let user = match context.get("user").filter(|user| user.datum.is_truthy() && !merged.users.all.is_empty()) {
        Some(name) => match merged.users.find(&name)? {
            Some(user) => Some(user.expect("user")?),
            None => None,
        },
        None => None,
    };
    let cluster = named(merged, "clusters", &context.expect("cluster")?)?.expect("cluster")?;
    Ok(Selected { context, user, cluster })
}

/// `self._config['current-context']`
fn current<'r>(merged: &Merged<'r>) -> Result<Node<'r>, Refusal> {
    if let Some(current) = merged.current.as_ref().filter(|current| !current.datum.is_null()) {
        return Ok(current.clone());
    }
    let error = "Invalid kube-config file. Expected key current-context in …";
    Err(merged.current.as_ref().unwrap_or(&merged.root).refuse(error))
}

/// `get_with_name`
fn named<'r>(merged: &Merged<'r>, list: &'static str, name: &Node<'r>) -> Result<Node<'r>, Refusal> {
    let entries = if list == "contexts" { &merged.contexts } else { &merged.clusters };
    let found = entries.find(name)?;
    found.ok_or_else(|| {
        name.refuse(message![
            "Invalid kube-config file. Expected object with name ",
            name.datum.quoted(),
            " in …/",
            list,
            " list"
        ])
    })
}

impl Selected<'_> {
    /// The library itself does not use it.
    pub(super) fn namespace(&self) -> Option<Name> {
        self.context.get("namespace").and_then(|namespace| namespace.datum.python_name())
    }
}
