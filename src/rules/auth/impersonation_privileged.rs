use crate::kubeconfig::field::Field;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let groups = user.impersonate_groups.iter().flat_map(|groups| &groups.items);
        for field in
            user.impersonate.iter().filter(|field| is_mighty_user(field)).chain(groups.filter(|field| is_mighty_group(field)))
        {
            let Some(name) = field.name() else { continue };
            let finding = findings.field(field, message!["every command acts as ", name, ", where the user may do so"]);
            finding.help("act as somebody with fewer rights, or pass `--as` where it is needed");
        }
    }
}

fn is_mighty_user(field: &Field) -> bool {
    field.name().is_some_and(|name| {
        let name = name.as_str();
        name == "system:admin" || name.starts_with("system:node:") || name.starts_with("system:serviceaccount:kube-system:")
    })
}

fn is_mighty_group(field: &Field) -> bool {
    ["system:masters", "system:nodes", "system:serviceaccounts:kube-system"].into_iter().any(|group| field.is(group))
}
