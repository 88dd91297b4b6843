//! The forms that a report has.

use std::str::FromStr;

/// A form of the report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// For people: every finding with what it points at.
    #[default]
    Full,
    /// One line for each finding, for editors and `grep`.
    Concise,
    /// JSON of our own, versioned.
    Json,
    /// The same findings, one object a line.
    Jsonl,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// Code Quality of GitLab.
    Gitlab,
    /// Issues of Azure Pipelines.
    Azure,
    /// Test results.
    Junit,
    /// The XML of Checkstyle.
    Checkstyle,
    /// A summary for a job or a comment.
    Markdown,
}

impl Format {
    /// All formats, in the order of the documentation.
    pub const ALL: [Self; 11] = [
        Self::Full,
        Self::Concise,
        Self::Json,
        Self::Jsonl,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
        Self::Azure,
        Self::Junit,
        Self::Checkstyle,
        Self::Markdown,
    ];

    /// Whether it is for a CI, which shows it to others.
    pub const fn is_published(self) -> bool {
        !matches!(self, Self::Full | Self::Concise | Self::Json | Self::Jsonl)
    }

    /// Whether its readers compare it with that of another run, and take what is missing for mended. It holds all findings,
    /// however few are to be shown.
    pub const fn is_compared(self) -> bool {
        matches!(self, Self::Sarif | Self::Gitlab | Self::Junit | Self::Checkstyle)
    }

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Azure => "azure",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Markdown => "markdown",
        }
    }

    /// The names of all formats, as a list for people.
    pub(crate) fn names() -> String {
        Self::ALL.map(Self::name).join(", ")
    }
}

/// There is no format of this name.
#[derive(Debug, thiserror::Error)]
#[error("unknown format; known are {}{}", Format::names(), if *.is_of_expiry { "; this one is a format of `expiry`" } else { "" })]
pub struct UnknownFormat {
    is_of_expiry: bool,
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let is_of_expiry = matches!(name, "prometheus" | "openmetrics");
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or(UnknownFormat { is_of_expiry })
    }
}
