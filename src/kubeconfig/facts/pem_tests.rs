#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use super::*;
use proptest::prelude::*;

const BLOCK: &str = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

fn layout(text: &str) -> Vec<Layout> {
    inspect(text.as_bytes()).layout.iter().map(|fault| fault.kind).collect()
}

fn count(text: &str) -> usize {
    inspect(text.as_bytes()).blocks.len()
}

#[test]
fn go_finds_blocks_between_prose_with_crlf_and_without_a_last_newline() {
    for text in [
        format!("prose\n{BLOCK}more\n"),
        BLOCK.replace('\n', "\r\n"),
        BLOCK.trim_end().to_owned(),
        BLOCK.replace("-----\n", "-----  \n"),
        format!("-----BEGIN CERTIFICATE-----\nnever ended\n{BLOCK}"),
    ] {
        assert_eq!(count(&text), 1, "{text}");
    }
    assert_eq!(count(&BLOCK.repeat(3)), 3);
}

#[test]
fn offsets_are_those_of_begin_lines() {
    let pem = inspect(format!("prose\n{BLOCK}{BLOCK}").as_bytes());
    assert_eq!(pem.blocks.iter().map(|block| block.offset).collect::<Vec<_>>(), [6, 6 + BLOCK.len()]);
    assert!(pem.layout.is_empty());
}

#[test]
fn layout_faults_are_told_apart() {
    let one_line = BLOCK.replace('\n', "");
    let cases = [
        (format!("\u{feff}{BLOCK}"), Layout::ByteOrderMark),
        (BLOCK.replace("-----END", "  -----END"), Layout::Indented),
        (format!("  {}", BLOCK.trim_end().replace('\n', "\n  ")), Layout::Indented),
        (one_line, Layout::OneLine),
        (BLOCK.replace('\n', "\\n"), Layout::LiteralNewlines),
        (BLOCK.replace("-----\nA", "-----\nFoo: bar\n\nA"), Layout::Headers),
        (BLOCK.replace("-----END CERTIFICATE-----\n", ""), Layout::NoEnd),
        (BLOCK.replace("END CERT", "END X"), Layout::NoEnd),
        (BLOCK.replace("AAAA", "AA*A"), Layout::Body),
        (format!("ca: {BLOCK}"), Layout::TextBeforeBegin),
    ];
    for (text, expected) in cases {
        assert_eq!(layout(&text), [expected], "{text}");
    }
    assert_eq!(layout(&BLOCK.trim_end().repeat(2)), [Layout::Glued, Layout::Glued]);
}

#[test]
fn contents_are_told_apart() {
    let content = |bytes: &[u8]| inspect(bytes).content;
    assert_eq!(content(b" \n"), Content::Empty);
    assert_eq!(content(BLOCK.as_bytes()), Content::Pem);
    assert_eq!(content(b"-----BEGIN CERTIFICATE-----"), Content::BrokenPem);
    assert_eq!(content(&[0x30, 3, 2, 1, 0]), Content::Der);
    assert_eq!(content(b"MAMCAQA=\n"), Content::BareBody);
    assert_eq!(content(b"hello"), Content::Text);
    assert_eq!(content(&[0xff, 0, 1]), Content::Binary);
    let utf16: Vec<u8> = BLOCK.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(content(&utf16), Content::Utf16);
}

#[test]
fn unknown_labels_are_not_kept() {
    assert_eq!(Label::of(b"SECRET WORD").text(), "another type");
    assert!(Label::of(b"MY PRIVATE KEY").is_private_key());
    assert!(!Label::of(b"MYPRIVATE KEY").is_private_key());
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>) {
        let _ = inspect(&bytes);
    }

    #[test]
    fn no_mixture_of_pieces_makes_it_panic(pieces in proptest::collection::vec(0_usize..12, 0..12)) {
        const PIECES: [&str; 12] = ["-----BEGIN ", "-----END ", "-----", "\n", "CERTIFICATE", "A", "AAAA", ": ", " ", "\r", "=", "\u{feff}"];
        let text: String = pieces.into_iter().map(|piece| PIECES[piece]).collect();
        let _ = inspect(text.as_bytes());
    }
}
