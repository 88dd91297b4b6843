//! Credentials that were pasted where something public belongs, told by their form.

use crate::kubeconfig::facts::token;

/// With these begin tokens of GitHub, GitLab, Slack, `DigitalOcean`, `OpenShift`, Vault, Google, npm and `PyPI`.
const PREFIXES: &[&str] = &[
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "gldt-",
    "glrt-",
    "glagent-",
    "xoxa-",
    "xoxb-",
    "xoxe-",
    "xoxp-",
    "xoxr-",
    "xoxs-",
    "xapp-",
    "dop_v1_",
    "doo_v1_",
    "dor_v1_",
    "sha256~",
    "hvs.",
    "hvb.",
    "hvr.",
    "AIza",
    "npm_",
    "pypi-",
];
/// As many characters behind a prefix are no name that happens to begin with it.
const SHORTEST_REST: usize = 16;
/// No credential of these kinds is shorter: `eyJ` and twelve more characters.
const SHORTEST: usize = 15;
/// Words behind which, and a `=`, stands a secret.
const SECRET_KEYS: &[&str] = &["token", "password", "passwd", "pwd", "secret", "apikey", "api_key", "api-key", "access_key"];

/// Whether a credential of a known kind stands in a text, whatever the text is.
pub(super) fn is_in(text: &str) -> bool {
    let is_edge = |c: char| c.is_whitespace() || "\"'`,;|()<>{}[]/\\@?&=".contains(c);
    let long = text.split(is_edge).filter(|word| word.len() >= SHORTEST);
    let mut words = long.flat_map(|word| [word, without_number(word)]);
    has_scheme(text, "bearer") || has_assignment(text) || words.any(|word| is_rancher(word) || is_known(word))
}

/// Without the number that tells a name from another which is the same.
fn without_number(word: &str) -> &str {
    let rest = word.trim_end_matches(|c: char| c.is_ascii_digit());
    rest.strip_suffix('-').filter(|_| rest.len() < word.len()).unwrap_or(word)
}

/// `Bearer …` and the like, behind whatever.
pub(super) fn has_scheme(text: &str, scheme: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').filter(|word| !word.is_empty());
    words.any(|word| word.eq_ignore_ascii_case(scheme)) && words.next().is_some()
}

/// `token=…`, `password: …`
fn has_assignment(text: &str) -> bool {
    text.match_indices(['=', ':']).any(|(at, mark)| {
        let (key, value) = (text[..at].trim_end(), &text[at + 1..]);
        let is_mark = mark == "=" || value.starts_with(char::is_whitespace);
        let ends_with = |secret: &str| {
            key.len() >= secret.len() && key.as_bytes()[key.len() - secret.len()..].eq_ignore_ascii_case(secret.as_bytes())
        };
        is_mark && !value.trim().is_empty() && SECRET_KEYS.iter().any(|secret| ends_with(secret))
    })
}

fn is_known(word: &str) -> bool {
    word.split(':').any(|word| {
        let is_long = |rest: &str| rest.len() >= SHORTEST_REST && rest.bytes().all(is_of_token);
        PREFIXES.iter().any(|prefix| word.strip_prefix(prefix).is_some_and(is_long))
            || is_access_key(word)
            || is_json(word)
            || is_of_vault(word)
            || is_bootstrap(word)
    })
}

fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.~+".contains(&byte)
}

/// An access key of AWS.
fn is_access_key(word: &str) -> bool {
    let is_id = |rest: &str| rest.len() == 16 && rest.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    ["AKIA", "ASIA"].iter().any(|prefix| word.strip_prefix(prefix).is_some_and(is_id))
}

/// `{"` in base64: a JSON Web Token, or a part of one.
fn is_json(word: &str) -> bool {
    word.strip_prefix("eyJ").is_some_and(|rest| rest.len() >= 12 && rest.bytes().all(is_of_token))
}

/// An old token of Vault: `s.` and 24 letters and digits.
fn is_of_vault(word: &str) -> bool {
    word.strip_prefix("s.").is_some_and(|rest| rest.len() == 24 && has_digits_and_letters(rest))
}

/// A token with which nodes join, unless its second half is letters only, as a name can be.
fn is_bootstrap(word: &str) -> bool {
    token::kind(word) == token::Kind::Bootstrap && word.split('.').next_back().is_some_and(has_digits_and_letters)
}

/// A token of Rancher: the name of the token, a colon and its value.
fn is_rancher(word: &str) -> bool {
    let is_value = |value: &str| value.len() >= SHORTEST_REST && value.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let parts = word.split_once(':').filter(|(id, _)| id.starts_with("kubeconfig-u") || id.starts_with("token-"));
    parts.is_some_and(|(_, value)| is_value(value))
}

fn has_digits_and_letters(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}
