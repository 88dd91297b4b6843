use crate::fix::Fix;
use crate::message;
use crate::rules::{Case, EXECUTED, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for shape in &case.document().shape {
        let Some(unknown) = shape.unknown.as_ref().filter(|unknown| unknown.is_impersonation() && !unknown.is_blank) else {
            continue;
        };
        let Some(meant) = unknown.meant else { continue };
        let finding = findings.at(
            &shape.address,
            shape.span,
            message!["no client reads this key, so commands run with the user's full rights; `", meant, "` is meant"],
        );
        if unknown.meant_is_present {
            finding.help("remove it: the right key is there too");
        } else {
            finding.help(message!["call it `", meant, "`"]);
            finding.fix(Fix::safe(message!["call it `", meant, "`"]).rename(shape.target.clone(), meant));
        }
        for (client, versions) in EXECUTED {
            finding.differs_in(client, versions, "ignores it and acts as the user itself");
        }
    }
}
