use super::{Encoding, Source};
use crate::span::{Position, Span};
use crate::yaml::cases;
use proptest::prelude::*;

const CONTROL: &str = "control characters are not allowed";
/// What kubectl's reader can say, where it says more than [`CONTROL`].
const NOT_TEXT: [&str; 9] = [
    "invalid leading UTF-8 octet",
    "incomplete UTF-8 octet sequence",
    "invalid trailing UTF-8 octet",
    "invalid length of a UTF-8 sequence",
    "invalid Unicode character",
    "incomplete UTF-16 character",
    "incomplete UTF-16 surrogate pair",
    "unexpected low surrogate area",
    "expected low surrogate area",
];

#[test]
fn the_first_problem_is_kubectls() {
    let mut seen = 0;
    for case in cases::all() {
        let source = Source::decode(&case.bytes);
        let expected = case.error.as_deref().and_then(|error| error.strip_prefix("yaml: "));
        if let Some(expected) = expected.filter(|text| *text == CONTROL || NOT_TEXT.contains(text)) {
            let problem = source.problems().first().unwrap_or_else(|| panic!("{} has a problem", case.id));
            assert_eq!(problem.text, expected, "{}", case.id);
            assert_eq!(&source.text()[problem.span.range()], "\u{FFFD}", "{}", case.id);
            assert!(problem.is_seen_by_kubectl(source.text().len().try_into().unwrap()));
            seen += 1;
        }
    }
    assert!(seen > 130, "only {seen} cases");
}

#[test]
fn what_kubectl_accepts_has_no_problem_where_it_looks() {
    for case in cases::all().iter().filter(|case| case.error.is_none()) {
        let source = Source::decode(&case.bytes);
        if let Some(problem) = source.problems().first() {
            let marker = source.text().find("\n---").unwrap_or_else(|| panic!("{} has two documents", case.id)) + 1;
            assert!(!problem.is_seen_by_kubectl(u32::try_from(marker).unwrap() + 4), "{}", case.id);
        }
    }
}

/// A first document whose end marker stands at `marker`, and a bad byte at `bad`.
fn two_documents(start: &str, marker: usize, bad: usize) -> Vec<u8> {
    let mut text = format!("{start}kind: Config\n# ");
    text.push_str(&"c".repeat(marker - text.len() - 1));
    text.push_str("\n---\nx: ");
    text.push_str(&"y".repeat(bad - text.len()));
    let mut bytes = text.into_bytes();
    bytes.extend(b"\x01zzzz");
    bytes
}

/// Measured with kubectl 1.32.5.
#[test]
fn kubectl_sees_a_bad_byte_in_the_block_of_the_marker_and_none_behind() {
    for marker in [100, 508, 509, 512, 700, 1020, 1021, 1022, 1025] {
        for bad in [511, 512, 1023, 1024, 1025, 1535, 1536, 2047, 2048].into_iter().filter(|bad| *bad > marker + 8) {
            let source = Source::decode(&two_documents("", marker, bad));
            let problem = source.problems()[0];
            assert_eq!(problem.byte_offset_in_input, bad);
            let reach = u32::try_from(marker + 4).unwrap();
            assert_eq!(problem.is_seen_by_kubectl(reach), bad / 512 <= (marker + 3) / 512, "marker {marker}, bad byte {bad}");
        }
    }
}

/// Measured with kubectl 1.32.5.
#[test]
fn a_character_across_the_end_of_a_block_opens_the_next() {
    // The last of the euro signs begins at byte 511 or 510.
    for (padding, first_unseen) in [(0, 1023), (1, 1022)] {
        let start = format!("# {}€€€\n", "c".repeat(503 - padding));
        let marker = 600;
        for bad in 1018..1030 {
            let source = Source::decode(&two_documents(&start, marker, bad));
            let seen = source.problems()[0].is_seen_by_kubectl(u32::try_from(marker + 4).unwrap());
            assert_eq!(seen, bad < first_unseen, "padding {padding}, bad byte {bad}");
        }
    }
}

/// Measured with kubectl 1.32.5.
#[test]
fn kubectl_does_not_judge_a_sequence_that_the_end_of_the_file_cuts_off_before_it_gets_there() {
    let seen = |bytes: &[u8], reach| Source::decode(bytes).problems()[0].is_seen_by_kubectl(reach);
    assert!(!seen(b"kind: Config\n---\n\xE9", 17));
    assert!(!seen(b"kind: Config\n---\n\xE9a", 17));
    assert!(seen(b"kind: Config\n---\n\xE9aa", 17));
    assert!(seen(b"kind: Config\n---\xE9", 17));
}

