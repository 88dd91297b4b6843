use super::missing_scheme::lacks_scheme;
use crate::finding::Severity;
use crate::fix::{Fix, Transform, UrlForm};
use crate::kubeconfig::facts::go_url::{ParseFault, Strictness};
use crate::kubeconfig::facts::url::{Outcome, Port, Scheme, Server};
use crate::kubeconfig::model::given;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in &case.config().clusters {
        let Some(server) = &cluster.server else { continue };
        let Some(url) = server.url().filter(|url| is_malformed(url)) else { continue };
        let outcome = url.outcome(Strictness::Colons);
        let (message, help) = diagnose(url, outcome);
        let finding = findings.field(server, message);
        finding.help(help);
        if let Some(title) = title(url) {
            finding.fix(Fix::safe(title).transform(server, Transform::Url(UrlForm::Clean)));
        }
        match outcome {
            Outcome::Connects { .. } if url.slips.doubled_scheme => {
                finding.differs_in("kubectl", "1.22-1.37", "looks for a host that is called like the scheme");
            }
            Outcome::Connects { .. } => {
                finding.differs_in("kubectl", "1.22-1.37", "is refused by every host");
            }
            // kubectl takes an empty host for this machine, and needs a name only to verify it.
            Outcome::NoServerName if cluster.is_insecure() || given(cluster.tls_server_name.as_ref()).is_some() => {
                finding.severity(Severity::Warning);
            }
            _ => {
                if let Some(error) = outcome.kubectl_text() {
                    finding.refused_by("kubectl", versions(url, outcome), error);
                }
            }
        }
    }
}

/// The versions that end like the newest.
fn versions(url: &Server, newest: &Outcome) -> &'static str {
    if url.outcome(Strictness::Lax) == newest {
        "1.22-1.37"
    } else if url.outcome(Strictness::Brackets) == newest {
        "1.34.5-1.37"
    } else {
        "1.36-1.37"
    }
}

fn is_malformed(url: &Server) -> bool {
    let has_rule_of_its_own = url.slips.bracketed_non_ipv6 || url.slips.unbracketed_ipv6 || lacks_scheme(url);
    match url.outcome(Strictness::Colons) {
        _ if has_rule_of_its_own => false,
        Outcome::Absent => false,
        Outcome::Connects { .. } => url.slips.doubled_scheme || url.port == Port::Invalid,
        _ => true,
    }
}

fn diagnose(url: &Server, outcome: &Outcome) -> (&'static str, &'static str) {
    if url.blanks.control {
        ("`server` holds a line break, a tab or another control character", "put the address on one line, in quotes")
    } else if url.blanks.outer {
        ("`server` has a blank before or after the address", "remove the blank")
    } else if url.slips.doubled_scheme {
        ("`server` has two schemes", "leave only one `https://`")
    } else if url.slips.broken_scheme {
        ("the scheme of `server` is not followed by `://`", "write `https://` before the host")
    } else if url.blanks.inner {
        ("`server` has a blank in the host", "remove the blank")
    } else if url.slips.backslash {
        ("`server` has a backslash", "remove it, or write a slash")
    } else if url.scheme == Scheme::Other {
        ("`server` has a scheme that kubectl does not speak", "write `https://` before the host")
    } else if url.port == Port::Invalid || matches!(outcome, Outcome::InvalidPort) || is_bad_port(outcome) {
        ("`server` has a port that is no port", "write a number from 1 to 65535; most API servers use 6443 or 443")
    } else if matches!(outcome, Outcome::NoHost | Outcome::NoServerName | Outcome::NotAUrl) {
        ("`server` names no host", "write `https://HOST:6443`")
    } else {
        ("`server` is not a URL", "write `https://HOST:6443`")
    }
}

/// What is to be done where there is one thing that can be meant.
fn title(url: &Server) -> Option<&'static str> {
    if url.slips.doubled_scheme {
        Some("leave only one scheme")
    } else if url.slips.broken_scheme {
        Some("write `://` behind the scheme")
    } else {
        (url.blanks.outer && !url.blanks.inner).then_some("remove what stands around the address")
    }
}

fn is_bad_port(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Unparsable(ParseFault::Port))
}
