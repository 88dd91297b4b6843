//! The names of a certificate (subjectAltName), and the hosts they fit, by Go's rules.

use super::host::Host;
use crate::message::Name;
use std::net::IpAddr;
use x509_parser::extensions::GeneralName;

/// A name in subjectAltName.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlternativeName {
    /// dNSName
    Dns(Name),
    /// iPAddress
    Ip(IpAddr),
    /// Another kind.
    Other,
}

impl AlternativeName {
    pub(super) fn of(general: &GeneralName<'_>) -> Self {
        match general {
            GeneralName::DNSName(dns) => Self::Dns(Name::escape(dns)),
            GeneralName::IPAddress(bytes) => {
                let v4 = <[u8; 4]>::try_from(*bytes).ok().map(IpAddr::from);
                let v6 = || <[u8; 16]>::try_from(*bytes).ok().map(IpAddr::from);
                v4.or_else(v6).map_or(Self::Other, Self::Ip)
            }
            _ => Self::Other,
        }
    }

    /// Whether a certificate with this name is for the host (`x509.matchHostnames`). An address needs an address.
    pub(super) fn is_of(&self, host: &Host) -> bool {
        match (self, host.ip, &host.name) {
            (Self::Ip(ip), Some(host), _) => ip.to_canonical() == host.to_canonical(),
            (Self::Dns(pattern), None, Some(host)) => matches(pattern.as_str(), host.as_str()),
            _ => false,
        }
    }
}

/// A `*` stands for one whole label, the first.
fn matches(pattern: &str, host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let (pattern, host) = (pattern.to_ascii_lowercase(), host.to_ascii_lowercase());
    match (pattern.strip_prefix("*."), host.split_once('.')) {
        (Some(domain), Some((_, rest))) => rest == domain,
        _ => !pattern.is_empty() && pattern == host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_one_label() {
        assert!(matches("k8s.corp.test", "K8S.corp.test."));
        assert!(matches("*.corp.test", "k8s.corp.test"));
        assert!(matches("*.corp.test", "*.corp.test"));
        for host in ["corp.test", "a.b.corp.test", "k8s.other.test", ""] {
            assert!(!matches("*.corp.test", host), "{host}");
        }
    }

    #[test]
    fn an_address_needs_an_address() {
        let host = |text| super::super::host::inspect(text, true).unwrap_or_else(|| unreachable!());
        let ip = AlternativeName::Ip(IpAddr::from([10, 0, 0, 1]));
        let dns = AlternativeName::Dns(Name::escape("10.0.0.1"));
        assert!(ip.is_of(&host("10.0.0.1")));
        assert!(!dns.is_of(&host("10.0.0.1")));
        assert!(!ip.is_of(&host("k8s.corp.test")));
    }
}
