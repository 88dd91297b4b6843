//! What kind of host a URL names.

use super::go_url;
use crate::message::Name;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Host {
    /// The host as it is written; not given where part of a password may have been taken for it.
    pub name: Option<Name>,
    /// Where it leads.
    pub reach: Reach,
    /// The address, if it is written as one.
    pub ip: Option<IpAddr>,
    /// An IPv6 zone (`%eth0`) follows.
    pub has_zone: bool,
    /// What may deceive a reader.
    pub disguise: Option<Disguise>,
}

/// Where a host leads, as far as its text tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// `127.0.0.0/8`, `::1`, `localhost`, or a name that Docker gives the machine itself.
    Loopback,
    /// `0.0.0.0`, `::`
    Unspecified,
    /// `169.254.0.0/16`, `fe80::/10`
    LinkLocal,
    /// A cloud's metadata service.
    Metadata,
    /// RFC 1918, RFC 6598 or `fc00::/7`
    PrivateAddress,
    /// A name that only a private network resolves: one label, `.local`, `.internal`, `.lan`, `.corp`, `.home.arpa`, `.test`.
    PrivateName,
    /// A service inside a cluster: `kubernetes.default`, `.svc`, `.cluster.local`.
    InCluster,
    /// Any other address.
    PublicAddress,
    /// Any other name.
    PublicName,
}

/// What may deceive a reader of a host name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disguise {
    /// Circled, full-width or other characters that IDNA maps to ASCII.
    Compatibility,
    /// Letters of more than one script in one label.
    MixedScripts,
    /// Letters outside ASCII, of one script.
    NonAscii,
    /// A label in punycode (`xn--`).
    Punycode,
}

/// Describes a host without brackets and port; `None` if it is empty.
pub(in crate::kubeconfig) fn inspect(host: &str, may_be_named: bool) -> Option<Host> {
    if host.is_empty() {
        return None;
    }
    let ip = go_url::ip(host);
    Some(Host {
        name: may_be_named.then(|| Name::escape(host)),
        reach: ip.map_or_else(|| reach_of_name(host), reach_of_ip),
        ip,
        has_zone: ip.is_some() && host.contains('%'),
        disguise: disguise(host),
    })
}

impl Reach {
    /// Whether only the machine itself, its network or its cluster can reach it.
    pub fn is_private(self) -> bool {
        !matches!(self, Self::PublicAddress | Self::PublicName)
    }
}

fn reach_of_ip(ip: IpAddr) -> Reach {
    const METADATA: [IpAddr; 4] = [
        IpAddr::V4(Ipv4Addr::new(169, 254, 169, 254)),
        IpAddr::V4(Ipv4Addr::new(169, 254, 170, 2)),
        IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
        IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
    ];
    let ip = ip.to_canonical();
    let is_link_local = match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    };
    let is_private = match ip {
        IpAddr::V4(ip) => ip.is_private() || (ip.octets()[0] == 100 && ip.octets()[1] & 0xc0 == 0x40),
        IpAddr::V6(ip) => ip.is_unique_local(),
    };
    if METADATA.contains(&ip) {
        Reach::Metadata
    } else if ip.is_loopback() {
        Reach::Loopback
    } else if ip.is_unspecified() {
        Reach::Unspecified
    } else if is_link_local {
        Reach::LinkLocal
    } else if is_private {
        Reach::PrivateAddress
    } else {
        Reach::PublicAddress
    }
}

fn reach_of_name(host: &str) -> Reach {
    const PRIVATE: [&str; 9] =
        [".local", ".internal", ".lan", ".corp", ".home", ".home.arpa", ".test", ".intranet", ".localdomain"];
    const IN_CLUSTER: [&str; 2] = [".svc", ".cluster.local"];
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    if host == "localhost"
        || host.ends_with(".localhost")
        || matches!(host.as_str(), "kubernetes.docker.internal" | "host.docker.internal")
    {
        Reach::Loopback
    } else if matches!(host.as_str(), "metadata.google.internal" | "metadata.goog") {
        Reach::Metadata
    } else if host == "kubernetes.default" || IN_CLUSTER.iter().any(|suffix| host.ends_with(suffix)) {
        Reach::InCluster
    } else if !host.contains('.') || PRIVATE.iter().any(|suffix| host.ends_with(suffix)) {
        Reach::PrivateName
    } else {
        Reach::PublicName
    }
}

fn disguise(host: &str) -> Option<Disguise> {
    if host.chars().any(is_compatibility) {
        Some(Disguise::Compatibility)
    } else if host.split('.').any(is_mixed) {
        Some(Disguise::MixedScripts)
    } else if !host.is_ascii() {
        Some(Disguise::NonAscii)
    } else if host.split('.').any(|label| label.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("xn--"))) {
        Some(Disguise::Punycode)
    } else {
        None
    }
}

/// Superscripts, letter-like symbols, circled and full-width forms, ideographic full stops, mathematical letters.
fn is_compatibility(c: char) -> bool {
    matches!(c, '\u{aa}' | '\u{b2}' | '\u{b3}' | '\u{b9}' | '\u{ba}' | '\u{2070}'..='\u{209c}' | '\u{2100}'..='\u{218f}'
        | '\u{2460}'..='\u{24ff}' | '\u{3002}' | '\u{3200}'..='\u{33ff}' | '\u{ff00}'..='\u{ffef}' | '\u{1d400}'..='\u{1d7ff}'
        | '\u{1f100}'..='\u{1f1ff}')
}

/// Latin beside Greek, Cyrillic, Armenian or Cherokee letters, whose shapes look alike.
fn is_mixed(label: &str) -> bool {
    let has_latin = label.chars().any(|c| c.is_ascii_alphabetic());
    let has_lookalike =
        label.chars().any(|c| matches!(c, '\u{370}'..='\u{58f}' | '\u{13a0}'..='\u{13ff}' | '\u{1f00}'..='\u{1fff}'));
    has_latin && has_lookalike
}
