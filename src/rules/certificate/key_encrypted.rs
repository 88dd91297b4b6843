use super::report_pair;
use crate::kubeconfig::facts::pair::Pair;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let (Some(Pair::KeyUnreadable(form)), Some(key)) = (user.pair(), user.private_key()) else { continue };
        if form.is_encrypted() {
            let finding =
                report_pair(case, user, key, "the private key is encrypted, and there is no field for its passphrase", findings);
            finding.help("decrypt it with `openssl pkey -in FILE`, or use an exec plugin that keeps the key safe");
            finding.differs_in("kubeclient", "4.9", "asks for the passphrase on the terminal");
        }
    }
}
