//! Authorities that are none, or that clients differ about, and certificates that do not serve their purpose.

use super::{Authority, body};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DnType, Error, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, NameConstraints, PKCS_RSA_SHA256, PublicKeyData, SignatureAlgorithm, SigningKey, date_time_ymd,
};
use std::collections::HashMap;

/// Adds them: a PEM as `name|pem`, its base64 as `name`.
pub(super) fn add(all: &mut HashMap<String, String>, ca: &Authority) {
    for (name, pem) in authorities(ca).into_iter().chain(bundles(all, ca)).chain(servers(ca)).chain(identities(ca)) {
        all.insert(name.to_owned(), STANDARD.encode(&pem));
        all.insert(format!("{name}|pem"), pem);
    }
}

fn authorities(ca: &Authority) -> Vec<(&'static str, String)> {
    let authority = |change: fn(&mut CertificateParams)| {
        let mut params = named("odd-ca");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        change(&mut params);
        params.self_signed(&KeyPair::generate().unwrap()).unwrap().pem()
    };
    let short = Authority::with_path_length(0);
    let mut intermediate = named("intermediate-ca");
    intermediate.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    intermediate.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    vec![
        ("explicitly-no-ca", authority(|params| params.is_ca = IsCa::ExplicitNoCa)),
        ("silently-no-ca", authority(|params| params.is_ca = IsCa::NoCa)),
        ("not-signing-ca", authority(|params| params.key_usages = vec![KeyUsagePurpose::DigitalSignature])),
        ("usageless-ca", authority(|params| params.key_usages = Vec::new())),
        ("any-usage-ca", authority(|params| params.extended_key_usages = vec![ExtendedKeyUsagePurpose::Any])),
        ("client-only-ca", authority(|params| params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth])),
        (
            "constrained-ca",
            authority(|params| {
                params.name_constraints = Some(NameConstraints {
                    permitted_subtrees: vec![GeneralSubtree::DnsName("other.test".to_owned())],
                    excluded_subtrees: Vec::new(),
                });
            }),
        ),
        (
            "critical-ca",
            authority(|params| {
                let mut unknown = CustomExtension::from_oid_content(&[1, 2, 3, 4, 5], vec![5, 0]);
                unknown.set_criticality(true);
                params.custom_extensions = vec![unknown];
            }),
        ),
        (
            "short-path-bundle",
            format!("{}{}", short.pem, intermediate.signed_by(&KeyPair::generate().unwrap(), &short.issuer).unwrap().pem()),
        ),
        ("intermediate-ca", intermediate.signed_by(&KeyPair::generate().unwrap(), &ca.issuer).unwrap().pem()),
        ("newer-ca", Authority::new("newer-ca", 2024, 2040).pem),
        ("public-ca", Authority::new("ISRG Root X1", 2020, 2040).pem),
        ("rebuilt-ca", Authority::new("canary-ca", 2020, 2040).pem),
        ("rsa-768-ca", rsa_authority(768)),
        ("rsa-1024-ca", rsa_authority(1024)),
    ]
}

fn bundles(all: &HashMap<String, String>, ca: &Authority) -> Vec<(&'static str, String)> {
    let broken = "-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n";
    let other = &all["other-ca|pem"];
    let public: String = (0..6).map(|number| Authority::new(&format!("public-ca-{number}"), 2020, 2040).pem).collect();
    vec![
        ("broken-bundle", format!("{other}{broken}")),
        ("ca-with-its-key", format!("{}{}", ca.pem, ca.key_pem)),
        ("ca-with-other-key", format!("{}{}", ca.pem, all["client-key|pem"])),
        ("big-bundle", public),
    ]
}

fn servers(ca: &Authority) -> Vec<(&'static str, String)> {
    let server = |names: &[&str]| {
        let mut params = CertificateParams::new(names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>()).unwrap();
        params.distinguished_name.push(DnType::CommonName, "k8s.corp.test");
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.not_before = date_time_ymd(2025, 1, 1);
        params.not_after = date_time_ymd(2040, 1, 1);
        params
    };
    let signed = |names: &[&str]| server(names).signed_by(&KeyPair::generate().unwrap(), &ca.issuer).unwrap().pem();
    vec![
        ("server-cert", signed(&["k8s.corp.test", "10.0.0.1"])),
        ("nameless-server-cert", signed(&[])),
        ("self-signed-server-cert", server(&["k8s.corp.test"]).self_signed(&KeyPair::generate().unwrap()).unwrap().pem()),
    ]
}

fn identities(ca: &Authority) -> Vec<(&'static str, String)> {
    let identity = |name: &str, group: &str, usage: ExtendedKeyUsagePurpose| {
        let mut params = named(name);
        params.distinguished_name.push(DnType::OrganizationName, group);
        params.extended_key_usages = vec![usage];
        params.not_before = date_time_ymd(2025, 12, 1);
        params.not_after = date_time_ymd(2026, 12, 31);
        params
    };
    let (key, node_key) = (KeyPair::generate().unwrap(), KeyPair::generate().unwrap());
    let serving = identity("jane", "developers", ExtendedKeyUsagePurpose::ServerAuth);
    let node = identity("system:node:worker-1", "system:nodes", ExtendedKeyUsagePurpose::ClientAuth);
    let rsa = Rsa::new(2048);
    let weakly_signed = identity("jane", "developers", ExtendedKeyUsagePurpose::ClientAuth)
        .signed_by(&key, &Issuer::new(named("rsa-ca"), rsa))
        .unwrap()
        .pem();
    vec![
        ("serving-cert", serving.signed_by(&key, &ca.issuer).unwrap().pem()),
        ("sha1-cert", with_sha1(&weakly_signed)),
        ("serving-key", key.serialize_pem()),
        ("node-cert", node.signed_by(&node_key, &ca.issuer).unwrap().pem()),
        ("node-key", node_key.serialize_pem()),
    ]
}

fn named(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, name);
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2040, 1, 1);
    params
}

fn rsa_authority(bits: usize) -> String {
    let mut params = named("short-ca");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    params.self_signed(&Rsa::new(bits)).unwrap().pem()
}

/// `sha256WithRSAEncryption` becomes `sha1WithRSAEncryption`, inside and outside of the signed part.
fn with_sha1(pem: &str) -> String {
    let mut der = STANDARD.decode(body(pem)).unwrap();
    let algorithm = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b";
    for at in 0..der.len() - algorithm.len() {
        if der[at..].starts_with(algorithm) {
            der[at + algorithm.len() - 1] = 5;
        }
    }
    format!("-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n", STANDARD.encode(der))
}

/// An RSA key of which there is only the public half. What it signs can be read, but not verified.
struct Rsa {
    public: Vec<u8>,
    size: usize,
}

impl Rsa {
    fn new(bits: usize) -> Self {
        let size = bits / 8;
        let element = |tag: u8, content: &[u8]| {
            let [high, low] = u16::try_from(content.len()).unwrap().to_be_bytes();
            let length = if content.len() < 0x80 {
                vec![low]
            } else if high == 0 {
                vec![0x81, low]
            } else {
                vec![0x82, high, low]
            };
            [&[tag], length.as_slice(), content].concat()
        };
        let modulus = element(2, &[&[0], vec![0xc5; size].as_slice()].concat());
        let public = element(0x30, &[modulus.as_slice(), b"\x02\x03\x01\x00\x01"].concat());
        Self { public, size }
    }
}

impl PublicKeyData for Rsa {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &PKCS_RSA_SHA256
    }
}

impl SigningKey for Rsa {
    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, Error> {
        Ok(vec![0x55; self.size])
    }
}
