//! URLs as the crate `http` reads them (`http::Uri`), and what hyper then connects to.

use super::rustls;
use crate::kubeconfig::mask::REDACTED;
use crate::message::Name;

/// `uri too long`: as many bytes are allowed.
const LONGEST: usize = u16::MAX as usize - 1;
/// `MAX_SCHEME_LEN`
const LONGEST_SCHEME: usize = 64;
/// More colons in a row of an authority are none of an IPv6 address.
const MOST_COLONS: u32 = 8;

/// A text that is a URL for `http`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpUri {
    /// What stands before `://`.
    pub scheme: Scheme,
    /// Scheme, host, port and path, without user-info, query and the last slashes. What is no port is left out, as the port of the
    /// scheme is dialled then.
    pub address: Name,
    /// Whether a user name stands before the host. It is not used.
    pub has_user_info: bool,
    /// Whether there is a host, or something in its place.
    pub has_authority: bool,
    /// Whether the host is a name or an address that a certificate can be of.
    pub is_server_name: bool,
}

/// What stands before `://`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Nothing.
    None,
    /// `http`, in letters of any case.
    Http,
    /// `https`, in letters of any case.
    Https,
    /// Something else.
    Other(Name),
}

/// Why it is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidUri {
    /// A blank, a letter beyond ASCII in a host, and the like.
    Character,
    /// Two ports, brackets that do not match, or nothing behind `@`.
    Authority,
    /// Nothing where the host belongs, or a path without a scheme.
    Format,
    /// More than 64 characters before `://`.
    SchemeTooLong,
    /// More than 65534 bytes.
    TooLong,
    /// Nothing.
    Empty,
}

impl InvalidUri {
    /// Its text in `http`.
    pub fn text(self) -> &'static str {
        match self {
            Self::Character => "invalid uri character",
            Self::Authority => "invalid authority",
            Self::Format => "invalid format",
            Self::SchemeTooLong => "scheme too long",
            Self::TooLong => "uri too long",
            Self::Empty => "empty string",
        }
    }
}

impl HttpUri {
    /// The same without what is made of its text.
    pub(in crate::kubeconfig) fn concealed(self) -> Self {
        let scheme = match self.scheme {
            Scheme::Other(_) => Scheme::Other(Name::escape("…")),
            scheme => scheme,
        };
        Self { scheme, address: Name::escape(REDACTED), ..self }
    }
}

/// `Uri::from_shared`
pub(in crate::kubeconfig) fn parse(text: &str) -> Result<HttpUri, InvalidUri> {
    match text {
        _ if text.len() > LONGEST => return Err(InvalidUri::TooLong),
        "" => return Err(InvalidUri::Empty),
        "*" => return Ok(without_authority("*")),
        _ if text.starts_with('/') => return Ok(without_authority(check_path(text)?)),
        _ => {}
    }
    let (scheme, rest) = split_scheme(text)?;
    let end = authority_end(rest)?;
    let (authority, rest) = rest.split_at(end);
    if scheme.is_none() && !rest.is_empty() {
        return Err(InvalidUri::Format);
    }
    if scheme.is_some() && authority.is_empty() {
        return Err(InvalidUri::Format);
    }
    let path = check_path(rest)?.trim_end_matches('/');
    let host_and_port = authority.rsplit('@').next().unwrap_or_default();
    let prefix = scheme.map_or(String::new(), |scheme| format!("{scheme}://"));
    Ok(HttpUri {
        scheme: scheme.map_or(Scheme::None, kind),
        address: Name::escape(&format!("{prefix}{}{path}", dialled(host_and_port))),
        has_user_info: authority.contains('@'),
        has_authority: true,
        is_server_name: rustls::is_server_name(host(host_and_port)),
    })
}

fn without_authority(path: &str) -> HttpUri {
    HttpUri {
        scheme: Scheme::None,
        address: Name::escape(path),
        has_user_info: false,
        has_authority: false,
        is_server_name: false,
    }
}

fn kind(scheme: &str) -> Scheme {
    match scheme {
        "http" => Scheme::Http,
        "https" => Scheme::Https,
        _ => Scheme::Other(Name::escape(scheme)),
    }
}

/// `Scheme2::parse`. The two that are known are turned into lower case.
fn split_scheme(text: &str) -> Result<(Option<&str>, &str), InvalidUri> {
    for known in ["http", "https"] {
        let start = text.get(..known.len()).filter(|start| start.eq_ignore_ascii_case(known));
        if let Some(rest) = start.and_then(|_| text[known.len()..].strip_prefix("://")) {
            return Ok((Some(known), rest));
        }
    }
    let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.' | b'~' | b'_' | b'!');
    match text.split_once("://").filter(|_| text.len() > 3) {
        Some((scheme, _)) if scheme.len() > LONGEST_SCHEME && scheme.bytes().all(is_scheme) => Err(InvalidUri::SchemeTooLong),
        Some((scheme, rest)) if scheme.bytes().all(is_scheme) => Ok((Some(scheme), rest)),
        _ => Ok((None, text)),
    }
}

