//! Tabs, of which PyYAML takes few (`scanner.py`, `scan_to_next_token`).

use super::{Problem, ProblemKind, Reading};
use crate::span::Span;
use crate::yaml::tree::{Kind, Style};

/// Between tokens PyYAML takes blanks only: a tab may stand in quotes, in a block scalar and in a comment.
pub(super) fn misplaced(reading: &Reading<'_>) -> Option<Problem> {
    if !reading.text.contains('\t') {
        return None;
    }
    let nodes = reading.stream.nodes();
    let quoted = nodes.filter(|node| matches!(node.kind, Kind::Scalar(style) if style != Style::Plain)).map(|node| node.token);
    let mut allowed: Vec<Span> = quoted.chain(reading.stream.comments.iter().copied()).collect();
    allowed.sort_by_key(|span| span.start);
    let mut allowed = allowed.into_iter().peekable();
    for (at, _) in reading.text.match_indices('\t') {
        let place = Span::at(u32::try_from(at).ok()?);
        while allowed.next_if(|span| span.end <= place.start).is_some() {}
        if allowed.peek().is_none_or(|span| place.start < span.start) {
            return Some(Problem { kind: ProblemKind::Syntax, span: place });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::super::Dialect;
    use crate::env::Env;
    use crate::kubeconfig::Document;

    #[test]
    fn tabs_stand_in_quotes_block_scalars_and_comments_only() {
        for (text, is_fine) in [
            ("a: b # \tc\n", true),
            ("a: 'b\tc'\n", true),
            ("a: |\n  b\tc\n", true),
            ("a:\tb\n", false),
            ("a: b\t\n", false),
            ("a: b\tc\n", false),
            ("a: b\n\t\nc: d\n", false),
            ("{a: b,\tc: d}\n", false),
        ] {
            let document = Document::read(text.as_bytes(), None, &Env::at("2026-01-01T00:00:00Z".parse().unwrap()));
            assert_eq!(document.read_as(Dialect::PyYaml).problem().is_none(), is_fine, "{text:?}");
        }
    }
}
