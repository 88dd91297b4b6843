//! Whether the server is who it says it is.

use super::{Rule, rule};

mod ca_bundle_overbroad;
mod ca_conflict;
mod ca_empty;
mod ca_excludes_server;
mod ca_missing;
mod exclusion;
mod insecure_not_boolean;
mod insecure_with_ca;
mod server_name_malformed;
mod server_name_mismatch;
mod server_name_unsupported;
mod verify_disabled;

pub(super) const RULES: &[Rule] = &[
    rule!("tls/verify-disabled", verify_disabled),
    rule!("tls/insecure-with-ca", insecure_with_ca),
    rule!("tls/insecure-not-boolean", insecure_not_boolean),
    rule!("tls/ca-missing", ca_missing),
    rule!("tls/ca-empty", ca_empty),
    rule!("tls/server-name-unsupported", server_name_unsupported),
    rule!("tls/ca-excludes-server", ca_excludes_server),
    rule!("tls/ca-conflict", ca_conflict),
    rule!("tls/ca-bundle-overbroad", ca_bundle_overbroad),
    rule!("tls/server-name-mismatch", server_name_mismatch),
    rule!("tls/server-name-malformed", server_name_malformed),
];
