use super::super::testing;
use super::*;

fn plain(text: &str) -> Plain {
    Plain::new(Zeroizing::new(text.as_bytes().to_vec()))
}

#[test]
fn identities_are_taken_as_rustls_takes_them() {
    let (one, other) = (testing::p256(), testing::p256());
    let ed25519 = testing::identity(&rcgen::PKCS_ED25519);
    let both = format!("{}{}", one.key, one.certificate);
    let request = one.certificate.replace("CERTIFICATE", "CERTIFICATE REQUEST");
    let encrypted = one.key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    for (certificate, key, expected) in [
        (one.certificate.as_str(), one.key.as_str(), Ok(())),
        (&one.key, &one.certificate, Ok(())),
        (&both, &both, Ok(())),
        (&ed25519.certificate, &ed25519.key, Ok(())),
        (&one.certificate, &other.key, Err(IdentityFault::Mismatch)),
        (&one.certificate, &ed25519.key, Err(IdentityFault::Mismatch)),
        (&one.certificate, &one.certificate, Err(IdentityFault::MissingKey)),
        (&one.certificate, &encrypted, Err(IdentityFault::MissingKey)),
        (&one.key, &one.key, Err(IdentityFault::MissingCertificate)),
        (&request, &one.key, Err(IdentityFault::UnknownBlock)),
        ("", "", Err(IdentityFault::MissingKey)),
    ] {
        assert_eq!(plain(certificate).rustls_identity(&plain(key)), expected, "{certificate}");
    }
}

#[test]
fn authorities_are_found_wherever_they_stand() {
    let pem = testing::p256().certificate;
    let indented = pem.replace('\n', "\n  ");
    let glued = format!("{}{pem}", pem.trim_end());
    let headers = pem.replacen("-----\n", "-----\nA: b\n\n", 1);
    let renamed = pem.replace("CERTIFICATE", "TRUSTED CERTIFICATE");
    let mismatched = pem.replace("END CERTIFICATE", "END KEY");
    let cut = pem.replacen("MII", "MI", 1);
    for (text, expected) in [
        (pem.as_str(), Ok(())),
        (&indented, Ok(())),
        (&glued, Ok(())),
        (&headers, Ok(())),
        (&renamed, Ok(())),
        ("", Ok(())),
        ("nothing", Ok(())),
        (&mismatched, Err(AuthorityFault::Pem(PemFault::MismatchedTags))),
        (&cut, Err(AuthorityFault::Pem(PemFault::Data))),
        (
            "-----BEGIN CERTIFICATE-----\naGk=\n-----END CERTIFICATE-----\n",
            Err(AuthorityFault::Certificate(CertificateFault::Encoding)),
        ),
    ] {
        assert_eq!(plain(text).rustls_authorities(), expected, "{text}");
    }
}
