//! What may be shown of a text that stands in a public place: names, paths, hosts and programs, but no data that ended up there.

use super::facts::path;
use super::facts::token;
use std::ops::Range;

/// Longer texts are no names or paths that anybody wrote.
const LONGEST: usize = 1024;
/// Nor are longer words: a label of a host has 63 characters at most, and a hash in hexadecimal digits 64.
const LONGEST_WORD: usize = 64;
/// `-----BEGIN ` in base64.
const BASE64_OF_BEGIN: &str = "LS0tLS1CRUdJTi";

/// Whether a public text is of a kind that may be shown.
pub(in crate::kubeconfig) fn is_publishable(text: &str) -> bool {
    let text = text.trim();
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '/' | '\\' | '.' | ':' | '-' | '_' | '@' | '?' | '&' | '=');
    text.len() <= LONGEST && text.split(is_separator).all(|word| word.chars().count() <= LONGEST_WORD) && !holds_data(text)
}

fn holds_data(text: &str) -> bool {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';');
    let words = text.split(is_edge).chain(text.split(|c| is_edge(c) || c == '/'));
    text.contains(BASE64_OF_BEGIN) || path::inline(text).is_some() || words.into_iter().any(token::is_unmistakable)
}

/// The user-info, and the query and fragment, of a URL: from the first to the last of them.
pub(in crate::kubeconfig) fn secret_of_url(url: &str) -> Option<Range<usize>> {
    const PARTS: [char; 3] = ['@', '?', '#'];
    let authority = url.find("://").map(|scheme| scheme + "://".len());
    let authority = authority.filter(|&start| !url[..start].contains(PARTS)).unwrap_or(0);
    let secret = match (url.rfind('@'), url.find(['?', '#'])) {
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
pub(in crate::kubeconfig) fn shows_address(url: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~%!$&'()*+,;=:".contains(c);
    let has_plain_user_info = || {
        let rest = url.split_once("://").map(|(_, rest)| rest);
        let parts = rest.and_then(|rest| rest.split_once('@'));
        parts.is_some_and(|(user_info, rest)| user_info.chars().all(is_plain) && !rest.contains(['@', '?', '#']))
    };
    is_publishable(url) && (!url.contains('@') || has_plain_user_info())
}

/// What stands behind the program in a command: arguments, which are secret, and so are the values of variables before it.
pub(in crate::kubeconfig) fn secret_of_command(command: &str) -> Option<Range<usize>> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '=' | ';' | '|' | '&' | '<' | '>' | '`' | '$' | '(');
    let (end, c) = command.char_indices().find(|&(_, c)| is_end(c))?;
    let start = end + c.len_utf8();
    (start < command.len()).then_some(start..command.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_where_everybody_agrees_what_it_is() {
        for url in ["https://h:6443/p", "https://u:p@h/p", "h:6443", "https://h?q", "https://h#f"] {
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
        ] {
            assert!(!shows_address(url), "{url}");
        }
    }

    #[test]
    fn names_and_paths_are_published_and_data_is_not() {
        for text in [
            "prod",
            "/home/me/.kube/ca.crt",
            "arn:aws:eks:eu-west-1:1234:cluster/a",
            "C:\\Users\\me\\x y.pem",
            "k8s.corp.test",
            "foo\n",
        ] {
            assert!(is_publishable(text), "{text}");
        }
        let word = "x".repeat(65);
        for text in ["-----BEGIN X-----", "a/LS0tLS1CRUdJTiBQ", "/run/k8s-aws-v1.aHR0/token", "Bearer ya29.x", &word] {
            assert!(!is_publishable(text), "{text}");
        }
    }

    #[test]
    fn only_scheme_host_port_and_path_of_a_url_are_published() {
        let public = |url: &str| {
            secret_of_url(url).map_or(url.to_owned(), |secret| format!("{}*{}", &url[..secret.start], &url[secret.end..]))
        };
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
        ] {
            assert_eq!(public(url), shown);
        }
    }

    #[test]
    fn only_the_program_of_a_command_is_published() {
        let public = |command: &'static str| secret_of_command(command).map_or(command, |secret| &command[..secret.start]);
        for (command, shown) in [
            ("aws", "aws"),
            ("aws ", "aws "),
            ("aws\u{a0}eks", "aws\u{a0}"),
            ("TOKEN=x aws", "TOKEN="),
            ("$(x)", "$"),
            ("a|b", "a|"),
        ] {
            assert_eq!(public(command), shown);
        }
    }
}
