use crate::finding::Severity;
use crate::kubeconfig::facts::certificate::Certificate;
use crate::kubeconfig::facts::host::Host;
use crate::rules::certificate::authorities;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_reached_over_tls()) {
        let (Some((ca, mut certificates)), Some(host)) = (authorities(cluster), cluster.verified_host()) else { continue };
        certificates.retain(|certificate| certificate.may_sign_certificates());
        let mut excluding = certificates.iter().filter_map(|certificate| Exclusion::of(certificate, &host));
        let Some(exclusion) = excluding.next() else { continue };
        let excludes_all = excluding.count() + 1 == certificates.len();
        let (message, help) = exclusion.describe();
        let finding = findings.field(ca, message);
        finding.help(help);
        if excludes_all {
            finding.refused_by("kubectl", "1.22-1.37", exclusion.kubectl_text());
            for (client, versions) in [("python", "37.0"), ("kr8s", "0.20"), ("node", "1.4-2.0"), ("kubeclient", "4.9")] {
                finding.refused_by(client, versions, exclusion.openssl_text());
            }
            if exclusion == Exclusion::Name {
                finding.refused_by("kube-rs", "5.0", "invalid peer certificate: Other(OtherError(NameConstraintViolation))");
            }
        } else {
            finding.severity(Severity::Warning).label("another certificate of the bundle may do");
        }
    }
}

/// Why no certificate that an authority signs is taken for this server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Exclusion {
    Name,
    Usage,
    Extension,
}

impl Exclusion {
    fn of(authority: &Certificate, host: &Host) -> Option<Self> {
        if authority.has_unknown_critical_extension {
            Some(Self::Extension)
        } else if authority.extended_key_usage.is_some_and(|usage| !usage.server_auth && !usage.any) {
            Some(Self::Usage)
        } else if authority.name_constraints.as_ref().is_some_and(|constraints| constraints.exclude(host)) {
            Some(Self::Name)
        } else {
            None
        }
    }

    fn describe(self) -> (&'static str, &'static str) {
        match self {
            Self::Name => (
                "this authority may not sign for this server: its name constraints leave the host out",
                "reach the server by a name that the authority may sign for, or take the right authority",
            ),
            Self::Usage => (
                "this authority may not sign for servers: its extended key usage leaves `serverAuth` out",
                "take the authority that signs for servers; this one may be that of the clients",
            ),
            Self::Extension => (
                "this authority has a critical extension that clients do not know",
                "have the authority made anew, without it or with it as not critical",
            ),
        }
    }

    fn kubectl_text(self) -> &'static str {
        match self {
            Self::Name => "x509: a root or intermediate certificate is not authorized to sign for this name",
            Self::Usage => "x509: certificate specifies an incompatible key usage",
            Self::Extension => "x509: unhandled critical extension",
        }
    }

    fn openssl_text(self) -> &'static str {
        match self {
            Self::Name => "subtree violation",
            Self::Usage => "unsuitable certificate purpose",
            Self::Extension => "unhandled critical extension",
        }
    }
}
