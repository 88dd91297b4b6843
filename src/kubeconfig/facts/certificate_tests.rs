#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use super::super::testing;
use super::*;
use proptest::prelude::*;

fn only(pem: &str) -> Certificate {
    let mut blocks = blocks(pem.as_bytes());
    assert_eq!(blocks.len(), 1);
    assert_eq!(blocks[0].rejection, None);
    blocks.remove(0).certificate.unwrap()
}

#[test]
fn subject_names_and_dates_are_read() {
    let certificate = only(&testing::p256().certificate);
    assert_eq!(certificate.common_name.as_ref().map(Name::as_str), Some("jane"));
    assert_eq!(certificate.organizations.iter().map(Name::as_str).collect::<Vec<_>>(), ["system:masters"]);
    assert_eq!(certificate.alternative_names, [AlternativeName::Dns(Name::escape("api.test"))]);
    assert!(certificate.not_before < certificate.not_after);
    assert_eq!((certificate.version, certificate.is_self_issued), (3, true));
    assert_eq!(certificate.is_self_signed(), Some(true));
    assert!(!certificate.may_sign_certificates());
}

#[test]
fn a_ca_may_sign_and_is_recognised_by_its_signature() {
    let (ca, issuer) = testing::authority("ca");
    let (namesake, _) = testing::authority("ca");
    let (ca, namesake) = (only(&ca.pem()), only(&namesake.pem()));
    let leaf = only(&testing::issued_by(&issuer));
    assert!(ca.may_sign_certificates());
    assert_eq!(ca.basic_constraints, Some(BasicConstraints { is_ca: true, is_critical: true, path_length: Some(0) }));
    assert!(leaf.names_as_issuer(&ca) && leaf.names_as_issuer(&namesake));
    assert_eq!((leaf.is_signed_by(&ca), leaf.is_signed_by(&namesake)), (Some(true), Some(false)));
    assert_eq!(leaf.is_self_signed(), Some(false));
}

#[test]
fn debug_output_holds_no_der() {
    let debug = format!("{:?}", only(&testing::p256().certificate));
    assert!(debug.contains("source: Source") && debug.contains("PublicKey(Ec(P256))"), "{debug}");
}

#[test]
fn bytes_behind_a_certificate_are_refused_by_go() {
    let block = pem::blocks(testing::p256().certificate.as_bytes()).next().unwrap();
    let der = [block.der.as_slice(), &[0]].concat();
    assert_eq!(rejection::of(&der), Some(Rejection::TrailingData));
    assert!(parse(&der).unwrap().has_trailing_bytes);
    assert_eq!(rejection::of(&block.der[..block.der.len() - 1]), Some(Rejection::Malformed));
}

#[test]
fn negative_serials_and_foreign_curves_are_refused_by_go() {
    let key = testing::p256().key;
    let request = ["req", "-x509", "-new", "-key", "/dev/stdin", "-subj", "/CN=x", "-set_serial", "-5"];
    if let Some(pem) = testing::openssl(&request, &key) {
        let block = blocks(pem.as_bytes()).remove(0);
        assert_eq!(block.rejection, Some(Rejection::NegativeSerial));
        assert!(block.certificate.unwrap().has_negative_serial);
    }
    if let Some(identity) = testing::openssl_identity(&["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:secp256k1"]) {
        assert_eq!(blocks(identity.certificate.as_bytes())[0].rejection, Some(Rejection::UnsupportedCurve));
    }
}

proptest! {
    #[test]
    fn no_der_makes_it_panic(bytes: Vec<u8>) {
        let _ = (parse(&bytes), rejection::of(&bytes));
    }
}

proptest! {
    // Elliptic curves are slow without optimisation.
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn no_changed_byte_makes_it_panic(at in 0_usize..4096, byte: u8) {
        static CERTIFICATE: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
        let mut der = CERTIFICATE
            .get_or_init(|| pem::blocks(testing::p256().certificate.as_bytes()).next().unwrap().der.to_vec())
            .clone();
        let at = at % der.len();
        der[at] = byte;
        let _ = rejection::of(&der);
        if let Some(certificate) = parse(&der) {
            let _ = certificate.is_self_signed();
        }
    }
}
