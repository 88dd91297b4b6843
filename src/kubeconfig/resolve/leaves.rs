//! Scalars, keys, aliases and `<<`: the steps of the walk that do not stack up collections.

use super::FaultKind;
use super::machine::{Frame, Machine, PendingKey};
use crate::kubeconfig::kubectl_text::KubectlText;
use crate::kubeconfig::scalar::{self, Scalar};
use crate::span::Span;
use crate::yaml::tree::{Kind, Node, NodeId, Style};
use zeroize::Zeroizing;

impl Machine<'_> {
    /// Counts a node for the alias limit.
    pub(super) fn count(&mut self, node: &Node) {
        if !self.guard.step() {
            self.excessive_aliases(node.token);
        }
    }

    fn excessive_aliases(&mut self, span: Span) {
        self.fault(FaultKind::ExcessiveAliases, span, KubectlText::new("yaml: document contains excessive aliasing"));
    }

    /// The value of a scalar; its text if its tag does not fit.
    pub(super) fn scalar(&mut self, node: &Node, style: Style) -> Scalar {
        let text = self.reader.text_of(node);
        if !self.guard.copy(text.len()) {
            self.excessive_aliases(node.token);
        }
        match scalar::resolve(self.reader.tag_of(node), style == Style::Plain, text) {
            Ok(scalar) => {
                if let Scalar::Float(float) = scalar
                    && let Some(name) = go_name(float)
                {
                    self.done.not_numbers.insert(node.token, name);
                }
                scalar
            }
            Err((error, text)) => {
                self.fault(FaultKind::Tag, node.token, error.kubectl_text(text.clone()));
                Scalar::Text(text)
            }
        }
    }

    /// The key, if it is a scalar or an alias of one.
    pub(super) fn scalar_key(&mut self, id: NodeId) -> Option<Scalar> {
        let node = *self.reader.stream.node(id);
        match node.kind {
            Kind::Scalar(style) => {
                self.count(&node);
                Some(self.scalar(&node, style))
            }
            Kind::Alias { target } => {
                let Kind::Scalar(style) = self.reader.stream.node(target).kind else { return None };
                self.count(&node);
                self.guard.depth += 1;
                let target = *self.reader.stream.node(target);
                self.count(&target);
                let scalar = self.scalar(&target, style);
                self.guard.depth -= 1;
                Some(scalar)
            }
            Kind::Sequence(_) | Kind::Mapping(_) => None,
        }
    }

    /// Handles the value of a `<<` (`decoder.merge`).
    pub(super) fn merge(&mut self, value: NodeId, merged_by: Span) {
        match self.reader.stream.node(value).kind {
            Kind::Sequence(_) => {
                let left = self.reader.stream.children(value).len();
                self.frames.push(Frame::MergeList { at: value, left, merged_by });
            }
            _ => self.merge_one(value, merged_by),
        }
    }

    /// Begins to pour a mapping, or what an alias of one points to, into the mapping that is being filled.
    pub(super) fn merge_one(&mut self, value: NodeId, merged_by: Span) {
        let node = *self.reader.stream.node(value);
        let mapping = match node.kind {
            Kind::Mapping(_) => value,
            Kind::Alias { target } if matches!(self.reader.stream.node(target).kind, Kind::Mapping(_)) => {
                self.count(&node);
                if !self.enter_alias(value) {
                    return;
                }
                target
            }
            _ => {
                let text = KubectlText::new("yaml: map merge requires map or sequence of maps as the value");
                return self.fault(FaultKind::Merge, node.token, text);
            }
        };
        let target = *self.reader.stream.node(mapping);
        self.count(&target);
        self.frames.push(Frame::Map { at: mapping, next: 0, key: PendingKey::None, merged_by: Some(merged_by) });
    }

    /// Follows an alias, unless it stands in what it points to or a limit was passed.
    pub(super) fn enter_alias(&mut self, id: NodeId) -> bool {
        let token = self.reader.stream.node(id).token;
        if self.guard.tripped {
            return false;
        }
        if !self.followed.insert(id) {
            let name = self.reader.text.get(token.range()).and_then(|written| written.strip_prefix('*')).unwrap_or("");
            let text =
                KubectlText::new("yaml: anchor '").hidden(Zeroizing::new(name.to_owned())).words("' value contains itself");
            self.fault(FaultKind::SelfReference, token, text);
            return false;
        }
        self.guard.depth += 1;
        self.frames.push(Frame::Alias { at: id });
        true
    }

    pub(super) fn leave_alias(&mut self, id: NodeId) {
        self.guard.depth -= 1;
        self.followed.remove(&id);
    }
}

/// Go's name of a float that JSON cannot hold.
fn go_name(float: f64) -> Option<&'static str> {
    if float.is_nan() {
        Some("NaN")
    } else if float.is_infinite() {
        Some(if float > 0.0 { "+Inf" } else { "-Inf" })
    } else {
        None
    }
}
