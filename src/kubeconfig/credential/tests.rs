use super::*;

fn masked(text: &str) -> String {
    Output::read(text.as_bytes()).masked().text().to_owned()
}

#[test]
fn only_the_frame_and_what_is_public_is_shown() {
    assert_eq!(
        masked(
            r#"{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "x": [1, "y"], "status": {"token": "s3\"cret", "expirationTimestamp": "2040-01-01T00:00:00Z", "s3cret": -1.5e3}}"#
        ),
        r#"{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", REDACTED: [REDACTED, REDACTED], "status": {"token": REDACTED, "expirationTimestamp": "2040-01-01T00:00:00Z", REDACTED: REDACTED}}"#
    );
}

#[test]
fn of_a_text_around_json_nothing_is_shown() {
    assert_eq!(masked("go to https://x/?code=1\n{\"token\": \"x\"}\nbye\n"), "REDACTED\n{\"token\": REDACTED}REDACTED\n\n");
    assert_eq!(masked("status:\n  token: x\n"), "REDACTED\n\n");
    assert_eq!(masked("{\"kind\": \"x\", "), "REDACTED");
}

#[test]
fn a_kind_that_holds_data_is_hidden() {
    let jwt = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDM2MDB9.c2ln";
    assert_eq!(masked(&format!("{{\"kind\": \"{jwt}\"}}")), "{\"kind\": REDACTED}");
}

#[test]
fn an_object_inside_of_other_text_is_found() {
    let embedded =
        |text: &str| Output::read(text.as_bytes()).embedded.map(|embedded| (embedded.before.is_some(), embedded.after.is_some()));
    assert_eq!(embedded("a {b} {\"c\": 1} d"), Some((true, true)));
    assert_eq!(embedded("{\"c\": 1}\n\nd"), Some((false, true)));
    assert_eq!(embedded("{} no"), None);
    assert_eq!(embedded("{\"c\": 1}\n"), None);
}

#[test]
fn odd_bytes_are_read_without_harm() {
    for bytes in [&b"\xff\xfe{\0}\0"[..], b"\xef\xbb\xbf{}", b"{\"a\": \"\xff\"}", b"\0", b"\"\\", b"{\"\\ud800\": 1}"] {
        let output = Output::read(bytes);
        assert!(output.masked().line_count() > 0);
    }
}
