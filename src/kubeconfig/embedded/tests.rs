#![allow(clippy::unwrap_used)]

use super::{Embedded, find};
use crate::span::Span;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const INNER: &str = "apiVersion: v1\nkind: Config\nclusters:\n- name: c\ncontexts: []\n";

fn indented(spaces: usize) -> String {
    let margin = " ".repeat(spaces);
    format!("{margin}{}\n", INNER.trim_end().replace('\n', &format!("\n{margin}")))
}

/// The line and column in the outer file of a word of the inner one.
fn place(embedded: &Embedded, word: &str) -> (u32, u32) {
    let inner = std::str::from_utf8(&embedded.bytes).unwrap();
    let start = u32::try_from(inner.find(word).unwrap()).unwrap();
    let range = embedded.setting.range(inner, Span::at(start));
    (range.start.line, range.start.column)
}

#[test]
fn a_config_map_shows_its_kubeconfig_where_it_stands() {
    let outer = format!(
        "kind: ConfigMap\nmetadata: {{name: cluster-info, namespace: kube-public}}\ndata:\n  kubeconfig: |\n{}",
        indented(4)
    );
    let found = find(outer.as_bytes());
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].within.as_str(), "ConfigMap kube-public/cluster-info, data.kubeconfig");
    assert_eq!(found[0].bytes.as_slice(), INNER.as_bytes());
    assert_eq!(place(&found[0], "name: c"), (8, 7));
}

#[test]
fn a_byte_of_base64_is_found_at_its_letter() {
    let encoded = STANDARD.encode(INNER);
    let outer = format!("kind: Secret\nmetadata: {{name: x}}\ndata:\n  value: {encoded}\n");
    let found = find(outer.as_bytes());
    assert_eq!(found[0].within.as_str(), "Secret x, data.value");
    // Four letters for three bytes.
    let offset = INNER.find("clusters").unwrap();
    let letter = offset / 3 * 4 + offset % 3;
    assert_eq!(place(&found[0], "clusters"), (4, u32::try_from(10 + letter).unwrap()));
}

#[test]
fn base64_over_several_lines_is_found_on_its_line() {
    let encoded = STANDARD.encode(INNER);
    let (first, second) = encoded.split_at(40);
    let outer = format!("kind: Secret\ndata:\n  value: |\n    {first}\n    {second}\n");
    let found = find(outer.as_bytes());
    assert_eq!(place(&found[0], "contexts").0, 5);
}

#[test]
fn lists_and_documents_are_searched() {
    let secret = format!("{{kind: Secret, metadata: {{name: NAME}}, stringData: {{k: {INNER:?}}}}}");
    let list = format!("kind: List\nitems:\n- {}\n- {}\n", secret.replace("NAME", "a"), secret.replace("NAME", "b"));
    let outer = format!("{list}---\n{}\n", secret.replace("NAME", "c"));
    let names: Vec<_> = find(outer.as_bytes()).iter().map(|found| found.within.to_string()).collect();
    assert_eq!(names, ["Secret a, stringData.k", "Secret b, stringData.k", "Secret c, stringData.k"]);
}

#[test]
fn whole_files_in_other_manifests_are_found_by_their_content() {
    let outer = format!("write_files:\n- path: /etc/kubernetes/kubelet.conf\n  content: |\n{}", indented(4));
    let found = find(outer.as_bytes());
    assert_eq!(found[0].within.as_str(), "the value on line 3");
    assert_eq!(place(&found[0], "contexts"), (8, 5));
}

#[test]
fn a_manifest_in_utf_16_is_searched_too() {
    let outer = format!("kind: Secret\nmetadata: {{name: x}}\ndata:\n  value: {}\n", STANDARD.encode(INNER));
    let outer: Vec<u8> = std::iter::once(0xfeff).chain(outer.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(find(&outer).len(), 1);
}

#[test]
fn what_is_no_kubeconfig_is_not_embedded() {
    assert!(find(INNER.as_bytes()).is_empty(), "a kubeconfig itself");
    assert!(find(b"kind: Secret\ndata: {a: aGk=, b: '%%'}\n").is_empty());
    assert!(find(b"kind: Secret\ndata: [\n").is_empty());
    assert!(find(b"a: 'current-context: x'\n").is_empty(), "one line is no file");
}
