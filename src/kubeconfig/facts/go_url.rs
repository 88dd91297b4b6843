//! URLs as Go's `net/url.Parse` reads them, which is neither WHATWG's way nor strictly RFC 3986's.

use std::net::{Ipv4Addr, Ipv6Addr};

/// How strict `net/url` is about hosts; it grew stricter twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strictness {
    /// Anything may stand in brackets, and the last colon separates the port.
    Lax,
    /// Only IPv6 may stand in brackets: Go 1.24.8 and 1.25.2 (CVE-2025-47912).
    Brackets,
    /// A host without brackets may hold one colon only: Go 1.26 (`urlstrictcolons`).
    Colons,
}

impl Strictness {
    /// That of a kubectl release, `1.minor.patch`.
    pub fn of_kubectl(minor: u32, patch: u32) -> Self {
        match (minor, patch) {
            (36.., _) => Self::Colons,
            (35, _) | (34, 5..) | (33, 9..) => Self::Brackets,
            _ => Self::Lax,
        }
    }
}

/// Why `net/url.Parse` refuses a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParseFault {
    /// `invalid control character in URL`
    ControlCharacter,
    /// `missing protocol scheme`: it starts with a colon.
    MissingScheme,
    /// `first path segment in URL cannot contain colon`
    ColonInFirstSegment,
    /// `invalid character … in host name`
    HostCharacter,
    /// `invalid URL escape`
    Escape,
    /// `invalid port … after host`
    Port,
    /// `missing ']' in host`
    MissingBracket,
    /// `invalid host`, `invalid IP-literal`: brackets around something that is not IPv6.
    NotIpv6,
    /// `invalid userinfo`
    UserInfo,
}

/// What `net/url.Parse` finds.
pub(super) struct GoUrl {
    /// In lower case; empty if there is none.
    pub(super) scheme: String,
    pub(super) has_user: bool,
    pub(super) has_password: bool,
    /// `host`, `host:port` or `[host]:port`, unescaped.
    pub(super) host: String,
    /// Still escaped.
    pub(super) path: String,
}

/// `net/url.Parse`
pub(super) fn parse(text: &str, strictness: Strictness) -> Result<GoUrl, ParseFault> {
    let (text, fragment) = text.split_once('#').map_or((text, ""), |(before, after)| (before, after));
    if text.bytes().any(|byte| byte < b' ' || byte == 0x7f) {
        return Err(ParseFault::ControlCharacter);
    }
    let (scheme, rest) = split_scheme(text)?;
    let scheme = scheme.to_ascii_lowercase();
    let rest = rest.split_once('?').map_or(rest, |(before, _)| before);
    let mut url = GoUrl { scheme, has_user: false, has_password: false, host: String::new(), path: String::new() };
    if !rest.starts_with('/') {
        if !url.scheme.is_empty() {
            return Ok(url);
        }
        if rest.split('/').next().is_some_and(|segment| segment.contains(':')) {
            return Err(ParseFault::ColonInFirstSegment);
        }
    }
    let has_authority = rest.starts_with("//") && (!url.scheme.is_empty() || !rest.starts_with("///"));
    let path = if has_authority { url.read_authority(&rest[2..], strictness)? } else { rest };
    check_escapes(path)?;
    check_escapes(fragment)?;
    path.clone_into(&mut url.path);
    Ok(url)
}

impl GoUrl {
    /// Reads `user:password@host:port` and returns the path behind it.
    fn read_authority<'a>(&mut self, rest: &'a str, strictness: Strictness) -> Result<&'a str, ParseFault> {
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(user, host)| (Some(user), host));
        let strictness =
            if matches!(self.scheme.as_str(), "http" | "https") { strictness } else { strictness.min(Strictness::Brackets) };
        self.host = parse_host(host, strictness)?;
        if let Some(user) = user {
            if !user.bytes().all(is_user_info) {
                return Err(ParseFault::UserInfo);
            }
            check_escapes(user)?;
            self.has_user = true;
            self.has_password = user.split_once(':').is_some_and(|(_, password)| !password.is_empty());
        }
        Ok(path)
    }

    /// Host, without brackets, and port, as `URL.Hostname` and `URL.Port` split them.
    pub(super) fn host_and_port(&self) -> (&str, &str) {
        let (host, port) = match self.host.rfind(':') {
            Some(colon) if is_optional_port(&self.host[colon..]) => (&self.host[..colon], &self.host[colon + 1..]),
            _ => (self.host.as_str(), ""),
        };
        let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
        (bare.unwrap_or(host), port)
    }
}

