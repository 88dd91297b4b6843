//! The walk over a manifest.

use super::{Form, title};
use crate::kubeconfig::publish::is_publishable;
use crate::kubeconfig::recognise::recognise;
use crate::message::Name;
use crate::yaml::origin;
use crate::yaml::tree::{Kind, NodeId, Stream};
use std::borrow::Cow;
use zeroize::Zeroizing;

/// A parsed file that may hold kubeconfigs.
pub(super) struct Manifest<'a> {
    pub(super) text: &'a str,
    pub(super) stream: &'a Stream,
}

/// A value that is a kubeconfig.
pub(super) struct Found {
    pub(super) within: Name,
    pub(super) bytes: Zeroizing<Vec<u8>>,
    pub(super) node: NodeId,
    pub(super) form: Form,
}

impl<'a> Manifest<'a> {
    /// In the order of the file.
    pub(super) fn kubeconfigs(&self) -> impl Iterator<Item = Found> {
        let roots = self.stream.documents.iter().filter_map(|document| document.root);
        roots.flat_map(|root| self.objects(root)).flat_map(|object| self.in_object(object))
    }

    /// The object itself, or the items of a `List`.
    fn objects(&self, root: NodeId) -> Vec<NodeId> {
        let is_list = self.scalar(root, "kind").is_some_and(|kind| kind.ends_with("List"));
        match self.get(root, "items").filter(|_| is_list) {
            Some(items) => self.stream.children(items).to_vec(),
            None => vec![root],
        }
    }

    fn in_object(&self, object: NodeId) -> Vec<Found> {
        let kind = self.scalar(object, "kind");
        let maps: &[(&str, Form)] = match kind.as_deref() {
            Some("Secret") => &[("data", Form::Base64), ("stringData", Form::Text)],
            Some("ConfigMap") => &[("data", Form::Text), ("binaryData", Form::Base64)],
            _ => return self.in_values(object),
        };
        let title = self.title(object, kind.as_deref().unwrap_or_default());
        let values = maps.iter().flat_map(|&(map, form)| {
            let pairs = self.get(object, map).into_iter().flat_map(|map| self.stream.pairs(map));
            pairs.map(move |(key, value)| (map, form, key, value))
        });
        let found = values.filter_map(|(map, form, key, node)| {
            let bytes = self.kubeconfig(node, form)?;
            let key = self.text_of(key)?;
            let key = if is_publishable(&key) { &*key } else { "…" };
            Some(Found { within: Name::escape(&format!("{title}, {map}.{key}")), bytes, node, form })
        });
        found.collect()
    }

    /// Whole files as values of whatever else: cloud-init, machine configurations, values of charts.
    fn in_values(&self, root: NodeId) -> Vec<Found> {
        let (mut found, mut pending) = (Vec::new(), vec![root]);
        while let Some(node) = pending.pop() {
            pending.extend(self.stream.children(node).iter().rev());
            let is_long = self.stream.node(node).token.len() > 1 && matches!(self.stream.node(node).kind, Kind::Scalar(_));
            if let Some(bytes) = is_long.then(|| self.kubeconfig(node, Form::Text)).flatten() {
                let start = self.stream.node(node).token.start as usize;
                let line = self.text[..start].matches('\n').count() + 1;
                found.push(Found { within: Name::escape(&format!("the value on line {line}")), bytes, node, form: Form::Text });
            }
        }
        found
    }

    /// What a value stands for, if that is a kubeconfig. A single line is a name or a reference, not a file, unless it is JSON.
    fn kubeconfig(&self, node: NodeId, form: Form) -> Option<Zeroizing<Vec<u8>>> {
        let text = Zeroizing::new(self.text_of(node)?.into_owned());
        let bytes = form.bytes(&text)?;
        let is_file = bytes.contains(&b'\n') || bytes.trim_ascii_start().starts_with(b"{");
        (is_file && recognise(&bytes)).then_some(bytes)
    }

    fn title(&self, object: NodeId, kind: &str) -> String {
        let metadata = self.get(object, "metadata");
        let part = |key| metadata.and_then(|metadata| self.scalar(metadata, key));
        title(kind, part("namespace").as_deref(), part("name").as_deref())
    }

    /// The value of a key; of several with the same key the last.
    fn get(&self, map: NodeId, key: &str) -> Option<NodeId> {
        let pairs = self.stream.pairs(map).filter(|&(node, _)| self.text_of(node).as_deref() == Some(key));
        pairs.map(|(_, value)| value).last()
    }

    fn scalar(&self, map: NodeId, key: &str) -> Option<Cow<'a, str>> {
        self.text_of(self.get(map, key)?)
    }

    fn text_of(&self, node: NodeId) -> Option<Cow<'a, str>> {
        let node = self.stream.node(node);
        matches!(node.kind, Kind::Scalar(_)).then(|| origin::decode(self.text, node))
    }
}
