//! Where findings point, in files that make it hard: other line ends and encodings, wide characters, flow style, aliases, block scalars.

use crate::command::Desk;
use crate::credentials::{NOW, fill};
use serde_json::Value;

/// A file, a rule, and what it marks: the lines and columns, from 1 and in characters, and the text.
struct Case {
    name: &'static str,
    file: Vec<u8>,
    rule: &'static str,
    places: &'static [&'static str],
}

fn case(name: &'static str, file: impl Into<Vec<u8>>, rule: &'static str, places: &'static [&'static str]) -> Case {
    Case { name, file: file.into(), rule, places }
}

/// A kubeconfig with these lines in place of parts of a good one.
fn config(cluster: &str, user: &str, context: &str) -> String {
    fill(&format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: x\nclusters:\n- name: c\n  cluster:\n{cluster}\nusers:\n- name: u\n  user:\n{user}\n\
         contexts:\n- name: x\n  context:\n{context}\n"
    ))
}

const CLUSTER: &str = "    server: https://k8s.corp.test:6443\n    certificate-authority-data: {{ca}}";
const USER: &str = "    token: \"{{token}}\"";
const CONTEXT: &str = "    cluster: c\n    user: u";

fn utf16(text: &str) -> Vec<u8> {
    "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

/// How a file can be written.
fn cases_of_text() -> Vec<Case> {
    let namespace = config(CLUSTER, USER, "    cluster: c\n    namespace: 世界 \u{1f600}_x # why\n    user: u");
    let dangling = config(CLUSTER, USER, CONTEXT).replace("current-context: x", "current-context: gone");
    vec![
        case("lines end with CRLF", dangling.replace('\n', "\r\n"), "structure/current-context-dangling", &["3:18-3:22"]),
        case(
            "a byte order mark is no column",
            format!("\u{feff}{}", dangling.replace("v1\n", "v2\n")),
            "structure/not-a-kubeconfig",
            &["1:13-1:15"],
        ),
        case("wide characters are one column each", namespace.clone(), "structure/namespace-invalid", &["17:16-17:22"]),
        case("and so they are in UTF-16", utf16(&namespace), "structure/namespace-invalid", &["17:16-17:22"]),
        case(
            "a tab is one column",
            config("    server: https://k8s.corp.test:6443\n\ttls-server-name: k8s", USER, CONTEXT),
            "structure/syntax",
            &["8:1-8:2"],
        ),
        case(
            "flow style",
            "{apiVersion: v1, kind: Config, 'current-context': \"gone\", clusters: [], contexts: [{name: é, context: {cluster: c}}]}\n",
            "structure/current-context-dangling",
            &["1:51-1:57"],
        ),
        case(
            "JSON",
            "{\n\t\"kind\": \"Config\",\n\t\"current-context\": \"x\",\n\t\"contexts\": [{\"name\": \"x\", \"context\": {\"cluster\": \"c\"}}]\n}\n",
            "structure/dangling-reference",
            &["4:52-4:55"],
        ),
    ]
}

/// What YAML adds between the text and the value.
fn cases_of_yaml() -> Vec<Case> {
    let in_block = |text: &str| {
        let pem = fill("{{ca}}");
        let lines = format!("{}\n      {}{text}{}", &pem[..40], &pem[40..50], &pem[50..80]);
        config(
            &format!("    server: https://k8s.corp.test:6443\n    certificate-authority-data: |\n      {lines}"),
            USER,
            CONTEXT,
        )
    };
    vec![
        case(
            "an alias is marked where it stands, by its star alone, and not what it stands for",
            config(
                "    server: https://k8s.corp.test:6443\n    tls-server-name: &n Nope_",
                USER,
                "    cluster: c\n    user: u\n    namespace: *n",
            ),
            "structure/namespace-invalid",
            &["18:16-18:17"],
        ),
        case(
            "an anchor and a tag are no part of the value",
            config("    server: &here !!str ftp://k8s.corp.test\n    certificate-authority-data: {{ca}}", USER, CONTEXT),
            "server/malformed",
            &["7:25-7:44"],
        ),
        case("one character of a block scalar", in_block("!"), "encoding/not-base64", &["10:17-10:18"]),
        case("a character of two columns in a block scalar", in_block("世"), "encoding/not-base64", &["10:17-10:18"]),
        case(
            "a character behind escapes in double quotes",
            config(
                "    server: https://k8s.corp.test:6443\n    certificate-authority-data: \"QUJD\\nQUJD\\n*UJD\"",
                USER,
                CONTEXT,
            ),
            "encoding/not-base64",
            &["8:46-8:47"],
        ),
        case(
            "the key of a secret, not how long it is",
            config(CLUSTER, "    token: 0123456789", CONTEXT),
            "structure/wrong-type",
            &["12:5-12:10"],
        ),
        case(
            "a quoted key with its quotes",
            config(CLUSTER, "    \"Token\": \"{{token}}\"", CONTEXT),
            "structure/unknown-field",
            &["12:5-12:12"],
        ),
        case(
            "a long key behind a question mark",
            config("    ? Server\n    : https://k8s.corp.test:6443\n    certificate-authority-data: {{ca}}", USER, CONTEXT),
            "structure/unknown-field",
            &["7:7-7:13"],
        ),
        case(
            "a value over two lines",
            config("    server: 'ftp://k8s\n      .corp.test'\n    certificate-authority-data: {{ca}}", USER, CONTEXT),
            "server/malformed",
            &["7:13-8:18"],
        ),
        case(
            "the second document",
            format!("{}---\nusers:\n- name: other\n", config(CLUSTER, USER, CONTEXT)),
            "structure/multi-document",
            &["19:1-19:7"],
        ),
        case(
            "an expression of a template, in a file of which nothing else can be shown",
            config("    server: https://{{ host }}:6443\n    certificate-authority: {{ folder }}/ca.crt", USER, CONTEXT),
            "structure/template-placeholder",
            // The other one is a related place: a template is one finding.
            &["7:5-7:11"],
        ),
    ]
}

#[test]
fn findings_point_at_the_smallest_thing_that_is_wrong() {
    let desk = Desk::new();
    let mut wrong = Vec::new();
    for case in cases_of_text().into_iter().chain(cases_of_yaml()) {
        desk.write("file", &case.file);
        let run = desk.run(&["-f", "json", "--now", NOW, "file"]);
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap();
        let found: Vec<_> = findings.iter().filter(|finding| finding["rule"] == case.rule).map(place).collect();
        if found != case.places {
            wrong.push(format!(
                "{}: {} at {:?}, found {found:?}\n{}",
                case.name,
                case.rule,
                case.places,
                desk.run(&["file"]).stdout
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn place(finding: &Value) -> String {
    let at = |end: &str| format!("{}:{}", finding[end]["line"], finding[end]["column"]);
    format!("{}-{}", at("start"), at("end"))
}
