use crate::finding::{Finding, Severity};
use crate::fix::Fix;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, Entry, given};
use crate::message;
use crate::message::Message;
use crate::rules::{Binding, Candidates, Case, Effect, Findings, differs, named};

/// Those that go on without the user.
const WITHOUT_USER: &[Effect] = &[
    differs("python", "18.20-37.0", "sends the request without a credential"),
    differs("node", "1.0-1.4", "sends the request without a credential"),
    differs("node", "2.0", "sends the request without a credential, and does without the authority of the cluster"),
    differs("kubeclient", "4.9-4.13", "sends the request without a credential"),
    differs("kube-rs", "1.0-5.0", "sends the request without a credential"),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() {
        return;
    }
    let mut clusters = Candidates::new(case.all_clusters().map(|cluster| &cluster.entry));
    let mut users = Candidates::new(case.all_users().map(|user| &user.entry));
    for binding in case.bindings() {
        let context = binding.context;
        let field = |key| context.entry.address.key("context").key(key);
        if binding.cluster.is_none() {
            let finding = report(&binding, context.cluster.as_ref(), "cluster", &mut clusters, findings);
            let entries = case.config().clusters.iter().map(|cluster| &cluster.entry);
            finding.fix = fix(context.cluster.as_ref(), &mut clusters, entries);
            finding.foreseen_by(case, case.foresight().about(&field("cluster")));
        }
        // No user at all may be meant: that is `auth/no-credentials`.
        if binding.user.is_none() && given(context.user.as_ref()).is_some() {
            let finding = report(&binding, context.user.as_ref(), "user", &mut users, findings);
            finding.fix = fix(context.user.as_ref(), &mut users, case.config().users.iter().map(|user| &user.entry));
            for effect in case.felt(WITHOUT_USER).iter().map(|felt| felt.effect) {
                finding.differs_in(effect.client, effect.versions, effect.what);
            }
            finding.foreseen_by(case, case.foresight().about(&field("user")));
        }
    }
}

fn report<'f>(
    binding: &Binding<'_>,
    reference: Option<&Field>,
    what: &'static str,
    names: &mut Candidates,
    findings: &'f mut Findings,
) -> &'f mut Finding {
    let finding = match given(reference) {
        Some(field) => unknown_name(field, what, names, findings),
        None => no_name(binding, reference, what, names, findings),
    };
    // Without TLS kubectl sends no credentials, whoever the user is.
    let asks = binding.cluster.is_none_or(Cluster::is_reached_over_tls);
    if !binding.is_current || !asks {
        finding.severity(Severity::Warning);
    }
    let consequence = match what {
        "cluster" => "talks to http://localhost:8080",
        _ if asks => "asks for a user name and password",
        _ => "sends no credentials",
    };
    finding.differs_in("kubectl", "1.22-1.37", Message::from(consequence))
}

/// The name that is most like it is written, where it is one of the same file.
fn fix<'a>(reference: Option<&Field>, names: &mut Candidates, entries: impl Iterator<Item = &'a Entry>) -> Option<Fix> {
    let field = given(reference)?;
    let near = names.nearest(&field.name()?)?;
    Some(Fix::risky("write the name that is most like it").copy(field, named(entries, near)?))
}

fn unknown_name<'f>(field: &Field, what: &'static str, names: &mut Candidates, findings: &'f mut Findings) -> &'f mut Finding {
    let name = field.name();
    let message = match &name {
        Some(name) => message!["no ", what, " is called ", name],
        None => message!["there is no ", what, " of this name"],
    };
    let near = name.as_ref().and_then(|name| names.nearest(name)).cloned();
    let help = match (near, names.only()) {
        (Some(near), _) => message!["write ", near, ", if that is meant"],
        (None, Some(only)) => message!["define it, or name the only ", what, " there is, ", only],
        (None, None) => message!["define it, or name a ", what, " that exists"],
    };
    findings.field(field, message).help(help)
}

fn no_name<'f>(
    binding: &Binding<'_>,
    reference: Option<&Field>,
    what: &'static str,
    names: &mut Candidates,
    findings: &'f mut Findings,
) -> &'f mut Finding {
    let context = &binding.context.entry;
    let place = reference.map_or_else(|| context.place(), |field| field.key);
    let help = match names.only() {
        Some(name) => message!["add `", what, ": ` and the name of the only one there is, ", name],
        None => message!["add `", what, ": ` and its name"],
    };
    findings.at(&context.address.key("context").key(what), place, message!["this context names no ", what]).help(help)
}
