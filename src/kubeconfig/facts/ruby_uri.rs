//! A URI as Ruby's `URI.parse` reads it (RFC 3986, `uri/rfc3986_parser.rb`).

use super::go_url;
use crate::kubeconfig::mask::REDACTED;
use crate::message::Name;
use std::net::IpAddr;

/// What becomes of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RubyUri {
    /// There is a character beyond ASCII in it.
    NotAscii,
    /// The grammar does not have it.
    Bad,
    /// A scheme and something that is no path: `host:6443`.
    Opaque,
    /// There is no scheme: the text is a path, or a host behind `//`.
    Relative,
    /// A URI with an authority or a path.
    Absolute {
        /// Its scheme.
        scheme: RubyScheme,
        /// Whether a host is named.
        has_host: bool,
        /// Scheme, host, port and path. Without a host it is what rest-client makes of it: it puts `http://` before what does not look
        /// like a URL to it, so that the scheme becomes the host.
        address: Name,
    },
}

/// A scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RubyScheme {
    /// `http`
    Http,
    /// `https`
    Https,
    /// Another.
    Other,
}

/// Reads a text.
pub(in crate::kubeconfig) fn parse(text: &str) -> RubyUri {
    if !text.is_ascii() {
        return RubyUri::NotAscii;
    }
    let (before, fragment) = text.split_once('#').map_or((text, None), |(before, fragment)| (before, Some(fragment)));
    if !fragment.is_none_or(|fragment| is_made_of(fragment, "/?:@")) {
        return RubyUri::Bad;
    }
    let hierarchy = before.split('?').next().unwrap_or_default();
    match hierarchy.split_once(':').filter(|(scheme, _)| is_scheme(scheme)) {
        Some((scheme, rest)) => absolute(scheme, rest),
        None => relative(hierarchy),
    }
}

fn relative(text: &str) -> RubyUri {
    let is_fine = match text.strip_prefix("//") {
        Some(rest) => authority_and_path(rest).is_some(),
        None => !text.split('/').next().unwrap_or_default().contains(':') && is_made_of(text, "/:@"),
    };
    if is_fine { RubyUri::Relative } else { RubyUri::Bad }
}

fn absolute(scheme: &str, rest: &str) -> RubyUri {
    let Some(hierarchy) = rest.strip_prefix("//") else {
        return match (is_made_of(rest, "/:@"), rest.is_empty() || rest.starts_with('/')) {
            (false, _) => RubyUri::Bad,
            (true, false) => RubyUri::Opaque,
            (true, true) => hostless(scheme, rest),
        };
    };
    let Some((host, port, path)) = authority_and_path(hierarchy) else { return RubyUri::Bad };
    if host.is_empty() {
        // `http://https::6443` is no URI.
        return if port.is_empty() { hostless(scheme, path) } else { RubyUri::Bad };
    }
    let name = scheme.to_ascii_lowercase();
    let (scheme, default) = match name.as_str() {
        "http" => (RubyScheme::Http, "80"),
        "https" => (RubyScheme::Https, "443"),
        _ => (RubyScheme::Other, ""),
    };
    let port = if port.is_empty() || port == default { String::new() } else { format!(":{port}") };
    let (host, path) = path.strip_prefix("//").map_or((host, path), another_host);
    let path = path.trim_end_matches('/');
    let path = path.strip_suffix("/api").unwrap_or(path);
    // A password may hold what looks like the end of the host; then none of it is shown.
    let address = match scheme {
        RubyScheme::Other => Name::escape(REDACTED),
        _ if path.contains('@') => Name::escape(&format!("{name}://{REDACTED}")),
        _ => Name::escape(&format!("{name}://{host}{port}{path}")),
    };
    RubyUri::Absolute { scheme, has_host: true, address }
}

/// kubeclient puts `/api/v1` behind the path and merges that with the URI: behind two slashes it is a host for Ruby.
fn another_host(path: &str) -> (&str, &str) {
    let path = path.trim_end_matches('/');
    if path.is_empty() { ("api", "/v1") } else { path.split_at(path.find('/').unwrap_or(path.len())) }
}

fn hostless(scheme: &str, path: &str) -> RubyUri {
    let name = scheme.to_ascii_lowercase();
    let is_known = matches!(name.as_str(), "http" | "https") && !path.contains('@');
    let address = if is_known { format!("http://{name}{}", path.trim_end_matches('/')) } else { REDACTED.to_owned() };
    RubyUri::Absolute { scheme: RubyScheme::Http, has_host: false, address: Name::escape(&address) }
}

/// The host, the port and the path behind `//`.
fn authority_and_path(text: &str) -> Option<(&str, &str, &str)> {
    let (authority, path) = text.split_at(text.find('/').unwrap_or(text.len()));
    let (user, host_and_port) = authority.rsplit_once('@').map_or(("", authority), |(user, rest)| (user, rest));
    let colon = match host_and_port.rfind(']') {
        Some(end) => host_and_port[end..].find(':').map(|at| end + at),
        None => host_and_port.find(':'),
    };
    let (host, port) = colon.map_or((host_and_port, ""), |at| (&host_and_port[..at], &host_and_port[at + 1..]));
    let is_host = match host.strip_prefix('[') {
        Some(address) => {
            let address = address.strip_suffix(']')?;
            !address.contains('%') && matches!(go_url::ip(address), Some(IpAddr::V6(_)))
        }
        None => is_made_of(host, ""),
    };
    let is_port = port.bytes().all(|byte| byte.is_ascii_digit());
    (is_made_of(user, ":") && is_host && is_port && is_made_of(path, "/:@")).then_some((host, port, path))
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// Whether there is nothing but unreserved characters, sub-delimiters, bytes behind `%`, and these.
fn is_made_of(text: &str, others: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=".contains(c) || others.contains(c);
    let mut escapes = text.split('%');
    let first = escapes.next().unwrap_or_default();
    let is_escape = |part: &str| part.len() >= 2 && part.as_bytes()[..2].iter().all(u8::is_ascii_hexdigit);
    first.chars().all(is_allowed) && escapes.all(|part| is_escape(part) && part.chars().all(is_allowed))
}

#[cfg(test)]
mod tests {
    use super::{RubyUri, parse};

    #[test]
    fn uris_are_those_of_ruby() {
        let shown = |text| match parse(text) {
            RubyUri::Absolute { has_host, address, .. } => format!("{address} {has_host}"),
            other => format!("{other:?}"),
        };
        for (text, expected) in [
            ("https://h", "https://h true"),
            ("HTTPS://H:443", "https://H true"),
            ("https://h:", "https://h true"),
            ("https://h:99999", "https://h:99999 true"),
            ("https://[::1]:6443/k8s/", "https://[::1]:6443/k8s true"),
            ("https://u:p@h/a/../b?q#f", "https://h/a/../b true"),
            ("https:///x", "http://https/x false"),
            ("https://:6443", "Bad"),
            ("https://a_b", "https://a_b true"),
            ("https:h", "Opaque"),
            ("h:6443", "Opaque"),
            ("h", "Relative"),
            ("10.0.0.1:6443", "Bad"),
            ("https://h/a%2", "Bad"),
            ("https://[::1]x", "Bad"),
            ("https://fd00::1", "Bad"),
            ("https://h:x", "Bad"),
            ("https://{h}", "Bad"),
            ("https://a b", "Bad"),
            ("https://ü", "NotAscii"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
