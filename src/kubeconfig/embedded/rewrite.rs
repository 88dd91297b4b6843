//! Kubeconfigs written back to where they were found: their value is replaced, and proof that nothing else of the file changed.

use super::block::Block;
use super::{Form, Outer, Setting};
use crate::kubeconfig::edit::{encode, scalar};
use crate::kubeconfig::facts::base64::decode;
use crate::kubeconfig::patch::changes;
use crate::span::Span;
use crate::yaml::origin;
use crate::yaml::tree::{Kind, Node, NodeId, Style};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Why a kubeconfig cannot be written back.
pub(super) type Refusal = &'static str;

const UNREADABLE: Refusal = "the file around it cannot be read to its end";
pub(super) const UNUSUAL: Refusal = "the file around it holds it in a way that is not edited";
const SHARED: Refusal = "its value also stands elsewhere, by an alias or a merge";
const CHANGES_MORE: Refusal = "it would change more than its value in the file around it";

/// A file with some of its kubeconfigs replaced.
pub struct Rewritten {
    /// What it held.
    pub original: Zeroizing<Vec<u8>>,
    /// What it is to hold.
    pub bytes: Zeroizing<Vec<u8>>,
    outer: Arc<Outer>,
}

/// Replaces kubeconfigs of one file, at least one of which is there. Each stands for the bytes behind it afterwards.
///
/// # Errors
/// When that cannot be done without changing anything else of the file.
pub fn rewrite(settings: &[(&Setting, Option<&[u8]>)]) -> Result<Rewritten, &'static str> {
    let outer = &settings.first().ok_or(UNUSUAL)?.0.outer;
    let changed: Vec<_> = settings.iter().filter_map(|(setting, bytes)| Some((*setting, (*bytes)?))).collect();
    let mut edits = Vec::new();
    for (setting, bytes) in &changed {
        edits.push(setting.edit(bytes)?);
    }
    edits.sort_by_key(|(span, _)| *span);
    let source = &outer.source;
    let original = outer.bytes.clone();
    if edits.is_empty() {
        return Ok(Rewritten { bytes: original.clone(), original, outer: Arc::clone(outer) });
    }
    let text = spliced(source.text(), &edits);
    let bytes = encode(&text, source.encoding());
    let new = Outer::read(&bytes);
    if is_same_but(outer, &new, &changed) { Ok(Rewritten { original, bytes, outer: Arc::new(new) }) } else { Err(CHANGES_MORE) }
}

fn spliced(text: &str, edits: &[(Span, Zeroizing<String>)]) -> Zeroizing<String> {
    let growth: usize = edits.iter().map(|(_, new)| new.len()).sum();
    // A string that grows would leave copies behind.
    let mut spliced = Zeroizing::new(String::with_capacity(text.len() + growth));
    let mut at = 0;
    for (span, new) in edits {
        spliced.push_str(&text[at..span.start as usize]);
        spliced.push_str(new);
        at = span.end as usize;
    }
    spliced.push_str(&text[at..]);
    spliced
}

