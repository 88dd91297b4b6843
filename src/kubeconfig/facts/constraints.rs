//! Name constraints of a CA (RFC 5280, 4.2.1.10), by Go's rules.

use super::host::Host;
use std::net::IpAddr;
use x509_parser::extensions::{GeneralName, GeneralSubtree};

/// nameConstraints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameConstraints {
    permitted: Vec<Subtree>,
    excluded: Vec<Subtree>,
}

/// A set of names.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Subtree {
    /// A domain and all below it; with a leading dot only those below it.
    Domain(String),
    /// Address and mask, 4 or 16 bytes each.
    Network { address: Vec<u8>, mask: Vec<u8> },
    /// Of another kind: it says nothing about hosts.
    Other,
}

impl NameConstraints {
    pub(super) fn of(constraints: &x509_parser::extensions::NameConstraints<'_>) -> Self {
        let subtrees =
            |list: &Option<Vec<GeneralSubtree<'_>>>| list.iter().flatten().map(|subtree| Subtree::of(&subtree.base)).collect();
        Self { permitted: subtrees(&constraints.permitted_subtrees), excluded: subtrees(&constraints.excluded_subtrees) }
    }

    /// Whether a server certificate for this host, signed by the CA, is refused (`x509.Certificate.checkNameConstraints`).
    /// A host without a name is never excluded.
    pub fn exclude(&self, host: &Host) -> bool {
        let is_about = |subtree: &&Subtree| subtree.is_about(host);
        let mut permitted = self.permitted.iter().filter(is_about).peekable();
        let is_permitted = permitted.peek().is_none() || permitted.any(|subtree| subtree.holds(host));
        !is_permitted || self.excluded.iter().any(|subtree| subtree.holds(host))
    }
}

impl Subtree {
    fn of(name: &GeneralName<'_>) -> Self {
        match name {
            GeneralName::DNSName(domain) => Self::Domain(domain.to_ascii_lowercase()),
            GeneralName::IPAddress(bytes) if matches!(bytes.len(), 8 | 32) => {
                let (address, mask) = bytes.split_at(bytes.len() / 2);
                Self::Network { address: address.to_vec(), mask: mask.to_vec() }
            }
            _ => Self::Other,
        }
    }

    /// Whether it speaks about hosts of this kind: names or addresses.
    fn is_about(&self, host: &Host) -> bool {
        match self {
            Self::Domain(_) => host.ip.is_none() && host.name.is_some(),
            Self::Network { .. } => host.ip.is_some(),
            Self::Other => false,
        }
    }

    fn holds(&self, host: &Host) -> bool {
        match (self, host.ip, &host.name) {
            (Self::Domain(domain), None, Some(name)) => {
                let name = name.as_str().trim_end_matches('.').to_ascii_lowercase();
                let below = name.strip_suffix(domain.as_str());
                domain.is_empty()
                    || below.is_some_and(|front| front.is_empty() || front.ends_with('.') || domain.starts_with('.'))
            }
            (Self::Network { address, mask }, Some(ip), _) => {
                let bytes = match ip {
                    IpAddr::V4(ip) => ip.octets().to_vec(),
                    IpAddr::V6(ip) => ip.octets().to_vec(),
                };
                let masked = |bytes: &[u8]| bytes.iter().zip(mask).map(|(byte, mask)| byte & mask).collect::<Vec<_>>();
                bytes.len() == address.len() && masked(&bytes) == masked(address)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excludes(permitted: &[Subtree], excluded: &[Subtree], host: &str) -> bool {
        let constraints = NameConstraints { permitted: permitted.to_vec(), excluded: excluded.to_vec() };
        super::super::host::inspect(host, true).is_some_and(|host| constraints.exclude(&host))
    }

    #[test]
    fn domains_hold_what_lies_below_them() {
        let corp = [Subtree::Domain("corp.test".to_owned())];
        assert!(!excludes(&corp, &[], "corp.test"));
        assert!(!excludes(&corp, &[], "api.CORP.test"));
        assert!(excludes(&corp, &[], "mycorp.test"));
        assert!(excludes(&[], &corp, "api.corp.test"));
        assert!(!excludes(&[], &corp, "api.test"));
    }

    #[test]
    fn names_and_addresses_are_constrained_apart() {
        let network = [Subtree::Network { address: vec![10, 0, 0, 0], mask: vec![255, 0, 0, 0] }];
        assert!(!excludes(&network, &[], "10.1.2.3"));
        assert!(excludes(&network, &[], "192.168.0.1"));
        assert!(!excludes(&network, &[], "api.test"));
        assert!(excludes(&network, &[], "::1"));
        assert!(!excludes(&[Subtree::Other], &[], "api.test"));
    }
}
