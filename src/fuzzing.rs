//! What the fuzz targets cannot reach from outside; only there in their builds.

use crate::span::Span;
use crate::yaml::origin::{decode, origin};
use crate::yaml::recover::recover;
use crate::yaml::tree::{Kind, Problem, Stream};
use crate::yaml::{Limits, parse};

/// Offsets are looked up in scalars up to this length, as each look-up reads the scalar anew.
const LONGEST_SCALAR: usize = 512;

/// Reads a text, also around its errors.
///
/// # Panics
/// When a span is not in the text or not on character boundaries, or when later bytes of a scalar come from earlier places.
pub fn read(text: &str) {
    let stream = parse(text, &Limits::default());
    check(text, text, &stream);
    let recovered = recover(text, &Limits::default());
    check(text, recovered.text(text), &recovered.stream);
    recovered.blanked.iter().for_each(|&line| check_span(text, line));
}

fn check(original: &str, text: &str, stream: &Stream) {
    assert_eq!(original.len(), text.len(), "blanking moves nothing");
    spans(stream).for_each(|span| check_span(text, span));
    for node in stream.nodes().filter(|node| matches!(node.kind, Kind::Scalar(_))) {
        let decoded = decode(text, node);
        let mut last = node.token.start;
        for offset in (0..=decoded.len()).take(LONGEST_SCALAR) {
            let place = origin(text, node, offset);
            assert!(last <= place, "byte {offset} of {node:?} is at {place}, and the one before at {last}");
            check_span(text, Span::at(place));
            last = place;
        }
    }
}

fn check_span(text: &str, span: Span) {
    assert!(text.get(span.range()).is_some(), "{span:?} is no part of the text");
}

fn spans(stream: &Stream) -> impl Iterator<Item = Span> {
    let nodes = stream.nodes().flat_map(|node| [Some(node.token), Some(node.full), node.tag, node.anchor]).flatten();
    let errors = stream.error.iter().chain(&stream.rest_error).flat_map(|error| {
        let name = if let Problem::UnknownAnchor(name) = error.problem { Some(name) } else { None };
        [Some(error.span), error.context, name]
    });
    let documents = stream.documents.iter().map(|document| document.span);
    nodes.chain(errors.flatten()).chain(documents).chain(stream.comments.iter().copied()).chain([Span::at(stream.reach)])
}
