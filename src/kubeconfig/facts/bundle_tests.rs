#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use super::*;
use crate::kubeconfig::facts::testing::{self, p256};
use crate::kubeconfig::facts::{key, pair};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};

/// A root, an authority that it issued, and a client of that with its key.
struct Family {
    root: String,
    intermediate: String,
    leaf: String,
    key: String,
}

fn family() -> Family {
    let params = |name: &str, is_ca: bool| {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = if is_ca { IsCa::Ca(BasicConstraints::Unconstrained) } else { IsCa::NoCa };
        params
    };
    let [root_key, middle_key, key] = [(); 3].map(|()| KeyPair::generate().unwrap());
    let root = params("root", true).self_signed(&root_key).unwrap().pem();
    let root_issuer = Issuer::new(params("root", true), root_key);
    let intermediate = params("middle", true).signed_by(&middle_key, &root_issuer).unwrap().pem();
    let middle_issuer = Issuer::new(params("middle", true), middle_key);
    let leaf = params("leaf", false).signed_by(&key, &middle_issuer).unwrap().pem();
    Family { root, intermediate, leaf, key: key.serialize_pem() }
}

fn text(written: Written) -> Option<String> {
    written.map(|bytes| String::from_utf8(bytes.to_vec()).unwrap())
}

const PARAMETERS: &str = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

#[test]
fn a_chain_begins_with_its_leaf_and_goes_on_with_the_issuers() {
    let Family { root, intermediate, leaf, key } = family();
    let (root, intermediate, leaf) = (root.as_str(), intermediate.as_str(), leaf.as_str());
    let other = testing::authority("other").0.pem();
    for (before, first, after) in [
        (format!("{intermediate}{leaf}"), 1, format!("{leaf}{intermediate}")),
        (format!("{root}{intermediate}{leaf}"), 2, format!("{leaf}{intermediate}{root}")),
        (format!("{other}{intermediate}{leaf}{root}"), 2, format!("{leaf}{intermediate}{root}{other}")),
        // What is no certificate stays.
        (format!("{intermediate}{key}{leaf}"), 1, format!("{leaf}{key}{intermediate}")),
        // Text goes with what it stands above.
        (format!("# CA\n{intermediate}# jane\r\n{leaf}end\n"), 1, format!("# jane\r\n{leaf}# CA\n{intermediate}end\n")),
        (format!("{intermediate}{}", leaf.trim_end()), 1, format!("{leaf}{intermediate}")),
        (format!("{leaf}{}", intermediate.trim_end()), 0, format!("{leaf}{}", intermediate.trim_end())),
    ] {
        assert_eq!(text(led_by(before.as_bytes(), first)), Some(after));
    }
    assert_eq!(text(led_by(leaf.as_bytes(), 1)), None);
    let indented = format!("{intermediate}{}{leaf}", root.replace("-----B", "  -----B"));
    assert_eq!(text(led_by(indented.as_bytes(), 1)), None);
    let reordered = led_by(format!("{root}{intermediate}{leaf}").as_bytes(), 2).unwrap();
    assert_eq!(pair::inspect(&reordered, key.as_bytes()), pair::Pair::Accepted);
}

#[test]
fn keys_go_and_certificates_stay() {
    let (one, other) = (p256(), p256());
    let (certificate, second, key) = (one.certificate.as_str(), other.certificate.as_str(), one.key.as_str());
    for (before, after) in [
        (format!("{certificate}{key}"), certificate.to_owned()),
        (format!("{key}{certificate}"), certificate.to_owned()),
        (format!("{certificate}{PARAMETERS}{key}{second}"), format!("{certificate}{second}")),
        (format!("Bag\n{key}{certificate}end"), format!("{certificate}end")),
        (format!("{PARAMETERS}{certificate}"), format!("{PARAMETERS}{certificate}")),
    ] {
        assert_eq!(text(without_keys(before.as_bytes())), Some(after));
    }
}

#[test]
fn only_what_nobody_can_read_is_dropped() {
    let (certificate, other) = (p256().certificate, p256().certificate);
    let cut = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    assert_eq!(
        text(without_damaged(format!("{cut}{certificate}{cut}{other}").as_bytes())),
        Some(format!("{certificate}{other}"))
    );
    assert_eq!(text(without_damaged(cut.as_bytes())), None);
}

#[test]
fn an_elliptic_key_is_the_same_in_sec_1() {
    for algorithm in [&rcgen::PKCS_ECDSA_P256_SHA256, &rcgen::PKCS_ECDSA_P384_SHA384] {
        let identity = testing::identity(algorithm);
        let old = format!("{PARAMETERS}Key\n{}{}", identity.key, identity.certificate);
        let new = with_sec1(old.as_bytes()).unwrap();
        let (before, after) = (key::blocks(old.as_bytes()), key::blocks(&new));
        assert!(new.starts_with(b"Key\n-----BEGIN EC PRIVATE KEY-----\n") && new.ends_with(identity.certificate.as_bytes()));
        assert_eq!((after[0].form, after[0].follows_ec_parameters), (key::Form::Sec1, false));
        assert_eq!(after[0].public_key, before[0].public_key);
        assert_eq!(pair::inspect(identity.certificate.as_bytes(), &new), pair::Pair::Accepted);
    }
    let ed25519 = testing::identity(&rcgen::PKCS_ED25519);
    assert_eq!(text(with_sec1(ed25519.key.as_bytes())), None);
}

#[test]
fn sec_1_is_what_openssl_writes() {
    for curve in ["prime256v1", "secp384r1", "secp521r1", "secp224r1"] {
        let Some(pkcs8) =
            testing::openssl(&["genpkey", "-algorithm", "EC", "-pkeyopt", &format!("ec_paramgen_curve:{curve}")], "")
        else {
            return;
        };
        let Some(sec1) = testing::openssl(&["ec"], &pkcs8) else { return };
        assert_eq!(text(with_sec1(pkcs8.as_bytes())), Some(sec1), "{curve}");
    }
}

#[test]
fn parameters_before_a_key_go() {
    let key = p256().key;
    assert_eq!(text(without_parameters(format!("{PARAMETERS}{key}").as_bytes())), Some(key));
    assert_eq!(text(without_parameters(PARAMETERS.as_bytes())), None);
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, first: usize) {
        let framed = [b"-----BEGIN CERTIFICATE-----\n", bytes.as_slice(), b"\n-----END PRIVATE KEY-----\n"].concat();
        for bytes in [&bytes, &framed] {
            let _ = (led_by(bytes, first), without_keys(bytes), without_damaged(bytes), without_parameters(bytes), with_sec1(bytes));
        }
    }
}
