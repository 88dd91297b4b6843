//! Which bytes of a file may be shown: what the schema says is public, and nothing else.

use super::facts::path;
use super::facts::token;
use super::keys;
use super::mask::{MaskedText, Masker, OMITTED, REDACTED};
use super::schema::{self, Exposure, Object, Type};
use crate::span::Span;
use crate::yaml::origin;
use crate::yaml::tree::{Kind, Node, NodeId, Stream};
use std::collections::HashSet;

/// Public texts longer than this are no names or paths that anybody wrote.
const LONGEST_PUBLIC: usize = 1024;
/// What stands in place of a comment.
const COMMENT: &str = "# …";

/// The masked text of a file. Where `trusted` is false (it cannot be read, or is no kubeconfig), every value is secret.
pub(in crate::kubeconfig) fn mask(text: &str, stream: &Stream, trusted: bool) -> MaskedText {
    let mut marks = Marker { text, stream, trusted, marks: Vec::new(), hidden: HashSet::new() }.marks();
    marks.extend(stream.comments.iter().map(|&span| Mark { span, show: Show::Word(COMMENT) }));
    // A span that is marked twice is hidden if either mark hides it.
    marks.sort_by_key(|mark| (mark.span.start, matches!(mark.show, Show::All)));
    let mut masker = Masker::new(text);
    let mut position = 0;
    for mark in marks {
        if mark.span.start < position {
            continue;
        }
        gap(&mut masker, text, Span::new(position, mark.span.start));
        match mark.show {
            Show::All => masker.show_until(mark.span.end),
            Show::Word(word) => masker.hide_until(mark.span.end, word),
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
}

/// What the schema says of a place.
#[derive(Clone, Copy)]
enum Place {
    Object(&'static Object),
    Values(Exposure),
    Hidden,
}

struct Marker<'a> {
    text: &'a str,
    stream: &'a Stream,
    trusted: bool,
    marks: Vec<Mark>,
    /// Anchored nodes that an alias brings to a secret place.
    hidden: HashSet<NodeId>,
}

impl Marker<'_> {
    fn marks(mut self) -> Vec<Mark> {
        let roots: Vec<_> = self.stream.documents.iter().filter_map(|document| document.root).collect();
        let mut pending: Vec<(NodeId, Place)> = roots.into_iter().map(|root| (root, Place::Object(&schema::CONFIG))).collect();
        while let Some((id, place)) = pending.pop() {
            let node = self.stream.node(id);
            self.hide_properties(node);
            match node.kind {
                Kind::Scalar(_) => self.scalar(node, place),
                Kind::Sequence(_) => pending.extend(self.stream.children(id).iter().map(|&item| (item, place))),
                Kind::Mapping(_) => self.mapping(id, place, &mut pending),
                Kind::Alias { target } => {
                    self.push(node.token, Show::Word(REDACTED));
                    let is_secret = !matches!(place, Place::Object(_) | Place::Values(Exposure::Public));
                    if is_secret && self.hidden.insert(target) {
                        pending.push((target, Place::Hidden));
                    }
                }
            }
        }
        self.marks
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
                Some(field) => place_of(field.ty, field.exposure),
                None if is_merge => place,
                None => Place::Hidden,
            };
            // A known key is no secret wherever it stands, nor is one that somebody misspelt.
            if field.is_some() || is_merge || is_known_key(&name) || keys::is_near_known(&name) {
                self.push(node.token, Show::All);
            } else {
                pending.push((key, Place::Hidden));
            }
            pending.push((value, place));
        }
    }

    fn scalar(&mut self, node: &Node, place: Place) {
        if node.token.is_empty() {
            return;
        }
        let show = match place {
            Place::Values(exposure) if self.trusted => self.show(node, exposure),
            _ => Show::Word(REDACTED),
        };
        self.push(node.token, show);
    }

    fn show(&self, node: &Node, exposure: Exposure) -> Show {
        let written = &self.text[node.token.range()];
        match exposure {
            Exposure::Certificate => Show::Word(OMITTED),
            Exposure::Public if is_publishable(written) => Show::All,
            Exposure::Command if is_publishable(written) => part(node, written, secret_of_command(written)),
            Exposure::Url if is_publishable(written) => part(node, written, secret_of_url(written)),
            _ => Show::Word(REDACTED),
        }
    }

    fn push(&mut self, span: Span, show: Show) {
        self.marks.push(Mark { span, show });
    }
}

fn place_of(ty: Type, exposure: Exposure) -> Place {
    match ty {
        Type::Object(object) | Type::List(object) => Place::Object(object),
        Type::Any => Place::Hidden,
        _ => Place::Values(exposure),
    }
}

