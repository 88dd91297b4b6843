//! The decoded text against what kubectl printed.

use crate::yaml::cases::{self, Case};
use crate::yaml::origin::{decode, origin};
use crate::yaml::tree::{Kind, NodeId, Stream, Style};
use crate::yaml::{Limits, parse};
use serde_json::Value;

struct Comparison<'a> {
    text: &'a str,
    stream: &'a Stream,
    /// Whether kubectl prints all keys below the root.
    all_keys_are_printed: bool,
    compared: usize,
    wrong: Vec<String>,
}

impl Comparison<'_> {
    /// Compares what stands at the same place in both, as far as it is the same kind of thing.
    fn node(&mut self, id: NodeId, json: &Value) {
        let node = self.stream.node(id);
        match (node.kind, json) {
            (Kind::Alias { target }, _) => self.node(target, json),
            (Kind::Scalar(style), Value::String(expected)) if node.tag.is_none() => {
                let decoded = decode(self.text, node);
                if style == Style::Plain && ["", "~", "null", "Null", "NULL"].contains(&&*decoded) {
                    return;
                }
                self.compared += 1;
                if decoded != *expected && !is_base64_in_lines(&decoded, expected) {
                    let source = &self.text[node.token.range()];
                    self.wrong.push(format!("{source:?}\n  kubectl: {expected:?}\n  ours:    {decoded:?}"));
                }
            }
            (Kind::Sequence(_), Value::Array(items)) if items.len() == self.stream.children(id).len() => {
                for (index, &child) in self.stream.children(id).iter().enumerate() {
                    self.node(child, self.item_for(child, index, items));
                }
            }
            (Kind::Mapping(_), Value::Object(fields)) => self.mapping(id, fields),
            _ => {}
        }
    }

    /// kubectl sorts clusters, contexts and users by name.
    fn item_for<'j>(&self, child: NodeId, index: usize, items: &'j [Value]) -> &'j Value {
        let text = |id| decode(self.text, self.stream.node(id));
        let name = self.stream.pairs(child).filter(|&(key, _)| text(key) == "name").last().map(|(_, value)| text(value));
        let name = name.as_deref().unwrap_or_default();
        let same_name = |item: &&Value| item.get("name").and_then(Value::as_str) == Some(name);
        items.iter().find(same_name).unwrap_or(&items[index])
    }

    /// Only keys that occur once, and no merges: which of several counts is another layer's business.
    fn mapping(&mut self, id: NodeId, fields: &serde_json::Map<String, Value>) {
        let pairs: Vec<_> = self.stream.pairs(id).collect();
        let keys: Vec<_> = pairs.iter().map(|&(key, _)| decode(self.text, self.stream.node(key)).into_owned()).collect();
        if keys.iter().any(|key| key == "<<") {
            return;
        }
        for (key, &(_, value)) in keys.iter().zip(&pairs) {
            let is_root = fields.contains_key("kind");
            if self.all_keys_are_printed && !is_root && !fields.contains_key(key) {
                self.wrong.push(format!("the key {key:?} is not among {:?}", fields.keys()));
            }
            if let Some(expected) = fields.get(key).filter(|_| keys.iter().filter(|other| *other == key).count() == 1) {
                self.node(value, expected);
            }
        }
    }
}

/// kubectl decodes the `*-data` fields, ignoring their line breaks, and encodes them anew.
fn is_base64_in_lines(decoded: &str, expected: &str) -> bool {
    decoded.replace(['\r', '\n'], "") == expected && expected.len().is_multiple_of(4)
}

fn compare(case: &Case, json: &Value, wrong: &mut Vec<String>) -> usize {
    let Ok(text) = std::str::from_utf8(&case.bytes) else { return 0 };
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let stream = parse(text, &Limits::default());
    let Some(root) = stream.documents.first().and_then(|document| document.root) else { return 0 };
    let mut comparison =
        Comparison { text, stream: &stream, all_keys_are_printed: case.category == "scalar", compared: 0, wrong: Vec::new() };
    comparison.node(root, json);
    wrong.extend(comparison.wrong.into_iter().map(|wrong| format!("{}: {wrong}", case.id)));
    comparison.compared
}

#[test]
fn every_text_is_the_one_kubectl_printed() {
    let mut wrong = Vec::new();
    let mut compared = 0;
    for case in cases::all() {
        if let Some(json) = &case.json {
            compared += compare(case, json, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{compared} compared, {} wrong:\n{}", wrong.len(), wrong[..wrong.len().min(30)].join("\n"));
    assert!(compared > 20_000, "{compared}");
}

/// A character of the decoded text, against the source from the place on that it is said to come from.
fn may_come_from(c: char, source: &str) -> bool {
    let breaks = ['\n', '\r', '\u{85}'];
    source.starts_with(c) || source.starts_with('\\') || (" \n".contains(c) && source.starts_with(breaks))
}

#[test]
fn every_character_comes_from_a_place_that_says_so() {
    for case in cases::all() {
        let Ok(text) = std::str::from_utf8(&case.bytes) else { continue };
        let stream = parse(text, &Limits::default());
        for node in &stream.nodes {
            let decoded = decode(text, node);
            let mut previous = node.token.start;
            for (offset, c) in decoded.char_indices().take(300) {
                let at = origin(text, node, offset);
                assert!(
                    at >= previous && may_come_from(c, &text[at as usize..]),
                    "{}: {:?} at {offset}",
                    case.id,
                    &text[node.token.range()]
                );
                previous = at;
            }
            let end = origin(text, node, decoded.len());
            assert!(end >= previous && text.is_char_boundary(end as usize), "{}: {:?}", case.id, &text[node.token.range()]);
        }
    }
}
