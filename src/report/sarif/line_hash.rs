//! `primaryLocationLineHash`, by which GitHub knows an alert again when lines move.
//!
//! GitHub's upload action computes it over the file, and the hash of a line takes in the hundred characters that follow it. Over
//! the source, that would hand a hash of every secret to whoever reads the report. Here it is computed over masked text, where the
//! two agree except near secrets.

use std::collections::HashMap;

const WINDOW: usize = 100;
const FACTOR: u64 = 37;
/// What the algorithm feeds at the end of the text.
const END: u16 = u16::MAX;

/// The hashes of the lines of a text, in order. Only line feeds end lines, as in masked text.
pub(super) fn line_hashes(text: &str) -> Vec<String> {
    let mut hasher = Hasher::new();
    let mut at_line_start = true;
    let kept = text.encode_utf16().filter(|&unit| unit != u16::from(b' ') && unit != u16::from(b'\t'));
    for unit in kept.chain([END]) {
        hasher.push(unit, at_line_start);
        at_line_start = unit == u16::from(b'\n');
    }
    for _ in 0..WINDOW {
        hasher.push(0, false);
    }
    hasher.hashes
}

/// A hash over the last [`WINDOW`] units, taken for a line when its first unit is about to leave the window.
struct Hasher {
    units: [u16; WINDOW],
    starts_line: [bool; WINDOW],
    position: usize,
    hash: u64,
    /// What the oldest unit has been multiplied with: `FACTOR` to the power of `WINDOW`.
    oldest: u64,
    seen: HashMap<u64, usize>,
    hashes: Vec<String>,
}

impl Hasher {
    fn new() -> Self {
        Self {
            units: [0; WINDOW],
            starts_line: [false; WINDOW],
            position: 0,
            hash: 0,
            oldest: (0..WINDOW).fold(1, |power: u64, _| power.wrapping_mul(FACTOR)),
            seen: HashMap::new(),
            hashes: Vec::new(),
        }
    }

    fn push(&mut self, unit: u16, starts_line: bool) {
        if std::mem::replace(&mut self.starts_line[self.position], starts_line) {
            self.take();
        }
        let old = std::mem::replace(&mut self.units[self.position], unit);
        let grown = self.hash.wrapping_mul(FACTOR).wrapping_add(unit.into());
        self.hash = grown.wrapping_sub(self.oldest.wrapping_mul(old.into()));
        self.position = (self.position + 1) % WINDOW;
    }

    /// Lines with the same hash are told apart by a counter.
    fn take(&mut self) {
        let count = self.seen.entry(self.hash).or_default();
        *count += 1;
        self.hashes.push(format!("{:x}:{count}", self.hash));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hashes_are_those_of_the_upload_action() {
        let hashes = |text: &str| line_hashes(text).join(" ");
        assert_eq!(hashes(""), "c129715d7a2bc9a3:1");
        assert_eq!(hashes(" a\nb\n  \t\tc\n d"), "271789c17abda88f:1 54703d4cd895b18:1 180aee12dab6264:1 a23a3dc5e078b07b:1");
        let lorem = hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10));
        assert!(lorem.starts_with("a7f2ff13bc495cf2:1 a7f2ff13bc495cf2:2"));
        assert!(lorem.ends_with(
            "a7f2ff13bc495cf2:6 a7f2ff1481e87703:1 a9cf91f7bbf1862b:1 55ec222b86bcae53:1 cc97dc7b1d7d8f7b:1 c129715d7a2bc9a3:1"
        ));
        let greeting = hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n");
        assert!(greeting.starts_with("e9496ae3ebfced30:1 fb7c023a8b9ccb3f:1 ce8ba1a563dcdaca:1 e20e36e16fcb0cc8:1"));
    }
}
