//! Bearer tokens: their kind and dates, and what is wrong with them as a header value.

use super::base64::{self, Redacted};
use super::jwt::{self, Jwt};
use super::path::{self, Root};
use super::template::{self, Style};
use ::base64::Engine as _;
use ::base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use zeroize::Zeroizing;

/// What may be said about a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What kind of token it is, without what surrounds it by mistake.
    pub kind: Kind,
    /// What is wrong with it as the value of a header.
    pub header: HeaderFaults,
    /// It looks like the path of a file.
    pub looks_like_path: bool,
    /// A placeholder that nobody filled.
    pub placeholder: Option<Style>,
    /// A display word.
    pub redacted: Option<Redacted>,
    /// Something stands around it that can be taken away, and then nothing is wrong with it.
    pub is_sound_alone: bool,
}

/// Kinds of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing, or blanks only.
    Empty,
    /// A JSON Web Token.
    Jwt(Jwt),
    /// Base64 of a JSON Web Token: a Secret's `data` that was not decoded.
    Base64OfJwt,
    /// EKS: a presigned URL behind `k8s-aws-v1.`.
    Eks(Presigned),
    /// A node-join token of kubeadm.
    Bootstrap,
    /// A Google access token (`ya29.`).
    GoogleAccess,
    /// An access token of `OpenShift` (`sha256~`).
    OpenShift,
    /// A Rancher token (`kubeconfig-u…:`, `token-…:`).
    Rancher,
    /// Anything else.
    Opaque,
}

/// The dates of a presigned AWS URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Presigned {
    /// `X-Amz-Date`
    pub signed_at: Option<Timestamp>,
    /// `X-Amz-Expires`, in seconds.
    pub expires_after: Option<i64>,
}

impl Presigned {
    /// The server takes a token for this long, whatever the URL in it says.
    const LIFE: SignedDuration = SignedDuration::from_mins(15);

    /// Last moment at which the server takes it.
    pub fn ends_at(&self) -> Option<Timestamp> {
        self.signed_at?.checked_add(Self::LIFE).ok()
    }
}

/// What is wrong with a header value. Offsets count bytes of the decoded scalar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each named")]
pub struct HeaderFaults {
    /// Blanks or line ends before it.
    pub leading_blanks: bool,
    /// Blanks or line ends behind it.
    pub trailing_blanks: bool,
    /// A line break inside.
    pub inner_newline: Option<usize>,
    /// A blank or tab inside, other than the one of a `Bearer ` prefix.
    pub inner_blank: Option<usize>,
    /// Another control character, NUL among them, anywhere.
    pub control_character: Option<usize>,
    /// A character outside ASCII.
    pub non_ascii: Option<usize>,
    /// It starts with `Bearer `, which clients add themselves.
    pub bearer_prefix: bool,
    /// Quotes around it.
    pub quotes: Option<Quotes>,
    /// Go's HTTP client refuses it: `invalid header field value for "Authorization"`.
    pub is_refused_by_go: bool,
}

/// Quotes around a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quotes {
    /// `"…"` or `'…'`
    Ascii,
    /// `“…”`, `‘…’`
    Typographic,
}

impl HeaderFaults {
    /// Whether nothing is wrong.
    pub fn is_clean(&self) -> bool {
        *self == Self::default()
    }
}

/// Describes the text of a `token`.
pub(in crate::kubeconfig) fn inspect(text: &str) -> Token {
    let bare = bare(text);
    Token {
        kind: kind(bare),
        header: header_faults(text),
        looks_like_path: looks_like_path(bare),
        placeholder: template::style(bare),
        redacted: base64::redacted(text),
        is_sound_alone: alone(text) != text && !alone(text).is_empty() && header_faults(alone(text)).is_clean(),
    }
}

/// The token without the blanks, the pair of quotes and the `Bearer ` around it. Control characters stay, as nobody can say what they
/// stand for.
pub(in crate::kubeconfig) fn alone(text: &str) -> &str {
    const PAIRS: [(char, char); 4] = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’')];
    let text = text.trim();
    let unquoted = PAIRS.iter().find_map(|&(open, close)| text.strip_prefix(open)?.strip_suffix(close)).unwrap_or(text);
    match unquoted.get(..7) {
        Some(prefix) if prefix.eq_ignore_ascii_case("bearer ") => unquoted[7..].trim(),
        _ => unquoted.trim(),
    }
}

/// Describes the content of a token file. client-go sends what stands between its outer blanks; the one behind is remembered, as
/// others send it too.
pub(in crate::kubeconfig) fn of_file(content: &str) -> Token {
    let mut token = inspect(content.trim());
    token.header.trailing_blanks = content.trim_end().len() != content.len();
    token
}

/// What kind of token a text is: for `tokenFile`, which should hold a path.
pub(in crate::kubeconfig) fn kind(text: &str) -> Kind {
    if text.is_empty() {
        Kind::Empty
    } else if let Some(jwt) = jwt::parse(text) {
        Kind::Jwt(jwt)
    } else if let Some(encoded) = text.strip_prefix("k8s-aws-v1.") {
        Kind::Eks(presigned(encoded))
    } else if is_bootstrap(text) {
        Kind::Bootstrap
    } else if text.starts_with("ya29.") {
        Kind::GoogleAccess
    } else if text.strip_prefix("sha256~").is_some_and(|rest| rest.len() == 43 && rest.bytes().all(is_base64url)) {
        Kind::OpenShift
    } else if is_rancher(text) {
        Kind::Rancher
    } else if is_base64_of_jwt(text) {
        Kind::Base64OfJwt
    } else {
        Kind::Opaque
    }
}

