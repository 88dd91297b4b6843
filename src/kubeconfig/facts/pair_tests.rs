#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use super::super::testing;
use super::*;
use proptest::prelude::*;

fn outcome(certificate: &str, key: &str) -> Pair {
    inspect(certificate.as_bytes(), key.as_bytes())
}

#[test]
fn outcomes_are_those_of_x509_key_pair() {
    let (one, other) = (testing::p256(), testing::p256());
    let ed25519 = testing::identity(&rcgen::PKCS_ED25519);
    let request = one.certificate.replace("CERTIFICATE", "CERTIFICATE REQUEST");
    let both = format!("{}{}", one.key, one.certificate);
    let mixed = format!("{}{}", one.certificate, ed25519.certificate);
    let chain = format!("{}{}", other.certificate, one.certificate);
    for (certificate, key, expected) in [
        (&one.certificate, &one.key, Pair::Accepted),
        (&both, &both, Pair::Accepted),
        (&one.certificate, &other.key, Pair::KeyMismatch { belongs_to: None }),
        (&chain, &one.key, Pair::KeyMismatch { belongs_to: Some(1) }),
        (&one.certificate, &ed25519.key, Pair::TypeMismatch { belongs_to: None }),
        (&mixed, &ed25519.key, Pair::TypeMismatch { belongs_to: Some(1) }),
        (&one.key, &one.certificate, Pair::CertificateIsKey),
        (&one.certificate, &one.certificate, Pair::KeyIsCertificate),
        (&request, &one.key, Pair::NoCertificateBlock(vec![Label::Request])),
        (&one.certificate, &request, Pair::NoKeyBlock(vec![Label::Request])),
        (&String::new(), &one.key, Pair::NoPemInCertificate),
        (&one.certificate, &"REDACTED".to_owned(), Pair::NoPemInKey),
    ] {
        assert_eq!(outcome(certificate, key), expected);
    }
}

#[test]
fn skipped_types_are_listed_as_go_lists_them() {
    let text = Pair::NoCertificateBlock(vec![Label::Request, Label::PublicKey]).kubectl_text().unwrap().to_string();
    assert!(text.ends_with("following types: [CERTIFICATE REQUEST PUBLIC KEY]"), "{text}");
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(certificate: Vec<u8>, key: Vec<u8>) {
        let _ = inspect(&certificate, &key);
    }
}
