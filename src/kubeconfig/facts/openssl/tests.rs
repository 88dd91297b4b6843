#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use super::authorities::{self, Authorities};
use super::identity::{self, Identity};
use super::level::Level;
use super::pem::Fault;
use crate::kubeconfig::facts::testing::{self, p256};

fn authorities(text: &str) -> Authorities {
    authorities::inspect(text.as_bytes())
}

fn identity(certificate: &str, key: &str) -> Identity {
    identity::inspect(certificate.as_bytes(), key.as_bytes(), Level::Two)
}

fn indented(text: &str) -> String {
    format!("  {}", text.replace('\n', "\n  "))
}

fn spoil(pem: &str) -> String {
    pem.replacen("\nMI", "\nAA", 1)
}

#[test]
fn a_file_of_authorities_is_read_as_python_reads_it() {
    const ONE: Authorities = Authorities::Accepted { certificates: 1 };
    const TWO: Authorities = Authorities::Accepted { certificates: 2 };
    let (ca, other, key) = (p256().certificate, p256().certificate, p256().key);
    let begin = "-----BEGIN CERTIFICATE-----\n";
    let end = "-----END CERTIFICATE-----\n";
    let body = ca.replace(begin, "").replace(end, "").replace(['\n', '\r'], "");
    let ca = ca.replace("\r\n", "\n");
    for (name, text, expected) in [
        ("one", ca.clone(), ONE),
        ("two", format!("{ca}{other}"), TWO),
        ("text before", format!("hello\n{ca}"), ONE),
        ("text behind", format!("{ca}hello\n"), ONE),
        ("byte order mark", format!("\u{feff}{ca}"), ONE),
        ("byte order mark later", format!("\n\u{feff}{ca}"), Authorities::Nothing),
        ("indented", indented(&ca), Authorities::Nothing),
        ("glued", format!("{}{other}", ca.trim_end()), Authorities::Broken),
        ("no last line break", ca.trim_end().to_owned(), ONE),
        ("CRLF", ca.replace('\n', "\r\n"), ONE),
        ("body on one line", format!("{begin}{body}\n{end}"), ONE),
        ("all on one line", format!("{}{body}{end}", begin.trim_end()), Authorities::Nothing),
        ("header", ca.replacen('\n', "\nFoo: bar\n", 1), Authorities::Broken),
        ("header and empty line", ca.replacen('\n', "\nFoo: bar\n\n", 1), Authorities::Broken),
        ("empty line behind BEGIN", ca.replacen('\n', "\n\n", 1), ONE),
        ("empty lines behind BEGIN", ca.replacen('\n', "\n\n\n", 1), Authorities::Broken),
        ("empty line before END", ca.replace("-----END", "\n-----END"), Authorities::Broken),
        ("blanks behind lines", ca.replace('\n', " \t\n"), ONE),
        ("indented END", ca.replace("-----END", " -----END"), Authorities::Broken),
        ("old label", ca.replace(" CERT", " X509 CERT"), ONE),
        ("empty", String::new(), Authorities::Nothing),
        ("text", "hello".to_owned(), Authorities::Nothing),
        ("spoiled first", format!("{}{other}", spoil(&ca)), Authorities::Broken),
        ("spoiled last", format!("{other}{}", spoil(&ca)), Authorities::Broken),
        ("not base64", ca.replacen("\nMI", "\nM*", 1), Authorities::Broken),
        ("no END", ca.replace(end, ""), Authorities::Broken),
        ("END of another", ca.replace("END CERT", "END X509 CERT"), Authorities::Broken),
        ("empty body", format!("{begin}{end}"), Authorities::Broken),
        ("only a key", key.clone(), Authorities::Nothing),
        ("a key first", format!("{key}{ca}"), ONE),
        ("line breaks as letters", ca.replace('\n', "\\n"), Authorities::Nothing),
    ] {
        assert_eq!(authorities(&text), expected, "{name}");
    }
}

