//! Just enough DER (X.690) to take keys apart: tag, definite length, content.

/// `INTEGER`.
pub(super) const INTEGER: u8 = 0x02;
/// `OCTET STRING`.
pub(super) const OCTET_STRING: u8 = 0x04;
/// `OBJECT IDENTIFIER`.
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
/// `SEQUENCE`, constructed.
pub(super) const SEQUENCE: u8 = 0x30;
/// `[0]`, constructed.
pub(super) const CONTEXT_0: u8 = 0xa0;

/// Reads elements one after another.
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) fn new(der: &'a [u8]) -> Self {
        Self { rest: der }
    }

    /// What has not been read yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The tag of the next element.
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next element's tag and content. `None`, and nothing is read, where the length is indefinite, not minimal, or longer
    /// than the input.
    pub(super) fn element(&mut self) -> Option<(u8, &'a [u8])> {
        let (&tag, after_tag) = self.rest.split_first()?;
        let (&first, after_length) = after_tag.split_first()?;
        let (length, content) = match first {
            0..=0x7f => (usize::from(first), after_length),
            0x81..=0x84 => long_length(after_length, usize::from(first & 0x7f))?,
            _ => return None,
        };
        let (content, rest) = content.split_at_checked(length)?;
        self.rest = rest;
        Some((tag, content))
    }

    /// The content of the next element if it has this tag.
    pub(super) fn expect(&mut self, tag: u8) -> Option<&'a [u8]> {
        if self.peek() == Some(tag) { self.element().map(|(_, content)| content) } else { None }
    }

    /// The content of the next element if it has this tag; otherwise nothing is read.
    pub(super) fn optional(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.expect(tag)
    }

    /// The magnitude of the next `INTEGER`, without leading zeros. `None` for a negative one or one that is not minimal.
    pub(super) fn unsigned(&mut self) -> Option<&'a [u8]> {
        let bytes = self.expect(INTEGER)?;
        match bytes {
            [] | [0, 0..=0x7f, ..] if bytes.len() != 1 => None,
            [first, ..] if first & 0x80 != 0 => None,
            [0, rest @ ..] => Some(rest),
            _ => Some(bytes),
        }
    }
}

/// Appends an element, with its length in the shortest form. Returns `None` where that needs more than two bytes.
pub(super) fn push(der: &mut Vec<u8>, tag: u8, content: &[u8]) -> Option<()> {
    let [high, low] = u16::try_from(content.len()).ok()?.to_be_bytes();
    der.push(tag);
    match (high, low) {
        (0, 0..=0x7f) => der.push(low),
        (0, _) => der.extend([0x81, low]),
        _ => der.extend([0x82, high, low]),
    }
    der.extend_from_slice(content);
    Some(())
}

/// Whether the content of an `INTEGER` fits into Go's `int`: minimal, of either sign, at most 8 bytes.
pub(super) fn is_small_integer(content: &[u8]) -> bool {
    match content {
        [] | [0, 0..=0x7f, ..] | [0xff, 0x80..=0xff, ..] => false,
        _ => content.len() <= 8,
    }
}

/// Whether `bytes` are exactly one `SEQUENCE`, as certificates and keys are.
pub(super) fn is_one_sequence(bytes: &[u8]) -> bool {
    let mut reader = Reader::new(bytes);
    reader.expect(SEQUENCE).is_some_and(|content| !content.is_empty()) && reader.rest().is_empty()
}

fn long_length(bytes: &[u8], size: usize) -> Option<(usize, &[u8])> {
    let (digits, rest) = bytes.split_at_checked(size)?;
    let length = digits.iter().try_fold(0_usize, |length, &digit| length.checked_mul(256)?.checked_add(usize::from(digit)))?;
    let is_minimal = digits.first() != Some(&0) && length > 0x7f;
    is_minimal.then_some((length, rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lengths_must_be_definite_and_minimal() {
        assert_eq!(Reader::new(&[0x30, 0x01, 0x05]).element(), Some((SEQUENCE, &[5_u8][..])));
        assert_eq!(Reader::new(&[0x30, 0x80, 0, 0]).element(), None);
        assert_eq!(Reader::new(&[0x30, 0x81, 0x01, 0x05]).element(), None);
        assert_eq!(Reader::new(&[0x30, 0x05, 0x01]).element(), None);
    }

    #[test]
    fn integers_lose_their_sign_byte() {
        assert_eq!(Reader::new(&[2, 2, 0, 0x80]).unsigned(), Some(&[0x80][..]));
        assert_eq!(Reader::new(&[2, 1, 0]).unsigned(), Some(&[][..]));
        assert_eq!(Reader::new(&[2, 1, 0x80]).unsigned(), None);
        assert_eq!(Reader::new(&[2, 2, 0, 1]).unsigned(), None);
        assert_eq!(Reader::new(&[2, 0]).unsigned(), None);
    }

    #[test]
    fn small_integers_are_minimal_and_of_either_sign() {
        for good in [&[0][..], &[0x80], &[0, 0x80], &[0xff, 0x7f], &[0x7f; 8]] {
            assert!(is_small_integer(good), "{good:?}");
        }
        for bad in [&[][..], &[0, 1], &[0xff, 0x80], &[0x7f; 9]] {
            assert!(!is_small_integer(bad), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(content in proptest::collection::vec(any::<u8>(), 0..600)) {
            let mut der = Vec::new();
            push(&mut der, OCTET_STRING, &content).ok_or(TestCaseError::fail("too long"))?;
            prop_assert_eq!(Reader::new(&der).expect(OCTET_STRING), Some(content.as_slice()));
        }

        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>) {
            let mut reader = Reader::new(&bytes);
            while reader.element().is_some() {}
            let _ = Reader::new(&bytes).unsigned();
            let _ = is_one_sequence(&bytes);
        }
    }
}
