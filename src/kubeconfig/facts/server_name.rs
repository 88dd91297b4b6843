//! `tls-server-name`: what the server's certificate must name.

use std::net::IpAddr;

/// What makes a name one that no certificate holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// `https://` or another scheme stands before it.
    Scheme,
    /// Blanks or control characters are in it.
    Blank,
    /// A path follows.
    Path,
    /// A port follows.
    Port,
    /// It has a `*`. Go compares it as it is, so a certificate for the same wildcard fits.
    Wildcard,
}

/// The first slip in it, if there is one. Addresses, with and without brackets, and a dot at the end are fine.
pub(in crate::kubeconfig) fn slip(text: &str) -> Option<Slip> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    if text.contains("://") {
        Some(Slip::Scheme)
    } else if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        Some(Slip::Blank)
    } else if text.contains('/') {
        Some(Slip::Path)
    } else if bare.parse::<IpAddr>().is_err() && text.contains(':') {
        Some(Slip::Port)
    } else if text.contains('*') {
        Some(Slip::Wildcard)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_told_from_names_and_addresses() {
        for good in ["kubernetes", "kubernetes.default.svc.", "K8S", "k_8", "10.0.0.1", "::1", "[::1]", ""] {
            assert_eq!(slip(good), None, "{good}");
        }
        for (text, expected) in [
            ("https://kubernetes:443/", Slip::Scheme),
            (" kubernetes", Slip::Blank),
            ("kubernetes\n", Slip::Blank),
            ("kubernetes/", Slip::Path),
            ("kubernetes:443", Slip::Port),
            ("10.0.0.1:6443", Slip::Port),
            ("[::1]:6443", Slip::Port),
            ("*.corp.test", Slip::Wildcard),
        ] {
            assert_eq!(slip(text), Some(expected), "{text}");
        }
    }
}
