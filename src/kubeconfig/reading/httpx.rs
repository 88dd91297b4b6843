//! URLs and headers as Python's `httpx` takes them (`httpx/_urlparse.py`, and `h11` for the value of a header).

use super::{Datum, Destination};
use crate::kubeconfig::mask::REDACTED;
use crate::message::Name;
use std::net::{Ipv4Addr, Ipv6Addr};

impl Datum<'_> {
    /// Where a request goes whose URL begins with this text; `None` where it is no text.
    pub fn httpx_destination(&self) -> Option<Destination> {
        let text = self.text()?;
        Some(match destination(&text) {
            Destination::Server { is_tls, .. } if !self.shows_address(&text) => {
                Destination::Server { is_tls, address: Name::escape(REDACTED) }
            }
            destination => destination,
        })
    }

    /// Whether a user name or a password stands in the URL.
    pub fn has_user_info(&self) -> bool {
        self.text().is_some_and(|text| split(&text).1.split_once('@').is_some_and(|(user, _)| !matches!(user, "" | ":")))
    }

    /// Whether `h11` sends it at the end of the value of a header: no line breaks, no blank at the end, no NUL.
    pub fn is_h11_value(&self) -> bool {
        self.text().is_none_or(|text| !text.ends_with([' ', '\t']) && !text.contains(['\0', '\n', '\r', '\u{b}', '\u{c}']))
    }

    /// Whether it is a text with letters that ASCII does not have.
    pub fn is_not_ascii(&self) -> bool {
        self.text().is_some_and(|text| !text.is_ascii())
    }
}

/// Scheme, authority and path.
fn split(url: &str) -> (&str, &str, &str) {
    let is_scheme = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
    };
    let (scheme, rest) = url.split_once(':').filter(|(scheme, _)| is_scheme(scheme)).unwrap_or(("", url));
    let Some(rest) = rest.strip_prefix("//") else { return (scheme, "", rest) };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    (scheme, authority, path)
}

fn destination(url: &str) -> Destination {
    if url.chars().any(|c| c.is_ascii_control()) {
        return Destination::Invalid;
    }
    let (scheme, authority, path) = split(url);
    let scheme = scheme.to_ascii_lowercase();
    let authority = authority.split_once('@').map_or(authority, |(_, rest)| rest);
    let end = match authority.rfind(']').filter(|_| authority.starts_with('[')) {
        Some(bracket) => bracket + 1,
        None => authority.find(':').unwrap_or(authority.len()),
    };
    let (host, port) = authority.split_at(end);
    let (Some(host), Some(port)) = (encode(host), number(port.strip_prefix(':').unwrap_or(port))) else {
        return Destination::Invalid;
    };
    let is_tls = match scheme.as_str() {
        "https" => true,
        "http" => false,
        _ => return Destination::Scheme,
    };
    if host.is_empty() {
        return Destination::NoHost;
    }
    let path = path.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    Destination::Server { is_tls, address: Name::escape(&format!("{scheme}://{host}{port}{path}")) }
}

/// `encode_host`
fn encode(host: &str) -> Option<String> {
    let is_four_numbers = host.split('.').count() == 4
        && host.split('.').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if is_four_numbers {
        return host.parse::<Ipv4Addr>().ok().map(|_| host.to_owned());
    }
    if let Some(inner) = host.strip_prefix('[') {
        let address = inner.strip_suffix(']')?;
        let address = address.split_once('%').map_or(address, |(address, _)| address);
        return address.parse::<Ipv6Addr>().ok().map(|_| host.to_owned());
    }
    Some(host.to_lowercase().replace(' ', "%20"))
}

/// Python's `int()` takes blanks around a number; what is no port fails when it is dialled.
fn number(port: &str) -> Option<String> {
    if port.is_empty() {
        return Some(String::new());
    }
    // Port 0 is as good as none.
    let port = port.trim().parse::<u16>().ok()?;
    Some(if port == 0 { String::new() } else { format!(":{port}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_lead_where_httpx_goes() {
        let server = |address: &str| Destination::Server { is_tls: address.starts_with("https"), address: Name::escape(address) };
        for (url, expected) in [
            ("https://h:6443", server("https://h:6443")),
            ("HTTPS://H/", server("https://h")),
            ("https://u:p@h:0443/p/", server("https://h:443/p")),
            ("https://h/p?q", server("https://h/p")),
            ("https://h:6443 ", server("https://h:6443")),
            ("https://[::1]:6443", server("https://[::1]:6443")),
            ("https://[::g]", Destination::Invalid),
            ("https://1.2.3.400", Destination::Invalid),
            ("https://h:port", Destination::Invalid),
            ("https://h\t", Destination::Invalid),
            ("https://", Destination::NoHost),
            ("10.0.0.1:6443", Destination::Scheme),
            ("localhost:6443", Destination::Scheme),
            ("ftp://h", Destination::Scheme),
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
