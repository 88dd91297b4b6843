//! URLs, written anew. What kubectl cannot use is not written.

use crate::fix::UrlForm;
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::facts::proxy::{self, ProxyOutcome};
use crate::kubeconfig::facts::url::{self, Outcome, Port};
use crate::kubeconfig::facts::{server_name, slips};
use std::net::{IpAddr, Ipv6Addr};
use zeroize::Zeroizing;

/// Ports of API servers.
const API_PORTS: [u16; 4] = [443, 6443, 8443, 16443];
const SOCKS_PORT: u16 = 1080;
pub(super) const HTTPS: &str = "https://";

/// A URL cut where its parts meet: joined, they are the URL again.
struct Parts<'a> {
    /// With `://`.
    scheme: &'a str,
    /// With `@`.
    user: &'a str,
    /// With brackets.
    host: &'a str,
    /// With the colon.
    port: &'a str,
    /// Path, query and fragment.
    rest: &'a str,
}

impl<'a> Parts<'a> {
    fn of(url: &'a str) -> Option<Self> {
        let (scheme, behind) = url.split_at(url.find("://")? + "://".len());
        let (authority, rest) = behind.split_at(behind.find(['/', '?', '#']).unwrap_or(behind.len()));
        let (user, address) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
        let (host, port) = address.split_at(port_at(address));
        Some(Self { scheme, user, host, port, rest })
    }

    fn join(&self) -> Zeroizing<String> {
        joined(&[self.scheme, self.user, self.host, self.port, self.rest])
    }
}

fn port_at(address: &str) -> usize {
    let behind_bracket = address.rfind(']').map(|bracket| bracket + 1);
    match behind_bracket {
        Some(at) if address.starts_with('[') => at,
        _ if address.matches(':').count() == 1 => address.find(':').unwrap_or(address.len()),
        _ => address.len(),
    }
}

/// The URL of a server in this form, if kubectl can use that.
pub(super) fn server(form: UrlForm, text: &str) -> Option<Zeroizing<String>> {
    let written = written(form, text)?;
    (is_usable(&written) && written.as_str() != text).then_some(written)
}

fn is_usable(server: &str) -> bool {
    matches!(url::server(server).outcome(Strictness::Colons), Outcome::Connects { .. }) && !has_scheme_for_host(server)
}

/// `https://https:6443`: kubectl connects, to a host of that name.
fn has_scheme_for_host(url: &str) -> bool {
    Parts::of(url).is_some_and(|parts| ["http", "https"].iter().any(|scheme| parts.host.eq_ignore_ascii_case(scheme)))
}

fn written(form: UrlForm, text: &str) -> Option<Zeroizing<String>> {
    if form == UrlForm::Clean {
        let cleaned = clean(text.trim())?;
        let brackets = [UrlForm::Bracketed, UrlForm::Unbracketed];
        return if is_usable(&cleaned) { Some(cleaned) } else { brackets.iter().find_map(|form| server(*form, &cleaned)) };
    }
    if form == UrlForm::Schemed {
        let is_absent = !text.contains("://");
        return is_absent.then(|| joined(&[HTTPS, text.strip_prefix("//").unwrap_or(text)]));
    }
    let parts = Parts::of(text)?;
    let (scheme, brackets);
    let changed = match form {
        UrlForm::LowerScheme => {
            scheme = parts.scheme.to_ascii_lowercase();
            Parts { scheme: &scheme, ..parts }
        }
        UrlForm::Tls if parts.scheme.eq_ignore_ascii_case("http://") => Parts { scheme: HTTPS, ..parts },
        UrlForm::Clean | UrlForm::Schemed | UrlForm::Tls => return None,
        UrlForm::WithoutQuery => Parts { rest: parts.rest.split(['?', '#']).next().unwrap_or_default(), ..parts },
        UrlForm::WithoutUserInfo => Parts { user: "", ..parts },
        UrlForm::WithoutPath => Parts { rest: "", ..parts },
        UrlForm::Bracketed => {
            let (address, port) = bare_ipv6(parts.host)?;
            brackets = format!("[{address}]");
            Parts { host: &brackets, port, ..parts }
        }
        UrlForm::Unbracketed => Parts { host: parts.host.strip_prefix('[')?.strip_suffix(']')?, ..parts },
        UrlForm::Loopback => Parts { host: loopback(parts.host)?, ..parts },
    };
    Some(changed.join())
}

