//! Line breaks as kubectl's reader sees them: those of YAML 1.1, where NEL, LS and PS count too.

/// The number of bytes of the line break that starts at `at`; 0 where none does. CR and LF together are one.
pub(crate) fn break_len(bytes: &[u8], at: usize) -> usize {
    let next = |distance: usize| bytes.get(at + distance).copied();
    match next(0) {
        Some(b'\r') if next(1) == Some(b'\n') => 2,
        Some(b'\n' | b'\r') => 1,
        // U+0085, next line.
        Some(0xC2) if next(1) == Some(0x85) => 2,
        // U+2028 and U+2029, line and paragraph separator.
        Some(0xE2) if next(1) == Some(0x80) && matches!(next(2), Some(0xA8 | 0xA9)) => 3,
        _ => 0,
    }
}
