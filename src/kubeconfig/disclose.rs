//! Which bytes of a file may be shown: what the schema says is public, and nothing else.

mod place;

use super::directive::is_addressed;
use super::keys;
use super::mask::{MaskedText, Masker, OMITTED, REDACTED};
use super::publish::{self, Shown};
use super::schema::{self, Exposure};
use super::value::{Data, Value};
use crate::span::Span;
use crate::yaml::origin;
use crate::yaml::tree::{Kind, Node, NodeId, Stream, Style};
use place::Place;
use std::collections::HashSet;
use std::ops::Range;

/// What stands in place of a comment.
const COMMENT: &str = "# …";
/// What stands in place of a comment that speaks to this program.
const DIRECTIVE: &str = "# kubeconfig-lint: …";

/// Tags behind which a text is what it looks like.
const PLAIN_TAGS: &[&str] = &["!", "!!str", "!!bool", "!!int", "!!float", "!!null"];

/// What may be shown of a file: names in messages and lines in reports are cut by the same marks.
pub(in crate::kubeconfig) struct Disclosure {
    /// In order; of several for one span, the one that decides is first.
    marks: Vec<Mark>,
    trusted: bool,
}

impl Disclosure {
    /// Where `trusted` is false (the file cannot be read, or is no kubeconfig), every value is secret.
    pub(in crate::kubeconfig) fn new(text: &str, stream: &Stream, trusted: bool) -> Self {
        let mut marks = Marker { text, stream, trusted, marks: Vec::new(), visited: None }.marks();
        marks.extend(stream.comments.iter().map(|&span| {
            let word = if is_addressed(&text[span.range()]) { DIRECTIVE } else { COMMENT };
            Mark { span, show: Show::Word(word) }
        }));
        marks.sort_by_key(|mark| (mark.span.start, mark.show.rank()));
        Self { marks, trusted }
    }

    /// Whether anything but known keys may be shown at all.
    pub(in crate::kubeconfig) fn is_trusted(&self) -> bool {
        self.trusted
    }

    /// What of a value may leave, where the schema would let so much of it.
    pub(in crate::kubeconfig) fn exposure(&self, exposure: Exposure, value: &Value) -> Exposure {
        let is_partly_public = !matches!(exposure, Exposure::Certificate | Exposure::Secret);
        let is_scalar = matches!(value.data, Data::Bool(_) | Data::Number(_) | Data::NotANumber | Data::Text(_));
        if is_partly_public && is_scalar && !self.shows(value.origin) { Exposure::Secret } else { exposure }
    }

    /// Whether the token is shown, at least in part.
    pub(in crate::kubeconfig) fn shows(&self, token: Span) -> bool {
        let first = self.marks.partition_point(|mark| mark.span.start < token.start);
        self.marks.get(first).is_some_and(|mark| mark.span == token && matches!(mark.show, Show::All | Show::Without(_)))
    }

    /// Whether the token is shown as a whole, or is a certificate, at every place to which aliases bring it.
    pub(in crate::kubeconfig) fn is_public(&self, token: Span) -> bool {
        let first = self.marks.partition_point(|mark| mark.span.start < token.start);
        let marks = || self.marks[first..].iter().take_while(|mark| mark.span.start == token.start);
        let is_shown = |mark: &Mark| matches!(mark.show, Show::All) || matches!(mark.show, Show::Word(word) if word == OMITTED);
        marks().any(is_shown) && marks().all(|mark| is_shown(mark) || matches!(mark.show, Show::Unknown))
    }