#[test]
fn byte_order_marks_are_no_text() {
    for (bytes, encoding) in [
        (b"\xEF\xBB\xBFa\n".to_vec(), Encoding::Utf8WithMark),
        (b"\xFF\xFEa\0\n\0".to_vec(), Encoding::Utf16Le),
        (b"\xFE\xFF\0a\0\n".to_vec(), Encoding::Utf16Be),
        (b"a\n".to_vec(), Encoding::Utf8),
    ] {
        let source = Source::decode(&bytes);
        assert_eq!((source.text(), source.encoding(), source.problems().len()), ("a\n", encoding, 0));
    }
}

#[test]
fn one_broken_character_becomes_one_replacement() {
    for (bytes, text) in [
        (&b"a\xE9b"[..], "a\u{FFFD}b"),
        (b"a\xE2\x82", "a\u{FFFD}"),
        (b"a\xC0\x80b", "a\u{FFFD}b"),
        (b"a\x1Bb\x00", "a\u{FFFD}b\u{FFFD}"),
        (b"\xFF\xFEa\0\x00\xD8b\0", "a\u{FFFD}b"),
        (b"\xFF\xFEa\0\x00\xDCb\0c", "a\u{FFFD}b\u{FFFD}"),
    ] {
        assert_eq!(Source::decode(bytes).text(), text, "{bytes:?}");
    }
}

#[test]
fn an_image_has_a_bounded_number_of_problems() {
    assert_eq!(Source::decode(&[0xFF; 10_000][..]).problems().len(), 100);
}

/// The obvious way, from the start of the text each time.
fn naive_position(text: &str, offset: usize) -> Position {
    let mut place = Position::START;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().copied();
        if next.map_or(text.len(), |(next, _)| next) > offset {
            return place;
        }
        let crlf = c == '\r' && matches!(next, Some((_, '\n')));
        place.byte = u32::try_from(at + c.len_utf8()).unwrap();
        if !crlf && matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            place = Position { line: place.line + 1, column: 1, utf16_column: 1, byte: place.byte };
        } else {
            place.column += 1;
            place.utf16_column += u32::try_from(c.len_utf16()).unwrap();
        }
    }
    place
}

#[test]
fn positions_in_a_huge_line_are_exact() {
    let text = format!("a: b\n{}\nc: d\n", "é😀x".repeat(5000));
    let source = Source::decode(text.as_bytes());
    for offset in (0..text.len() + 10).step_by(997) {
        assert_eq!(source.position(offset.try_into().unwrap()), naive_position(&text, offset), "{offset}");
    }
}

#[test]
fn a_line_is_shown_without_its_break() {
    let source = Source::decode("a\r\nbc\u{2028}\n\u{85}d".as_bytes());
    let lines: Vec<_> = (0..=6).map(|line| &source.text()[source.line_span(line).range()]).collect();
    assert_eq!(lines, ["", "a", "bc", "", "", "d", ""]);
    assert_eq!(source.line_count(), 5);
    assert_eq!(Source::decode(b"").line_span(1), Span::at(0));
}

proptest! {
    #[test]
    fn positions_are_those_of_a_naive_count(text in "[a\n\r\u{85}\u{2028}\u{2029}é😀]{0,40}") {
        let source = Source::decode(text.as_bytes());
        for offset in 0..=text.len() {
            prop_assert_eq!(source.position(offset.try_into().unwrap()), naive_position(&text, offset));
        }
        let end = u32::try_from(text.len()).unwrap();
        prop_assert_eq!(source.position(end).line, source.line_count());
        prop_assert_eq!(source.position(u32::MAX), source.position(end));
    }

    #[test]
    fn any_bytes_become_text(bytes in prop::collection::vec(any::<u8>(), 0..1500), mark in 0_usize..4) {
        let mark: &[u8] = [&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"][mark];
        let source = Source::decode(&[mark, &bytes].concat());
        let mut previous = 0;
        for problem in source.problems() {
            prop_assert_eq!(&source.text()[problem.span.range()], "\u{FFFD}");
            prop_assert!(problem.span.start >= previous);
            previous = problem.span.end;
            source.position(problem.span.end);
        }
    }

    #[test]
    fn what_is_text_stays_as_it_is(text in "[ -~\n\t\u{85}\u{A0}-\u{D7FF}\u{E000}-\u{FEFE}\u{10000}-\u{10FFFF}]{0,600}") {
        let source = Source::decode(text.as_bytes());
        prop_assert_eq!(source.text(), &text);
        let utf16: Vec<u8> = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
        let source = Source::decode(&utf16);
        prop_assert_eq!(source.text(), &text);
    }
}
