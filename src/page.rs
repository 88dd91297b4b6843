//! The page of a rule: its metadata, and what it says to people.
//!
//! Pages are embedded in the binary and read when they are needed.

use crate::finding::Severity;
use crate::profile::Profile;

/// Where the pages stand for people who do not have the program at hand.
const BOOK: &str = "https://github.com/kubeconfig-lint/kubeconfig-lint/blob/main/rules";

/// The address of the page of a rule.
pub fn url(rule: &str) -> String {
    format!("{BOOK}/{rule}.md")
}

/// One page of the rule book.
#[derive(Clone, Copy, Debug)]
pub struct Page {
    /// `family/name`: where the page stands below `rules/`.
    pub id: &'static str,
    text: &'static str,
}

/// How far a fix of the rule can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixClass {
    /// Proven from the bytes at hand.
    Safe,
    /// Plausible; a person must look.
    Unsafe,
    /// There is none.
    No,
}

impl Page {
    /// The page with this id and text.
    pub const fn new(id: &'static str, text: &'static str) -> Self {
        Self { id, text }
    }

    /// The whole text, front matter included.
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Its address on the web.
    pub fn url(&self) -> String {
        url(self.id)
    }

    /// The family: `tls` of `tls/verify-disabled`.
    pub fn family(&self) -> &'static str {
        self.id.split('/').next().unwrap_or(self.id)
    }

    /// The severity where the rule does not say otherwise.
    pub fn severity(&self) -> Severity {
        match self.front_matter("severity") {
            Some("error") => Severity::Error,
            Some("warning") => Severity::Warning,
            _ => Severity::Info,
        }
    }

    /// The same in a profile; `None` where the rule is off. A profile that is not listed is like `default`.
    pub fn severity_in(&self, profile: Profile) -> Option<Severity> {
        let listed = |profile: &str| self.profiles().find(|(name, _)| *name == profile).map(|(_, severity)| severity);
        match profile.keys().find_map(listed) {
            Some("error") => Some(Severity::Error),
            Some("warning") => Some(Severity::Warning),
            Some("info") => Some(Severity::Info),
            Some("off") => None,
            _ => Some(self.severity()),
        }
    }

    /// Whether it gives a severity for this very profile.
    pub(crate) fn is_for(&self, profile: Profile) -> bool {
        let mut keys = profile.keys().filter(|key| *key != Profile::Default.as_str());
        keys.any(|key| self.profiles().any(|(name, _)| name == key))
    }

    /// The profiles in which the severity is another, each with its severity, or with `off`.
    pub fn profiles(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.list("profiles").map(|item| item.split_once('=').unwrap_or((item, "")))
    }

    /// What the rule finds, in one line without a period.
    pub fn summary(&self) -> &'static str {
        self.front_matter("summary").unwrap_or_default()
    }

    /// Whether there is a fix.
    pub fn fix(&self) -> FixClass {
        match self.front_matter("fix") {
            Some("safe") => FixClass::Safe,
            Some("unsafe") => FixClass::Unsafe,
            _ => FixClass::No,
        }
    }

    /// The weaknesses (CWE) it is about, as numbers in text; empty where it is not about security.
    pub fn cwe(&self) -> impl Iterator<Item = &'static str> {
        self.list("cwe")
    }

    /// The clients that trip over it.
    pub fn clients(&self) -> impl Iterator<Item = &'static str> {
        self.list("clients")
    }

    /// Whether it runs whoever the files are meant for: in some client a credential leaks, verification is off, or something runs.
    pub fn runs_always(&self) -> bool {
        self.front_matter("runs") == Some("always") || self.clients().any(|client| client == "any")
    }

    /// The score code scanning shows: `9.5`, `8.0`, `5.5` or `2.5`; only for security rules.
    pub fn security_severity(&self) -> Option<&'static str> {
        self.front_matter("security-severity")
    }

    /// Whether its errors hurt only the contexts that use the entry, not the whole file.
    pub fn reaches_contexts_only(&self) -> bool {
        self.front_matter("reach") == Some("context")
    }

    /// The first version that had the rule.
    pub fn since(&self) -> &'static str {
        self.front_matter("since").unwrap_or_default()
    }

    /// The value of a line `key: value` of the front matter.
    pub fn front_matter(&self, key: &str) -> Option<&'static str> {
        let (front_matter, _) = self.split();
        front_matter.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':')).map(str::trim)
    }

    /// The keys of the front matter, in order.
    pub fn front_matter_keys(&self) -> impl Iterator<Item = &'static str> {
        self.split().0.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key)
    }

    /// The page without its front matter.
    pub fn body(&self) -> &'static str {
        self.split().1
    }

    /// The text under `## heading`.
    pub fn section(&self, heading: &str) -> Option<&'static str> {
        self.sections().find(|(name, _)| *name == heading).map(|(_, text)| text)
    }

    /// The headings and their texts, in order.
    pub fn sections(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let body = self.body();
        let body = body.strip_prefix("## ").or_else(|| body.split_once("\n## ").map(|(_, rest)| rest)).unwrap_or_default();
        body.split("\n## ").filter_map(|section| section.split_once('\n')).map(|(name, text)| (name.trim(), text.trim()))
    }

    /// The error texts under "You may have seen": what stands in backticks.
    pub fn error_texts(&self) -> impl Iterator<Item = &'static str> {
        let section = self.section("You may have seen").unwrap_or_default();
        section.split('`').skip(1).step_by(2)
    }

    fn list(&self, key: &str) -> impl Iterator<Item = &'static str> {
        self.front_matter(key).unwrap_or_default().split(',').map(str::trim).filter(|item| !item.is_empty())
    }

    fn split(&self) -> (&'static str, &'static str) {
        let text = self.text.strip_prefix("---\n").unwrap_or(self.text);
        text.split_once("\n---\n").map_or(("", text), |(front_matter, body)| (front_matter, body.trim_start()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;

    const PAGE: Page = Page::new(
        "tls/x",
        "---\nseverity: warning\nprofiles: default=off, ci=error, platform=info, platform:flux=warning\nsummary: It is so\ncwe: 295, 297\n---\n\n# tls/x\n\nIntro.\n\n## What it does\n\nIt looks.\n\n## You may have seen\n\n- `a b`\n- `c`\n",
    );

    #[test]
    fn a_page_is_split_into_front_matter_and_sections() {
        assert_eq!(PAGE.severity(), Severity::Warning);
        assert_eq!(PAGE.summary(), "It is so");
        let severities = ["default", "ci", "portable", "platform:flux", "platform:gardener"];
        let severities = severities.map(|name| PAGE.severity_in(name.parse().unwrap()));
        assert_eq!(severities, [None, Some(Severity::Error), None, Some(Severity::Warning), Some(Severity::Info)]);
        assert_eq!(PAGE.cwe().collect::<Vec<_>>(), ["295", "297"]);
        assert_eq!(PAGE.section("What it does"), Some("It looks."));
        assert_eq!(PAGE.error_texts().collect::<Vec<_>>(), ["a b", "c"]);
        assert_eq!(PAGE.family(), "tls");
        assert!(PAGE.url().ends_with("/blob/main/rules/tls/x.md"));
    }
}
