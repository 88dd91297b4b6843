//! Values written as YAML, in many ways.

use super::model::Node;
use std::collections::HashMap;
use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How a file is laid out as a whole.
#[derive(Clone, Copy, Debug)]
pub(super) enum Layout {
    Block,
    /// The entries in brackets.
    Flow,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    /// With a byte order mark.
    Marked,
    Utf16Le,
    Utf16Be,
}

/// How values are written. The same place is written in the same way whatever happens elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Look {
    pub(super) layout: Layout,
    pub(super) encoding: Encoding,
    pub(super) line_break: &'static str,
    /// Whether lists stand deeper than their keys.
    pub(super) is_wide: bool,
    pub(super) has_comments: bool,
    pub(super) has_anchors: bool,
    /// What the small decisions follow from.
    pub(super) seed: u64,
}

/// The text, and the comments in it.
pub(super) fn write(file: &Node, look: &Look) -> (String, Vec<String>) {
    let mut pen = Pen { look, text: String::new(), comments: Vec::new(), anchors: HashMap::new() };
    match (look.layout, file) {
        (Layout::Json, _) => {
            pen.json(file, 0);
            pen.text.push('\n');
        }
        (Layout::Block, _) => pen.block(file, "", 0, true),
        (Layout::Flow, Node::Map(pairs)) => {
            for (key, value) in pairs {
                pen.comment_above(key, 0);
                write!(pen.text, "{key}: ").unwrap();
                pen.flow(value, key);
                pen.comment_behind(key);
            }
        }
        (Layout::Flow, _) => {}
    }
    (pen.text.replace('\n', look.line_break), pen.comments)
}

/// The text as it is stored.
pub(super) fn encode(text: &str, encoding: Encoding) -> Vec<u8> {
    let units = || std::iter::once(0xfeff).chain(text.encode_utf16());
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Marked => [b"\xef\xbb\xbf", text.as_bytes()].concat(),
        Encoding::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16Be => units().flat_map(u16::to_be_bytes).collect(),
    }
}

/// The text of what is stored, and how it is.
pub(super) fn decode(bytes: &[u8]) -> (String, Encoding) {
    let units = |order: fn([u8; 2]) -> u16| bytes[2..].chunks(2).map(|unit| order([unit[0], unit[1]])).collect::<Vec<_>>();
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => (String::from_utf8(rest.to_vec()).unwrap(), Encoding::Marked),
        [0xff, 0xfe, ..] => (String::from_utf16(&units(u16::from_le_bytes)).unwrap(), Encoding::Utf16Le),
        [0xfe, 0xff, ..] => (String::from_utf16(&units(u16::from_be_bytes)).unwrap(), Encoding::Utf16Be),
        _ => (String::from_utf8(bytes.to_vec()).unwrap(), Encoding::Utf8),
    }
}

struct Pen<'a> {
    look: &'a Look,
    text: String,
    comments: Vec<String>,
    /// The texts that an alias can stand for.
    anchors: HashMap<String, String>,
}

