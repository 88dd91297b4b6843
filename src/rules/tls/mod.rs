//! Whether the server is who it says it is.

use super::{Rule, rule};

mod ca_empty;
mod ca_missing;
mod insecure_not_boolean;
mod insecure_with_ca;
mod server_name_unsupported;
mod verify_disabled;

pub(super) const RULES: &[Rule] = &[
    rule!("tls/verify-disabled", verify_disabled),
    rule!("tls/insecure-with-ca", insecure_with_ca),
    rule!("tls/insecure-not-boolean", insecure_not_boolean),
    rule!("tls/ca-missing", ca_missing),
    rule!("tls/ca-empty", ca_empty),
    rule!("tls/server-name-unsupported", server_name_unsupported),
];
