//! Text that may leave the program.
//!
//! A [`Message`] is made of fixed sentences, numbers, dates and [`Name`]s, and of nothing else. There is no way to put a
//! `String` into one: a value of a kubeconfig can only come as a `Name`, and only `kubeconfig/` makes names of what a file holds.

use jiff::Timestamp;
use std::fmt::{self, Display, Formatter, Write as _};

/// Names longer than this many characters are cut; nobody recognises a name by its end.
const NAME_LIMIT: usize = 120;
/// Nor does anybody read more than this of an error text.
const QUOTE_LIMIT: usize = 400;

/// A name from the outside (an entry, a path, a host) made safe for terminals and CI logs.
///
/// Control characters, bidirectional marks and zero-width characters are written as `\u{…}`; so is the first character of the
/// markers on which log parsers act (`##[`, `##vso[`, and `::` where a line can start).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(String);

impl Name {
    /// Escapes `text`. The caller vouches that it is not a secret.
    pub(crate) fn escape(text: &str) -> Self {
        Self::escape_up_to(text, NAME_LIMIT)
    }

    fn escape_up_to(text: &str, limit: usize) -> Self {
        let mut name = String::with_capacity(text.len().min(4 * limit));
        for (count, c) in text.chars().enumerate() {
            if count == limit {
                name.push('…');
                break;
            }
            push_escaped(&mut name, c);
        }
        Self(defuse_log_commands(name))
    }

    /// Escapes a path. It is not cut: people and tools open files by it. Reports start lines with a path and a colon, so a colon
    /// at its start is escaped too.
    ///
    /// What cannot be a path is not shown: somebody gave a kubeconfig in place of its path.
    pub(crate) fn path(path: &str) -> Self {
        if !is_path(path) {
            return Self("<no path>".to_owned());
        }
        let mut name = String::with_capacity(path.len());
        path.chars().for_each(|c| push_escaped(&mut name, c));
        let name = defuse_log_commands(name);
        Self(if name.trim_start().starts_with(':') { name.replacen(':', "\\u{3a}", 1) } else { name })
    }

    /// The escaped text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a text can be the path of a file: it is no kubeconfig, and its names are not longer than systems allow.
pub(crate) fn is_path(text: &str) -> bool {
    const LONGEST_NAME: usize = 255;
    !is_kubeconfig(text) && text.split(['/', '\\']).all(|name| name.len() <= LONGEST_NAME)
}

/// Whether it is lines of YAML or the start of a JSON object, which people put where a path belongs.
pub(crate) fn is_kubeconfig(text: &str) -> bool {
    let text = text.trim_end();
    let is_yaml = text.contains('\n') && [": ", ":\n"].iter().any(|mark| text.contains(mark));
    is_yaml || text.contains("{\"")
}

/// Appends `c`, or its escape when it would steer a terminal or hide from the reader.
pub(crate) fn push_escaped(target: &mut String, c: char) {
    match c {
        '\n' => target.push_str("\\n"),
        '\r' => target.push_str("\\r"),
        '\t' => target.push_str("\\t"),
        c if is_unsafe_to_print(c) => {
            // Writing to a String cannot fail.
            let _ = write!(target, "\\u{{{:x}}}", u32::from(c));
        }
        c => target.push(c),
    }
}

/// Whether a character steers terminals, reorders text or cannot be seen: C0, DEL, C1, bidirectional controls (UAX #9),
/// zero-width and other format characters, line and paragraph separators, the byte order mark, tags and noncharacters.
pub(crate) fn is_unsafe_to_print(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e007f}')
}

/// Breaks the markers that CI log parsers act on: `##[` (GitHub, Azure) and `##vso[` (Azure) anywhere, `::` (GitHub) where a line can start.
fn defuse_log_commands(mut text: String) -> String {
    for marker in ["##[", "##vso["] {
        if text.contains(marker) {
            text = text.replace(marker, &format!("\\u{{23}}{}", &marker[1..]));
        }
    }
    if text.contains("::") { defuse_line_starts(&text) } else { text }
}

/// Breaks `::` where a line can come to start: where lines are wrapped, and at the last name of a path, which can stand alone.
fn defuse_line_starts(text: &str) -> String {
    let mut defused = String::with_capacity(text.len());
    let mut may_start = true;
    for (at, c) in text.char_indices() {
        if may_start && text[at..].starts_with("::") {
            defused.push_str("\\u{3a}");
        } else {
            defused.push(c);
        }
        may_start = c.is_whitespace() || c == '/' || c == '\\';
    }
    defused
}