impl Pen<'_> {
    fn decide(&self, path: &str, what: &str, choices: u64) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.look.seed, path, what).hash(&mut hasher);
        hasher.finish() % choices
    }

    fn comment(&mut self, place: &str, path: &str) -> String {
        let comment = format!("# {place} {path};");
        self.comments.push(comment.clone());
        comment
    }

    fn comment_above(&mut self, path: &str, indent: usize) {
        if self.look.has_comments && self.decide(path, "above", 3) == 0 {
            let comment = self.comment("above", path);
            writeln!(self.text, "{}{comment}", " ".repeat(indent)).unwrap();
        }
    }

    fn comment_behind(&mut self, path: &str) {
        if self.look.has_comments && self.decide(path, "behind", 3) == 0 {
            let comment = self.comment("behind", path);
            write!(self.text, " {comment}").unwrap();
        }
        self.text.push('\n');
    }

    /// The lines of a value. `is_fresh`: the line that it begins on is still empty.
    fn block(&mut self, node: &Node, path: &str, indent: usize, mut is_fresh: bool) {
        let step = |path: &str, step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}/{step}") };
        match node {
            Node::Map(pairs) => {
                for (key, value) in pairs {
                    let path = step(path, key);
                    if is_fresh {
                        self.comment_above(&path, indent);
                        self.text += &" ".repeat(indent);
                    }
                    is_fresh = true;
                    let key = if self.decide(&path, "key", 9) == 0 { format!("'{key}'") } else { key.clone() };
                    write!(self.text, "{key}:").unwrap();
                    self.value(value, &path, indent);
                }
            }
            Node::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    let path = step(path, &index.to_string());
                    self.comment_above(&path, indent);
                    write!(self.text, "{}- ", " ".repeat(indent)).unwrap();
                    if matches!(item, Node::Map(_)) {
                        self.block(item, &path, indent + 2, false);
                    } else {
                        self.scalar(item, &path, indent);
                    }
                }
            }
            Node::Text(_) | Node::Plain(_) => {}
        }
    }

    /// What stands behind a key.
    fn value(&mut self, value: &Node, path: &str, indent: usize) {
        match value {
            Node::Text(_) | Node::Plain(_) => {
                self.text.push(' ');
                self.scalar(value, path, indent);
            }
            _ if self.decide(path, "flow", 8) == 0 && path.matches('/').count() > 1 => {
                self.text.push(' ');
                self.flow(value, path);
                self.comment_behind(path);
            }
            Node::List(_) => {
                self.comment_behind(path);
                self.block(value, path, if self.look.is_wide { indent + 2 } else { indent }, true);
            }
            Node::Map(_) => {
                self.comment_behind(path);
                self.block(value, path, indent + 2, true);
            }
        }
    }

    fn scalar(&mut self, node: &Node, path: &str, indent: usize) {
        if let Node::Text(text) = node
            && !text.is_empty()
            && !text.starts_with([' ', '\n'])
            && text.bytes().all(|byte| byte == b'\n' || (b' '..=b'~').contains(&byte))
            && !text.contains(" \n")
            && (text.trim_end().contains('\n') || self.decide(path, "literal", 6) == 0)
            && !text.ends_with("\n\n")
        {
            let head = if text.ends_with('\n') { "|" } else { "|-" };
            self.text += head;
            self.comment_behind(path);
            for line in text.lines() {
                writeln!(self.text, "{}{line}", " ".repeat(indent + 2)).unwrap();
            }
            return;
        }
        self.inline(node, path);
        self.comment_behind(path);
    }

    fn flow(&mut self, node: &Node, path: &str) {
        match node {
            Node::Map(pairs) => {
                self.text.push('{');
                for (index, (key, value)) in pairs.iter().enumerate() {
                    self.text += if index > 0 { ", " } else { "" };
                    write!(self.text, "{key}: ").unwrap();
                    self.flow(value, &format!("{path}/{key}"));
                }
                self.text.push('}');
            }
            Node::List(items) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.text += if index > 0 { ", " } else { "" };
                    self.flow(item, &format!("{path}/{index}"));
                }
                self.text.push(']');
            }
            Node::Text(_) | Node::Plain(_) => self.inline(node, path),
        }
    }

    /// A scalar on one line, or an alias for one that stands above.
    fn inline(&mut self, node: &Node, path: &str) {
        let text = match node {
            Node::Text(text) => text,
            Node::Plain(word) => {
                self.text += word;
                return;
            }
            Node::Map(_) | Node::List(_) => return,
        };
        if self.look.has_anchors && self.decide(path, "anchor", 3) == 0 {
            if let Some(anchor) = self.anchors.get(text) {
                write!(self.text, "*{anchor}").unwrap();
                return;
            }
            let anchor = format!("a{}", self.anchors.len());
            write!(self.text, "&{anchor} ").unwrap();
            self.anchors.insert(text.clone(), anchor);
        }
        let is_simple = |c: char| c.is_ascii_alphanumeric() || "-_./+=".contains(c);
        let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
            && text.chars().all(|c| is_simple(c) || c == ':')
            && !text.ends_with(':')
            && !["yes", "no", "true", "false", "on", "off"].contains(&text.as_str());
        let is_printable = text.chars().all(|c| (' '..='~').contains(&c));
        let written = match self.decide(path, "quotes", 3) {
            0 if is_plain => text.clone(),
            1 if is_printable => format!("'{}'", text.replace('\'', "''")),
            _ => quoted(text),
        };
        self.text += &written;
    }

    fn json(&mut self, node: &Node, indent: usize) {
        let (open, close, count) = match node {
            Node::Map(pairs) => ('{', '}', pairs.len()),
            Node::List(items) => ('[', ']', items.len()),
            Node::Text(text) => {
                self.text += &quoted(text);
                return;
            }
            // As JSON has it.
            Node::Plain(word) => {
                self.text += match *word {
                    "~" => "null",
                    "yes" => "true",
                    word => word.trim_start_matches('0'),
                };
                return;
            }
        };
        self.text.push(open);
        for index in 0..count {
            write!(self.text, "{}\n{}", if index > 0 { "," } else { "" }, " ".repeat(indent + 2)).unwrap();
            match node {
                Node::Map(pairs) => {
                    write!(self.text, "\"{}\": ", pairs[index].0).unwrap();
                    self.json(&pairs[index].1, indent + 2);
                }
                Node::List(items) => self.json(&items[index], indent + 2),
                Node::Text(_) | Node::Plain(_) => {}
            }
        }
        write!(self.text, "\n{}{close}", " ".repeat(indent)).unwrap();
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}
