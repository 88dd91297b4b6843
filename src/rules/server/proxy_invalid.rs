use crate::finding::Severity;
use crate::fix::{Fix, Transform};
use crate::kubeconfig::facts::go_url::ParseFault;
use crate::kubeconfig::facts::proxy::ProxyOutcome;
use crate::kubeconfig::facts::url::Port;
use crate::kubeconfig::field::Field;
use crate::message;
use crate::message::{Message, Part};
use crate::rules::{Case, Findings};

const SCHEMES: &str = "write `http://`, `https://` or `socks5://` before the host";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in &case.config().clusters {
        let Some(field) = &cluster.proxy_url else { continue };
        let Some(proxy) = field.proxy() else { continue };
        let refusal = |reason: Message| {
            message!["invalid 'proxy-url' \"…\" for cluster \"", cluster.entry.quoted_name(), "\": "].then(reason)
        };
        match &proxy.outcome {
            ProxyOutcome::Absent | ProxyOutcome::Accepted => {}
            ProxyOutcome::UnsupportedScheme { scheme } => {
                let (message, reason) = match scheme {
                    Some(scheme) => (
                        message!["kubectl knows no proxies with the scheme ", scheme],
                        message!["unsupported scheme \"", Part::Quote(scheme.clone()), "\", must be http, https, or socks5"],
                    ),
                    None => {
                        ("`proxy-url` has no scheme".into(), "unsupported scheme \"…\", must be http, https, or socks5".into())
                    }
                };
                let finding = findings.field(field, message);
                finding.help(SCHEMES).refused_by("kubectl", "1.22-1.37", refusal(reason));
                finding.fix(as_url(field));
            }
            ProxyOutcome::Unparsable(ParseFault::ColonInFirstSegment) => {
                let finding = findings.field(field, "`proxy-url` has no scheme");
                finding.help(SCHEMES).refused_by("kubectl", "1.22-1.37", refusal("could not parse: …".into()));
                finding.fix(as_url(field));
            }
            ProxyOutcome::Unparsable(fault) => {
                let versions = match fault {
                    ParseFault::NotIpv6 => "1.34.5-1.37",
                    // A bad port was always refused, an IPv6 address without brackets only by these.
                    ParseFault::Port => "1.36-1.37",
                    _ => "1.22-1.37",
                };
                let finding = findings.field(field, "`proxy-url` is not a URL");
                finding.fix(as_url(field));
                finding.help("write it as `http://HOST:PORT`").refused_by(
                    "kubectl",
                    versions,
                    refusal("could not parse: …".into()),
                );
            }
            ProxyOutcome::Unusable if proxy.port == Port::Invalid => {
                let finding = findings.field(field, "`proxy-url` has a port that is no port");
                finding.help("write a number from 1 to 65535");
                finding.refused_by("kubectl", "1.22-1.37", "invalid port");
            }
            // For Go an empty host is this machine.
            ProxyOutcome::Unusable => {
                let finding = findings.field(field, "`proxy-url` names no host");
                finding.severity(Severity::Warning).help("write it as `http://HOST:PORT`");
                finding.differs_in("kubectl", "1.22-1.37", "looks for the proxy on this machine");
            }
        }
    }
}

/// It is refused where the text does not say all of it.
fn as_url(field: &Field) -> Fix {
    Fix::safe("write it as a URL").transform(field, Transform::ProxyUrl)
}
