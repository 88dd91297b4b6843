//! A kubeconfig inside a manifest becomes what it becomes alone, and nothing else of the manifest changes.

use super::everywhere::all_examples;
use crate::credentials::NOW;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use kubeconfig_lint::engine::{Input, fix};
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::{Env, Options};
use std::path::Path;

/// The manifest, and whether its value is base64.
fn manifests(inner: &str) -> Vec<(String, bool)> {
    let body: String =
        inner.split_inclusive('\n').map(|line| if line == "\n" { line.into() } else { format!("    {line}") }).collect();
    let end = if inner.ends_with('\n') { "" } else { "\n" };
    let chomping = if end.is_empty() { "+" } else { "-" };
    let base64 = STANDARD.encode(inner);
    let folded: String =
        base64.as_bytes().chunks(76).flat_map(|line| ["    ", std::str::from_utf8(line).unwrap(), "\n"]).collect();
    let text = |value: &str| (format!("# a\nkind: ConfigMap\ndata:\n  a: ' x ' # b\n  k: {value}  z: |\n    y\n"), false);
    let data = |value: &str| (format!("kind: Secret\ndata:\n  a: eA== # b\n  k: {value}  z: eA==\n"), true);
    vec![
        text(&format!("|2{chomping} # c\n{body}{end}")),
        text(&format!("{} # c\n", serde_json::to_string(inner).unwrap())),
        data(&format!("{base64} # c\n")),
        data(&format!("|\n{folded}")),
    ]
}

fn value(manifest: &[u8], is_base64: bool) -> Option<Vec<u8>> {
    let manifest: serde_yaml::Value = serde_yaml::from_slice(manifest).ok()?;
    assert_eq!(manifest["data"]["z"].as_str(), Some(if is_base64 { "eA==" } else { "y\n" }));
    let value = manifest["data"]["k"].as_str()?;
    if is_base64 { STANDARD.decode(value.replace('\n', "")).ok() } else { Some(value.into()) }
}

#[test]
fn an_embedded_kubeconfig_becomes_what_it_becomes_alone() {
    let options = Options::new(Env { follow_paths: false, ..Env::closed(NOW.parse().unwrap()) });
    let (mut changed, mut kept) = (0, 0);
    for (number, (name, bytes)) in all_examples().enumerate() {
        let Ok(inner) = String::from_utf8(bytes.clone()) else { continue };
        if inner.contains('\r') {
            continue;
        }
        let alone = Input { path: None, ..Input::new(Path::new("x"), bytes.clone().into()) };
        let alone = fix(vec![alone], Safety::Unsafe, &options).files.remove(0).input.bytes;
        // Each form has its turn.
        for (manifest, is_base64) in manifests(&inner).into_iter().skip(number % 4).take(1) {
            let found = Input::new(Path::new("m"), manifest.clone().into_bytes().into()).embedded();
            if found.len() != 1 {
                continue;
            }
            let fixed = fix(found, Safety::Unsafe, &options);
            let (old, new) = fixed.targets[0].contents(&fixed.files);
            assert!(old == manifest.as_bytes(), "{name}");
            let refused: Vec<_> = fixed.refused.iter().map(ToString::to_string).collect();
            let Some(now) = value(new, is_base64) else {
                // The other reader knows less of YAML.
                assert!(value(old, is_base64).is_none(), "{name}");
                continue;
            };
            let shown = String::from_utf8_lossy(new);
            assert!(now == *fixed.files[0].input.bytes, "{name}\n{shown}");
            if refused.iter().any(|reason| reason.contains("around it")) {
                kept += 1;
            } else {
                changed += usize::from(old != new);
                assert_eq!(
                    String::from_utf8_lossy(&now),
                    String::from_utf8_lossy(&alone),
                    "{name}\n{manifest}{shown}{refused:?}"
                );
            }
        }
    }
    assert!(changed > 40 && kept < changed / 20, "{changed} changed, {kept} kept");
}
