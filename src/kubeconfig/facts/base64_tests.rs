#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use super::*;
use proptest::prelude::*;

fn verdict(text: &str) -> Verdict {
    inspect(text).0.verdict
}

fn cause_of(text: &str) -> Cause {
    match verdict(text) {
        Verdict::Refused { cause, .. } => cause,
        other => panic!("{other:?}"),
    }
}

#[test]
fn line_breaks_are_dropped_and_nothing_else() {
    assert_eq!(decode(b"aGVs\r\nbG8=\n").unwrap().as_slice(), b"hello");
    assert_eq!(decode(b"aGVs bG8="), Err(4));
    assert_eq!(decode(b"aGVs\tbG8="), Err(4));
}

#[test]
fn the_offset_is_the_one_go_reports() {
    assert_eq!(decode(b"!AAA"), Err(0));
    assert_eq!(decode(b"AAAA="), Err(4));
    assert_eq!(decode(b"A==="), Err(1));
    assert_eq!(decode(b"AA=="), Ok(Zeroizing::new(vec![0])));
    assert_eq!(decode(b"AA="), Err(3));
    assert_eq!(decode(b"AA=A"), Err(2));
    assert_eq!(decode(b"AA==AAAA"), Err(4));
    assert_eq!(decode(b"AAA"), Err(0));
    assert_eq!(decode(b"AAAAA"), Err(4));
    assert_eq!(decode(b"AAAA\nAA\n"), Err(6));
}

#[test]
fn trailing_bits_are_not_checked() {
    assert_eq!(decode(b"AB==").unwrap().as_slice(), [0]);
}

#[test]
fn causes_are_told_apart() {
    assert_eq!(cause_of("-----BEGIN CERTIFICATE-----\nAAAA\n"), Cause::RawPem);
    assert_eq!(cause_of("aGVs bG8="), Cause::Blanks);
    assert_eq!(cause_of("aGVsbG8"), Cause::MissingPadding);
    assert_eq!(cause_of("-_-_"), Cause::UrlSafeAlphabet);
    assert_eq!(cause_of("aGVsbG8=aGVs"), Cause::DataAfterPadding);
    assert_eq!(cause_of("aGVsbG8=="), Cause::DataAfterPadding);
    assert_eq!(cause_of("aGVsb"), Cause::Truncated);
    assert_eq!(cause_of("aGVs*G8="), Cause::IllegalCharacter);
    assert!(matches!(cause_of("${CA_DATA}"), Cause::Placeholder(_)));
    assert_eq!(cause_of("***"), Cause::Redacted(Redacted::Stars));
}

#[test]
fn the_words_of_config_view_are_base64() {
    for (word, which) in [("DATA+OMITTED", Redacted::DataOmitted), ("REDACTED", Redacted::Redacted)] {
        let (facts, decoded) = inspect(word);
        assert_eq!((facts.verdict, facts.redacted), (Verdict::Decoded, Some(which)));
        assert!(decoded.is_some());
    }
}

#[test]
fn base64_of_base64_of_pem_is_noticed() {
    let once = STANDARD.encode("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assert!(!inspect(&once).0.is_doubled);
    assert!(inspect(&STANDARD.encode(once)).0.is_doubled);
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text: String) {
        let _ = inspect(&text);
    }

    #[test]
    fn what_was_encoded_decodes(bytes: Vec<u8>) {
        let decoded = decode(STANDARD.encode(&bytes).as_bytes()).unwrap();
        prop_assert_eq!(decoded.as_slice(), &bytes[..]);
    }

    #[test]
    fn no_corruption_makes_it_panic(text in "[A-Za-z0-9+/= \n\r\t_*-]{0,40}") {
        let _ = inspect(&text);
    }
}