    /// The masked text of the file, which is `text`.
    pub(in crate::kubeconfig) fn mask(&self, text: &str) -> MaskedText {
        let mut masker = Masker::new(text);
        let mut position = 0;
        for mark in &self.marks {
            if mark.span.start < position {
                continue;
            }
            gap(&mut masker, text, Span::new(position, mark.span.start));
            match mark.show {
                Show::All => masker.show_until(mark.span.end),
                Show::Word(word) => masker.hide_until(mark.span.end, word),
                Show::Unknown => masker.hide_until(mark.span.end, REDACTED),
                Show::Without(secret) => {
                    masker.show_until(secret.start);
                    masker.hide_until(secret.end, REDACTED);
                    masker.show_until(mark.span.end);
                }
            }
            position = mark.span.end;
        }
        gap(&mut masker, text, Span::new(position, u32::try_from(text.len()).unwrap_or(u32::MAX)));
        masker.finish()
    }
}

struct Mark {
    span: Span,
    show: Show,
}

#[derive(Clone, Copy)]
enum Show {
    All,
    Word(&'static str),
    /// All but one part.
    Without(Span),
    /// Nothing, as long as no alias brings it to a place where it may be shown.
    Unknown,
}

impl Show {
    /// What an alias brings to a secret place is hidden wherever it stands. What stands nowhere in the schema, as anchors often do, is
    /// what aliases make of it.
    fn rank(self) -> u8 {
        match self {
            Self::Word(_) => 0,
            Self::Without(_) => 1,
            Self::All => 2,
            Self::Unknown => 3,
        }
    }
}

struct Marker<'a> {
    text: &'a str,
    stream: &'a Stream,
    trusted: bool,
    marks: Vec<Mark>,
    /// Where there are aliases, the nodes that were seen, each in what place: an alias brings all below its anchor there.
    visited: Option<HashSet<(NodeId, (u8, usize))>>,
}

impl Marker<'_> {
    fn marks(mut self) -> Vec<Mark> {
        let has_aliases = self.stream.nodes().any(|node| matches!(node.kind, Kind::Alias { .. }));
        self.visited = has_aliases.then(HashSet::new);
        for document in &self.stream.documents {
            document.root.into_iter().for_each(|root| self.walk(root));
            // What kubectl never reads must be readable to the end, too.
            self.trusted &= self.stream.rest_error.is_none();
        }
        self.marks
    }

    fn walk(&mut self, root: NodeId) {
        let mut pending = vec![(root, Place::Object(&schema::CONFIG))];
        while let Some((id, place)) = pending.pop() {
            if self.visited.as_mut().is_some_and(|visited| !visited.insert((id, place.key()))) {
                continue;
            }
            let node = self.stream.node(id);
            self.hide_properties(node);
            match node.kind {
                Kind::Scalar(_) => self.scalar(node, place),
                Kind::Sequence(_) => {
                    let place = place.of_items();
                    pending.extend(self.stream.children(id).iter().map(|&item| (item, place)));
                }
                Kind::Mapping(_) => self.mapping(id, place, &mut pending),
                Kind::Alias { target } => {
                    self.push(node.token, Show::Word(REDACTED));
                    pending.push((target, place));
                }
            }
        }
    }

    /// Tags and anchors are free text.
    fn hide_properties(&mut self, node: &Node) {
        if node.full.start < node.token.start {
            let properties = Span::new(node.full.start, node.token.start);
            let written = self.text[properties.range()].trim_end();
            let end = properties.start + u32::try_from(written.len()).unwrap_or(0);
            self.push(Span::new(properties.start, end), Show::Word(REDACTED));
        }
    }

    fn mapping(&mut self, id: NodeId, place: Place, pending: &mut Vec<(NodeId, Place)>) {
        for (key, value) in self.stream.pairs(id) {
            let node = self.stream.node(key);
            let name = match node.kind {
                Kind::Scalar(_) => origin::decode(self.text, node),
                _ => "".into(),
            };
            let field = match place {
                Place::Object(object) => object.field(&name),
                _ => None,
            };
            let is_merge = &*name == "<<";
            let place = match field {
                Some(field) => Place::of_field(field.ty, field.exposure),
                None if is_merge => place,
                None if matches!(place, Place::Object(_) | Place::Unknown) => Place::Unknown,
                None => Place::Hidden,
            };
            // A known key is no secret wherever it stands, nor is one that somebody misspelt.
            if field.is_some() || is_merge || is_known_key(&name) || keys::is_near_known(&name) {
                self.push(node.token, Show::All);
            } else {
                pending.push((key, Place::Unknown));
            }
            pending.push((value, place));
        }
    }

    fn scalar(&mut self, node: &Node, place: Place) {
        if node.token.is_empty() {
            return;
        }
        let show = match place {
            Place::Value(exposure) if self.trusted => self.show(node, exposure),
            Place::Unknown | Place::Object(_) if self.trusted => Show::Unknown,
            _ => Show::Word(REDACTED),
        };
        self.push(node.token, show);
    }

    fn show(&self, node: &Node, exposure: Exposure) -> Show {
        let text = origin::decode(self.text, node);
        match publish::shown(exposure, &text) {
            _ if exposure == Exposure::Certificate => Show::Word(OMITTED),
            _ if self.is_obscured(node) => Show::Word(REDACTED),
            Shown::All => Show::All,
            Shown::Without(secret) => self.without(node, &text, secret),
            Shown::Nothing => Show::Word(REDACTED),
        }
    }

    /// Whether more stands in the token than its text: a tag can make another text of it, and a block can begin with a comment.
    fn is_obscured(&self, node: &Node) -> bool {
        let is_block = node.kind == Kind::Scalar(Style::Literal) || node.kind == Kind::Scalar(Style::Folded);
        let is_retyped = node.tag.is_some_and(|tag| !PLAIN_TAGS.contains(&&self.text[tag.range()]));
        is_retyped || (is_block && self.text[node.token.range()].lines().next().is_some_and(|line| line.contains('#')))
    }

    /// All but a part of a text, where it is written as it is: with escapes and folds, that part is not easily found.
    fn without(&self, node: &Node, text: &str, secret: Range<usize>) -> Show {
        let Some(start) = self.text[node.token.range()].find(text) else { return Show::Word(REDACTED) };
        let at = |offset: usize| node.token.start + u32::try_from(start + offset).unwrap_or(0);
        Show::Without(Span::new(at(secret.start), at(secret.end)))
    }

    fn push(&mut self, span: Span, show: Show) {
        self.marks.push(Mark { span, show });
    }
}

