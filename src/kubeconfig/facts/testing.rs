//! Certificates and keys for tests, made when the tests run.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, KeyPair, KeyUsagePurpose, SignatureAlgorithm};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// A certificate and its key, in PEM.
pub(super) struct Identity {
    pub(super) certificate: String,
    pub(super) key: String,
}

/// A self-signed client certificate of this algorithm.
pub(super) fn identity(algorithm: &'static SignatureAlgorithm) -> Identity {
    let key = KeyPair::generate_for(algorithm).unwrap();
    let mut params = CertificateParams::new(vec!["api.test".to_owned()]).unwrap();
    params.distinguished_name.push(DnType::CommonName, "jane");
    params.distinguished_name.push(DnType::OrganizationName, "system:masters");
    Identity { certificate: params.self_signed(&key).unwrap().pem(), key: key.serialize_pem() }
}

/// A P-256 identity.
pub(super) fn p256() -> Identity {
    identity(&rcgen::PKCS_ECDSA_P256_SHA256)
}

/// A CA of this name.
pub(super) fn authority(name: &str) -> (rcgen::Certificate, rcgen::Issuer<'static, KeyPair>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let certificate = params.self_signed(&key).unwrap();
    (certificate, rcgen::Issuer::new(params, key))
}

/// A certificate that `issuer` signed, in PEM.
pub(super) fn issued_by(issuer: &rcgen::Issuer<'static, KeyPair>) -> String {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "leaf");
    params.signed_by(&key, issuer).unwrap().pem()
}

/// What `openssl` prints, given `input`; `None` where there is no `openssl`, or none that can do this.
pub(super) fn openssl(arguments: &[&str], input: &str) -> Option<String> {
    let mut child = Command::new("openssl")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    // An openssl that reads no input may be gone already.
    let _ = child.stdin.take()?.write_all(input.as_bytes());
    let output = child.wait_with_output().ok()?;
    output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
}

/// A private key that `openssl genpkey` makes, and a certificate for it.
pub(super) fn openssl_identity(arguments: &[&str]) -> Option<Identity> {
    let key = openssl(&[&["genpkey"], arguments].concat(), "")?;
    let certificate = openssl(&["req", "-x509", "-new", "-key", "/dev/stdin", "-subj", "/CN=jane/O=dev", "-days", "1"], &key)?;
    Some(Identity { certificate, key })
}
