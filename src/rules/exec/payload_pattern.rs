use super::commands;
use crate::rules::{Case, EXECUTED, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for (_, exec, field, command) in commands(case.config()) {
        let payload = &command.payload;
        if !payload.is_suspicious() {
            continue;
        }
        let message = if payload.fetches && payload.interprets {
            "this command downloads something and runs it"
        } else if payload.decodes && payload.interprets {
            "this command decodes something and runs it"
        } else if payload.opens_shell {
            "this command hands a shell to somebody else"
        } else if payload.writes && payload.touches_startup {
            "this command writes where programs of yours are started or let in"
        } else {
            "this command deletes files, as no plugin does"
        };
        let finding = findings.field(field, message);
        finding.help("do not use this file; ask where it came from, and look at what has run already");
        if let Some(first) = exec.args.first() {
            finding.related(first.place(), "its arguments");
        }
        for (client, versions) in EXECUTED {
            finding.differs_in(client, versions, "runs it at the first request");
        }
    }
}
