#![allow(clippy::expect_used)]

use super::clean;
use crate::env::Env;
use crate::kubeconfig::Document;
use crate::span::Span;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::path::Path;

#[test]
fn paths_are_cleaned_as_go_cleans_them() {
    for (path, cleaned) in [
        ("/a/./b", "/a/b"),
        ("/a/b/../c", "/a/c"),
        ("/../a", "/a"),
        ("/a/~/b", "/a/~/b"),
        ("../a", "../a"),
        ("a/../../b", "../b"),
    ] {
        assert_eq!(clean(Path::new(path)), Path::new(cleaned), "{path}");
    }
}

#[test]
fn a_fault_of_the_pem_is_found_in_the_file_through_base64_and_wrapped_lines() {
    let pem = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE----------BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let encoded = STANDARD.encode(pem);
    let wrapped: String =
        encoded.as_bytes().chunks(20).flat_map(|line| ["      ", std::str::from_utf8(line).expect("letters"), "\n"]).collect();
    let text = format!("clusters:\n- name: c\n  cluster:\n    certificate-authority-data: |\n{wrapped}");
    let document = Document::read(text.as_bytes(), None, &Env::now());
    let data = document.kubeconfig.clusters[0].ca_data.as_ref().and_then(|field| field.data()).expect("it is data");
    let faults = &data.bytes.as_ref().expect("it decodes").pem.layout;
    let block = text.find("      LS0t").expect("the block");
    let expected = faults.iter().map(|fault| {
        let letter = fault.offset / 3 * 4 + fault.offset % 3;
        let start = u32::try_from(block + letter / 20 * 27 + 6 + letter % 20).expect("a short text");
        Some(Span::new(start, start + 1))
    });
    assert!(faults.iter().any(|fault| fault.offset > 0));
    assert_eq!(data.layout_places, expected.collect::<Vec<_>>());
}
