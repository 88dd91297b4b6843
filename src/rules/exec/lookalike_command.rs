use super::commands;
use crate::fix::{Fix, Literal};
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, _, field, command) in commands(case.config()) {
        let Some(known) = command.lookalike else { continue };
        let message = message!["this program is not the plugin `", known, "`, and looks like it"];
        let finding = findings.field(field, message).help(message!["if that is what is meant, write `", known, "`"]);
        finding.fix(Fix::risky(message!["write `", known, "`"]).write(field, Literal::Text(known)));
    }
}
