//! Texts that kubectl's reader minds and another does not, as one of the same length that both take.

use super::{Dialect, Reading, serde_saphyr};
use crate::yaml::origin;
use crate::yaml::tree::{Kind, NodeId, Stream, Style};
use crate::yaml::{self, Limits};
use std::borrow::Cow;
use zeroize::Zeroizing;

/// What `\_` stands for, which is put in the place of `\/`.
const NO_BREAK_SPACE: &str = "\u{a0}";

/// The tree of a text, and the text that was parsed, where it is another one.
pub(super) fn parse(text: &str, dialect: Dialect) -> (Option<Zeroizing<String>>, Stream) {
    let parse = |text: &str| yaml::parse(text, &Limits::default());
    let is_broken = |stream: &Stream| stream.error.is_some() || stream.rest_error.is_some();
    let stream = parse(text);
    let adapted = match dialect {
        _ if !is_broken(&stream) => return (None, stream),
        Dialect::SerdeYaml | Dialect::Psych => of_1_2(text),
        Dialect::SerdeSaphyr | Dialect::PyYaml | Dialect::JsYaml4 | Dialect::JsYaml5 => serde_saphyr::adapted(&of_1_2(text)),
    };
    let of_adapted = parse(&adapted);
    if is_broken(&of_adapted) { (None, stream) } else { (Some(adapted), of_adapted) }
}

/// libyaml reads documents of YAML 1.2 too, and JSON's `\/`.
fn of_1_2(text: &str) -> Zeroizing<String> {
    let text = Zeroizing::new(text.replace("\\/", "\\_"));
    let is_1_2 = text.starts_with("%YAML 1.2\n") || text.starts_with("%YAML 1.2\r\n");
    if is_1_2 { Zeroizing::new(text.replacen("1.2", "1.1", 1)) } else { text }
}

impl Reading<'_> {
    /// The text of a scalar.
    pub(super) fn decode(&self, id: NodeId) -> Cow<'_, str> {
        let node = self.stream.node(id);
        match (&self.adapted, node.kind) {
            (Some(adapted), Kind::Scalar(Style::DoubleQuoted)) => {
                let text = origin::decode(adapted, node);
                let has_slash = self.text.get(node.token.range()).is_some_and(|written| written.contains("\\/"));
                if has_slash { Cow::Owned(text.replace(NO_BREAK_SPACE, "/")) } else { text }
            }
            _ => origin::decode(self.text, node),
        }
    }
}
