use super::report_pair;
use crate::kubeconfig::facts::key::Form;
use crate::kubeconfig::facts::pair::Pair;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let (Some(pair), Some(key)) = (user.pair(), user.private_key()) else { continue };
        let (message, help) = match pair {
            Pair::KeyUnreadable(form) if form.is_encrypted() => continue,
            Pair::KeyUnreadable(Form::OpenSsh) => (
                "the private key is in the container of OpenSSH, which kubectl does not read",
                "convert a copy of it: `ssh-keygen -p -N '' -m PEM -f FILE`",
            ),
            Pair::KeyUnreadable(Form::Unreadable) => ("the private key is damaged", "copy it anew, with its certificate"),
            Pair::KeyUnreadable(_) | Pair::UnknownKeyType => (
                "the private key is damaged, or of a kind that kubectl does not have",
                "use RSA, ECDSA on P-256, P-384 or P-521, or Ed25519",
            ),
            _ => continue,
        };
        report_pair(case, user, key, message, findings).help(help);
    }
}
