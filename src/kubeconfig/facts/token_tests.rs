#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use super::super::jwt::{Audience, Issuer};
use super::*;
use ::base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

fn jwt(claims: &str) -> String {
    let part = |json: &str| URL_SAFE_NO_PAD.encode(json);
    format!("{}.{}.{}", part("{\"alg\":\"RS256\"}"), part(claims), part("signature"))
}

fn read(claims: &str) -> Jwt {
    match inspect(&jwt(claims)).kind {
        Kind::Jwt(jwt) => jwt,
        other => panic!("{other:?}"),
    }
}

#[test]
fn dates_and_lifetime_are_read() {
    let token = read(r#"{"iat":1700000000,"exp":1700003600.5,"nbf":1699999999}"#);
    assert_eq!(token.expires_at, Timestamp::from_second(1_700_003_600).ok());
    assert_eq!(token.lifetime().unwrap().as_secs(), 3600);
}

#[test]
fn issuers_and_audiences_are_told_apart() {
    assert_eq!(read(r#"{"iss":"kubernetes/serviceaccount"}"#).issuer, Issuer::LegacyServiceAccount);
    assert_eq!(read(r#"{"iss":"https://x","kubernetes.io":{"pod":{}}}"#).issuer, Issuer::ServiceAccount);
    assert!(read(r#"{"kubernetes.io":{"pod":{}}}"#).is_bound_to_pod);
    assert_eq!(read(r#"{"iss":"https://sts.windows.net/t/","tid":"t"}"#).issuer, Issuer::Entra);
    assert_eq!(read("{}").issuer, Issuer::Absent);
    assert_eq!(read(r#"{"aud":["vault","sigstore"]}"#).audience, Audience::KnownElsewhere("vault"));
    assert_eq!(read(r#"{"aud":["vault","https://kubernetes.default.svc"]}"#).audience, Audience::Other);
    assert_eq!(read(r#"{"aud":[]}"#).audience, Audience::Absent);
}

#[test]
fn kinds_are_told_apart() {
    for (text, expected) in [
        (String::new(), Kind::Empty),
        (STANDARD.encode(jwt("{}")), Kind::Base64OfJwt),
        ("abcdef.0123456789abcdef".to_owned(), Kind::Bootstrap),
        ("ya29.x".to_owned(), Kind::GoogleAccess),
        (format!("sha256~{}", "a".repeat(43)), Kind::OpenShift),
        (format!("kubeconfig-u-abc:{}", "a".repeat(54)), Kind::Rancher),
        ("a.b.c".to_owned(), Kind::Opaque),
    ] {
        assert_eq!(inspect(&text).kind, expected, "{text}");
    }
}

#[test]
fn the_dates_of_an_eks_token_are_read() {
    let url = "https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&X-Amz-Date=20260102T030405Z&X-Amz-Expires=60";
    let token = format!("k8s-aws-v1.{}", URL_SAFE_NO_PAD.encode(url));
    let signed_at = "2026-01-02T03:04:05Z".parse().ok();
    assert_eq!(inspect(&token).kind, Kind::Eks(Presigned { signed_at, expires_after: Some(60) }));
}

#[test]
fn header_faults_carry_the_offset_of_the_first() {
    let faults = |text: &str| inspect(text).header;
    assert!(faults("abc").is_clean());
    assert!(faults("abc\n").trailing_blanks && faults("abc\n").is_refused_by_go);
    assert!(faults(" abc").leading_blanks && !faults(" abc").is_refused_by_go);
    assert_eq!(faults("\nab\ncd").inner_newline, Some(3));
    assert_eq!(faults("ab\0c").control_character, Some(2));
    assert_eq!(faults("abé").non_ascii, Some(2));
    assert!(faults("Bearer abc").bearer_prefix);
    assert_eq!(faults("Bearer abc").inner_blank, None);
    assert_eq!(faults("Bearer a c").inner_blank, Some(8));
    assert_eq!(faults("\"abc\"").quotes, Some(Quotes::Ascii));
    assert_eq!(faults("“abc”").quotes, Some(Quotes::Typographic));
}

#[test]
fn what_surrounds_a_token_does_not_hide_its_kind() {
    for text in [format!("Bearer {}", jwt("{}")), format!("\"{}\"\n", jwt("{}"))] {
        assert!(matches!(inspect(&text).kind, Kind::Jwt(_)), "{text}");
    }
}

#[test]
fn paths_are_not_mistaken_for_tokens() {
    for text in ["/var/run/secrets/token", "./token", "~/token", "C:\\token", "x/token"] {
        assert!(inspect(text).looks_like_path, "{text}");
    }
    for text in ["/9j4AAQSkZJRg+A==", "abc/def", "plain"] {
        assert!(!inspect(text).looks_like_path, "{text}");
    }
}

#[test]
fn debug_output_holds_no_token() {
    assert!(!format!("{:?}", inspect("hunter2hunter2")).contains("hunter2"));
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text: String) {
        let _ = inspect(&text);
    }

    #[test]
    fn no_claims_make_it_panic(claims in "\\{(\"(exp|iat|nbf|aud|iss)\":(-?[0-9]{1,25}|1e400|\\[\\]|null|\"x\"),?){0,3}\\}") {
        let _ = inspect(&jwt(&claims));
    }
}
