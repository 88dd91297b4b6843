//! Text as the HTML that Markdown takes inside a line.

use crate::message::{Message, Part};
use std::fmt::Write as _;

/// A sentence of ours. What stands between backticks in it is code, wherever its parts begin and end. So is what comes from
/// outside: GitHub makes links of addresses and mentions of names, however they are escaped, in text and not in code.
pub(super) fn sentence(message: &Message) -> String {
    let mut line = Line::default();
    for part in message.parts() {
        match part {
            Part::Text(text) => line.fixed(text),
            Part::Name(name) | Part::Quote(name) => line.code(name.as_str()),
            Part::Number(_) | Part::Date(_) => line.push(&part.to_string()),
        }
    }
    line.end()
}

pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", escape(text))
}

/// Punctuation as character references, which Markdown and HTML take for text whatever stands around it.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '@' {
            // GitHub's parser makes a link of an address even between `<code>` and `</code>`, if it stands in one piece.
            escaped.push_str("<wbr>&#64;");
        } else if c.is_ascii_punctuation() && !matches!(c, ',' | '/' | ';' | '(' | ')' | '-' | '\'') {
            // Writing to a String cannot fail.
            let _ = write!(escaped, "&#{};", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

#[derive(Default)]
struct Line {
    html: String,
    /// Whether a backtick has opened code that none has closed yet.
    in_code: bool,
}

impl Line {
    fn fixed(&mut self, text: &str) {
        for (index, piece) in text.split('`').enumerate() {
            if index > 0 {
                self.toggle();
            }
            self.push(piece);
        }
    }

    fn code(&mut self, text: &str) {
        if self.in_code { self.push(text) } else { self.html += &code(text) }
    }

    fn push(&mut self, text: &str) {
        self.html += &escape(text);
    }

    fn toggle(&mut self) {
        self.html += if self.in_code { "</code>" } else { "<code>" };
        self.in_code = !self.in_code;
    }

    fn end(mut self) -> String {
        if self.in_code {
            self.toggle();
        }
        self.html
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message;
    use crate::message::Name;

    #[test]
    fn nothing_from_outside_is_markup() {
        assert_eq!(escape("a|b*c_`d`<e>&f[g](h)"), "a&#124;b&#42;c&#95;&#96;d&#96;&#60;e&#62;&#38;f&#91;g&#93;(h)");
        assert_eq!(sentence(&"`server` is <gone>".into()), "<code>server</code> is &#60;gone&#62;");
    }

    #[test]
    fn code_may_begin_in_one_part_and_end_in_another() {
        let key = "server";
        assert_eq!(sentence(&message!["`", key, "` is `null`"]), "<code>server</code> is <code>null</code>");
        let name = || Part::Quote(Name::escape("prod"));
        assert_eq!(
            sentence(&message!["run `use ", name(), "`, then ", Name::escape("x")]),
            "run <code>use prod</code>, then <code>x</code>"
        );
        assert_eq!(sentence(&message!["add `", key]), "add <code>server</code>");
    }

    #[test]
    fn what_comes_from_outside_is_code() {
        let words = Message::quote("no context nobody@evil.test");
        assert_eq!(sentence(&words), "<code>no context nobody<wbr>&#64;evil&#46;test</code>");
    }
}
