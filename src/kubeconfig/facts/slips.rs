//! Slips in the way a URL is written.

/// Blanks and control characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Blanks {
    /// Before or after it.
    pub outer: bool,
    /// Inside.
    pub inner: bool,
    /// A control character, inside or outside.
    pub control: bool,
}

/// Slips.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent findings, each named")]
pub struct Slips {
    /// `https://https://`
    pub doubled_scheme: bool,
    /// `https:/host`, `https//host`, `https:host`
    pub broken_scheme: bool,
    /// A backslash.
    pub backslash: bool,
    /// Brackets around something that is not IPv6: refused since Go 1.24.8 and 1.25.2.
    pub bracketed_non_ipv6: bool,
    /// IPv6 without brackets: refused since Go 1.26.
    pub unbracketed_ipv6: bool,
    /// Without outer blanks and a doubled scheme kubectl would connect.
    pub is_sound_when_cleaned: bool,
}

/// Without outer blanks and without the first of two schemes.
pub(super) fn clean(text: &str) -> &str {
    let text = text.trim();
    if has_doubled_scheme(text) { text.split_once("://").map_or(text, |(_, rest)| rest) } else { text }
}

pub(in crate::kubeconfig) fn has_doubled_scheme(text: &str) -> bool {
    let starts = |text: &str| text.starts_with("https://") || text.starts_with("http://");
    starts(text) && text.split_once("://").is_some_and(|(_, rest)| starts(rest))
}

pub(in crate::kubeconfig) fn has_broken_scheme(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https").or_else(|| lower.strip_prefix("http")) else { return false };
    match rest.strip_prefix(':') {
        Some(rest) => !rest.starts_with("//") && !rest.starts_with(|c: char| c.is_ascii_digit()),
        None => rest.starts_with("//"),
    }
}

pub(super) fn blanks(text: &str) -> Blanks {
    let trimmed = text.trim();
    Blanks {
        outer: trimmed.len() != text.len(),
        inner: trimmed.contains(char::is_whitespace),
        control: text.contains(char::is_control),
    }
}

/// Whether the host is made of hexadecimal digits and colons, a zone aside.
pub(super) fn is_bare_ipv6(text: &str) -> bool {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let address = host.split('%').next().unwrap_or(host);
    !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':')
}
