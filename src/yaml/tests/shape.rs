//! What the tree looks like, and where its nodes stand.

use super::{outline, read};
use crate::yaml::tree::{Kind, Layout, NodeId, Stream, Style};
use crate::yaml::{Limits, parse};

fn outline_of(text: &str) -> String {
    let stream = read(text);
    assert_eq!(stream.error, None, "{text:?}");
    outline(text, &stream)
}

fn root(stream: &Stream) -> NodeId {
    stream.documents[0].root.unwrap()
}

/// The source of every node, in the order they start.
fn tokens<'t>(text: &'t str, stream: &Stream) -> Vec<&'t str> {
    stream.nodes.iter().map(|node| &text[node.token.range()]).collect()
}

#[test]
fn block_collections_nest_by_indentation() {
    assert_eq!(outline_of("a:\n  b: c\n  d:\n  - e\n  - f: g\n"), "{<a> {<b> <c> <d> [<e> {<f> <g>}]}}");
}

#[test]
fn flow_collections_nest_by_brackets() {
    assert_eq!(outline_of("{a: [b, {c: d}], \"e\": f, g}"), "{<a> [<b> {<c> <d>}] <\"e\"> <f> <g> <>}");
    assert_eq!(outline_of("[a: b, ? c : d, e]"), "[{<a> <b>} {<c> <d>} <e>]");
}

#[test]
fn values_that_are_left_out_are_empty_nodes() {
    assert_eq!(outline_of("a:\n? b\n? c\n: d\n"), "{<a> <> <b> <> <c> <d>}");
    assert_eq!(outline_of("-\n- a\n-"), "[<> <a> <>]");
    assert_eq!(outline_of("a: !t\nb: &x\n"), "{<a> (!t)<> <b> &x<>}");
}

#[test]
fn an_empty_value_stands_behind_its_colon() {
    let text = "a:   # why\n\nb: c\n";
    let stream = read(text);
    let (_, value) = stream.pairs(root(&stream)).next().unwrap();
    assert_eq!((stream.node(value).token.start, stream.node(value).token.end), (2, 2));
}

#[test]
fn collections_reach_from_their_first_to_their_last_token() {
    let text = "a:\n- b\n- c: [d, e ]  # f\n  g:\n\nh: i\n";
    let expected = [
        "a:\n- b\n- c: [d, e ]  # f\n  g:\n\nh: i",
        "a",
        "- b\n- c: [d, e ]  # f\n  g:",
        "b",
        "c: [d, e ]  # f\n  g:",
        "c",
        "[d, e ]",
    ];
    assert_eq!(tokens(text, &read(text))[..7], expected);
}

#[test]
fn full_spans_hold_tag_and_anchor() {
    let text = "a: !t &x\n  b: c\n";
    let stream = read(text);
    let (_, value) = stream.pairs(root(&stream)).next().unwrap();
    let node = stream.node(value);
    assert_eq!((&text[node.token.range()], &text[node.full.range()]), ("b: c", "!t &x\n  b: c"));
    assert_eq!((&text[node.tag.unwrap().range()], &text[node.anchor.unwrap().range()]), ("!t", "x"));
}

#[test]
fn duplicates_and_merge_keys_stay_in_the_order_of_the_file() {
    assert_eq!(outline_of("<<: a\nb: c\nb: d\n"), "{<<<> <a> <b> <c> <b> <d>}");
}

#[test]
fn styles_and_layouts_are_told_apart() {
    let text = "- a\n- 'b'\n- \"c\"\n- |\n d\n- >\n e\n- []\n- {}\n- - f\n";
    let stream = read(text);
    let kinds: Vec<Kind> = stream.children(root(&stream)).iter().map(|&item| stream.node(item).kind).collect();
    let styles = [Style::Plain, Style::SingleQuoted, Style::DoubleQuoted, Style::Literal, Style::Folded];
    assert_eq!(kinds[..5], styles.map(Kind::Scalar));
    let layouts = [Kind::Sequence(Layout::Flow), Kind::Mapping(Layout::Flow), Kind::Sequence(Layout::Block)];
    assert_eq!(kinds[5..], layouts);
}

#[test]
fn plain_scalars_run_over_lines_and_end_before_a_comment() {
    assert_eq!(outline_of("a: b\n  c\n\n  d # e\nf: g#h\n"), "{<a> <b\n  c\n\n  d> <f> <g#h>}");
}

#[test]
fn block_scalars_end_with_their_last_line_of_content() {
    let text = "a: |+\n  b\n  c\n\n\nd: >2-\n    e\nf: |  # none\ng: h\n";
    let stream = read(text);
    assert_eq!(outline(text, &stream), "{<a> <|+\n  b\n  c> <d> <>2-\n    e> <f> <|> <g> <h>}");
    let indents: Vec<u32> = stream.pairs(root(&stream)).map(|(_, value)| stream.node(value).indent).collect();
    assert_eq!(indents[..2], [2, 2]);
}

