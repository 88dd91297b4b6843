//! Text for terminals and locales that show nothing but ASCII.

use super::look;
use std::borrow::Cow;

/// The text as this terminal can show it.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if look::unicode() || text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.chars().map(spelled).collect()) }
}

/// A character by what people write for it in ASCII, or by its number.
fn spelled(c: char) -> Cow<'static, str> {
    match c {
        c if c.is_ascii() => c.to_string().into(),
        '…' => "...".into(),
        '‘' | '’' => "'".into(),
        '“' | '”' => "\"".into(),
        '·' => "-".into(),
        c => c.escape_unicode().to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_a_spelling() {
        let spelled: String = "a file’s “name” … а · x".chars().map(spelled).collect();
        assert_eq!(spelled, "a file's \"name\" ... \\u{430} - x");
    }
}
