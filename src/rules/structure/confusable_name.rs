use crate::kubeconfig::field::Field;
use crate::message;
use crate::rules::{Binding, Case, Findings};
use std::collections::HashMap;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let mut seen: HashMap<String, Binding<'_>> = HashMap::new();
    for binding in case.bindings() {
        let Some((field, name)) = binding.context.entry.name.as_ref().and_then(|field| Some((field, field.name()?))) else {
            continue;
        };
        let folded = fold(name.as_str());
        let Some(other) = seen.get(&folded) else {
            seen.insert(folded, binding);
            continue;
        };
        let other_name = other.context.entry.name.as_ref();
        // The same name twice is another matter.
        if other_name.is_some_and(|other| other.same_text(field)) || !leads_elsewhere(other, &binding) {
            continue;
        }
        let finding = findings.field(field, message!["this name is easily taken for another, and leads to another server"]);
        finding.help("give one of them a name that differs at a glance");
        if let Some(other) = other_name {
            finding.related(other.place(), "the other one");
        }
    }
}

fn leads_elsewhere(a: &Binding<'_>, b: &Binding<'_>) -> bool {
    server(a).zip(server(b)).is_some_and(|(a, b)| !a.same_text(b))
}

fn server<'a>(binding: &Binding<'a>) -> Option<&'a Field> {
    binding.cluster?.server.as_ref()
}

/// Case, blanks around, and the digits that look like letters.
fn fold(name: &str) -> String {
    let look = |c: char| match c {
        '0' | 'о' => 'o',
        '1' | 'i' | '|' | 'і' => 'l',
        '_' | ' ' => '-',
        // The letters of other scripts that look like Latin ones and are seen in lures.
        'а' => 'a',
        'е' => 'e',
        'р' => 'p',
        'с' => 'c',
        'х' => 'x',
        'у' => 'y',
        c => c,
    };
    name.trim().to_lowercase().chars().map(look).collect()
}