#[test]
fn comments_are_those_of_the_structure() {
    let text = "# a\nb: 'x # y' # c\nd: |  # e\n  # f\ng: h#i\n%: [ # j\n]";
    let stream = read(text);
    let comments: Vec<&str> = stream.comments.iter().map(|comment| &text[comment.range()]).collect();
    assert_eq!(comments, ["# a", "# c", "# e"], "a % may not start a line");
    let text = "%TAG !a! b # c\n--- # d\n[ # e\n]";
    let comments: Vec<&str> = read(text).comments.iter().map(|comment| &text[comment.range()]).collect();
    assert_eq!(comments, ["# c", "# d", "# e"]);
}

#[test]
fn an_alias_stands_for_the_last_node_of_its_name() {
    assert_eq!(outline_of("- &a b\n- *a\n- &a c\n- *a\n"), "[&a<b> *<b> &a<c> *<c>]");
}

#[test]
fn an_alias_can_stand_for_the_collection_around_it() {
    let text = "&a [b, *a]";
    let stream = read(text);
    let items = stream.children(root(&stream));
    assert_eq!(stream.node(items[1]).kind, Kind::Alias { target: root(&stream) });
}

#[test]
fn anchors_belong_to_their_document() {
    let text = "--- &a b\n--- *a\n";
    let stream = read(text);
    assert_eq!(stream.error, None);
    assert!(stream.rest_error.is_some());
}

#[test]
fn documents_share_out_the_text() {
    let text = "# a\nb: c\n---\nd\n...\n# e\n--- f\n";
    let stream = read(text);
    assert_eq!(outline(text, &stream), "{<b> <c>} | <d> | <f>");
    let documents: Vec<&str> = stream.documents.iter().map(|document| &text[document.span.range()]).collect();
    assert_eq!(documents, ["# a\nb: c\n", "---\nd\n...", "\n# e\n--- f\n"]);
}

#[test]
fn a_document_can_be_empty_and_a_stream_can_have_none() {
    assert_eq!(outline_of("---\n---\na\n"), "<> | <a>");
    assert_eq!(outline_of("# a\n"), "");
    assert_eq!(outline_of(""), "");
}

#[test]
fn what_follows_the_first_document_cannot_fail_it() {
    for text in ["a: b\n---\n[", "  a: b\nc: d\n", "{a: b}\nc: d\n", "a\n...\n@"] {
        let stream = read(text);
        assert_eq!(stream.error, None, "{text:?}");
        assert!(stream.rest_error.is_some(), "{text:?}");
        assert!(stream.documents[0].root.is_some(), "{text:?}");
    }
    let text = "  a: b\nc: d\n";
    assert_eq!(&text[read(text).documents[0].span.range()], "  a: b\n");
}

#[test]
fn tag_directives_are_kept_with_their_document() {
    let text = "%TAG !a! tag:x,1:\n--- !a!b c\n...\n%YAML 1.1\n%TAG ! y\n---\n";
    let stream = read(text);
    assert_eq!((&stream.error, &stream.rest_error), (&None, &None));
    let directives = stream.tag_directives.iter();
    let directives: Vec<_> = directives.map(|d| (d.document, &text[d.handle.range()], &text[d.prefix.range()])).collect();
    assert_eq!(directives, [(0, "!a!", "tag:x,1:"), (1, "!", "y")]);
}

#[test]
fn all_line_breaks_of_yaml_1_1_end_a_line() {
    for line_break in ["\n", "\r\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"] {
        let text = ["a: b", "c:", "- d # e", "- |", "  f", ""].join(line_break);
        let stream = read(&text);
        assert_eq!(outline(&text, &stream), format!("{{<a> <b> <c> [<d> <|{line_break}  f>]}}"), "{line_break:?}");
        assert_eq!(&text[stream.comments[0].range()], "# e");
    }
}

#[test]
fn columns_are_characters() {
    assert_eq!(outline_of("é: - a\n".replace(": -", ":\n  -").as_str()), "{<é> [<a>]}");
    assert_eq!(outline_of("? é: a\n  b: c\n"), "{{<é> <a> <b> <c>} <>}");
}

#[test]
fn what_was_read_before_an_error_stays() {
    let text = "a: b\nc:\n- d: e\n- f: [g, {h, @";
    let stream = read(text);
    assert!(stream.error.is_some());
    assert_eq!(outline(text, &stream), "{<a> <b> <c> [{<d> <e>} {<f> [<g> {<h> <>}]}]}");
    assert_eq!(stream.documents[0].span.end as usize, text.len());
}

#[test]
fn the_number_of_nodes_is_limited() {
    let limits = Limits { max_nodes: 3, ..Limits::default() };
    assert!(parse("- a\n- b\n", &limits).error.is_none());
    assert!(parse("- a\n- b\n- c\n", &limits).error.is_some());
}

#[test]
fn a_text_is_read_no_further_than_kubectl_needs() {
    let text = format!("a: b\n---\n{}", "c: d\n".repeat(100));
    assert!((9..20).contains(&read(&text).reach));
    assert_eq!(read("a: b").reach, 4);
}
