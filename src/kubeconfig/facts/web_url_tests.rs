#![allow(clippy::unwrap_used)]

use super::parse;

#[test]
fn addresses_are_those_of_node() {
    for (text, expected) in [
        ("https://h:6443", Some("https://h:6443")),
        ("https://H.example:443/k8s/c-1", Some("https://h.example/k8s/c-1")),
        ("https://u:p@h", Some("https://h")),
        ("https:h", Some("https://h")),
        ("https://127.1", Some("https://127.0.0.1")),
        ("https://0x7f.1:8443", Some("https://127.0.0.1:8443")),
        ("https://[::1]:6443", Some("https://[::1]:6443")),
        ("https://h/a/../b c", Some("https://h/b%20c")),
        ("https://h?x=y", Some("https://h")),
        ("https://h:", Some("https://h")),
        ("https://h:0", Some("https://h:0")),
        ("https://h:65536", None),
        ("https://h:x", None),
        ("https://", Some("https://version")),
        ("https://:6443", None),
        ("https://fd00::1", None),
        ("https://[10.0.0.1]", None),
        ("https://256.1.1.1", None),
        ("https://a b", None),
        ("https://[fe80::1%25eth0]", None),
        ("h:6443", Some("REDACTED")),
        ("10.0.0.1:6443", None),
        ("https://u:1/w@h", Some("https://REDACTED")),
    ] {
        let url = parse(text, "/version");
        assert_eq!(url.as_ref().map(|url| url.address.as_str()), expected, "{text}");
    }
}
