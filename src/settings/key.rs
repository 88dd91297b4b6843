//! The one table of what can be set: the reader, the schema, `config show` and the README go by it.

/// One key of the settings file.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What stands behind it.
    pub kind: Kind,
    /// Whether it can be set for some files only, under `paths`.
    pub in_sections: bool,
    /// The variable that sets it, too.
    pub variable: Option<&'static str>,
    /// What it does, in one sentence.
    pub help: &'static str,
    /// What it is where nobody sets it.
    pub default: &'static str,
}

/// What stands behind a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Rules and families.
    Rules,
    /// Severities of rules and families.
    Levels,
    /// A profile.
    Profile,
    /// Clients.
    Clients,
    /// A threshold.
    FailOn,
    /// A duration.
    Duration,
    /// Programs.
    Commands,
    /// Patterns of paths.
    Paths,
    /// One pattern of paths.
    Path,
    /// One pattern of entries.
    Entry,
    /// A file below the folder of the settings.
    File,
    /// A day.
    Day,
    /// A sentence.
    Sentence,
    /// A list of suppressions.
    Suppressions,
    /// Patterns of paths, each with keys of its own.
    Sections,
}

const fn key(name: &'static str, kind: Kind, help: &'static str) -> Key {
    Key { name, kind, in_sections: false, variable: None, help, default: "" }
}

impl Key {
    const fn in_sections(self) -> Self {
        Self { in_sections: true, ..self }
    }

    const fn variable(self, variable: &'static str) -> Self {
        Self { variable: Some(variable), ..self }
    }

    const fn default(self, default: &'static str) -> Self {
        Self { default, ..self }
    }
}

/// The keys at the top.
pub const KEYS: &[Key] = &[
    key("profile", Kind::Profile, "What the files are judged for")
        .in_sections()
        .variable("KUBECONFIG_LINT_PROFILE")
        .default("default"),
    key("clients", Kind::Clients, "Whom the files are meant for")
        .in_sections()
        .variable("KUBECONFIG_LINT_CLIENT")
        .default("kubectl, its last three minors"),
    key("select", Kind::Rules, "Use only these rules and families")
        .in_sections()
        .variable("KUBECONFIG_LINT_SELECT")
        .default("all"),
    key("ignore", Kind::Rules, "Leave out these rules and families; stronger than select")
        .in_sections()
        .variable("KUBECONFIG_LINT_IGNORE"),
    key("severity", Kind::Levels, "How bad findings of a rule or a family are; a rule that is named is on in every profile")
        .in_sections()
        .variable("KUBECONFIG_LINT_SEVERITY"),
    key("fail-on", Kind::FailOn, "Exit with 1 on findings of this severity or worse")
        .variable("KUBECONFIG_LINT_FAIL_ON")
        .default("error"),
    key("expiry-warning", Kind::Duration, "Warn this long before a certificate ends")
        .in_sections()
        .variable("KUBECONFIG_LINT_EXPIRY_WARNING")
        .default("30d for an authority, 14d for a client"),
    key(
        "allowed-exec-commands",
        Kind::Commands,
        "Programs that exec plugins may be, by name or by path, beside those that are known",
    )
    .in_sections(),
    key("exclude", Kind::Paths, "What is passed over when a folder is searched; of named files only with --only-kubeconfigs"),
    key("baseline", Kind::File, "Findings to leave out because they are known, in a file below the folder of the settings")
        .variable("KUBECONFIG_LINT_BASELINE"),
    key("suppressions", Kind::Suppressions, "Findings that are known and accepted"),
    key("paths", Kind::Sections, "What is set for the files of a pattern only; later patterns are stronger"),
];

/// The keys of a suppression.
pub const SUPPRESSION_KEYS: &[Key] = &[
    key("rule", Kind::Rules, "The rules or families"),
    key("path", Kind::Path, "Only in these files"),
    key("entry", Kind::Entry, "Only in these entries"),
    key("until", Kind::Day, "The last day on which it counts, in UTC"),
    key("reason", Kind::Sentence, "Why it is accepted"),
];