fn clean(text: &str) -> Option<Zeroizing<String>> {
    if slips::has_doubled_scheme(text) {
        let (first, rest) = text.split_once("://")?;
        // Of two that differ, the one without encryption is not chosen.
        let is_certain = first == "http" || rest.starts_with("https://");
        return is_certain.then(|| joined(&[rest]));
    }
    if slips::has_broken_scheme(text) {
        let rest = text.strip_prefix("https")?.trim_start_matches([':', '/']);
        return Some(joined(&["https://", rest]));
    }
    Some(joined(&[text]))
}

/// The address and the port, with its colon, of an IPv6 address without brackets, where that can be told.
fn bare_ipv6(host: &str) -> Option<(&str, &str)> {
    let is_address = |text: &str| text.parse::<Ipv6Addr>().is_ok();
    let (front, port) = host.split_at(host.rfind(':')?);
    let number = port.strip_prefix(':')?.parse::<u16>().ok().filter(|_| is_address(front));
    match number {
        // The last group of an address reads as a port too.
        Some(number) if !is_address(host) || API_PORTS.contains(&number) => Some((front, port)),
        Some(_) => None,
        None => is_address(host).then_some((host, "")),
    }
}

fn loopback(host: &str) -> Option<&'static str> {
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    match bare.parse::<IpAddr>().ok().filter(IpAddr::is_unspecified)? {
        IpAddr::V4(_) => Some("127.0.0.1"),
        IpAddr::V6(_) => Some("[::1]"),
    }
}

/// The URL of a proxy behind a scheme that kubectl knows. A bare host with a port is taken for one that speaks http.
pub(super) fn proxy(text: &str) -> Option<Zeroizing<String>> {
    let bare = text.trim();
    let written = match bare.split_once("://") {
        Some(("socks5h", rest)) => joined(&["socks5://", rest]),
        Some(_) => joined(&[bare]),
        None => joined(&["http://", bare]),
    };
    let proxy = proxy::inspect(&written);
    let is_certain = bare.contains("://") || matches!(proxy.port, Port::Number(port) if port != SOCKS_PORT);
    let is_usable = proxy.outcome == ProxyOutcome::Accepted && !has_scheme_for_host(&written);
    (is_usable && is_certain && written.as_str() != text).then_some(written)
}

/// What a certificate names, of a text that says more.
pub(super) fn host_name(text: &str) -> Option<Zeroizing<String>> {
    let text = text.trim();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let text = text.split('/').next().unwrap_or(text);
    let is_address = text.parse::<IpAddr>().is_ok();
    let name = if is_address { text } else { &text[..port_at(text)] };
    let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    (!name.is_empty() && server_name::slip(name).is_none()).then(|| joined(&[name]))
}

