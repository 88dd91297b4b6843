//! What may be shown of a text that stands in a public place: names, paths, hosts and programs, but no data that ended up there.

mod credential;
mod opaque;
mod path;
mod url;

use super::facts::command::lookalike;
use super::facts::path::inline;
use super::facts::token;
use super::schema::Exposure;
use std::net::IpAddr;
use std::ops::Range;

/// Longer texts are no names or paths that anybody wrote.
const LONGEST: usize = 1024;
/// Nor are longer words: a label of a host has 63 characters at most, and a hash in hexadecimal digits 64.
const LONGEST_WORD: usize = 64;
/// `-----BEGIN ` in base64.
const BASE64_OF_BEGIN: &str = "LS0tLS1CRUdJTi";

/// What of a text may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kubeconfig) enum Shown {
    /// All of it.
    All,
    /// All but one part.
    Without(Range<usize>),
    /// Nothing.
    Nothing,
}

/// What may be shown of the text of a field.
pub(in crate::kubeconfig) fn shown(exposure: Exposure, text: &str) -> Shown {
    let is_hidden = match exposure {
        Exposure::Public => !is_publishable(text),
        Exposure::Path => path::may_be_credential(text),
        Exposure::ServerName => !is_server_name(text),
        Exposure::Word => opaque::is_opaque(text) || text.contains('@'),
        Exposure::Command => return first_part(text, secret_of_command(text), is_no_program),
        Exposure::Variable => return first_part(text, secret_of_variable(text), opaque::is_opaque),
        Exposure::Url => return all_but(text, url::secret(text)),
        Exposure::Certificate | Exposure::Secret => true,
    };
    if is_hidden { Shown::Nothing } else { all_but(text, None) }
}

/// The text of a field, or what of it may be shown, where that is a name.
pub(in crate::kubeconfig) fn name(exposure: Exposure, text: &str) -> Option<&str> {
    match shown(exposure, text) {
        _ if exposure == Exposure::Url => None,
        Shown::All => Some(text),
        Shown::Without(secret) => Some(text[..secret.start].trim_end()),
        Shown::Nothing => None,
    }
}

/// Whether a name is of a kind that may be shown. `jane@prod` is, and `oidc:jane@corp.test`, but no user-info of a URL.
pub(in crate::kubeconfig) fn is_publishable(text: &str) -> bool {
    let is_url = text.contains("//") || text.contains("\\\\");
    all_but(text, None) == Shown::All && (!is_url || url::is_name(text))
}

/// Whether the address may be shown that some client finds in a URL: scheme, host, port and path.
pub(in crate::kubeconfig) fn shows_address(url: &str) -> bool {
    all_but(url, None) == Shown::All && url::shows_address(url)
}

/// Whether user-info may stand in a URL where no client sees any.
pub(in crate::kubeconfig) fn hides_user_info(url: &str) -> bool {
    url::hides_user_info(url)
}

/// Where only the part before the secret is shown, that must be no secret either.
fn first_part(text: &str, secret: Option<Range<usize>>, may_be_secret: fn(&str) -> bool) -> Shown {
    let first = secret.as_ref().map_or(text, |secret| text[..secret.start].trim_end());
    if may_be_secret(first) { Shown::Nothing } else { all_but(text, secret) }
}

/// All but a part of a text that is no data.
fn all_but(text: &str, secret: Option<Range<usize>>) -> Shown {
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '/' | '\\' | '.' | ':' | '-' | '_' | '@' | '?' | '&' | '=');
    let is_short =
        |text: &str| text.len() <= LONGEST && text.split(is_separator).all(|word| word.chars().count() <= LONGEST_WORD);
    let rest = secret.as_ref().map(|secret| [&text[..secret.start], " ", &text[secret.end..]].concat());
    match secret {
        _ if !is_short(text.trim()) || holds_data(text.trim()) => Shown::Nothing,
        _ if credential::is_in(rest.as_deref().unwrap_or(text)) => Shown::Nothing,
        Some(secret) => Shown::Without(secret),
        None => Shown::All,
    }
}

fn holds_data(text: &str) -> bool {
    let is_edge = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | ';');
    let words = text.split(is_edge).chain(text.split(|c| is_edge(c) || c == '/'));
    text.contains(BASE64_OF_BEGIN) || inline(text).is_some() || words.into_iter().any(token::is_unmistakable)
}

/// What stands behind the program in a command: arguments, which are secret, and so are the values of variables before it.
fn secret_of_command(command: &str) -> Option<Range<usize>> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '=' | ';' | '|' | '&' | '<' | '>' | '`' | '$' | '(');
    let (end, c) = command.char_indices().find(|&(_, c)| is_end(c))?;
    let start = end + c.len_utf8();
    (start < command.len()).then_some(start..command.len())
}

/// Whether a program may be a credential. What differs from a plugin in one letter is none, however it looks.
fn is_no_program(program: &str) -> bool {
    path::may_be_credential(program) && lookalike(program.trim()).is_none()
}

/// The value that somebody wrote behind the name of a variable.
fn secret_of_variable(name: &str) -> Option<Range<usize>> {
    let start = name.find(['=', ':'])? + 1;
    (start < name.len()).then_some(start..name.len())
}

/// Whether it is the name or the address of a host, perhaps with a port, and no URL, no path and no token.
fn is_server_name(text: &str) -> bool {
    let text = text.trim();
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let is_token = |label: &str| opaque::is_opaque(label) && (!text.contains('.') || opaque::is_mixed(label));
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let (host, port) = text.rsplit_once(':').unwrap_or((text, ""));
    let is_address = |text: &str| text.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().is_ok();
    is_address(bare) || (is_address(host) && is_port(port)) || {
        !host.contains(['@', '/', '\\', '%', ':', '=']) && is_port(port) && !host.split('.').any(is_token)
    }
}

#[cfg(test)]
#[path = "publish_tests.rs"]
mod tests;
