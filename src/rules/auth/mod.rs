//! Who the user is, and as whom they act.

use super::{Rule, rule};

mod basic_auth;
mod impersonation_incomplete;
mod impersonation_misspelt;
mod impersonation_unsupported;
mod multiple_methods;
mod no_credentials;
mod oidc_incomplete;
mod oidc_unverified_refresh;
mod provider_removed;
mod provider_runs_command;
mod token_expired;
mod token_file_unsupported;
mod token_malformed;
mod token_with_token_file;

pub(super) const RULES: &[Rule] = &[
    rule!("auth/token-malformed", token_malformed),
    rule!("auth/token-expired", token_expired),
    rule!("auth/token-with-token-file", token_with_token_file),
    rule!("auth/multiple-methods", multiple_methods),
    rule!("auth/basic-auth", basic_auth),
    rule!("auth/no-credentials", no_credentials),
    rule!("auth/provider-runs-command", provider_runs_command),
    rule!("auth/provider-removed", provider_removed),
    rule!("auth/oidc-incomplete", oidc_incomplete),
    rule!("auth/impersonation-misspelt", impersonation_misspelt),
    rule!("auth/impersonation-incomplete", impersonation_incomplete),
    rule!("auth/token-file-unsupported", token_file_unsupported),
    rule!("auth/impersonation-unsupported", impersonation_unsupported),
    rule!("auth/oidc-unverified-refresh", oidc_unverified_refresh),
];
