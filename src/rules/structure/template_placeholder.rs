use crate::address::Address;
use crate::finding::Severity;
use crate::kubeconfig::facts::template::Style;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, Context, User};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    expressions(case, findings);
    let config = case.config();
    let fields = (config.clusters.iter().flat_map(of_cluster))
        .chain(config.users.iter().flat_map(of_user))
        .chain(config.contexts.iter().flat_map(of_context));
    // A template is one thing to say, not one for each of its holes.
    let holes: Vec<_> = fields.filter_map(|field| field.placeholder().map(|style| (field, style))).collect();
    if case.document().is_template {
        if let Some((field, style)) = holes.first() {
            let finding = findings.field(field, "this file is a template that nobody has filled in yet");
            finding.severity(Severity::Info).label(word(*style)).help("check what the template makes instead");
        }
        return;
    }
    for (field, style) in holes {
        let finding = findings.field(field, "this is a placeholder that nobody replaced");
        finding.label(word(style)).help("put the real value here");
    }
}

/// What a template leaves behind where it is not filled in, and kubectl cannot even read.
fn expressions(case: &Case<'_>, findings: &mut Findings) {
    for unfilled in &case.document().unfilled {
        let finding = findings.at(&Address::ROOT, unfilled.span, "this is a template that nobody has filled in yet");
        finding.help("fill it in with the tool that it was written for, and check what that makes");
        finding.refused_by("kubectl", "1.22-1.37", unfilled.text.clone());
    }
}

fn of_cluster(cluster: &Cluster) -> impl Iterator<Item = &Field> {
    [&cluster.server, &cluster.ca_data, &cluster.ca_path, &cluster.proxy_url, &cluster.tls_server_name].into_iter().flatten()
}

fn of_user(user: &User) -> impl Iterator<Item = &Field> {
    let paths = [&user.certificate_path, &user.key_path, &user.token_file];
    let values = [&user.certificate_data, &user.key_data, &user.token, &user.username, &user.password];
    let exec = user.exec.iter().flat_map(|exec| exec.command.iter().chain(&exec.args));
    paths.into_iter().chain(values).flatten().chain(exec)
}

fn of_context(context: &Context) -> impl Iterator<Item = &Field> {
    [&context.cluster, &context.user, &context.namespace].into_iter().flatten()
}

fn word(style: Style) -> &'static str {
    match style {
        Style::Variable => "a variable: no client expands it",
        Style::Command => "a command: no client runs it",
        Style::Braces => "an expression of a template",
        Style::Angle => "angle brackets ask for a value",
        Style::Percent => "a variable of Windows: no client expands it",
        Style::Marks => "a mark to be replaced",
        Style::Word => "a word that asks to be replaced",
        Style::Crosses => "crosses in place of a value",
        Style::Dots => "dots in place of a value",
        Style::ExampleHost => "a host that is reserved for examples",
    }
}
