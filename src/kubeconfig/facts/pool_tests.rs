#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use super::super::testing;
use super::*;
use proptest::prelude::*;

#[test]
fn outcomes_are_those_of_root_cert_pool() {
    let (ca, key) = (testing::authority("ca").0.pem(), testing::p256().key);
    let corrupt = "-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n";
    let with_headers = ca.replacen("-----\n", "-----\nFoo: bar\n\n", 1);
    for (text, expected) in [
        (String::new(), Pool::SystemRoots),
        (ca.clone(), Pool::Accepted { used: 1, skipped: 0 }),
        (format!("{corrupt}{ca}{key}"), Pool::Accepted { used: 1, skipped: 1 }),
        (key.clone(), Pool::NoCertificate),
        (format!("{key}\n"), Pool::NoPem),
        (with_headers, Pool::NoCertificate),
        (format!("\u{feff}{ca}"), Pool::NoPem),
        (corrupt.to_owned(), Pool::Rejected(Rejection::Malformed)),
        (ca.replace("CERTIFICATE", "TRUSTED CERTIFICATE"), Pool::NoCertificate),
    ] {
        assert_eq!(inspect(text.as_bytes()), expected, "{text}");
    }
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        let _ = inspect(&bytes);
    }
}
