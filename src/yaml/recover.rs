//! Placeholder until the tolerant mode lands.
use super::tree::{Stream, SyntaxError};
use super::{Limits, parse};
use crate::span::Span;

/// A text, read tolerantly.
pub(crate) struct Recovered {
    pub(crate) stream: Stream,
    pub(crate) strict_error: Option<SyntaxError>,
    pub(crate) blanked: Vec<Span>,
}

impl Recovered {
    pub(crate) fn text<'a>(&'a self, source: &'a str) -> &'a str {
        source
    }
}

pub(crate) fn recover(text: &str, limits: &Limits) -> Recovered {
    let stream = parse(text, limits);
    let strict_error = stream.error.clone();
    Recovered { stream, strict_error, blanked: Vec::new() }
}
