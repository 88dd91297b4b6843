use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Collection, User, given};
use crate::rules::{Case, Effect, Felt, Findings, differs};

const ITSELF: &str = "sends no impersonation, and acts as the user itself";
const USER_ONLY: &str = "sends `as` alone";

/// Those who drop all of it.
const USER: &[Effect] = &[
    differs("python", "18.20-37.0", ITSELF),
    differs("kr8s", "0.13-0.20", ITSELF),
    differs("kubeclient", "4.9-4.13", ITSELF),
    differs("fabric8", "7.8", ITSELF),
    differs("java", "27.0", ITSELF),
    differs("csharp", "20.0", ITSELF),
];
/// Those who drop the groups as well.
const GROUPS: &[Effect] = &[differs("node", "1.0-2.0", USER_ONLY)];
/// Those who drop the rest as well.
const REST: &[Effect] =
    &[differs("node", "1.0-2.0", USER_ONLY), differs("kube-rs", "1.0-5.0", "sends `as` and `as-groups` alone")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    // Whoever is given a file of somebody else may load it with any client.
    let is_of_others = case.options().profile.sees_the_file_alone();
    let felt_here = |effects| if is_of_others { case.felt_by_somebody(effects) } else { case.felt(effects) };
    for user in &case.config().users {
        let parts =
            [(given(user.impersonate.as_ref()), USER), (filled(user.impersonate_groups.as_ref()), GROUPS), (rest(user), REST)];
        let felt = parts.into_iter().filter_map(|(field, effects)| Some((field?, felt_here(effects))));
        let mut felt: Vec<_> = felt.filter(|(_, effects)| !effects.is_empty()).collect();
        // Where a declared client drops a part, what others drop is not the point.
        if felt.iter().any(|(_, effects)| is_declared(effects)) {
            felt.retain(|(_, effects)| is_declared(effects));
        }
        let Some((field, mut effects)) = felt.pop() else { continue };
        // The user stands for all of it where it is dropped too.
        let field = felt.first().map_or(field, |(first, _)| first);
        for felt in felt.into_iter().flat_map(|(_, effects)| effects) {
            if effects.iter().all(|known| known.effect.client != felt.effect.client) {
                effects.push(felt);
            }
        }
        let finding = findings.field(field, "not every client sends this impersonation");
        finding.help("set it in the program, or use a credential with no more rights than needed").felt_by(&effects);
    }
}

fn is_declared(effects: &[Felt]) -> bool {
    effects.iter().any(|felt| felt.is_declared)
}

fn filled(collection: Option<&Collection>) -> Option<&Field> {
    collection.map(|collection| &collection.field).filter(|field| field.has_content())
}

fn rest(user: &User) -> Option<&Field> {
    given(user.impersonate_uid.as_ref()).or_else(|| filled(user.impersonate_extra.as_ref()))
}
