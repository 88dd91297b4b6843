//! What holds for every text.

use super::read;
use crate::span::Span;
use crate::yaml::tree::{Kind, NodeId, Problem, Stream};
use proptest::prelude::*;

const KUBECONFIG: &str = "\
apiVersion: v1
kind: Config
current-context: dev # the default
clusters:
- name: &c dev-cluster
  cluster: {server: \"https://10.0.0.1:6443\", certificate-authority-data: aGVsbG8=}
contexts:
- name: dev
  context:
    cluster: *c
    user: 'dev-user'
users:
- name: dev-user
  user:
    exec:
      command: !!str aws
      args: [eks, get-token]
    client-key-data: |
      aGVsbG8=
      d29ybGQ=
---
second: document
";

/// Pieces that mean something somewhere, and characters of every length.
const PIECES: [&str; 60] = [
    "a",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\u{85}",
    "\u{2028}",
    "\n  ",
    "\n\t",
    ": ",
    ":",
    "- ",
    "-",
    "? ",
    "?",
    ",",
    "[",
    "]",
    "{",
    "}",
    "{}",
    "[]",
    "#",
    " # c",
    "'",
    "\"",
    "\\",
    "\\x41",
    "\\/",
    "''",
    "&x ",
    "*x",
    "*c",
    "!",
    "!!str ",
    "!t ",
    "!e!x ",
    "!<x> ",
    "|",
    ">",
    "|2-\n",
    ">+\n",
    "---",
    "--- ",
    "\n---\n",
    "...\n",
    "%YAML 1.1\n",
    "%TAG !e! x\n",
    "%41",
    "@",
    "`",
    "=",
    "~",
    "é",
    "\u{FEFF}",
    "😀",
    "\u{0}",
    "€",
];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40).prop_map(|pieces| pieces.concat())
}

/// A kubeconfig with a few pieces put in or in place of something else.
fn mutated() -> impl Strategy<Value = String> {
    let edit = (any::<prop::sample::Index>(), 0_usize..6, prop::sample::select(&PIECES[..]));
    prop::collection::vec(edit, 1..6).prop_map(|edits| {
        let mut text: Vec<char> = KUBECONFIG.chars().collect();
        for (place, removed, piece) in edits {
            let at = place.index(text.len());
            let end = (at + removed).min(text.len());
            text.splice(at..end, piece.chars());
        }
        text.into_iter().collect()
    })
}

fn check(text: &str) {
    let stream = read(text);
    for span in spans(&stream) {
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of {text:?}");
    }
    check_nodes(text, &stream);
    check_documents(text, &stream);
    check_comments(text, &stream);
}

fn spans(stream: &Stream) -> Vec<Span> {
    let nodes = stream.nodes.iter().flat_map(|node| [Some(node.token), Some(node.full), node.tag, node.anchor]).flatten();
    let directives = stream.tag_directives.iter().flat_map(|directive| [directive.handle, directive.prefix]);
    let errors = stream.error.iter().chain(&stream.rest_error).flat_map(|error| {
        let name = if let Problem::UnknownAnchor(name) = error.problem { Some(name) } else { None };
        [Some(error.span), error.context, name]
    });
    let documents = stream.documents.iter().map(|document| document.span);
    nodes
        .chain(directives)
        .chain(errors.flatten())
        .chain(documents)
        .chain(stream.comments.clone())
        .chain([Span::at(stream.reach)])
        .collect()
}

fn check_nodes(text: &str, stream: &Stream) {
    for (index, node) in stream.nodes.iter().enumerate() {
        assert!(node.full.encloses(node.token), "{node:?} in {text:?}");
        let children = stream.children(NodeId(u32::try_from(index).unwrap()));
        let mut last_end = node.token.start;
        for &child in children {
            let child = stream.node(child);
            assert!(node.token.encloses(child.full), "{node:?} does not hold {child:?} in {text:?}");
            assert!(last_end <= child.full.start, "{child:?} overlaps the child before it in {text:?}");
            last_end = child.full.end;
        }
        match node.kind {
            Kind::Mapping(_) => assert!(children.len().is_multiple_of(2), "{text:?}"),
            Kind::Alias { target } => {
                let anchor = stream.node(target).anchor.unwrap();
                assert_eq!(&text[anchor.range()], &text[node.token.range()][1..]);
                assert!((target.0 as usize) < index);
            }
            Kind::Sequence(_) | Kind::Scalar(_) => {}
        }
    }
}

fn check_documents(text: &str, stream: &Stream) {
    let mut end = 0;
    for document in &stream.documents {
        assert_eq!(document.span.start, end, "{text:?}");
        end = document.span.end;
        if let Some(root) = document.root {
            assert!(document.span.encloses(stream.node(root).full), "{document:?} in {text:?}");
        }
    }
}

fn check_comments(text: &str, stream: &Stream) {
    for pair in stream.comments.windows(2) {
        assert!(pair[0].end <= pair[1].start, "{text:?}");
    }
    let scalars: Vec<Span> =
        stream.nodes.iter().filter(|node| matches!(node.kind, Kind::Scalar(_))).map(|node| node.token).collect();
    for comment in &stream.comments {
        assert!(text[comment.range()].starts_with('#'), "{text:?}");
        let header = |scalar: &Span| text[scalar.range()].starts_with(['|', '>']);
        assert!(!scalars.iter().any(|scalar| scalar.contains(comment.start) && !header(scalar)), "{text:?}");
    }
}

#[test]
fn every_prefix_of_a_kubeconfig_can_be_read() {
    (0..=KUBECONFIG.len()).for_each(|end| check(&KUBECONFIG[..end]));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_text_can_be_read(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn pieces_of_yaml_can_be_read(text in soup()) {
        check(&text);
    }

    #[test]
    fn broken_kubeconfigs_can_be_read(text in mutated()) {
        check(&text);
    }
}

#[test]
fn an_empty_mapping_behind_a_question_mark_overlaps_nothing() {
    check("'': ---  ''@#\u{feff}>+\n? {}:");
}
