use super::suggestion;
use crate::address::Address;
use crate::fix::Fix;
use crate::kubeconfig::directive::{Malformed, Named};
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for directive in case.directives() {
        match &directive.content {
            Err(why) => {
                let finding = findings.at(&Address::ROOT, directive.span, explain(*why));
                finding.help("write it as `# kubeconfig-lint: ignore[tls/verify-disabled] reason`");
            }
            Ok(ignore) => {
                for (number, named) in ignore.names.iter().enumerate() {
                    let Named::Unknown(meant) = *named else { continue };
                    let message = "this comment names a rule that does not exist, and so suppresses nothing by it";
                    let finding = findings.at(&Address::ROOT, directive.span, message).help(suggestion(meant));
                    if let Some(meant) = meant {
                        // Who wrote it wanted a finding hidden, but which one is a guess.
                        finding.fix(Fix::risky(message!["write `", meant, "` there"]).respell(directive.span, number, meant));
                    }
                }
            }
        }
    }
}

const fn explain(why: Malformed) -> &'static str {
    match why {
        Malformed::NoColon => "this comment suppresses nothing: a colon is missing behind `kubeconfig-lint`",
        Malformed::UnknownVerb => "this comment does nothing: the only thing to ask for is `ignore[…]`",
        Malformed::NoBrackets => "this comment suppresses nothing: the rules stand in brackets behind `ignore`",
        Malformed::Unclosed => "this comment suppresses nothing: a `]` is missing behind the rules",
        Malformed::Empty => "this comment suppresses nothing: a rule is missing in the brackets",
        Malformed::NoDate => "this comment suppresses nothing: behind `until=` stands a date such as 2026-12-31",
    }
}
