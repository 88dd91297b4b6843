//! URLs as Python's `urllib3` takes them apart (`urllib3/util/url.py`, `parse_url`).

use super::Datum;
use crate::kubeconfig::mask::REDACTED;
use crate::message::Name;
use std::net::Ipv6Addr;

/// RFC 1035; encoding a host for its look-up fails at a longer label.
const LONGEST_LABEL: usize = 63;

/// Where a request to a URL goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To a server.
    Server {
        /// Whether it is spoken to in TLS.
        is_tls: bool,
        /// Scheme, host, port and path, without user-info.
        address: Name,
    },
    /// There is no host.
    NoHost,
    /// Neither `http` nor `https`.
    Scheme,
    /// It is no URL.
    Invalid,
}

impl Datum<'_> {
    /// Where a request goes whose URL begins with this text; `None` where it is no text.
    pub fn destination(&self) -> Option<Destination> {
        let text = self.text()?;
        let text = text.trim_end_matches('/');
        Some(match destination(&format!("{text}/")) {
            Destination::Server { is_tls, .. } if !self.shows_address(text) => {
                Destination::Server { is_tls, address: Name::escape(REDACTED) }
            }
            destination => destination,
        })
    }

    /// Whether it begins with what could be the scheme of a URL.
    pub fn has_scheme(&self) -> bool {
        self.text().is_some_and(|text| split_scheme(&text).0.is_some())
    }
}

fn destination(url: &str) -> Destination {
    let (scheme, rest) = split_scheme(url);
    let Some(rest) = rest.strip_prefix("//") else { return Destination::NoHost };
    let end = rest.find(['\\', '/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, rest)| rest);
    let Some((host, port)) = split_port(host_and_port).filter(|(host, _)| is_host(host)) else {
        return if authority.is_empty() { Destination::NoHost } else { Destination::Invalid };
    };
    if host.is_empty() {
        return Destination::NoHost;
    }
    let is_tls = match scheme.as_deref() {
        None | Some("http") => false,
        Some("https") => true,
        Some(_) => return Destination::Scheme,
    };
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = encode_path(path.trim_end_matches('/'));
    let port = if port.is_empty() { String::new() } else { format!(":{port}") };
    let scheme = if is_tls { "https" } else { "http" };
    Destination::Server { is_tls, address: Name::escape(&format!("{scheme}://{}{port}{path}", host.to_lowercase())) }
}

/// `_encode_invalid_chars`, of a path that is made to begin with a slash.
fn encode_path(path: &str) -> String {
    let escapes = path.split('%').skip(1).filter(|rest| is_escape(rest)).count();
    let is_encoded = escapes == path.matches('%').count();
    let slash = if path.is_empty() || path.starts_with('/') { "" } else { "/" };
    let encode = |byte: u8| {
        let is_plain = byte.is_ascii_alphanumeric() || b"._-~!$&'()*+,;=:@/".contains(&byte) || (byte == b'%' && is_encoded);
        if is_plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    path.bytes().map(encode).fold(slash.to_owned(), |encoded, next| encoded + &next)
}

fn is_escape(rest: &str) -> bool {
    rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
}

/// The scheme in lower case, and what stands behind its colon. Without a scheme, a host is meant: that is for `localhost:6443` not so.
fn split_scheme(url: &str) -> (Option<String>, std::borrow::Cow<'_, str>) {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-'))
    };
    match url.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        Some((scheme, rest)) => (Some(scheme.to_ascii_lowercase()), rest.into()),
        None if url.starts_with('/') => (None, url.into()),
        None => (None, format!("//{url}").into()),
    }
}

/// `_HOST_PORT_RE`: the host, and the port without leading zeros.
fn split_port(text: &str) -> Option<(&str, &str)> {
    let after_bracket = text.rfind(']').map_or(0, |at| at + 1);
    let Some(colon) = text[after_bracket..].find(':') else { return Some((text, "")) };
    let (host, port) = text.split_at(after_bracket + colon);
    let port = &port[1..];
    let is_number = port.bytes().all(|byte| byte.is_ascii_digit());
    let significant = port.trim_start_matches('0');
    let significant = if significant.is_empty() && !port.is_empty() { "0" } else { significant };
    let is_in_range = significant.is_empty() || significant.parse::<u16>().is_ok();
    (is_number && is_in_range).then_some((host, significant))
}

/// A name, an address of four numbers, or one of IPv6 in brackets.
fn is_host(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix('[') {
        let Some(inner) = inner.strip_suffix(']') else { return false };
        let address = inner.split_once('%').map_or(inner, |(address, _)| address);
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let labels = host.strip_suffix('.').unwrap_or(host).split('.');
    if !host.is_empty() && labels.into_iter().any(|label| label.is_empty() || label.len() > LONGEST_LABEL) {
        return false;
    }
    let escapes_are_fine = host.split('%').skip(1).all(is_escape);
    escapes_are_fine && !host.contains(|c: char| c <= ' ' || matches!(c, '\u{7f}' | '[' | ']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_lead_where_urllib3_goes() {
        let server = |address: &str| Destination::Server { is_tls: address.starts_with("https"), address: Name::escape(address) };
        for (url, expected) in [
            ("https://h:6443/", server("https://h:6443")),
            ("HTTPS://H/", server("https://h")),
            ("https://u:p@h:0443/p/", server("https://h:443/p")),
            ("https://h/p?q/", server("https://h/p")),
            ("10.0.0.1:6443/", server("http://10.0.0.1:6443")),
            ("k8s.test:6443/", server("http://k8s.test:6443")),
            ("localhost:6443/", Destination::NoHost),
            ("localhost/", server("http://localhost")),
            ("https://[::1]:6443/", server("https://[::1]:6443")),
            ("https://[::1/", Destination::Invalid),
            ("https://::1/", Destination::Invalid),
            ("https:///", Destination::NoHost),
            ("/", Destination::NoHost),
            ("ftp://h/", Destination::Scheme),
            ("https://h:70000/", Destination::Invalid),
            ("https://h:port/", Destination::Invalid),
            ("https://a b/", Destination::Invalid),
            ("https://h%zz/", Destination::Invalid),
            ("https://h..x/", Destination::Invalid),
            ("https://h\\x/", server("https://h/%5Cx")),
            ("https://h/%2/", server("https://h/%252")),
        ] {
            assert_eq!(destination(url), expected, "{url}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(url: String) {
            let _ = destination(&url);
        }
    }
}