/// Whether a public text is of a kind that may be shown: data that was put into a field for names or paths may not.
pub(in crate::kubeconfig) fn is_publishable(text: &str) -> bool {
    let longest_word = text.split(['/', '.', ':', '-', '_', '@', ' ', '\n']).map(str::len).max().unwrap_or(0);
    let bare = text.trim_matches(['"', '\'']);
    let is_data = path::inline(bare).is_some() || is_token(bare);
    text.len() <= LONGEST_PUBLIC && longest_word <= 128 && !is_data && !text.contains("LS0tLS1CRUdJTi")
}

/// A token that was put into `tokenFile`. Tokens that look like names are not told from them.
fn is_token(text: &str) -> bool {
    !matches!(token::kind(text), token::Kind::Empty | token::Kind::Bootstrap | token::Kind::Opaque)
}

/// The user-info, and the query and fragment, of a URL: from the first to the last of them.
pub(in crate::kubeconfig) fn secret_of_url(url: &str) -> Option<std::ops::Range<usize>> {
    let quote_free_end = url.trim_end_matches(['"', '\'']).len();
    let authority = url.find("://").map_or(0, |scheme| scheme + 3);
    let user_info = url.rfind('@').filter(|&at| at > authority);
    let query = url.find(['?', '#']).filter(|&at| user_info.is_none_or(|user_info| at > user_info));
    match (user_info, query) {
        (Some(_), Some(_)) => Some(authority..quote_free_end),
        (Some(at), None) => Some(authority..at),
        (None, Some(at)) => Some(at + 1..quote_free_end),
        (None, None) => None,
    }
}

/// What stands behind the first blank of a command: arguments, which are secret. So are values of variables before it.
pub(in crate::kubeconfig) fn secret_of_command(command: &str) -> Option<std::ops::Range<usize>> {
    let quote_free_end = command.trim_end_matches(['"', '\'']).len();
    let start = command.find([' ', '\t', '\n', '='])? + 1;
    (start < quote_free_end).then_some(start..quote_free_end)
}

fn part(node: &Node, written: &str, secret: Option<std::ops::Range<usize>>) -> Show {
    match secret {
        None => Show::All,
        // Offsets in what is written are only those of the text where nothing is escaped or folded.
        Some(_) if written.contains(['\n', '\r', '\\']) => Show::Word(REDACTED),
        Some(secret) => {
            let at = |offset: usize| node.token.start + u32::try_from(offset).unwrap_or(0);
            Show::Without(Span::new(at(secret.start), at(secret.end)))
        }
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
fn shown_prefix(line: &str) -> usize {
    let is_indicator = |c: char| c.is_whitespace() || matches!(c, '-' | ':' | ',' | '[' | ']' | '{' | '}' | '?' | '.');
    let indicators = line.len() - line.trim_start_matches(is_indicator).len();
    let rest = &line[indicators..];
    let key = rest.split(':').next().unwrap_or_default();
    if key.len() < rest.len() && is_known_key(key.trim_end()) { indicators + key.len() + 1 } else { indicators }
}

/// Whether some level of a kubeconfig has this key.
fn is_known_key(key: &str) -> bool {
    schema::OBJECTS.iter().any(|object| object.field(key).is_some())
}

/// Where kubectl stops reading.
pub(in crate::kubeconfig) fn end_of_first_document(text: &str, stream: &Stream) -> u32 {
    stream.documents.first().map_or_else(|| u32::try_from(text.len()).unwrap_or(u32::MAX), |document| document.span.end)
}

/// The first line behind the first document that says something, and whether it or one behind it is of a kubeconfig.
pub(in crate::kubeconfig) fn unread(text: &str, stream: &Stream) -> Option<(Span, bool)> {
    let mut start = end_of_first_document(text, stream) as usize;
    let mut first = None;
    let mut holds_entries = false;
    for line in text.get(start..)?.split_inclusive(['\n', '\r']) {
        let content = line.trim();
        let is_marker = content.starts_with('#') || ["---", "..."].iter().any(|marker| is_bare_marker(content, marker));
        if !content.is_empty() && !is_marker && !content.starts_with('%') {
            let offset = start + line.len() - line.trim_start().len();
            let shown = shown_prefix(content).max(content.chars().next().map_or(0, char::len_utf8));
            let at = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
            first = first.or(Some(Span::new(at(offset), at(offset + shown))));
            let key = content.trim_start_matches(['-', ' ', '{', '"']).split([':', '"']).next().unwrap_or_default();
            holds_entries |= is_known_key(key);
        }
        start += line.len();
    }
    first.map(|span| (span, holds_entries))
}

fn is_bare_marker(content: &str, marker: &str) -> bool {
    content.strip_prefix(marker).is_some_and(|rest| rest.is_empty() || rest.trim_start().starts_with('#'))
}
