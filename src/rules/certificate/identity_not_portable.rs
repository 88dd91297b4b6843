use crate::finding::Severity;
use crate::fix::{Fix, PemForm, Transform};
use crate::kubeconfig::facts::key::{Form, KeyBlock};
use crate::kubeconfig::facts::pair::Pair;
use crate::kubeconfig::facts::public_key::Algorithm;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::User;
use crate::message;
use crate::rules::{Case, Effect, Findings, Foreseen, differs, refuses};

const PARAMETERS: &[Effect] = &[
    refuses("fabric8", "7.8", "reads the `EC PARAMETERS` for the key"),
    refuses("java", "27.0", "reads the `EC PARAMETERS` for the key"),
];
const EC_IN_PKCS8: &[Effect] = &[refuses("fabric8", "7.8", "takes the key for one of RSA")];
const ED25519: &[Effect] =
    &[refuses("fabric8", "7.8", "does not know Ed25519"), refuses("csharp", "20.0", "does not know Ed25519")];
const CHAIN: &[Effect] = &[
    differs("kubeclient", "4.9-4.13", "sends the first certificate only"),
    differs("csharp", "20.0", "sends the first certificate only"),
];

/// What kubectl takes, and others do not.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in case.config().users.iter().filter(|user| matches!(user.pair(), Some(Pair::Accepted))) {
        let (Some(certificate), Some(key)) = (user.certificate(), user.private_key()) else { continue };
        key_form(case, key, findings);
        let has_chain = certificate.bytes().is_some_and(|bytes| bytes.certificates.len() > 1);
        let felt = if has_chain { case.felt(CHAIN) } else { Vec::new() };
        if !felt.is_empty() {
            let finding = findings.field(certificate, "not every client that this file is meant for sends the whole chain");
            finding.help("have the certificate issued by the authority itself, or use another client").felt_by(&felt);
        }
        refused(case, user, certificate, key, findings);
    }
}

/// Forms of keys that clients of other languages do not read. Nobody has run them, so this is a warning.
fn key_form(case: &Case<'_>, key: &Field, findings: &mut Findings) {
    let Some(block) = key.bytes().and_then(|bytes| bytes.keys.first()) else { return };
    let (what, help, effects) = match block {
        KeyBlock { follows_ec_parameters: true, .. } => {
            ("`EC PARAMETERS` stand before the key", "remove that block: the key says the same", PARAMETERS)
        }
        KeyBlock { form: Form::Pkcs8, algorithm: Some(Algorithm::Ec(_)), .. } => {
            ("the key is elliptic, in PKCS #8", "write it as SEC 1: `openssl ec -in FILE`", EC_IN_PKCS8)
        }
        KeyBlock { algorithm: Some(Algorithm::Ed25519), .. } => {
            ("the key is of Ed25519", "get a certificate for a key of RSA or P-256", ED25519)
        }
        _ => return,
    };
    let felt = case.felt(effects);
    if !felt.is_empty() {
        let message = message![what, ", which not every client that this file is meant for reads"];
        let finding = findings.field(key, message);
        finding.help(help).felt_by(&felt);
        finding.fix = key.data().and_then(|_| fix(key, block, !case.felt(EC_IN_PKCS8).is_empty()));
    }
}

/// The same key in a form that they read. Of a key that they cannot use there is no other form.
fn fix(key: &Field, block: &KeyBlock, minds_pkcs8: bool) -> Option<Fix> {
    let is_elliptic = matches!(block.algorithm, Some(Algorithm::Ec(_)));
    let (title, form) = match block.form {
        Form::Pkcs8 if is_elliptic && minds_pkcs8 => ("write the same key as SEC 1", PemForm::Sec1),
        _ if is_elliptic && block.follows_ec_parameters => ("take the `EC PARAMETERS` away", PemForm::WithoutParameters),
        _ => return None,
    };
    Some(Fix::risky(title).transform(key, Transform::Pem(form)))
}

/// Those that are foretold to refuse the pair. Short keys have a rule of their own.
fn refused(case: &Case<'_>, user: &User, certificate: &Field, key: &Field, findings: &mut Findings) {
    let of_pair = [&user.certificate_data, &user.certificate_path, &user.key_data, &user.key_path].into_iter().flatten();
    let addresses: Vec<_> = of_pair.map(|field| &field.address).collect();
    let foreseen: Vec<&Foreseen> =
        case.foresight().about(&certificate.address).chain(case.foresight().about(&key.address)).collect();
    let foreseen: Vec<_> = foreseen.into_iter().filter(|refusal| addresses.contains(&refusal.address())).collect();
    let first = certificate.bytes().and_then(|bytes| bytes.certificates.first()?.certificate.as_ref());
    let Some(first) = first.filter(|first| !foreseen.is_empty() && super::weak_key::short_key(first).is_none()) else { return };
    let message = if first.version < 3 {
        message!["the client certificate is of version ", first.version, " of X.509, which not every client takes"]
    } else {
        "not every client that this file is meant for takes this certificate and key".into()
    };
    let finding = findings.field(certificate, message);
    finding.help("get a certificate of version 3, for a key of RSA or P-256");
    finding.severity(Severity::Warning).foreseen_by(case, foreseen);
}
