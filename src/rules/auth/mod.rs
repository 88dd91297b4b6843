//! Who the user is, and as whom they act.

use super::{Rule, rule};

mod basic_auth;
mod bootstrap_token;
mod impersonation_incomplete;
mod impersonation_misspelt;
mod impersonation_privileged;
mod impersonation_unsupported;
mod legacy_service_account_token;
mod multiple_methods;
mod no_credentials;
mod oidc_incomplete;
mod oidc_unverified_refresh;
mod provider_removed;
mod provider_runs_command;
mod shared_across_clusters;
mod short_lived_token;
mod static_token;
mod token_expired;
mod token_expiring_soon;
mod token_file_content;
mod token_file_unsupported;
mod token_malformed;
mod token_path_swapped;
mod token_with_token_file;
mod token_wrong_audience;

pub(super) use token_expired::why_not_now as why_token_is_not_valid;
pub(super) use token_malformed::fault as token_fault;

pub(super) const RULES: &[Rule] = &[
    rule!("auth/token-malformed", token_malformed),
    rule!("auth/token-path-swapped", token_path_swapped),
    rule!("auth/token-expired", token_expired),
    rule!("auth/token-expiring-soon", token_expiring_soon),
    rule!("auth/token-wrong-audience", token_wrong_audience),
    rule!("auth/legacy-service-account-token", legacy_service_account_token),
    rule!("auth/bootstrap-token", bootstrap_token),
    rule!("auth/short-lived-token", short_lived_token),
    rule!("auth/static-token", static_token),
    rule!("auth/token-with-token-file", token_with_token_file),
    rule!("auth/token-file-content", token_file_content),
    rule!("auth/multiple-methods", multiple_methods),
    rule!("auth/basic-auth", basic_auth),
    rule!("auth/no-credentials", no_credentials),
    rule!("auth/shared-across-clusters", shared_across_clusters),
    rule!("auth/provider-runs-command", provider_runs_command),
    rule!("auth/provider-removed", provider_removed),
    rule!("auth/oidc-incomplete", oidc_incomplete),
    rule!("auth/oidc-unverified-refresh", oidc_unverified_refresh),
    rule!("auth/impersonation-misspelt", impersonation_misspelt),
    rule!("auth/impersonation-incomplete", impersonation_incomplete),
    rule!("auth/token-file-unsupported", token_file_unsupported),
    rule!("auth/impersonation-unsupported", impersonation_unsupported),
    rule!("auth/impersonation-privileged", impersonation_privileged),
];

/// What kubectl says of a token that no header can hold.
const HEADER_REFUSED: &str = "net/http: invalid header field value for \"Authorization\"";