/// One piece of a [`Message`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// A fixed piece of a sentence.
    Text(&'static str),
    /// A name, shown in quotes.
    Name(Name),
    /// Words of a client, masked, shown as they are.
    Quote(Name),
    /// A count, a position, a size.
    Number(i64),
    /// A moment, shown as a date in UTC.
    Date(Timestamp),
}

impl From<&'static str> for Part {
    fn from(text: &'static str) -> Self {
        Self::Text(text)
    }
}

impl From<Name> for Part {
    fn from(name: Name) -> Self {
        Self::Name(name)
    }
}

impl From<&Name> for Part {
    fn from(name: &Name) -> Self {
        Self::Name(name.clone())
    }
}

impl From<Timestamp> for Part {
    fn from(date: Timestamp) -> Self {
        Self::Date(date)
    }
}

impl From<i64> for Part {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Part {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<usize> for Part {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

/// A sentence of a finding: what is wrong, in lower case, without a final period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    parts: Vec<Part>,
}

impl Message {
    /// A message of these parts, in order.
    pub fn new(parts: Vec<Part>) -> Self {
        Self { parts }
    }

    /// What a client says. The caller vouches that every secret in it is masked.
    pub(crate) fn quote(words: &str) -> Self {
        Self::new(vec![Part::Quote(Name::escape_up_to(words, QUOTE_LIMIT))])
    }

    /// The parts, in order, for reports that need the fixed and the variable ones apart.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The names in it.
    pub fn names(&self) -> impl Iterator<Item = &Name> {
        self.parts.iter().filter_map(|part| if let Part::Name(name) = part { Some(name) } else { None })
    }

    /// Appends a part.
    #[must_use]
    pub fn and(mut self, part: impl Into<Part>) -> Self {
        self.parts.push(part.into());
        self
    }

    /// The message with a change to the names and quoted words in it, which must not add to what they tell.
    #[must_use]
    pub(crate) fn rewritten(mut self, rewrite: &dyn Fn(&str) -> String) -> Self {
        for part in &mut self.parts {
            if let Part::Name(name) | Part::Quote(name) = part {
                *name = Name(defuse_log_commands(rewrite(name.as_str())));
            }
        }
        self
    }

    /// Appends all parts of another message.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.parts.extend(other.parts);
        self
    }
}

impl From<&'static str> for Message {
    fn from(text: &'static str) -> Self {
        Self::new(vec![text.into()])
    }
}

impl Display for Message {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| part.fmt(f))
    }
}

impl Display for Part {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Name(name) => write!(f, "`{name}`"),
            Self::Quote(words) => write!(f, "{words}"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Date(date) => write!(f, "{}", date.strftime("%Y-%m-%d %H:%M UTC")),
        }
    }
}

/// Builds a [`Message`] from parts: `message!["cluster ", name, " has no server"]`.
#[macro_export]
macro_rules! message {
    ($($part:expr),+ $(,)?) => {
        $crate::message::Message::new(vec![$($crate::message::Part::from($part)),+])
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_steer_a_terminal_or_a_log_parser() {
        let shown = |text| Name::escape(text).0;
        assert_eq!(shown("prod"), "prod");
        assert_eq!(shown("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(shown("a\u{202e}b\u{200b}"), "a\\u{202e}b\\u{200b}");
        assert_eq!(shown("x ##[error]y"), "x \\u{23}#[error]y");
        assert_eq!(shown("##vso[task.x]"), "\\u{23}#vso[task.x]");
        assert_eq!(shown("::error::x"), "\\u{3a}:error::x");
        assert_eq!(shown("  ::add-mask::x"), "  \\u{3a}:add-mask::x");
        assert_eq!(shown("a::b ::c d/::e"), "a::b \\u{3a}:c d/\\u{3a}:e");
        assert_eq!(shown("two\nlines"), "two\\nlines");
        assert_eq!(shown(&"n".repeat(500)).chars().count(), NAME_LIMIT + 1);
        assert_eq!(Name::path(&"n/".repeat(500)).0.len(), 1000);
        assert_eq!(Name::path(":").0, "\\u{3a}");
        assert_eq!(Name::path("::error::\n").0, "\\u{3a}:error::\\n");
    }

    #[test]
    fn a_kubeconfig_is_not_shown_where_its_path_belongs() {
        let base64 = "YXBpVmVyc2lvbjogdjEK".repeat(20);
        for text in ["\nkind: Config", "users:\n- x", "apiVersion: v1\ntoken: x", "{\"kind\": \"Config\"}", &base64] {
            assert_eq!(Name::path(text).0, "<no path>");
        }
        assert_eq!(Name::path("/home/me/.kube/config").0, "/home/me/.kube/config");
    }
}
