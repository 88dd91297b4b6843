//! The reader as a whole.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod conformance;
mod errors;
mod growth;
mod properties;
mod shape;

use super::tree::{Kind, NodeId, Stream};
use super::{Limits, parse};

fn read(text: &str) -> Stream {
    parse(text, &Limits::default())
}

/// The tree in one line: `[…]` a sequence, `{…}` a mapping, `<…>` a scalar as written, `*` an alias with its target's text.
fn outline(text: &str, stream: &Stream) -> String {
    let documents = stream.documents.iter();
    let roots =
        documents.map(|document| document.root.map_or_else(|| "nothing".to_owned(), |root| node_outline(text, stream, root)));
    roots.collect::<Vec<_>>().join(" | ")
}

/// Recursive, so for small trees only.
fn node_outline(text: &str, stream: &Stream, id: NodeId) -> String {
    let node = stream.node(id);
    let children = stream.children(id).iter().map(|&child| node_outline(text, stream, child));
    let children = children.collect::<Vec<_>>().join(" ");
    let tag = node.tag.map_or_else(String::new, |tag| format!("({})", &text[tag.range()]));
    let anchor = node.anchor.map_or_else(String::new, |name| format!("&{}", &text[name.range()]));
    let content = match node.kind {
        Kind::Scalar(_) => format!("<{}>", &text[node.token.range()]),
        Kind::Sequence(_) => format!("[{children}]"),
        Kind::Mapping(_) => format!("{{{children}}}"),
        Kind::Alias { target } => format!("*<{}>", &text[stream.node(target).token.range()]),
    };
    tag + &anchor + &content
}
