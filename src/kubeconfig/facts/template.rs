//! Placeholders that nobody filled.

/// How a placeholder is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `${NAME}`, `$NAME`
    Variable,
    /// `$(command)`
    Command,
    /// `{{ .Values.x }}`, `{% … %}`, `<% … %>`
    Braces,
    /// `%s`, `%(name)s`, `{name}`
    Format,
    /// `<your-server>`
    Angle,
    /// `%NAME%`
    Percent,
    /// `__NAME__`, `@@NAME@@`
    Marks,
    /// `YOUR_…`, `CHANGEME`, `REPLACE_ME`, `TODO`
    Word,
    /// `xxxx`, `XXXXXXXX`
    Crosses,
    /// `...`, `…`
    Dots,
    /// A host below `example.com` and its siblings (RFC 2606).
    ExampleHost,
}

/// The style in which any part of `text` is a placeholder, for values that never hold such text when they are real: base64, tokens,
/// host names and paths.
pub(in crate::kubeconfig) fn style(text: &str) -> Option<Style> {
    delimited(text).or_else(|| whole(text.trim()))
}

/// The same for a URL, where `example.com` counts and a `%` may be an escape.
pub(in crate::kubeconfig) fn style_of_url(text: &str) -> Option<Style> {
    let host = text.split_once("://").map_or(text, |(_, rest)| rest);
    let host = host.split(['/', '?', '#']).next().unwrap_or(host);
    let host = host.rsplit('@').next().unwrap_or(host);
    delimited(text).or_else(|| whole(host)).or_else(|| is_example_host(host).then_some(Style::ExampleHost))
}

/// The same for text that programs read, such as arguments: only forms that no program gives a meaning of its own.
pub(in crate::kubeconfig) fn style_of_argument(text: &str) -> Option<Style> {
    let value = text.split_once('=').map_or(text, |(_, value)| value);
    delimited(text).filter(|style| matches!(style, Style::Braces | Style::Marks | Style::Angle)).or_else(|| whole(value.trim()))
}

fn delimited(text: &str) -> Option<Style> {
    const PAIRS: [(&str, &str, Style); 6] = [
        ("${", "}", Style::Variable),
        ("$(", ")", Style::Command),
        ("{{", "}}", Style::Braces),
        ("{%", "%}", Style::Braces),
        ("<%", "%>", Style::Braces),
        ("<", ">", Style::Angle),
    ];
    PAIRS
        .into_iter()
        .find(|(open, close, _)| {
            between(text, open, close)
                .is_some_and(|inner| !inner.trim().is_empty() && inner.bytes().any(|byte| byte.is_ascii_alphanumeric()))
        })
        .map(|(_, _, style)| style)
        .or_else(|| (has_marks(text, "__") || has_marks(text, "@@")).then_some(Style::Marks))
        .or_else(|| percent(text).then_some(Style::Percent))
        .or_else(|| bare_variable(text).then_some(Style::Variable))
        .or_else(|| (is_verb(text) || has_slot(text)).then_some(Style::Format))
}

/// `%s`, `%d`, `%v`, `%q`, with an index or a name before the letter, and nothing behind it that would make an escape of it.
fn is_verb(text: &str) -> bool {
    text.match_indices('%').any(|(at, _)| {
        let rest = &text[at + 1..];
        let rest = [('(', ')'), ('[', ']')].into_iter().find_map(|(open, close)| rest.strip_prefix(open)?.split_once(close));
        let rest = rest.map_or(&text[at + 1..], |(_, rest)| rest);
        let mut chars = rest.chars();
        matches!(chars.next(), Some('s' | 'd' | 'v' | 'q')) && !chars.next().is_some_and(|c| c.is_ascii_alphanumeric())
    })
}

/// `{name}`: no real value of these holds braces.
fn has_slot(text: &str) -> bool {
    between(text, "{", "}").is_some_and(is_slot_name)
}

/// Whether this is what stands in the braces of a slot: a name, or a number and perhaps how to write what it stands for.
pub(in crate::kubeconfig) fn is_slot_name(name: &str) -> bool {
    let number = name.split(',').next().unwrap_or_default();
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(open)?;
    rest.split_once(close).map(|(inner, _)| inner)
}

