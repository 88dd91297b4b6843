//! The options about rules and settings, which several commands have.

use crate::cli::values;
use crate::clients::Audience;
use crate::options::{Level, Selector};
use crate::profile::Profile;
use jiff::{SignedDuration, Timestamp};
use std::path::PathBuf;

/// Which rules count, and how much.
#[derive(Clone, Debug, Default, clap::Args)]
pub(in crate::cli) struct RuleArgs {
    /// Use only these rules or families, as in `tls,auth/basic-auth`
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = values::selector, help_heading = "Rules")]
    pub(in crate::cli) select: Vec<Selector>,
    /// Leave out these rules or families; stronger than --select
    #[arg(long, value_name = "RULE", value_delimiter = ',', value_parser = values::selector, help_heading = "Rules")]
    pub(in crate::cli) ignore: Vec<Selector>,
    /// Make findings of a rule or family so bad: off, info, warning or error
    #[arg(long, value_name = "RULE=LEVEL", value_delimiter = ',', value_parser = values::level, help_heading = "Rules")]
    pub(in crate::cli) severity: Vec<Level>,
    /// Whom the files are meant for, as in `kubectl@1.24,python,kr8s` [default: kubectl, its last three minors]
    #[arg(long, value_name = "CLIENT", value_delimiter = ',', value_parser = values::audience, help_heading = "Rules")]
    pub(in crate::cli) client: Vec<Vec<Audience>>,
    /// What the files are judged for: default, untrusted (nothing they name is opened), ci, portable, or platform:NAME
    #[arg(long, value_name = "PROFILE", help_heading = "Rules")]
    pub(in crate::cli) profile: Option<Profile>,
    /// Warn this long before a certificate ends [default: 30d for an authority, 14d for a client]
    #[arg(long, value_name = "DURATION", value_parser = values::duration, help_heading = "Rules")]
    pub(in crate::cli) expiry_warning: Option<SignedDuration>,
    /// Judge expiry at this moment [default: SOURCE_DATE_EPOCH, else now]
    #[arg(long, value_name = "RFC3339", value_parser = values::moment, help_heading = "Rules")]
    pub(in crate::cli) now: Option<Timestamp>,
}

/// Which settings file counts.
#[derive(Clone, Debug, Default, clap::Args)]
pub(in crate::cli) struct SettingsArgs {
    /// Read settings from this file [default: .kubeconfig-lint.yaml, here or above up to the root of the repository]
    #[arg(long, value_name = "FILE", help_heading = "Settings")]
    pub(in crate::cli) config: Option<PathBuf>,
    /// Read no settings file
    #[arg(long, conflicts_with = "config", help_heading = "Settings")]
    pub(in crate::cli) no_config: bool,
}
