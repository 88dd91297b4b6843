#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{Expected, Found, ShapeKind, Step, find};
use crate::kubeconfig::load::{LoadVerdict, Loaded, Stage, load_text};

fn kinds(loaded: &Loaded) -> Vec<ShapeKind> {
    loaded.problems.iter().map(|problem| problem.kind).collect()
}

fn verdict(loaded: &Loaded) -> (Option<Stage>, String) {
    match &loaded.verdict {
        LoadVerdict::Ok => (None, String::new()),
        LoadVerdict::Refusal(refusal) => (Some(refusal.stage), refusal.masked_text()),
    }
}

#[test]
fn all_problems_are_found_and_the_first_by_key_is_kubectls() {
    let loaded = load_text("users:\n- name: u\n  user:\n    token: 1\n    password: [x]\n    typo: y\nclusters: {}\n");
    assert_eq!(
        kinds(&loaded),
        [
            ShapeKind::WrongType { expected: Expected::List, found: Found::Mapping },
            ShapeKind::WrongType { expected: Expected::Text, found: Found::List },
            ShapeKind::WrongType { expected: Expected::Text, found: Found::Number },
            ShapeKind::UnknownKey,
        ]
    );
    let text = "json: cannot unmarshal object into Go struct field Config.clusters of type []v1.NamedCluster";
    assert_eq!(verdict(&loaded), (Some(Stage::Type), text.to_owned()));
    let address = &loaded.problems[1].address.0;
    assert_eq!(*address, [Step::Field("users"), Step::Item(0), Step::Field("user"), Step::Field("password")]);
}

#[test]
fn every_address_leads_to_the_value_that_is_to_blame() {
    let text = "users:\n- ~\n- name: u\n  user:\n    as-user-extra: {a: [b, 1], 2: c}\n    exec: {env: [{name: x, value: 1}]}\n";
    let loaded = load_text(text);
    assert_eq!(loaded.problems.len(), 3);
    for problem in &loaded.problems {
        assert_eq!(find(&loaded.root, &problem.address.0).map(|value| value.span), Some(problem.span));
    }
}

#[test]
fn bad_base64_is_found_at_the_offset_that_kubectl_prints() {
    let loaded = load_text("clusters:\n- name: k\n  cluster:\n    certificate-authority-data: >\n      aGk\n      aGk=\n");
    assert_eq!(kinds(&loaded), [ShapeKind::NotBase64 { decoded_offset: 3 }]);
    assert_eq!(verdict(&loaded).1, "illegal base64 data at input byte 3");
}

#[test]
fn a_number_that_is_no_byte_is_masked() {
    let loaded = load_text("users: [{name: u, user: {client-key-data: [1, 300]}}]\n");
    let field = "Go struct field AuthInfo.users.user.client-key-data of type uint8";
    assert_eq!(verdict(&loaded).1, format!("json: cannot unmarshal number REDACTED into {field}"));
}

#[test]
fn a_duplicate_name_is_told_without_the_dump() {
    let loaded = load_text("users: [{name: u, user: {token: s3cret}}, {name: u}]\n");
    let text = "error converting *[]NamedAuthInfo into *map[string]*api.AuthInfo: duplicate name \"u\" in list: REDACTED";
    assert_eq!(verdict(&loaded), (Some(Stage::Duplicate), text.to_owned()));
    assert!(matches!(kinds(&loaded)[..], [ShapeKind::DuplicateName { .. }]));
}

#[test]
fn an_extension_without_a_value_leaves_its_name_free() {
    assert_eq!(verdict(&load_text("extensions: [{name: a}, {name: a, extension: 1}]\n")).0, None);
    assert_eq!(verdict(&load_text("extensions: [{name: a, extension: 1}, {name: a}]\n")).0, Some(Stage::Duplicate));
}

#[test]
fn duplicate_keys_are_told_from_keys_that_a_merge_replaces() {
    let loaded = load_text(
        "users:\n- name: u\n  user:\n    token: a\n    token: b\n    username: c\n    <<: {username: d, as: e}\n    as: f\n",
    );
    assert!(matches!(kinds(&loaded)[..], [ShapeKind::DuplicateKey { .. }, ShapeKind::OverriddenByMerge { .. }]));
    assert_eq!(verdict(&loaded).0, None);
}

#[test]
fn null_is_of_every_type() {
    let text = "kind: ~\nclusters: ~\nusers: [~]\ncontexts: [{name: c, context: ~}]\npreferences: {colors: ~}\n";
    assert_eq!(verdict(&load_text(text)).0, None);
}

#[test]
fn another_kind_is_refused_with_its_name_masked() {
    let scheme = "in scheme \"k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50\"";
    let cases = [
        ("Kind: Pod\n", format!("no kind \"REDACTED\" is registered for version \"v1\" {scheme}")),
        ("apiVersion: v2\n", format!("no kind \"Config\" is registered for version \"REDACTED\" {scheme}")),
        ("apiVersion: a/b/c\n", "unexpected GroupVersion string: REDACTED".to_owned()),
        ("apiVersion: foo/\n", "Object 'apiVersion' is missing in 'REDACTED'".to_owned()),
    ];
    for (text, expected) in cases {
        assert_eq!(verdict(&load_text(text)), (Some(Stage::Kind), expected));
    }
    assert_eq!(verdict(&load_text("apiVersion: /v1\nKIND: Pod\nkind: Config\n")).0, None);
}
