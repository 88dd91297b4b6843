#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use super::super::certificate;
use super::super::public_key::Curve;
use super::super::testing::{self, Identity};
use super::*;
use proptest::prelude::*;

fn only(pem: &str) -> KeyBlock {
    let mut keys = blocks(pem.as_bytes());
    assert_eq!(keys.len(), 1, "{keys:?}");
    keys.remove(0)
}

fn match_of(certificate: &Identity, key: &str) -> Match {
    let certificate = certificate::blocks(certificate.certificate.as_bytes()).remove(0).certificate.unwrap();
    matches(&certificate.public_key, &only(key))
}

#[test]
fn a_key_belongs_to_its_own_certificate_only() {
    for algorithm in [&rcgen::PKCS_ECDSA_P256_SHA256, &rcgen::PKCS_ECDSA_P384_SHA384, &rcgen::PKCS_ED25519] {
        let (one, other) = (testing::identity(algorithm), testing::identity(algorithm));
        assert_eq!(match_of(&one, &one.key), Match::Yes);
        assert_eq!(match_of(&one, &other.key), Match::No(Difference::Key));
    }
}

#[test]
fn another_type_differs_in_type_and_another_curve_in_key() {
    let p256 = testing::p256();
    assert_eq!(match_of(&p256, &testing::identity(&rcgen::PKCS_ED25519).key), Match::No(Difference::Type));
    assert_eq!(match_of(&p256, &testing::identity(&rcgen::PKCS_ECDSA_P384_SHA384).key), Match::No(Difference::Key));
}

#[test]
fn rsa_and_p521_keys_match_in_every_form() {
    let rsa = testing::openssl_identity(&["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"]);
    let p521 = testing::openssl_identity(&["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"]);
    let (Some(rsa), Some(p521)) = (rsa, p521) else { return };
    let pkcs1 = testing::openssl(&["rsa", "-traditional"], &rsa.key).unwrap();
    let sec1 = testing::openssl(&["ec"], &p521.key).unwrap();
    assert_eq!([only(&rsa.key).form, only(&pkcs1).form, only(&sec1).form], [Form::Pkcs8, Form::Pkcs1, Form::Sec1]);
    assert_eq!(only(&pkcs1).algorithm, Some(Algorithm::Rsa { bits: 2048 }));
    assert_eq!(only(&sec1).algorithm, Some(Algorithm::Ec(Curve::P521)));
    assert_eq!([match_of(&rsa, &rsa.key), match_of(&rsa, &pkcs1)], [Match::Yes; 2]);
    assert_eq!([match_of(&p521, &p521.key), match_of(&p521, &sec1)], [Match::Yes; 2]);
    assert_eq!(match_of(&rsa, &sec1), Match::No(Difference::Type));
}

#[test]
fn encrypted_keys_are_recognised_in_both_forms() {
    let key = testing::p256().key;
    let new = testing::openssl(&["pkcs8", "-topk8", "-passout", "pass:x"], &key);
    let old = testing::openssl(&["ec", "-aes128", "-passout", "pass:x"], &key);
    let (Some(new), Some(old)) = (new, old) else { return };
    assert_eq!([only(&new).form, only(&old).form], [Form::EncryptedPkcs8, Form::EncryptedLegacy]);
    assert_eq!([only(&new).public_key, only(&old).public_key], [None, None]);
}

#[test]
fn keys_that_go_cannot_use_have_no_public_key() {
    for (arguments, algorithm) in [
        (&["-algorithm", "ED448"][..], Algorithm::Ed448),
        (&["-algorithm", "X25519"][..], Algorithm::X25519),
        (&["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"][..], Algorithm::Ec(Curve::Secp256k1)),
    ] {
        let Some(key) = testing::openssl(&[&["genpkey"], arguments].concat(), "") else { continue };
        assert_eq!((only(&key).algorithm, only(&key).public_key), (Some(algorithm), None));
    }
}

#[test]
fn parameters_before_a_key_are_noted() {
    let Some(pem) = testing::openssl(&["ecparam", "-name", "prime256v1", "-genkey"], "") else { return };
    let key = only(&pem);
    assert!(key.follows_ec_parameters && key.public_key.is_some());
}

proptest! {
    #[test]
    fn no_der_makes_it_panic(bytes: Vec<u8>) {
        let _ = (private::parse(&bytes), private::form(&bytes), private::pkcs8_algorithm(&bytes));
    }
}

proptest! {
    // Elliptic curves are slow without optimisation.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_changed_byte_makes_it_panic(at in 0_usize..4096, byte: u8) {
        static KEY: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
        let mut der = KEY.get_or_init(|| pem::blocks(testing::p256().key.as_bytes()).next().unwrap().der.to_vec()).clone();
        let at = at % der.len();
        der[at] = byte;
        let _ = (private::parse(&der), private::form(&der));
    }
}
