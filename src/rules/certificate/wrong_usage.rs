use super::identity;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let Some((field, certificate)) = identity(user) else { continue };
        let Some(usage) = certificate.extended_key_usage.filter(|usage| !usage.client_auth && !usage.any) else { continue };
        let message = if usage.server_auth {
            "this is the certificate of a server: it may not be used by clients"
        } else {
            "this certificate may not be used by clients"
        };
        let finding = findings.field(field, message);
        finding.help("use a certificate whose extended key usage holds `clientAuth`");
        finding.differs_in("kubectl", "1.22-1.37", "sends it, and the server refuses it");
    }
}