/// Whether it is a token and cannot be the name of anything.
pub(in crate::kubeconfig) fn is_unmistakable(text: &str) -> bool {
    !matches!(kind(text), Kind::Empty | Kind::Bootstrap | Kind::Opaque)
}

/// The token without outer blanks, quotes and `Bearer `.
fn bare(text: &str) -> &str {
    let text =
        text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’'));
    match text.get(..7) {
        Some(prefix) if prefix.eq_ignore_ascii_case("bearer ") => text[7..].trim_start(),
        _ => text,
    }
}

fn header_faults(text: &str) -> HeaderFaults {
    let trimmed = text.trim();
    let inside = text.len() - text.trim_start().len();
    let has_bearer = trimmed.get(..7).is_some_and(|prefix| prefix.eq_ignore_ascii_case("bearer "));
    let find = |from: usize, wanted: &dyn Fn(char) -> bool| trimmed.get(from..)?.find(wanted).map(|at| inside + from + at);
    HeaderFaults {
        leading_blanks: inside > 0,
        trailing_blanks: text.trim_end().len() != text.len(),
        inner_newline: find(0, &|c| c == '\n' || c == '\r'),
        inner_blank: find(if has_bearer { 7 } else { 0 }, &|c| c == ' ' || c == '\t'),
        control_character: text.find(|c: char| c.is_control() && !c.is_ascii_whitespace()),
        non_ascii: text.find(|c: char| !c.is_ascii()),
        bearer_prefix: has_bearer,
        quotes: quotes(trimmed),
        is_refused_by_go: !is_sendable(text.as_bytes()),
    }
}

/// `httpguts.ValidHeaderFieldValue`: no control character but the tab.
pub(in crate::kubeconfig) fn is_sendable(value: &[u8]) -> bool {
    !value.iter().any(|byte| byte.is_ascii_control() && *byte != b'\t')
}

fn quotes(text: &str) -> Option<Quotes> {
    let (first, last) = (text.chars().next()?, text.chars().next_back()?);
    match (first, last) {
        ('"', '"') | ('\'', '\'') if text.len() > 1 => Some(Quotes::Ascii),
        ('“' | '”' | '„' | '‘' | '’', _) | (_, '“' | '”' | '‘' | '’') => Some(Quotes::Typographic),
        _ => None,
    }
}

/// An absolute path, one that starts with `.` or `~`, or one that ends in `/token`.
fn looks_like_path(text: &str) -> bool {
    let is_plain = text.chars().all(|c| c.is_ascii_graphic() && !matches!(c, '+' | '=' | ','));
    let starts = matches!(path::inspect(text).root, Root::Absolute | Root::Drive | Root::Unc)
        || ["./", "../", "~/", ".\\", "..\\"].iter().any(|start| text.starts_with(start));
    (starts && is_plain) || text.ends_with("/token")
}

/// `[a-z0-9]{6}.[a-z0-9]{16}` (`k8s.io/cluster-bootstrap`)
fn is_bootstrap(text: &str) -> bool {
    let is_word = |word: &str, length: usize| {
        word.len() == length && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.split_once('.').is_some_and(|(id, secret)| is_word(id, 6) && is_word(secret, 16))
}

fn is_rancher(text: &str) -> bool {
    let is_secret =
        |secret: &str| secret.len() == 54 && secret.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.split_once(':')
        .is_some_and(|(id, secret)| (id.starts_with("kubeconfig-u") || id.starts_with("token-")) && is_secret(secret))
}

fn is_base64url(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'
}

/// All three parts are checked, not the prefix alone.
fn is_base64_of_jwt(text: &str) -> bool {
    base64::decode(text.as_bytes())
        .is_ok_and(|inner| std::str::from_utf8(&inner).is_ok_and(|inner| jwt::parse(inner.trim()).is_some()))
}

/// Reads the dates from the query of the presigned URL.
fn presigned(encoded: &str) -> Presigned {
    let url = URL_SAFE_NO_PAD.decode(encoded.trim_end_matches('=')).map(Zeroizing::new).unwrap_or_default();
    let url = std::str::from_utf8(&url).unwrap_or_default();
    let query = url.split_once('?').map_or("", |(_, query)| query);
    let value = |name: &str| {
        query.split('&').filter_map(|pair| pair.split_once('=')).find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    Presigned {
        signed_at: value("X-Amz-Date").and_then(amz_date),
        expires_after: value("X-Amz-Expires").and_then(|text| text.parse().ok()),
    }
}

/// `20260102T030405Z`
fn amz_date(text: &str) -> Option<Timestamp> {
    let date = DateTime::strptime("%Y%m%dT%H%M%SZ", text).ok()?;
    date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
#[path = "token_tests.rs"]
mod tests;