/// `validate_authority_bytes`: where the authority ends.
fn authority_end(text: &str) -> Result<usize, InvalidUri> {
    if text.is_empty() {
        return Err(InvalidUri::Empty);
    }
    let (mut colons, mut has_percent) = (0, false);
    let (mut is_opened, mut is_closed) = (false, false);
    let (mut end, mut at) = (text.len(), None);
    for (position, byte) in text.bytes().enumerate() {
        match byte {
            b'/' | b'?' | b'#' => {
                end = position;
                break;
            }
            b'%' => has_percent = true,
            b':' if colons >= MOST_COLONS => return Err(InvalidUri::Authority),
            b':' => colons += 1,
            b'[' if has_percent || is_opened => return Err(InvalidUri::Authority),
            b'[' => is_opened = true,
            b']' if !is_opened || is_closed => return Err(InvalidUri::Authority),
            b']' => (is_closed, colons, has_percent) = (true, 0, false),
            b'@' => (at, colons, has_percent) = (Some(position), 0, false),
            _ if !is_uri_character(byte) => return Err(InvalidUri::Character),
            _ => {}
        }
    }
    let ends_in_at = at.is_some_and(|at| at + 1 == end);
    if is_opened != is_closed || colons > 1 || ends_in_at || has_percent { Err(InvalidUri::Authority) } else { Ok(end) }
}

/// `URI_CHARS`
fn is_uri_character(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$&'()*+,-./:;=?@[]_~".contains(&byte)
}

/// `scan_path_and_query`: the path, without query and fragment. It may hold letters of any script, quotes and braces.
fn check_path(text: &str) -> Result<&str, InvalidUri> {
    let before_fragment = text.split('#').next().unwrap_or_default();
    let (path, query) = before_fragment.split_once('?').map_or((before_fragment, ""), |(path, query)| (path, query));
    let is_path = |byte: u8| {
        matches!(byte, 0x21 | 0x24..=0x3b | 0x3d | 0x40..=0x5f | 0x61..=0x7a | 0x7c | 0x7e | 0x7f..)
            || matches!(byte, b'"' | b'{' | b'}')
    };
    let is_query = |byte: u8| matches!(byte, 0x21 | 0x24..=0x3b | 0x3d | 0x3f..=0x7e | 0x22 | 0x7f..);
    let is_fine = path.bytes().all(is_path) && query.bytes().all(is_query);
    if is_fine { Ok(path) } else { Err(InvalidUri::Character) }
}

/// Host and port, if it is one.
fn dialled(host_and_port: &str) -> String {
    let after_host = host_and_port.rfind(']').unwrap_or(0);
    let Some(colon) = host_and_port[after_host..].find(':') else { return host_and_port.to_owned() };
    let (host, port) = host_and_port.split_at(after_host + colon);
    port[1..].parse::<u16>().map_or_else(|_| host.to_owned(), |port| format!("{host}:{port}"))
}

/// `authority::host`, and `hyper_rustls` takes the brackets off.
fn host(host_and_port: &str) -> &str {
    match host_and_port.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or_default(),
        None => host_and_port.split(':').next().unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read_as_http_reads_them() {
        for (text, expected) in [
            ("HTTPS://h:1/a/", Ok("https://h:1/a")),
            ("https://u:p@h?q#f", Ok("https://h")),
            ("https://[::1]:6443", Ok("https://[::1]:6443")),
            ("https://h:99999", Ok("https://h")),
            ("h:1", Ok("h:1")),
            ("/a", Ok("/a")),
            ("ftp://h", Ok("ftp://h")),
            ("https://h/%zz{}é", Ok("https://h/%zz{}é")),
            ("", Err(InvalidUri::Empty)),
            ("https://", Err(InvalidUri::Empty)),
            ("https:///a", Err(InvalidUri::Format)),
            ("h/a", Err(InvalidUri::Format)),
            ("://", Err(InvalidUri::Format)),
            ("https://::1", Err(InvalidUri::Authority)),
            ("https://h@", Err(InvalidUri::Authority)),
            ("https://h%20", Err(InvalidUri::Authority)),
            ("https://h ", Err(InvalidUri::Character)),
            ("https://é", Err(InvalidUri::Character)),
            ("https://h/a b", Err(InvalidUri::Character)),
        ] {
            let read = parse(text);
            assert_eq!(read.as_ref().map(|uri| uri.address.as_str()).map_err(|fault| *fault), expected, "{text}");
        }
    }
}
