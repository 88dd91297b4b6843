//! Messages as SARIF wants them: sentences in which what varies stands in single quotes.
//!
//! They are written out. Templates would belong to the rules, and those are the same for every run: GitHub wants that, and a message
//! is made where something is found.

use crate::message::{Message, Part};

/// Longer messages are not added to; GitLab drops those over 2,048 characters.
const LIMIT: usize = 1_000;
/// What varies is cut here: a path can be as long as the system allows.
const ARGUMENT_LIMIT: usize = 400;

/// A text of one or more sentences.
#[derive(Default)]
pub(super) struct Sentences {
    text: String,
    /// How many links it has.
    links: usize,
}

impl Sentences {
    /// One message, closed with a period.
    pub(super) fn of(message: &Message) -> Self {
        Self { text: plain(message), links: 0 }.closed()
    }

    /// Appends `message` as a further sentence, unless the text gets too long.
    pub(super) fn sentence(&mut self, message: &Message) {
        let mut sentence = plain(message);
        if let Some(first) = sentence.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        self.append_if_short(&format!(" {}", Self { text: sentence, links: 0 }.closed().text));
    }

    /// Appends a link to the related location `id`, unless the text gets too long.
    pub(super) fn link(&mut self, message: &Message, id: usize) {
        let lead = if self.links == 0 { " See also: " } else { ", " };
        // These brackets are syntax: they are not escaped.
        let is_appended = self.append_if_short(&format!("{lead}[{}]({id})", plain(message)));
        self.links += usize::from(is_appended);
    }

    /// The text, which ends with a period.
    pub(super) fn into_text(self) -> String {
        self.closed().text
    }

    fn closed(mut self) -> Self {
        if !self.text.is_empty() && !self.text.ends_with('.') {
            self.text.push('.');
        }
        self
    }

    fn append_if_short(&mut self, more: &str) -> bool {
        let is_short = self.text.chars().count() + more.chars().count() <= LIMIT;
        if is_short {
            self.text += more;
        }
        is_short
    }
}

fn plain(message: &Message) -> String {
    let part = |part: &Part| match part {
        Part::Text(text) => escaped(text),
        Part::Name(name) | Part::Quote(name) => quoted(name.as_str()),
        Part::Number(_) | Part::Date(_) => quoted(&part.to_string()),
    };
    message.parts().iter().map(part).collect()
}

fn quoted(value: &str) -> String {
    match value.char_indices().nth(ARGUMENT_LIMIT) {
        Some((end, _)) => format!("'{}…'", escaped(&value[..end])),
        None => format!("'{}'", escaped(value)),
    }
}

/// `text` with what would be taken for a link escaped.
pub(super) fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message;
    use crate::message::Name;

    #[test]
    fn sentences_and_links_follow_each_other() {
        let mut sentences = Sentences::of(&message!["user ", Name::escape("a[b]"), " has ", 3_u32, " keys, {x}"]);
        sentences.sentence(&message!["remove ", Name::escape("b")]);
        sentences.link(&message!["user ", Name::escape("c")], 1);
        sentences.link(&"another one".into(), 2);
        let text = sentences.into_text();
        assert_eq!(text, "user 'a\\[b\\]' has '3' keys, {x}. Remove 'b'. See also: [user 'c'](1), [another one](2).");
    }

    #[test]
    fn what_varies_is_cut() {
        let text = Sentences::of(&message!["no ", Name::path(&"n/".repeat(500)), ", nor ", Name::escape("x")]).into_text();
        assert!(text.ends_with("n/…', nor 'x'."), "{text}");
        assert_eq!(text.chars().count(), "no ".len() + ARGUMENT_LIMIT + 3 + ", nor 'x'.".len());
    }

    #[test]
    fn what_does_not_fit_is_left_out_whole() {
        let mut sentences = Sentences::of(&message![Name::escape(&"n".repeat(200))]);
        for id in 1..100 {
            sentences.link(&"a related place with many words".into(), id);
        }
        let text = sentences.into_text();
        assert!(text.chars().count() <= LIMIT + 1);
        assert!(text.ends_with(")."));
    }
}
