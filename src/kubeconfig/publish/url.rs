//! What of a URL is secret.

use std::ops::Range;

/// The user-info, and the query and fragment, of a URL: from the first to the last of them.
pub(super) fn secret(url: &str) -> Option<Range<usize>> {
    const PARTS: [char; 3] = ['@', '?', '#'];
    let authority = url.find("://").map(|scheme| scheme + "://".len());
    let authority = authority.filter(|&start| !url[..start].contains(PARTS)).unwrap_or(0);
    let secret = match (url.rfind('@'), url.find(['?', '#'])) {
        _ if hides_user_info(url) => authority..url.len(),
        // A password can hold a `?`, and a query an `@`.
        (Some(_), Some(_)) => authority..url.len(),
        (Some(at), None) => authority..at,
        (None, Some(mark)) => mark + 1..url.len(),
        (None, None) => return None,
    };
    (!secret.is_empty()).then_some(secret)
}

/// Whether the address may be shown that some client finds in a URL: scheme, host, port and path.
///
/// Clients disagree about where odd user-info ends, and then one takes for the host what is a password to another. So user-info is plain,
/// or none of the URL is shown.
pub(super) fn shows_address(url: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~%!$&'()*+,;=:".contains(c);
    let is_scheme = |scheme: &str| scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let has_plain_user_info = || {
        let (_, rest) = url.split_once("://").filter(|(scheme, _)| is_scheme(scheme))?;
        let (user_info, rest) = rest.split_once('@')?;
        Some(user_info.chars().all(is_plain) && !rest.contains(['@', '?', '#']))
    };
    !hides_user_info(url) && (!url.contains('@') || has_plain_user_info() == Some(true))
}

/// Whether a name that holds a URL, as that of an issuer, may be shown: there is no user-info, nor what may be some.
pub(super) fn is_name(text: &str) -> bool {
    !hides_user_info(text) && !text.contains('@')
}

/// Whether user-info may stand in a URL without an `@`, as no port has letters and no host a `%`: `https://user:password%40host`.
pub(super) fn hides_user_info(url: &str) -> bool {
    let before_query = url.split(['?', '#']).next().unwrap_or_default();
    let behind_user_info = before_query.rsplit('@').next().unwrap_or_default();
    url.contains("%40") || authorities(behind_user_info).any(is_odd)
}

/// What stands where an authority can begin: at the start and behind every `://`.
fn authorities(url: &str) -> impl Iterator<Item = &str> {
    let starts = url.match_indices("://").map(|(at, mark)| at + mark.len());
    let first = if url.contains("://") { None } else { Some(without_scheme(url)) };
    let end = |rest: &'_ str| rest.find(['/', '\\']).unwrap_or(rest.len());
    first.into_iter().chain(starts.map(|start| &url[start..])).map(move |rest| &rest[..end(rest)])
}

/// A URL without a scheme, or with a broken one.
fn without_scheme(url: &str) -> &str {
    let url = url.trim();
    let scheme =
        ["https:", "http:"].into_iter().find(|&known| url.get(..known.len()).is_some_and(|c| c.eq_ignore_ascii_case(known)));
    url[scheme.map_or(0, str::len)..].trim_start_matches(['/', '\\'])
}

/// Whether an authority without user-info is none of host and port.
fn is_odd(authority: &str) -> bool {
    let behind_address = authority.rsplit(']').next().unwrap_or_default();
    let is_port = |port: &str| port.trim_matches(|c: char| !c.is_alphanumeric()).bytes().all(|byte| byte.is_ascii_digit());
    let is_address = || authority.matches(':').count() > 1 && authority.chars().all(|c| c.is_ascii_hexdigit() || c == ':');
    behind_address.contains('%') || (!is_address() && !behind_address.split(':').skip(1).all(is_port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_where_everybody_agrees_what_it_is() {
        for url in ["https://h:6443/p", "https://u:p@h/p", "h:6443", "https://h?q", "https://h#f", "https://[fe80::1%25eth0]:1"] {
            assert!(shows_address(url), "{url}");
        }
        for url in [
            "https://https//x:p@h",
            "https://p:1/x@h",
            "u:p@h",
            "https:\\\\u:p@h",
            "https://u:p @h",
            "https://u:p?@h",
            "https://u@p@h",
            "https://u:p@h?q",
            "https:/u:p@h",
            "<https://u:p@h>",
            "https://u:p%40h",
            "https://u:p",
            "https://https://u:p",
            "https://u:1/p%40h",
        ] {
            assert!(!shows_address(url), "{url}");
        }
    }

    #[test]
    fn only_scheme_host_port_and_path_of_a_url_are_published() {
        let public =
            |url: &str| secret(url).map_or(url.to_owned(), |secret| format!("{}*{}", &url[..secret.start], &url[secret.end..]));
        for (url, shown) in [
            ("https://h:1/p", "https://h:1/p"),
            ("https://u:p@h/p", "https://*@h/p"),
            ("https://u:p@q@h", "https://*@h"),
            ("https://h/p?q#f", "https://h/p?*"),
            ("https://h/p?q@r", "https://*"),
            ("https://u:p?q@h", "https://*"),
            ("u:p@h", "*@h"),
            ("u@https://h", "*@https://h"),
            ("h?https://x", "h?*"),
            ("https://@h", "https://@h"),
            ("https://u:p%40h/x", "https://*"),
            ("u:p%40h", "*"),
            ("https:u:p%40h", "*"),
            ("https:h:1", "https:h:1"),
            ("2001:db8::1", "2001:db8::1"),
            ("[::1]:1", "[::1]:1"),
        ] {
            assert_eq!(public(url), shown);
        }
    }
}
