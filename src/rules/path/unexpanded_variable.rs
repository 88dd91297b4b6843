use super::references;
use crate::finding::Severity;
use crate::fix::{Fix, PathForm, Transform};
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::facts::arguments::ArgumentKind;
use crate::kubeconfig::facts::command::Command;
use crate::kubeconfig::facts::path::Expansion;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Exec, given};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    // A template's variables are filled before any client sees them.
    if case.document().is_template {
        return;
    }
    for reference in references(case) {
        let Some(expansion) = reference.field.path_shape().and_then(|shape| shape.expansion) else { continue };
        let target = reference.field.target();
        if target.is_some_and(|target| target.state == TargetState::Read) {
            continue;
        }
        let finding = findings.field(reference.field, message(expansion));
        finding.help("write the absolute path");
        finding.fix = target.and_then(|target| at_home(reference.field, target.elsewhere));
        if let Some(target) = reference.unreadable() {
            reference.refuse(finding, target);
        }
    }
    for user in &case.config().users {
        let Some((exec, facts)) = user.exec.as_ref().and_then(|exec| Some((exec, exec.facts()?))) else { continue };
        command(exec, facts, case.runs_plugin(user), findings);
        arguments(exec, facts, findings);
    }
}

fn command(exec: &Exec, facts: &Command, is_run: bool, findings: &mut Findings) {
    let Some((field, expansion)) = given(exec.command.as_ref()).zip(facts.path.expansion) else { return };
    let finding = findings.field(field, message(expansion));
    finding.help("write the absolute path, or a bare name that is found on `PATH`");
    finding.fix = exec.program().and_then(|program| at_home(field, program.elsewhere));
    if is_run {
        finding.refused_by("kubectl", "1.22-1.37", "fork/exec … : no such file or directory");
    } else {
        finding.severity(Severity::Warning);
    }
}

/// Where something is in the home folder, that is what was meant.
fn at_home(field: &Field, elsewhere: Option<PathForm>) -> Option<Fix> {
    let form = elsewhere.filter(|form| *form == PathForm::AtHome)?;
    Some(Fix::risky("write the absolute path").transform(field, Transform::Path(form)))
}

/// The plugin gets the text as it is, and may well expand it itself.
fn arguments(exec: &Exec, facts: &Command, findings: &mut Findings) {
    for fact in &facts.arguments {
        if let (ArgumentKind::Expansion(expansion), Some(argument)) = (fact.kind, exec.args.get(fact.index)) {
            findings.field(argument, message(expansion)).severity(Severity::Warning).help("write the value itself");
        }
    }
    for fact in &facts.variables {
        let value = exec.env.get(fact.index).and_then(|variable| variable.value.as_ref());
        if let Some((value, expansion)) = value.zip(fact.expansion) {
            findings.field(value, message(expansion)).severity(Severity::Warning).help("write the value itself");
        }
    }
}

fn message(expansion: Expansion) -> &'static str {
    match expansion {
        Expansion::Home => "no client expands `~`",
        Expansion::Variable => "no client expands variables such as `$HOME`",
        Expansion::Percent => "no client expands variables such as `%USERPROFILE%`",
    }
}
