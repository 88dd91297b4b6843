//! Kubeconfigs inside other files: in Secrets and `ConfigMap`s, in lists of them, and in any other value that is a whole file.

mod block;
mod manifest;
mod rewrite;
#[cfg(test)]
mod tests;

use super::publish::is_publishable;
use super::recognise::{is_report, recognise};
use super::source::Source;
use crate::message::Name;
use crate::span::{Position, Range, Span};
use crate::yaml::origin;
use crate::yaml::tree::{Kind, NodeId, Stream};
use manifest::Manifest;
pub use rewrite::{Rewritten, rewrite};
use std::collections::HashSet;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Files with more kubeconfigs than this were made to keep somebody busy.
const MOST: usize = 1000;

/// A kubeconfig inside another file.
pub struct Embedded {
    /// Where in that file: `Secret kube-system/admin, data.kubeconfig`.
    pub within: Name,
    /// What it is.
    pub bytes: Zeroizing<Vec<u8>>,
    /// Where its bytes stand.
    pub setting: Setting,
}

/// The value of another file that a kubeconfig is.
#[derive(Clone)]
pub struct Setting {
    outer: Arc<Outer>,
    node: NodeId,
    form: Form,
}

struct Outer {
    bytes: Zeroizing<Vec<u8>>,
    source: Source,
    stream: Stream,
    /// What aliases bring to other places.
    shared: Vec<Span>,
}

/// How a value stands for bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Base64,
}

/// The kubeconfigs inside a file that is none itself. A kubeconfig has none, and neither has what cannot be read, or a report, which
/// shows what it is about.
pub fn find(bytes: &[u8]) -> Vec<Embedded> {
    if recognise(bytes) || !may_embed(bytes) || is_report(bytes) {
        return Vec::new();
    }
    let outer = Outer::read(bytes);
    if outer.stream.error.is_some() {
        return Vec::new();
    }
    let manifest = Manifest { text: outer.source.text(), stream: &outer.stream };
    let found: Vec<_> = manifest.kubeconfigs().take(MOST).collect();
    let outer = Arc::new(outer);
    let embedded = found.into_iter().map(|found| Embedded {
        within: found.within,
        bytes: found.bytes,
        setting: Setting { outer: Arc::clone(&outer), node: found.node, form: found.form },
    });
    embedded.collect()
}

/// A cheap look: a value that is a kubeconfig has its keys in it, or is base64 of a whole file. UTF-16, as PowerShell redirects it, is
/// not looked at so cheaply.
fn may_embed(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return true;
    }
    let has = |word: &[u8]| bytes.windows(word.len()).any(|window| window == word);
    has(b"Secret") || has(b"binaryData") || has(b"contexts") || has(b"current-context") || has(b"clusters")
}

impl Outer {
    fn read(bytes: &[u8]) -> Self {
        let source = Source::decode(bytes);
        let stream = crate::yaml::parse(source.text(), &crate::yaml::Limits::default());
        let aliased = stream.nodes().filter_map(|node| if let Kind::Alias { target } = node.kind { Some(target) } else { None });
        let shared = aliased.collect::<HashSet<_>>().into_iter().map(|target| stream.node(target).token).collect();
        Self { bytes: Zeroizing::new(bytes.to_vec()), source, stream, shared }
    }
}

impl Setting {
    /// Where in the outer file a span of the kubeconfig's text stands. The span must not measure a secret.
    pub(in crate::kubeconfig) fn range(&self, inner: &str, span: Span) -> Range {
        let start = self.position(inner, span.start);
        let end = match self.form {
            // What a few bytes become in base64 has no end of its own.
            Form::Base64 => start,
            Form::Text => self.position(inner, span.end).max(start),
        };
        Range { start, end }
    }

    fn position(&self, inner: &str, offset: u32) -> Position {
        let node = self.outer.stream.node(self.node);
        let text = self.outer.source.text();
        let offset = offset as usize;
        let at = match self.form {
            Form::Text => offset,
            Form::Base64 => letter(&origin::decode(text, node), offset.min(inner.len())),
        };
        self.outer.source.position(origin::origin(text, node, at))
    }
}

/// The letter of a base64 text with which the byte at `offset` of what it stands for begins.
fn letter(base64: &str, offset: usize) -> usize {
    let letters = base64.bytes().enumerate().filter(|(_, byte)| !byte.is_ascii_whitespace());
    let wanted = offset / 3 * 4 + offset % 3;
    letters.map(|(at, _)| at).nth(wanted).unwrap_or(base64.len())
}

/// What the manifest of a Kubernetes object is called: `Secret kube-system/admin`.
fn title(kind: &str, namespace: Option<&str>, name: Option<&str>) -> String {
    let name = name.filter(|name| is_publishable(name)).unwrap_or("…");
    match namespace.filter(|namespace| is_publishable(namespace)) {
        Some(namespace) => format!("{kind} {namespace}/{name}"),
        None => format!("{kind} {name}"),
    }
}
