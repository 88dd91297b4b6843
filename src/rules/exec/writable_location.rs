use super::commands;
use crate::finding::Severity;
use crate::kubeconfig::program::Writer;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, exec, field, command) in commands(case.config()) {
        let writer = exec.program().and_then(|program| program.writer);
        let message = match writer {
            Some(Writer::Everybody) => "everybody on this machine could put another program there",
            Some(Writer::Group) => "a group of users could put another program there",
            Some(Writer::Stranger) => "the program, or a folder above it, belongs to another user",
            None if command.path.is_temporary => "the program lies in a folder where everybody puts files",
            None => continue,
        };
        let finding = findings.field(field, message);
        finding.help("keep the program where only administrators or you can write");
        if writer == Some(Writer::Everybody) {
            finding.severity(Severity::Error);
        }
    }
}
