//! Messages as SARIF wants them: a sentence for readers, and the same as a template with arguments.

use crate::message::{Message, Part};
use crate::report::fingerprint::fnv1a;

/// Longer messages are not added to; GitLab drops those over 2,048 characters.
const LIMIT: usize = 1_000;
/// What varies is cut here: a path can be as long as the system allows.
const ARGUMENT_LIMIT: usize = 400;

/// A text of one or more sentences. What varies stands in single quotes.
#[derive(Default)]
pub(super) struct Sentences {
    /// For viewers that show `message.text`.
    pub(super) text: String,
    /// The same with `{0}`, `{1}`, … for `arguments`, and braces doubled.
    pub(super) template: String,
    pub(super) arguments: Vec<String>,
    /// How many links it has.
    links: usize,
}

impl Sentences {
    /// One message, closed with a period.
    pub(super) fn of(message: &Message) -> Self {
        let mut sentences = Self::default();
        sentences.message(message);
        sentences.close();
        sentences
    }

    /// Appends `message` as a further sentence, unless the text gets too long.
    pub(super) fn sentence(&mut self, message: &Message) {
        self.append_if_short(|other| {
            other.message(message);
            other.capitalise();
            other.close();
            other.text.insert(0, ' ');
            other.template.insert(0, ' ');
        });
    }

    /// Appends a link to the related location `id`, unless the text gets too long.
    pub(super) fn link(&mut self, message: &Message, id: usize) {
        let lead = if self.links == 0 { " See also: [" } else { ", [" };
        let is_appended = self.append_if_short(|other| {
            // These brackets are syntax: they are not escaped.
            other.syntax(lead);
            other.message(message);
            other.syntax(&format!("]({id})"));
        });
        self.links += usize::from(is_appended);
    }

    /// Ends the text with a period, where it has no end yet.
    pub(super) fn close(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('.') {
            self.syntax(".");
        }
    }

    /// A name for the template that does not change from run to run.
    pub(super) fn id(&self) -> String {
        format!("m{:016x}", fnv1a(self.template.as_bytes()))
    }

    fn append_if_short(&mut self, build: impl FnOnce(&mut Self)) -> bool {
        let mut other = Self { arguments: self.arguments.clone(), ..Self::default() };
        build(&mut other);
        let is_short = self.text.chars().count() + other.text.chars().count() <= LIMIT;
        if is_short {
            self.text += &other.text;
            self.template += &other.template;
            self.arguments = other.arguments;
        }
        is_short
    }

    fn capitalise(&mut self) {
        for text in [&mut self.text, &mut self.template] {
            if let Some(first) = text.get_mut(..1) {
                first.make_ascii_uppercase();
            }
        }
    }

    fn message(&mut self, message: &Message) {
        for part in message.parts() {
            match part {
                Part::Text(text) => self.fixed(text),
                Part::Name(name) | Part::Quote(name) => self.argument(name.as_str()),
                Part::Number(_) | Part::Date(_) => self.argument(&part.to_string()),
            }
        }
    }

    fn fixed(&mut self, text: &str) {
        self.syntax(&escaped(text));
    }

    fn syntax(&mut self, text: &str) {
        self.text += text;
        self.template += &text.replace('{', "{{").replace('}', "}}");
    }

    fn argument(&mut self, value: &str) {
        let value = match value.char_indices().nth(ARGUMENT_LIMIT) {
            Some((end, _)) => escaped(&value[..end]) + "…",
            None => escaped(value),
        };
        self.text.extend(["'", &value, "'"]);
        self.template.extend(["'{", &self.arguments.len().to_string(), "}'"]);
        self.arguments.push(value);
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
    fn text_and_template_say_the_same() {
        let mut sentences = Sentences::of(&message!["user ", Name::escape("a[b]"), " has ", 3_u32, " keys, {x}"]);
        sentences.sentence(&message!["remove ", Name::escape("b")]);
        sentences.link(&message!["user ", Name::escape("c")], 1);
        sentences.link(&"another one".into(), 2);
        sentences.close();
        assert_eq!(sentences.text, "user 'a\\[b\\]' has '3' keys, {x}. Remove 'b'. See also: [user 'c'](1), [another one](2).");
        assert_eq!(
            sentences.template,
            "user '{0}' has '{1}' keys, {{x}}. Remove '{2}'. See also: [user '{3}'](1), [another one](2)."
        );
        assert_eq!(sentences.arguments, ["a\\[b\\]", "3", "b", "c"]);
    }

    #[test]
    fn what_varies_is_cut() {
        let sentences = Sentences::of(&message!["no ", Name::path(&"n/".repeat(500)), ", nor ", Name::escape("x")]);
        assert!(sentences.text.ends_with("n/…', nor 'x'."), "{}", sentences.text);
        assert_eq!(sentences.text.chars().count(), "no ".len() + ARGUMENT_LIMIT + 3 + ", nor 'x'.".len());
    }

    #[test]
    fn what_does_not_fit_is_left_out_whole() {
        let mut sentences = Sentences::of(&message![Name::escape(&"n".repeat(200))]);
        for id in 1..100 {
            sentences.link(&"a related place with many words".into(), id);
        }
        assert!(sentences.text.chars().count() <= LIMIT);
        assert!(sentences.text.ends_with(')'));
    }
}
