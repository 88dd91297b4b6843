use super::Unused;
use crate::address::Address;
use crate::fix::Fix;
use crate::message;
use crate::rules::{Case, Findings};

/// Silent about rules that did not run, and about whatever depends on what was not read or looked at.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() || case.is_half_seen() {
        return;
    }
    for unused in case.unused().iter().filter(|unused| case.ran(unused.name)) {
        let message = message!["this comment suppresses nothing: there is no finding of `", unused.name, "` here"];
        let finding = findings.at(&Address::ROOT, unused.comment, message);
        finding.help("remove the comment, or the rule from its list").fix(fix(case, *unused));
    }
}

/// What another machine or another list of files has may be found there.
fn fix(case: &Case<'_>, unused: Unused) -> Fix {
    let family = unused.name.split('/').next().unwrap_or_default();
    let depends = match family {
        "merge" => true,
        "certificate" | "exec" | "path" | "tls" => case.config().leads_elsewhere(),
        _ => false,
    };
    let title =
        if unused.is_alone { message!["remove the comment"] } else { message!["take `", unused.name, "` out of the comment"] };
    let fix = if depends { Fix::risky(title) } else { Fix::safe(title) };
    fix.unsuppress(unused.comment, unused.name)
}