/// `__NAME__`, standing alone and in capitals: base64url may hold two underscores anywhere.
fn has_marks(text: &str, mark: &str) -> bool {
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_' | '.'));
    text.match_indices(mark).any(|(open, _)| {
        let inside = &text[open + mark.len()..];
        inside.find(mark).is_some_and(|close| {
            let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
            let after = inside[close + mark.len()..].chars().next();
            close > 0 && inside[..close].chars().all(is_name) && is_apart(text[..open].chars().next_back()) && is_apart(after)
        })
    })
}

/// `%NAME%`: unlike an escape it has a letter that is no hexadecimal digit, or an underscore, in its first two places or beyond.
fn percent(text: &str) -> bool {
    between(text, "%", "%").is_some_and(|name| {
        name.len() >= 2
            && name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '.')
            && !name.bytes().take(2).all(|byte| byte.is_ascii_hexdigit())
    })
}

/// `$NAME` as the whole value.
fn bare_variable(text: &str) -> bool {
    text.trim().strip_prefix('$').is_some_and(|name| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

fn whole(text: &str) -> Option<Style> {
    let upper = text.to_ascii_uppercase();
    let is_word = upper.starts_with("YOUR_")
        || upper.starts_with("YOUR-")
        || matches!(
            upper.as_str(),
            "CHANGEME" | "CHANGE_ME" | "CHANGE-ME" | "REPLACEME" | "REPLACE_ME" | "REPLACE-ME" | "TODO" | "FIXME" | "PLACEHOLDER"
        );
    if is_word {
        Some(Style::Word)
    } else if upper.len() >= 4 && upper.bytes().all(|byte| byte == b'X') {
        Some(Style::Crosses)
    } else if text.ends_with("...") || text.ends_with('…') {
        Some(Style::Dots)
    } else {
        None
    }
}

fn is_example_host(host: &str) -> bool {
    let host = host.split(':').next().unwrap_or(host).trim_end_matches('.').to_ascii_lowercase();
    ["example.com", "example.org", "example.net", "example"]
        .iter()
        .any(|name| host == *name || host.strip_suffix(name).is_some_and(|front| front.ends_with('.')))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn styles_are_told_apart() {
        for (text, expected) in [
            ("${TOKEN}", Style::Variable),
            ("$TOKEN", Style::Variable),
            ("$(cat token)", Style::Command),
            ("{{ .Values.token }}", Style::Braces),
            ("<your-token>", Style::Angle),
            ("%TOKEN%", Style::Percent),
            ("__KUBECONFIG_TOKEN__", Style::Marks),
            ("YOUR_TOKEN", Style::Word),
            ("changeme", Style::Word),
            ("<%= token %>", Style::Braces),
            ("%s", Style::Format),
            ("%[1]s", Style::Format),
            ("%(token)s", Style::Format),
            ("prefix-{token}", Style::Format),
            ("{1,number,#}", Style::Format),
            ("xxxxxxxx", Style::Crosses),
            ("LS0tLS1CRUdJTi...", Style::Dots),
        ] {
            assert_eq!(style(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn real_values_are_not_placeholders() {
        for text in
            ["", "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t", "abc.def", "xxx", "a__b", "x.a__B__c.__D__", "100%", "a<b", "REDACTED"]
        {
            assert_eq!(style(text), None, "{text}");
        }
        for url in [
            "https://api.prod.corp:6443",
            "https://host/a%20b%20c",
            "https://host/%d0%bf",
            "https://[fe80::1%25en0]:6443",
            "https://myexample.com",
        ] {
            assert_eq!(style_of_url(url), None, "{url}");
        }
    }

    #[test]
    fn example_hosts_count_in_urls_only() {
        assert_eq!(style_of_url("https://k8s.example.com:6443"), Some(Style::ExampleHost));
        assert_eq!(style("k8s.example.com"), None);
    }

    #[test]
    fn arguments_may_hold_shell_text() {
        assert_eq!(style_of_argument("${HOME}/x"), None);
        assert_eq!(style_of_argument("--server-id=<server id>"), Some(Style::Angle));
        assert_eq!(style_of_argument("--profile=YOUR_PROFILE"), Some(Style::Word));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = (style(&text), style_of_url(&text), style_of_argument(&text));
        }
    }
}