/// What lies between the nodes: indicators and blanks may be shown, and known keys where the text could not be read.
fn gap(masker: &mut Masker<'_>, text: &str, gap: Span) {
    let mut start = gap.start;
    for line in text[gap.range()].split_inclusive(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        let end = start + u32::try_from(line.len()).unwrap_or(0);
        let shown = start + u32::try_from(shown_prefix(line)).unwrap_or(0);
        let content_end = start + u32::try_from(line.trim_end().len()).unwrap_or(0);
        masker.show_until(shown);
        if shown < content_end {
            masker.hide_until(content_end, REDACTED);
        }
        masker.show_until(end);
        start = end;
    }
}

/// How many bytes of a line outside the tree may be shown: indicators, then a known key.
pub(super) fn shown_prefix(line: &str) -> usize {
    let is_indicator = |c: char| c.is_whitespace() || matches!(c, '-' | ':' | ',' | '[' | ']' | '{' | '}' | '?' | '.');
    let indicators = line.len() - line.trim_start_matches(is_indicator).len();
    let rest = &line[indicators..];
    let key = rest.split(':').next().unwrap_or_default();
    if key.len() == rest.len() || !is_known_key(key.trim_end()) {
        return indicators;
    }
    let value = &rest[key.len() + 1..];
    line.len() - value.trim_start_matches(' ').len()
}

/// Whether some level of a kubeconfig has this key.
pub(super) fn is_known_key(key: &str) -> bool {
    schema::OBJECTS.iter().any(|object| object.field(key).is_some())
}
