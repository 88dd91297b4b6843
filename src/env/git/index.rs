//! The index of git, as `gitformat-index(5)` describes it: versions 2 to 4, with names of objects in SHA-1 or SHA-256.

/// Whether a file is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listed {
    /// It is.
    Yes,
    /// It is not.
    No,
    /// These bytes are no index, or one that keeps its entries in another file.
    Unreadable,
}

/// Bytes of an entry before the name of its object: times, device, inode, mode, user, group, size.
const STAT_BYTES: usize = 40;
/// Of an entry's flags: two more bytes of flags follow.
const IS_EXTENDED: u16 = 0x4000;
/// Of an entry's flags: the length of its name, up to this.
const LENGTH: u16 = 0xfff;

/// Looks for the entry with this name.
pub(super) fn find(index: &[u8], name: &[u8]) -> Listed {
    // The length of the names of objects stands in the settings of the repository; an index of the other kind does not parse, as
    // an entry says how long its name is, and an extension how long it is.
    let entries = [20, 32].into_iter().find_map(|object_bytes| list(index, object_bytes, name));
    entries.unwrap_or(Listed::Unreadable)
}

fn list(index: &[u8], object_bytes: usize, name: &[u8]) -> Option<Listed> {
    let mut reader = Reader { rest: index };
    if reader.take(4)? != b"DIRC" {
        return None;
    }
    let version = reader.number()?;
    if !(2..=4).contains(&version) {
        return None;
    }
    let count = reader.number()?;
    let mut is_listed = false;
    let mut entry = Vec::new();
    for _ in 0..count {
        let previous = std::mem::take(&mut entry);
        entry = reader.entry(version, object_bytes, previous)?;
        is_listed |= entry == name;
    }
    let mut shares_entries = false;
    while reader.rest.len() > object_bytes {
        shares_entries |= reader.take(4)? == b"link";
        let length = reader.number()?;
        reader.take(usize::try_from(length).ok()?)?;
    }
    Some(match (reader.rest.len() == object_bytes, is_listed) {
        (false, _) => return None,
        _ if shares_entries => Listed::Unreadable,
        (true, true) => Listed::Yes,
        (true, false) => Listed::No,
    })
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_be_bytes)
    }

    /// The name of the next entry.
    fn entry(&mut self, version: u32, object_bytes: usize, previous: Vec<u8>) -> Option<Vec<u8>> {
        let start = self.rest.len();
        self.take(STAT_BYTES + object_bytes)?;
        let flags = u16::from_be_bytes(self.take(2)?.try_into().ok()?);
        if version >= 3 && flags & IS_EXTENDED != 0 {
            self.take(2)?;
        }
        let mut name = Vec::new();
        if version == 4 {
            let dropped = self.variable_number()?;
            name = previous;
            name.truncate(name.len().checked_sub(dropped)?);
        }
        let length = self.rest.iter().position(|&byte| byte == 0)?;
        name.extend_from_slice(self.take(length)?);
        // Up to version 3, one to eight NULs fill an entry up to a multiple of eight.
        let used = start - self.rest.len();
        let padding = if version == 4 { 1 } else { 8 - used % 8 };
        let is_padding = self.take(padding)?.iter().all(|&byte| byte == 0);
        let is_of_length = usize::from(flags & LENGTH) == name.len().min(usize::from(LENGTH));
        (is_padding && is_of_length).then_some(name)
    }

    /// A number as packs write the offsets of deltas: seven bits a byte, the highest first, and one more for each that follows.
    fn variable_number(&mut self) -> Option<usize> {
        let mut value = 0_usize;
        loop {
            let byte = self.take(1)?[0];
            value = value.checked_shl(7)?.checked_add(usize::from(byte & 0x7f))?;
            if byte & 0x80 == 0 {
                return Some(value);
            }
            value = value.checked_add(1)?;
            if value > 1 << 20 {
                return None;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn entry(version: u32, object_bytes: usize, (kept, dropped): (usize, u8), name: &str, extended: bool) -> Vec<u8> {
        let mut entry = vec![1; STAT_BYTES + object_bytes];
        let length = u16::try_from(kept + name.len()).unwrap_or(LENGTH);
        let flags = if extended { IS_EXTENDED | length } else { length };
        entry.extend(flags.to_be_bytes());
        if extended {
            entry.extend([0x20, 0]);
        }
        if version == 4 {
            entry.push(dropped);
        }
        entry.extend(name.as_bytes());
        let padding = if version == 4 { 1 } else { 8 - entry.len() % 8 };
        entry.extend(vec![0; padding]);
        entry
    }

    fn index(version: u32, object_bytes: usize, entries: &[Vec<u8>], extensions: &[u8]) -> Vec<u8> {
        let mut index = b"DIRC".to_vec();
        index.extend(version.to_be_bytes());
        index.extend(u32::try_from(entries.len()).unwrap_or_default().to_be_bytes());
        index.extend(entries.concat());
        index.extend(extensions);
        index.extend(vec![7; object_bytes]);
        index
    }

    #[test]
    fn entries_are_found_in_every_version_and_with_both_kinds_of_object_names() {
        for object_bytes in [20, 32] {
            for version in [2, 3] {
                let entries = [
                    entry(version, object_bytes, (0, 0), "a", false),
                    entry(version, object_bytes, (0, 0), "ci/kubeconfig", version == 3),
                    entry(version, object_bytes, (0, 0), "ci/kubeconfig-12345", false),
                ];
                let index = index(version, object_bytes, &entries, b"TREE\0\0\0\0");
                for (name, expected) in [("ci/kubeconfig", Listed::Yes), ("a", Listed::Yes), ("ci", Listed::No), ("", Listed::No)]
                {
                    assert_eq!(find(&index, name.as_bytes()), expected, "{version} {object_bytes} {name}");
                }
            }
        }
    }

    #[test]
    fn version_4_names_what_is_dropped_of_the_name_before() {
        let entries = [entry(4, 20, (0, 0), "ci/dev", false), entry(4, 20, (3, 3), "prod", false)];
        let index = index(4, 20, &entries, &[]);
        assert_eq!(find(&index, b"ci/prod"), Listed::Yes);
        assert_eq!(find(&index, b"prod"), Listed::No);
    }

    #[test]
    fn a_shared_index_and_other_bytes_are_not_read() {
        let entries = [entry(2, 20, (0, 0), "a", false)];
        assert_eq!(find(&index(2, 20, &entries, b"link\0\0\0\0"), b"a"), Listed::Unreadable);
        assert_eq!(find(&index(5, 20, &entries, &[]), b"a"), Listed::Unreadable);
        assert_eq!(find(b"DIRC", b"a"), Listed::Unreadable);
        assert_eq!(find(b"", b"a"), Listed::Unreadable);
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, version in 2_u32..5, count: u32) {
            let mut index = b"DIRC".to_vec();
            index.extend(version.to_be_bytes());
            index.extend(count.to_be_bytes());
            index.extend(bytes);
            let _ = find(&index, b"config");
        }
    }
}
