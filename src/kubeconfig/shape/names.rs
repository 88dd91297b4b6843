//! Names that come twice in a list, which kubectl turns into a map (`conversion.go` of client-go).

use super::{Address, ShapeKind, ShapeProblem, Step};
use crate::kubeconfig::kubectl_text::KubectlText;
use crate::kubeconfig::value::{Data, Value};
use crate::span::Span;
use std::collections::HashMap;

/// A list of the top level whose entries have a body, and the Go types of the conversion.
struct Named {
    list: &'static str,
    body: &'static str,
    types: &'static str,
}

/// In the order of `autoConvert_v1_Config_To_api_Config`.
const LISTS: [Named; 3] = [
    Named { list: "clusters", body: "cluster", types: "*[]NamedCluster into *map[string]*api.Cluster" },
    Named { list: "users", body: "user", types: "*[]NamedAuthInfo into *map[string]*api.AuthInfo" },
    Named { list: "contexts", body: "context", types: "*[]NamedContext into *map[string]*api.Context" },
];

const EXTENSIONS: &str = "*[]NamedExtension into *map[string]runtime.Object";

/// All duplicates, in the order in which kubectl looks for them.
pub(super) fn check(root: &Value) -> Vec<ShapeProblem> {
    let mut problems = Vec::new();
    if let Some(preferences) = root.get("preferences") {
        extensions(preferences, &[Step::Field("preferences")], &mut problems);
    }
    for named in &LISTS {
        if let Some(list) = root.get(named.list) {
            entries(list, named, &mut problems);
        }
    }
    extensions(root, &[], &mut problems);
    problems
}

/// An entry's own extensions are converted before its name is looked at.
fn entries(list: &Value, named: &Named, problems: &mut Vec<ShapeProblem>) {
    let mut seen = HashMap::new();
    for (index, entry) in list.items().iter().enumerate() {
        let item = [Step::Field(named.list), Step::Item(index)];
        if let Some(body) = entry.get(named.body) {
            extensions(body, &[item[0], item[1], Step::Field(named.body)], problems);
        }
        problems.extend(clash(entry, &item, named.types, &mut seen, true));
    }
}

fn extensions(owner: &Value, address: &[Step], problems: &mut Vec<ShapeProblem>) {
    let Some(list) = owner.get("extensions") else { return };
    let mut seen = HashMap::new();
    for (index, entry) in list.items().iter().enumerate() {
        let item = [address, &[Step::Field("extensions"), Step::Item(index)]].concat();
        // Without a value the map holds `nil`, which counts as not there.
        let is_kept = !entry.get("extension").is_none_or(Value::is_null);
        problems.extend(clash(entry, &item, EXTENSIONS, &mut seen, is_kept));
    }
}

/// The problem if the entry's name was seen before; else it has been seen now, if the entry is kept.
fn clash<'v>(
    entry: &'v Value,
    item: &[Step],
    types: &str,
    seen: &mut HashMap<&'v str, Span>,
    is_kept: bool,
) -> Option<ShapeProblem> {
    let (name, span) = name_of(entry)?;
    let Some(&first) = seen.get(name) else {
        if is_kept {
            seen.insert(name, span);
        }
        return None;
    };
    let text =
        KubectlText::new(format!("error converting {types}: duplicate name \"")).name(name).words("\" in list: ").left_out();
    let address = Address([item, &[Step::Field("name")]].concat());
    Some(ShapeProblem { kind: ShapeKind::DuplicateName { first }, address, span, text: Some(text), unknown: None })
}

/// The name and where it stands: the entry, if it has none or is an alias. `None` where Go has refused the entry before.
fn name_of(entry: &Value) -> Option<(&str, Span)> {
    match &entry.data {
        Data::Null | Data::Map(_) => {}
        _ => return None,
    }
    let Some(name) = entry.get("name") else { return Some(("", entry.span)) };
    let text = if name.is_null() { "" } else { name.as_text()? };
    let is_alias = entry.span != entry.origin;
    Some((text, if is_alias { entry.span } else { name.span }))
}