fn joined(parts: &[&str]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(parts.iter().map(|part| part.len()).sum()));
    for part in parts {
        text.push_str(part);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_written_in_the_form_that_is_asked_for() {
        for (form, text, expected) in [
            (UrlForm::Clean, " https://h:6443\n", Some("https://h:6443")),
            (UrlForm::Clean, "https://https://h:6443", Some("https://h:6443")),
            (UrlForm::Clean, "http://https://h:6443", Some("https://h:6443")),
            (UrlForm::Clean, "https://http://h:6443", None),
            (UrlForm::Clean, "https:/h:6443", Some("https://h:6443")),
            (UrlForm::Clean, "https//h:6443", Some("https://h:6443")),
            (UrlForm::Clean, "https://h h:6443", None),
            (UrlForm::Clean, " https://::1:6443", Some("https://[::1]:6443")),
            (UrlForm::Clean, " https://[10.0.0.1]:6443", Some("https://10.0.0.1:6443")),
            (UrlForm::Schemed, "h.test:6443", Some("https://h.test:6443")),
            (UrlForm::Schemed, "//h.test:6443", Some("https://h.test:6443")),
            (UrlForm::Schemed, "/h.test", None),
            (UrlForm::Schemed, "///h.test", None),
            (UrlForm::Schemed, "https:6443", None),
            (UrlForm::Schemed, "h.test:70000", None),
            (UrlForm::Clean, "https://http:6443 ", None),
            (UrlForm::LowerScheme, "HTTPS://H:6443/A", Some("https://H:6443/A")),
            (UrlForm::Tls, "HTTP://h:6443", Some("https://h:6443")),
            (UrlForm::WithoutQuery, "https://h:6443?a=b#c", Some("https://h:6443")),
            (UrlForm::WithoutQuery, "https://h:6443/a#/?", Some("https://h:6443/a")),
            (UrlForm::WithoutUserInfo, "https://u:p@h:6443/a", Some("https://h:6443/a")),
            (UrlForm::WithoutPath, "https://u@h:6443/api/v1?a", Some("https://u@h:6443")),
            (UrlForm::Bracketed, "https://::1:6443", Some("https://[::1]:6443")),
            (UrlForm::Bracketed, "https://fd00::1", Some("https://[fd00::1]")),
            (UrlForm::Bracketed, "https://fd00::1/a", Some("https://[fd00::1]/a")),
            (UrlForm::Bracketed, "https://1:2:3:4:5:6:7:8:6443", Some("https://[1:2:3:4:5:6:7:8]:6443")),
            (UrlForm::Bracketed, "https://fd00::1:65000", Some("https://[fd00::1]:65000")),
            (UrlForm::Bracketed, "https://fd00::1:1234", None),
            (UrlForm::Unbracketed, "https://[10.0.0.1]:443", Some("https://10.0.0.1:443")),
            (UrlForm::Loopback, "https://0.0.0.0:6443/a", Some("https://127.0.0.1:6443/a")),
            (UrlForm::Loopback, "https://[::0]", Some("https://[::1]")),
            (UrlForm::Loopback, "https://10.0.0.0", None),
        ] {
            let written = server(form, text);
            assert_eq!(written.as_ref().map(|text| text.as_str()), expected, "{form:?} of {text:?}");
        }
    }

    #[test]
    fn a_proxy_gets_a_scheme_where_it_is_certain() {
        for (text, expected) in [
            ("10.0.0.9:3128", Some("http://10.0.0.9:3128")),
            ("u:p@proxy:3128", Some("http://u:p@proxy:3128")),
            (" http://proxy:3128 ", Some("http://proxy:3128")),
            ("socks5h://proxy:1080", Some("socks5://proxy:1080")),
            ("proxy:1080", None),
            ("//proxy:3128", None),
            ("http:3128", None),
            ("proxy", None),
            ("not a url", None),
            ("ftp://proxy:21", None),
        ] {
            assert_eq!(proxy(text).as_ref().map(|text| text.as_str()), expected, "{text:?}");
        }
    }

    #[test]
    fn the_name_of_a_server_stands_alone() {
        for (text, expected) in [
            ("https://kubernetes:443/", Some("kubernetes")),
            ("kubernetes:443\n", Some("kubernetes")),
            ("[::1]:6443", Some("::1")),
            ("kubernetes/", Some("kubernetes")),
            ("https://", None),
            ("a b", None),
            ("*.test:443", None),
        ] {
            assert_eq!(host_name(text).as_ref().map(|text| text.as_str()), expected, "{text:?}");
        }
    }
}
