use super::commands;
use crate::finding::Severity;
use crate::kubeconfig::facts::arguments::{ArgumentKind, Metacharacter};
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, exec, _, command) in commands(case.config()) {
        for fact in &command.arguments {
            let (ArgumentKind::Metacharacter(kind), Some(argument)) = (fact.kind, exec.args.get(fact.index)) else { continue };
            let finding = findings.field(argument, message!["an argument holds ", name(kind), ", and no shell reads it"]);
            finding.help("remove it, or let a program of your own do what is meant");
            if kind == Metacharacter::Ampersand {
                finding.severity(Severity::Info);
            }
        }
    }
}

fn name(kind: Metacharacter) -> &'static str {
    match kind {
        Metacharacter::Semicolon => "`;`",
        Metacharacter::Pipe => "`|`",
        Metacharacter::And => "`&&`",
        Metacharacter::Ampersand => "`&`",
        Metacharacter::Substitution => "a command to be put in its place",
        Metacharacter::Variable => "a variable",
        Metacharacter::Redirection => "`<` or `>`",
        Metacharacter::Newline => "a line break",
    }
}
