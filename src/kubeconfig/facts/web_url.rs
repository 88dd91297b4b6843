//! A URL as browsers and Node read it (<https://url.spec.whatwg.org/>).

use crate::kubeconfig::mask::REDACTED;
use crate::message::Name;
use std::fmt::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr};

/// What may be said about a URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebUrl {
    /// Its scheme.
    pub scheme: WebScheme,
    /// Whether a host is named.
    pub has_host: bool,
    /// The port, where it is written.
    pub port: Option<u16>,
    /// Whether there is user-info.
    pub has_user_info: bool,
    /// Scheme, host, port and path.
    pub address: Name,
}

/// A scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebScheme {
    /// `http:`
    Http,
    /// `https:`
    Https,
    /// `socks:`, `socks4:`, `socks4a:`, `socks5:` or `socks5h:`
    Socks,
    /// Another.
    Other,
}

/// Reads `text` with `suffix` behind it; `None` where the standard fails. The address does without the suffix.
pub(in crate::kubeconfig) fn parse(text: &str, suffix: &str) -> Option<WebUrl> {
    let whole = [text, suffix].concat();
    let trimmed = whole.trim_matches(|c: char| c <= ' ');
    let clean: String = trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let (scheme, rest) = clean.split_once(':').filter(|(scheme, _)| is_scheme(scheme))?;
    let name = scheme.to_ascii_lowercase();
    let is_special = matches!(name.as_str(), "http" | "https" | "ftp" | "ws" | "wss");
    let scheme = match name.as_str() {
        "http" => WebScheme::Http,
        "https" => WebScheme::Https,
        "socks" | "socks4" | "socks4a" | "socks5" | "socks5h" => WebScheme::Socks,
        _ => WebScheme::Other,
    };
    let authority_and_path = match rest.strip_prefix("//") {
        _ if is_special => rest.trim_start_matches(['/', '\\']),
        Some(rest) => rest,
        None => {
            return Some(WebUrl { scheme, has_host: false, port: None, has_user_info: false, address: Name::escape(REDACTED) });
        }
    };
    let end = authority_and_path.find(|c| matches!(c, '/' | '?' | '#') || is_special && c == '\\');
    let (authority, rest) = authority_and_path.split_at(end.unwrap_or(authority_and_path.len()));
    let (user_info, host_and_port) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
    let (host, port) = split_port(host_and_port)?;
    let host = if is_special { special_host(host)? } else { opaque_host(host)? };
    let port = if port.is_empty() { None } else { Some(port_number(port)?) };
    let path = path(rest.split(['?', '#']).next().unwrap_or_default());
    let path = path.strip_suffix(suffix).unwrap_or(&path).trim_end_matches('/');
    let default = matches!((name.as_str(), port), ("https", Some(443)) | ("http", Some(80)));
    let mut shown_port = String::new();
    if let Some(port) = port.filter(|_| !default) {
        // Writing to a String cannot fail.
        let _ = write!(shown_port, ":{port}");
    }
    // A password may hold what looks like the end of the host; then none of it is shown.
    let may_be_secret = rest.contains('@');
    let address = match scheme {
        WebScheme::Other => Name::escape(REDACTED),
        _ if may_be_secret => Name::escape(&format!("{name}://{REDACTED}")),
        _ => Name::escape(&format!("{name}://{host}{shown_port}{path}")),
    };
    let has_user_info = user_info.is_some_and(|user| !user.trim_matches(':').is_empty());
    Some(WebUrl { scheme, has_host: !host.is_empty(), port, has_user_info, address })
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// The host, and the port behind the first colon outside brackets.
fn split_port(text: &str) -> Option<(&str, &str)> {
    let start = match text.strip_prefix('[') {
        Some(rest) => rest.find(']')? + 2,
        None => 0,
    };
    let colon = text[start..].find(':').map(|at| start + at);
    let (host, port) = colon.map_or((text, ""), |at| (&text[..at], &text[at + 1..]));
    (!host.starts_with('[') || host.ends_with(']')).then_some((host, port))
}

/// A number, perhaps behind zeros.
fn port_number(port: &str) -> Option<u16> {
    let digits = port.bytes().all(|byte| byte.is_ascii_digit()).then(|| port.trim_start_matches('0'))?;
    if digits.is_empty() { Some(0) } else { digits.parse().ok() }
}

/// The host parser, for schemes that need one.
fn special_host(host: &str) -> Option<String> {
    if let Some(address) = host.strip_prefix('[') {
        return bracketed(address);
    }
    let host = percent_decoded(host)?.to_lowercase();
    let is_forbidden = |c: char| c.is_control() || c <= ' ' || "#/:<>?@[\\]^|%".contains(c);
    if host.is_empty() || host.contains(is_forbidden) {
        return None;
    }
    if ends_in_number(&host) { Some(ipv4(&host)?.to_string()) } else { Some(host) }
}

fn opaque_host(host: &str) -> Option<String> {
    if let Some(address) = host.strip_prefix('[') {
        return bracketed(address);
    }
    let is_forbidden = |c: char| matches!(c, '\0' | '\t' | '\n' | '\r') || " #/:<>?@[\\]^|".contains(c);
    (!host.contains(is_forbidden)).then(|| host.to_owned())
}

fn bracketed(address: &str) -> Option<String> {
    let address: Ipv6Addr = address.strip_suffix(']')?.parse().ok()?;
    Some(format!("[{address}]"))
}

fn percent_decoded(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_owned());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let digit = |at: usize| tail.get(at).and_then(|&byte| char::from(byte).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            bytes.push(u8::try_from(high * 16 + low).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

fn ends_in_number(host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    let last = host.rsplit('.').next().unwrap_or_default();
    !last.is_empty() && (last.bytes().all(|byte| byte.is_ascii_digit()) || number(last).is_some())
}

/// The IPv4 parser: one to four numbers, decimal, octal or hexadecimal, of which the last fills what is left.
fn ipv4(host: &str) -> Option<Ipv4Addr> {
    let parts: Vec<&str> = host.strip_suffix('.').unwrap_or(host).split('.').collect();
    let numbers: Option<Vec<u64>> = parts.iter().map(|part| number(part)).collect();
    let (last, first) = numbers.as_deref()?.split_last().map(|(last, first)| (*last, first.to_vec()))?;
    let left = 4_u32.checked_sub(u32::try_from(first.len()).ok()?).filter(|&left| left > 0)?;
    if first.iter().any(|&number| number > 255) || last >= 256_u64.pow(left) {
        return None;
    }
    let high = first.iter().zip([24_u32, 16, 8]).fold(0, |sum, (&number, shift)| sum | number << shift);
    u32::try_from(high | last).ok().map(Ipv4Addr::from)
}

fn number(part: &str) -> Option<u64> {
    let (digits, radix) = match part.as_bytes() {
        [] => return None,
        [b'0', b'x' | b'X', ..] => (&part[2..], 16),
        [b'0', _, ..] => (&part[1..], 8),
        _ => (part, 10),
    };
    if digits.is_empty() {
        return Some(0);
    }
    if digits.starts_with('+') { None } else { u64::from_str_radix(digits, radix).ok() }
}

/// The path, without `.` and `..`, and with what may not stand in one written as `%` and two digits.
fn path(path: &str) -> String {
    let mut steps: Vec<&str> = Vec::new();
    for step in path.split(['/', '\\']).skip(1) {
        match step.to_ascii_lowercase().replace("%2e", ".").as_str() {
            "." => {}
            ".." => _ = steps.pop(),
            _ => steps.push(step),
        }
    }
    let mut clean = String::new();
    for step in steps {
        clean.push('/');
        for c in step.chars() {
            if c.is_ascii_graphic() && !"\"<>^`{}".contains(c) {
                clean.push(c);
            } else {
                let mut buffer = [0; 4];
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    let _ = write!(clean, "%{byte:02X}");
                }
            }
        }
    }
    clean
}

#[cfg(test)]
#[path = "web_url_tests.rs"]
mod tests;