/// The scheme and what follows its colon; an empty scheme and everything where there is none.
fn split_scheme(text: &str) -> Result<(&str, &str), ParseFault> {
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' => {}
            b'0'..=b'9' | b'+' | b'-' | b'.' if at > 0 => {}
            b':' if at == 0 => return Err(ParseFault::MissingScheme),
            b':' => return Ok((&text[..at], &text[at + 1..])),
            _ => break,
        }
    }
    Ok(("", text))
}

fn parse_host(host: &str, strictness: Strictness) -> Result<String, ParseFault> {
    if strictness >= Strictness::Brackets && host.contains('[') {
        return parse_ip_literal(host, strictness);
    }
    if host.starts_with('[') {
        let close = host.rfind(']').ok_or(ParseFault::MissingBracket)?;
        check_port(&host[close + 1..])?;
        let zone = host[..close].find("%25").unwrap_or(close);
        return Ok([
            unescape(&host[..zone], Part::Host)?,
            unescape(&host[zone..close], Part::Zone)?,
            unescape(&host[close..], Part::Host)?,
        ]
        .concat());
    }
    let colon = if strictness >= Strictness::Colons { host.find(':') } else { host.rfind(':') };
    check_port(colon.map_or("", |colon| &host[colon..]))?;
    unescape(host, Part::Host)
}

/// `[IPv6]`, `[IPv6%25zone]`, with or without a port. What stands before it is dropped, and refused from Go 1.26 on.
fn parse_ip_literal(host: &str, strictness: Strictness) -> Result<String, ParseFault> {
    let close = host.rfind(']').ok_or(ParseFault::MissingBracket)?;
    check_port(&host[close + 1..])?;
    let open =
        host[..close].rfind('[').filter(|&open| open == 0 || strictness < Strictness::Colons).ok_or(ParseFault::NotIpv6)?;
    let inner = &host[open + 1..close];
    let zone = inner.find("%25").unwrap_or(inner.len());
    let address = unescape(&inner[..zone], Part::Host)?;
    let zone = unescape(&inner[zone..], Part::Zone)?;
    if address.parse::<Ipv6Addr>().is_err() || zone == "%" {
        return Err(ParseFault::NotIpv6);
    }
    Ok(format!("[{address}{zone}]{}", &host[close + 1..]))
}

fn check_port(colon_port: &str) -> Result<(), ParseFault> {
    if is_optional_port(colon_port) { Ok(()) } else { Err(ParseFault::Port) }
}

fn is_optional_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_user_info(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._:~!$&'()*+,;=%@".contains(&byte)
}

/// Where a text stands whose escapes are undone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Host,
    Zone,
}

fn unescape(text: &str, part: Part) -> Result<String, ParseFault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        if byte == b'%' {
            let value = escaped(tail).ok_or(ParseFault::Escape)?;
            let is_percent = tail.starts_with(b"25");
            let is_allowed = match part {
                Part::Host => value >= 0x80 || is_percent,
                Part::Zone => value >= 0x80 || is_percent || value == b' ' || is_host_byte(value),
            };
            if !is_allowed {
                return Err(ParseFault::Escape);
            }
            bytes.push(value);
            rest = &tail[2..];
        } else if byte < 0x80 && !is_host_byte(byte) {
            return Err(ParseFault::HostCharacter);
        } else {
            bytes.push(byte);
            rest = tail;
        }
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn is_host_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~!$&'()*+,;=:[]<>\"".contains(&byte)
}

/// The byte of two hexadecimal digits.
fn escaped(digits: &[u8]) -> Option<u8> {
    let [high, low, ..] = digits else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    Some(digit(*high)? << 4 | digit(*low)?)
}

fn check_escapes(text: &str) -> Result<(), ParseFault> {
    let is_sound = |tail: &str| escaped(tail.as_bytes()).is_some();
    if text.split('%').skip(1).all(is_sound) { Ok(()) } else { Err(ParseFault::Escape) }
}

/// The address that a host is, in the forms that Go's dialler takes for one.
pub(super) fn ip(host: &str) -> Option<std::net::IpAddr> {
    let host = host.split('%').next().unwrap_or(host);
    host.parse::<Ipv4Addr>().map(Into::into).or_else(|_| host.parse::<Ipv6Addr>().map(Into::into)).ok()
}
