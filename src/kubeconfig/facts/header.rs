//! Whether HTTP clients send a text as the value of a header.

/// What may be said about the value of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeaderValue {
    /// It begins or ends with a line break.
    pub has_line_end: bool,
    /// What stands between the outer blanks and may not.
    pub inner: Inner,
    /// There is a character beyond ISO 8859-1.
    pub is_wide: bool,
}

/// What may not stand in the middle of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Inner {
    /// Nothing of that.
    Clean,
    /// There is nothing but the blanks.
    Nothing,
    /// A control character, which is neither a line break nor a tab.
    Control,
    /// A line break.
    LineBreak,
}

impl HeaderValue {
    /// A value that every client sends as it is.
    pub const PLAIN: Self = Self { has_line_end: false, inner: Inner::Clean, is_wide: false };
}

pub(in crate::kubeconfig) fn inspect(text: &str) -> HeaderValue {
    let inner = text.trim_matches([' ', '\t', '\r', '\n']);
    HeaderValue {
        has_line_end: text.len() > text.trim_matches(['\r', '\n']).len(),
        inner: if inner.is_empty() {
            Inner::Nothing
        } else if inner.contains(['\r', '\n']) {
            Inner::LineBreak
        } else if inner.bytes().any(|byte| byte.is_ascii_control() && byte != b'\t') {
            Inner::Control
        } else {
            Inner::Clean
        },
        is_wide: text.chars().any(|c| u32::from(c) > 0xff),
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderValue, Inner, inspect};

    #[test]
    fn blanks_controls_and_wide_characters_are_told() {
        assert_eq!(inspect("token"), HeaderValue::PLAIN);
        assert!(inspect("token\n").has_line_end);
        assert_eq!(inspect("token\n").inner, Inner::Clean);
        assert_eq!(inspect("to\nken").inner, Inner::LineBreak);
        assert_eq!(inspect("to\u{1}ken").inner, Inner::Control);
        assert_eq!(inspect("to\tken").inner, Inner::Clean);
        assert_eq!(inspect(" ").inner, Inner::Nothing);
        assert!(inspect("tok€n").is_wide && !inspect("tokén").is_wide);
    }
}
