//! Whether HTTP clients send a text as the value of a header.

/// What may be said about the value of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderValue {
    /// It begins or ends with a line break.
    pub has_line_end: bool,
    /// There is a line break or another control character between the outer blanks; a tab is none.
    pub has_control: bool,
    /// There is a character beyond ISO 8859-1.
    pub is_wide: bool,
}

impl HeaderValue {
    /// A value that every client sends as it is.
    pub const PLAIN: Self = Self { has_line_end: false, has_control: false, is_wide: false };
}

pub(in crate::kubeconfig) fn inspect(text: &str) -> HeaderValue {
    let inner = text.trim_matches([' ', '\t', '\r', '\n']);
    HeaderValue {
        has_line_end: text.len() > text.trim_matches(['\r', '\n']).len(),
        has_control: inner.bytes().any(|byte| byte.is_ascii_control() && byte != b'\t'),
        is_wide: text.chars().any(|c| u32::from(c) > 0xff),
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderValue, inspect};

    #[test]
    fn blanks_controls_and_wide_characters_are_told() {
        assert_eq!(inspect("token"), HeaderValue::PLAIN);
        assert!(inspect("token\n").has_line_end && !inspect("token\n").has_control);
        assert!(inspect("to\nken").has_control);
        assert!(!inspect("to\tken").has_control);
        assert!(inspect("tok€n").is_wide && !inspect("tokén").is_wide);
    }
}