impl Setting {
    /// Whether both are in the same file.
    pub fn is_beside(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.outer, &other.outer)
    }

    /// Whether something can be written in its place.
    ///
    /// # Errors
    /// Why not.
    pub fn check_editable(&self) -> Result<(), &'static str> {
        let (stream, source) = (&self.outer.stream, &self.outer.source);
        if stream.error.is_some() || stream.rest_error.is_some() || !source.problems().is_empty() {
            return Err(UNREADABLE);
        }
        let node = stream.node(self.node);
        let is_shared = |other: &Node| match other.kind {
            Kind::Alias { target } => stream.node(target).token.encloses(node.token),
            _ => false,
        };
        if stream.nodes().any(is_shared) {
            return Err(SHARED);
        }
        let is_folded = self.form == Form::Text && node.kind == Kind::Scalar(Style::Folded);
        if node.tag.is_some() || is_folded { Err(UNUSUAL) } else { Ok(()) }
    }

    /// Whether these bytes can be written in its place, as far as can be said without a look at the rest of the file.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, bytes: &[u8]) -> Result<(), &'static str> {
        self.edit(bytes).map(|_| ())
    }

    /// It is where it was, in the new file.
    pub fn follow(&mut self, rewritten: &Rewritten) {
        self.outer = Arc::clone(&rewritten.outer);
    }

    /// What comes in place of which piece of the file, so that the value stands for `bytes`.
    fn edit(&self, bytes: &[u8]) -> Result<(Span, Zeroizing<String>), Refusal> {
        self.check_editable()?;
        let node = self.outer.stream.node(self.node);
        let Kind::Scalar(style) = node.kind else { return Err(UNUSUAL) };
        let block = matches!(style, Style::Literal | Style::Folded);
        match self.form {
            Form::Base64 if block => Block::new(self.text(), node)?.folded(&Zeroizing::new(STANDARD.encode(bytes))),
            Form::Base64 => self.whole(node, style, &Zeroizing::new(STANDARD.encode(bytes))),
            Form::Text => {
                let new = std::str::from_utf8(bytes).map_err(|_| UNUSUAL)?;
                match style {
                    Style::Literal => Block::new(self.text(), node)?.with_lines(new),
                    Style::DoubleQuoted => Ok(self.in_quotes(node, new)),
                    _ => self.whole(node, style, new),
                }
            }
        }
    }

    fn text(&self) -> &str {
        self.outer.source.text()
    }

    /// In place of a scalar that is written in one line.
    fn whole(&self, node: &Node, style: Style, new: &str) -> Result<(Span, Zeroizing<String>), Refusal> {
        let written = &self.text()[node.token.range()];
        if written.contains(['\n', '\r']) {
            return Err(UNUSUAL);
        }
        Ok((node.token, scalar::write(new, style)))
    }

    /// Lines that stay keep their escapes.
    fn in_quotes(&self, node: &Node, new: &str) -> (Span, Zeroizing<String>) {
        let text = self.text();
        let decoded = Zeroizing::new(origin::decode(text, node).into_owned());
        let (old_lines, new_lines): (Vec<&str>, Vec<&str>) =
            (decoded.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
        let start_of = |line: usize| {
            let offset = old_lines[..line].iter().map(|line| line.len()).sum::<usize>();
            if offset == decoded.len() { node.token.end - 1 } else { origin::origin(text, node, offset) }
        };
        let mut pieces = Vec::new();
        for change in changes(&old_lines, &new_lines) {
            let quoted = scalar::write(&Zeroizing::new(new_lines[change.new].concat()), Style::DoubleQuoted);
            let bare = Zeroizing::new(quoted[1..quoted.len() - 1].to_owned());
            let span = Span::new(start_of(change.old.start), start_of(change.old.end));
            pieces.push((Span::new(span.start - node.token.start, span.end - node.token.start), bare));
        }
        (node.token, spliced(&text[node.token.range()], &pieces))
    }
}

/// Whether two files are the same, but for values that stand for these bytes in the second.
fn is_same_but(old: &Outer, new: &Outer, changed: &[(&Setting, &[u8])]) -> bool {
    let (before, after) = (&old.stream, &new.stream);
    let (old_text, new_text) = (old.source.text(), new.source.text());
    let is_readable = after.error.is_none() && after.rest_error.is_none() && new.source.problems().is_empty();
    let comments = |outer: &Outer| -> Vec<Zeroizing<String>> {
        outer.stream.comments.iter().map(|span| Zeroizing::new(outer.source.text()[span.range()].to_owned())).collect()
    };
    if !is_readable || before.documents.len() != after.documents.len() || comments(old) != comments(new) {
        return false;
    }
    let roots = before.documents.iter().zip(&after.documents).map(|(old, new)| (old.root, new.root));
    let mut pending: Vec<(NodeId, NodeId)> = Vec::new();
    for roots in roots {
        match roots {
            (Some(old), Some(new)) => pending.push((old, new)),
            (None, None) => {}
            _ => return false,
        }
    }
    let of = |text: &str, span: Option<Span>| span.map(|span| Zeroizing::new(text[span.range()].to_owned()));
    while let Some((one, other)) = pending.pop() {
        let (node, twin) = (before.node(one), after.node(other));
        let children = (before.children(one), after.children(other));
        let expected = changed.iter().find(|(setting, _)| setting.node == one);
        let is_same = match (expected, node.kind, twin.kind) {
            (Some((setting, bytes)), Kind::Scalar(_), Kind::Scalar(_)) => {
                one == other && setting.form.bytes(&origin::decode(new_text, twin)).is_some_and(|now| *now == **bytes)
            }
            (None, Kind::Scalar(_), Kind::Scalar(_)) => {
                node.kind == twin.kind && origin::decode(old_text, node) == origin::decode(new_text, twin)
            }
            (None, kind, twin) => kind == twin,
            _ => false,
        };
        let is_dressed_alike =
            of(old_text, node.tag) == of(new_text, twin.tag) && of(old_text, node.anchor) == of(new_text, twin.anchor);
        if !is_same || !is_dressed_alike || children.0.len() != children.1.len() {
            return false;
        }
        pending.extend(children.0.iter().copied().zip(children.1.iter().copied()));
    }
    true
}

impl Form {
    /// What a value stands for.
    pub(super) fn bytes(self, text: &str) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Text => Some(Zeroizing::new(text.as_bytes().to_vec())),
            Self::Base64 => decode(text.as_bytes()).ok(),
        }
    }
}
