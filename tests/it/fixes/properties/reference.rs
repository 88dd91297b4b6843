//! What is in a file, seen with as little of the code under test as possible: only the reader of YAML, and no rule and no edit.

use kubeconfig_lint::yaml::tree::{Kind, NodeId, Stream};
use kubeconfig_lint::yaml::{Limits, parse};
use std::collections::{BTreeMap, HashMap};

/// Every scalar as it is written, or the one that an alias stands for, by the way to it: `users/0/user/token`. The second of two equal
/// keys is called `token+`.
pub(super) fn leaves(text: &str) -> BTreeMap<String, String> {
    let stream = parse(text, &Limits::default());
    assert!(stream.error.is_none(), "{:?}\n{text}", stream.error);
    let mut leaves = BTreeMap::new();
    if let Some(root) = stream.documents[0].root {
        walk(text, &stream, root, String::new(), &mut leaves);
    }
    leaves
}

fn walk(text: &str, stream: &Stream, id: NodeId, path: String, leaves: &mut BTreeMap<String, String>) {
    let node = stream.node(id);
    let step = |step: &str| if path.is_empty() { step.to_owned() } else { format!("{path}/{step}") };
    match node.kind {
        Kind::Alias { target } => walk(text, stream, target, path, leaves),
        Kind::Scalar(_) => {
            leaves.insert(path, text[node.token.range()].to_owned());
        }
        Kind::Sequence(_) => {
            for (index, &item) in stream.children(id).iter().enumerate() {
                walk(text, stream, item, step(&index.to_string()), leaves);
            }
        }
        Kind::Mapping(_) => {
            let mut seen: HashMap<String, usize> = HashMap::new();
            for (key, value) in stream.pairs(id) {
                let key = text[stream.node(key).token.range()].trim_matches(['"', '\'']).to_owned();
                let count = seen.entry(key.clone()).or_default();
                let path = step(&format!("{key}{}", "+".repeat(*count)));
                *count += 1;
                walk(text, stream, value, path, leaves);
            }
        }
    }
}

/// How well the server of each cluster is verified: with an authority, under another name, at all, and in secret.
pub(super) fn posture(text: &str) -> BTreeMap<usize, [bool; 4]> {
    let file: serde_yaml::Value = serde_yaml::from_str(text).unwrap_or_default();
    let clusters = file["clusters"].as_sequence().cloned().unwrap_or_default();
    let of = |cluster: &serde_yaml::Value| {
        let cluster = &cluster["cluster"];
        let given = |key: &str| cluster.get(key).is_some_and(|value| !value.is_null() && value.as_str() != Some(""));
        let is_insecure = cluster.get("insecure-skip-tls-verify").and_then(serde_yaml::Value::as_bool) == Some(true);
        let server = cluster.get("server").and_then(serde_yaml::Value::as_str).unwrap_or_default();
        [
            given("certificate-authority") || given("certificate-authority-data"),
            given("tls-server-name"),
            !is_insecure,
            server.to_ascii_lowercase().starts_with("https://"),
        ]
    };
    clusters.iter().map(of).enumerate().collect()
}

/// The lines of `broken` that the faults left alone: those that `good` has too, in this order. Comments go with what they stand above,
/// and the head of a block scalar with what stands below.
pub(super) fn untouched<'a>(good: &str, broken: &'a str) -> Vec<&'a str> {
    let (good, broken): (Vec<_>, Vec<_>) = (good.lines().collect(), broken.lines().collect());
    // How long the longest common subsequence of what follows is.
    let mut lengths = vec![vec![0; broken.len() + 1]; good.len() + 1];
    for (i, one) in good.iter().enumerate().rev() {
        for (j, other) in broken.iter().enumerate().rev() {
            let is_same = without_comma(one) == without_comma(other);
            lengths[i][j] = if is_same { lengths[i + 1][j + 1] + 1 } else { lengths[i + 1][j].max(lengths[i][j + 1]) };
        }
    }
    let (mut i, mut j, mut common) = (0, 0, Vec::new());
    while i < good.len() && j < broken.len() {
        if without_comma(good[i]) == without_comma(broken[j]) {
            common.push(broken[j]);
            (i, j) = (i + 1, j + 1);
        } else if lengths[i + 1][j] >= lengths[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    common.retain(|line| !line.trim_start().starts_with('#') && !line.contains(": |"));
    common
}

/// Where the last pair of a mapping comes or goes, a comma does.
pub(super) fn without_comma(line: &str) -> &str {
    line.strip_suffix(',').unwrap_or(line)
}