#[test]
fn a_certificate_and_its_key_are_read_as_python_reads_them() {
    let (one, other) = (p256(), p256());
    let ed = testing::identity(&rcgen::PKCS_ED25519);
    let (certificate, key) = (&one.certificate, &one.key);
    let spoiled = spoil(&other.certificate);
    let no_base64 = other.certificate.replacen("\nMI", "\nM*", 1);
    let no_end = other.certificate.replace("-----END CERTIFICATE-----", "");
    for (name, certificate, key, expected) in [
        ("pair", certificate.clone(), key.clone(), Identity::Accepted),
        ("both in one", format!("{key}{certificate}"), format!("{certificate}{key}"), Identity::Accepted),
        ("chain", format!("{certificate}{}", other.certificate), key.clone(), Identity::Accepted),
        ("another first", format!("{}{certificate}", other.certificate), key.clone(), Identity::Mismatch),
        ("spoiled chain", format!("{certificate}{spoiled}"), key.clone(), Identity::Chain(Fault::Content)),
        ("chain not base64", format!("{certificate}{no_base64}"), key.clone(), Identity::Chain(Fault::Base64)),
        ("chain without END", format!("{certificate}{no_end}"), key.clone(), Identity::Chain(Fault::EndLine)),
        ("other key", certificate.clone(), other.key.clone(), Identity::Mismatch),
        ("other type", certificate.clone(), ed.key.clone(), Identity::TypeMismatch),
        ("Ed25519", ed.certificate.clone(), ed.key, Identity::Accepted),
        ("swapped", key.clone(), certificate.clone(), Identity::NoCertificate),
        ("certificate twice", certificate.clone(), certificate.clone(), Identity::NoKey),
        ("no certificate", String::new(), key.clone(), Identity::NoCertificate),
        ("no key", certificate.clone(), "hello".to_owned(), Identity::NoKey),
        ("indented key", certificate.clone(), indented(key), Identity::NoKey),
        ("spoiled key, then a good one", certificate.clone(), format!("{}{key}", spoil(&other.key)), Identity::Accepted),
        ("two keys", certificate.clone(), format!("{}{key}", other.key), Identity::Mismatch),
        ("short header", certificate.clone(), key.replacen('\n', "\nFoo: bar\n\n", 1), Identity::Accepted),
        ("header in the certificate", certificate.replacen('\n', "\nFoo: bar\n\n", 1), key.clone(), Identity::NoCertificate),
        ("wrong label", certificate.clone(), key.replace(" PRIVATE", " RSA PRIVATE"), Identity::NoKey),
        ("EC label", certificate.clone(), key.replace(" PRIVATE", " EC PRIVATE"), Identity::Accepted),
    ] {
        assert_eq!(identity(&certificate, &key), expected, "{name}");
    }
}

#[test]
fn what_is_too_weak_is_refused() {
    let Some(weak) = testing::openssl_identity(&["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"]) else { return };
    let inspect = |level| identity::inspect(weak.certificate.as_bytes(), weak.key.as_bytes(), level);
    assert_eq!(inspect(Level::One), Identity::Accepted);
    assert_eq!(inspect(Level::Two).python_text(), Some("[SSL: EE_KEY_TOO_SMALL] ee key too small"));
}

#[test]
fn keys_with_a_passphrase_are_not_read() {
    let one = p256();
    let arguments = ["pkcs8", "-topk8", "-in", "/dev/stdin", "-passout", "pass:secret"];
    let Some(encrypted) = testing::openssl(&arguments, &one.key) else { return };
    assert_eq!(identity(&one.certificate, &encrypted), Identity::Encrypted);
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        let _ = authorities::inspect(&bytes);
        let framed = [b"-----BEGIN CERTIFICATE-----\n", bytes.as_slice(), b"\n-----END CERTIFICATE-----\n"].concat();
        let _ = identity::inspect(&framed, &framed, Level::Two);
    }
}
