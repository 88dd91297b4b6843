use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Context, User, given};
use crate::rules::{Binding, Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() {
        return;
    }
    for user in case.config().users.iter().filter(|user| !user.has_credentials()) {
        if let Some(binding) = case.bindings_of_user(user).find(asks_for_password) {
            report(findings, Some(user), binding.context);
        }
    }
    for binding in case.bindings().filter(|binding| given(binding.context.user.as_ref()).is_none()) {
        if asks_for_password(&binding) {
            report(findings, None, binding.context);
        }
    }
}

/// kubectl asks only where it would send the answer over TLS. A proxy on this machine needs no credential.
fn asks_for_password(binding: &Binding<'_>) -> bool {
    binding.cluster.is_some_and(|cluster| cluster.is_reached_over_tls() && !cluster.is_loopback())
}

fn report(findings: &mut Findings, user: Option<&User>, context: &Context) {
    let finding = match user {
        Some(user) => {
            // An empty `token` shows best what is missing.
            let place = user.token.as_ref().map_or_else(|| user.entry.place(), Field::place);
            findings.at(&user.entry.address, place, "this user has no credential, so kubectl asks for a name and password")
        }
        None => findings.at(
            &context.entry.address,
            context.entry.place(),
            "this context has no user, so kubectl asks for a name and password",
        ),
    };
    finding.help("add a credential, or leave it where the cluster really takes anonymous requests");
}
