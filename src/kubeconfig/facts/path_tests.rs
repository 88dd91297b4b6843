#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use super::*;
use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

#[test]
fn roots_are_told_apart() {
    for (text, expected) in [
        ("", Root::Empty),
        ("/etc/ca.pem", Root::Absolute),
        ("C:\\ca.pem", Root::Drive),
        ("c:/ca.pem", Root::Drive),
        ("\\\\server\\share", Root::Unc),
        ("\\ca.pem", Root::Rooted),
        ("certs/ca.pem", Root::Relative),
        ("ca.pem", Root::Bare),
    ] {
        assert_eq!(inspect(text).root, expected, "{text}");
    }
}

#[test]
fn what_a_shell_would_expand_is_found() {
    for (text, expected) in [
        ("~/.kube/token", Some(Expansion::Home)),
        ("~jane/token", Some(Expansion::Home)),
        ("$HOME/token", Some(Expansion::Variable)),
        ("${HOME}/token", Some(Expansion::Variable)),
        ("%USERPROFILE%\\token", Some(Expansion::Percent)),
        ("--file=~/token", Some(Expansion::Home)),
        ("/data/100%25/x", None),
        ("backup~", None),
        ("cost$5", None),
        ("C:\\PROGRA~1\\x", None),
    ] {
        assert_eq!(expansion(text), expected, "{text}");
    }
}

#[test]
fn the_system_is_recognised() {
    for (text, expected) in [
        ("C:\\Users\\jane\\ca.pem", Some(System::Windows)),
        ("certs\\ca.pem", Some(System::Windows)),
        ("/mnt/c/Users/jane", Some(System::Wsl)),
        ("/mnt/certs/ca.pem", None),
        ("/Users/jane/ca.pem", Some(System::MacOs)),
        ("/etc/ca.pem", None),
    ] {
        assert_eq!(inspect(text).system, expected, "{text}");
    }
}

#[test]
fn data_in_a_path_field_is_noticed() {
    let pem = "-----BEGIN CERTIFICATE-----\nMAMCAQA=\n-----END CERTIFICATE-----\n";
    assert_eq!(inspect(pem).inline, Some(Inline::Pem));
    assert_eq!(inspect(&STANDARD.encode(pem)).inline, Some(Inline::Base64OfPem));
    assert_eq!(inspect("MAMCAQA=").inline, Some(Inline::Base64OfDer));
    assert_eq!(inspect("certs/ca.crt").inline, None);
}

#[test]
fn places_that_matter_are_noticed() {
    assert!(inspect("/tmp/login").is_temporary && inspect("%TEMP%\\x").is_temporary);
    assert!(inspect("/dev/fd/63").is_special && !inspect("/devices/x").is_special);
    assert!(inspect("../x").has_parent_steps && !inspect("a..b").has_parent_steps);
    assert_eq!(inspect("~/.ssh/id_ed25519").sensitive, Some(Sensitive::Ssh));
    assert_eq!(inspect("/root/.vault-token").sensitive, Some(Sensitive::Credentials));
    assert_eq!(inspect("/etc/shadow").sensitive, Some(Sensitive::System));
    assert_eq!(inspect("/var/run/secrets/kubernetes.io/serviceaccount/token").sensitive, Some(Sensitive::ServiceAccountToken));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text: String) {
        let _ = inspect(&text);
    }

    #[test]
    fn no_mixture_of_signs_makes_it_panic(text in "[~$%{}a-z/\\\\:=é]{0,16}") {
        let _ = (inspect(&text), expansion(&text));
    }
}

#[test]
fn a_token_is_told_from_a_path() {
    assert!(inspect(&format!("sha256~{}", "a".repeat(43))).is_token);
    for path in ["token", "/run/token", "abcdef.0123456789abcdef", ""] {
        assert!(!inspect(path).is_token, "{path}");
    }
}
