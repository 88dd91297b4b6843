//! A run with a bit of everything that reports must cope with.

use crate::address::{Address, Segment};
use crate::checked::{Checked, CheckedFile};
use crate::finding::{
    ClientOutcome, FileId, Finding, Outcome, Place, Related, Severity, Suppressed, Suppressor, count_occurrences,
};
use crate::kubeconfig::mask::{MaskedText, OMITTED, REDACTED};
use crate::message;
use crate::message::{Message, Name, Part};
use crate::page::Page;
use crate::report::{FileUri, Unread};
use crate::span::{Position, Range, Span};

/// Pages for the rules of the sample, and for one that finds nothing; out of order on purpose.
pub(super) const PAGES: [Page; 6] = [
    Page::new("tls/verify-disabled", include_str!("sample/verify-disabled.md")),
    Page::new("structure/syntax", "---\nseverity: error\nsummary: The file is not YAML that kubectl can read\n---\n"),
    Page::new(
        "encoding/not-base64",
        "---\nseverity: error\nsummary: A `*-data` field is not base64\n---\n\n## What it does\n\nIt looks for text that is not base64.\n\n## What to do\n\nEncode it.\n",
    ),
    Page::new("certificate/key-mismatch", "---\nseverity: error\nsummary: The key belongs to another certificate\n---\n"),
    Page::new("structure/long-name", "---\nseverity: info\nsummary: A name is very long\n---\n"),
    Page::new("exec/off-by-default", "---\nseverity: off\nsummary: A rule that nobody asked for\n---\n"),
];

const PROD: &str = "\
apiVersion: v1
kind: Config
clusters:
- name: prod
  cluster:
    server: https://api.example.com:6443
    insecure-skip-tls-verify: true
- name: ünïcödé-世界
  cluster: {server: \"https://[::1]:6443\", insecure-skip-tls-verify: true, certificate-authority: /very/long/path/to/pki/ca.crt}
users:
- name: ci
  user:
    client-certificate-data: CERT
    client-key-data: |
      KEY
      KEY
\ttoken: SECRET
current-context: prod\r
";

/// A run without files.
pub(super) fn empty() -> Checked {
    Checked::default()
}

/// One file, nothing found.
pub(super) fn clean() -> Checked {
    Checked { files: vec![file("config", None, "kind: Config\n", &[])], ..Checked::default() }
}

/// An input that was named and is not there.
pub(super) fn unread(path: &str) -> Unread {
    let path = Name::path(path);
    let uri = FileUri::Inside(path.as_str().to_owned());
    Unread { message: message!["cannot read ", &path, ": there is no such file or folder"], path, uri }
}

/// Errors, warnings and notes in five files.
pub(super) fn rich() -> Checked {
    let long = format!("contexts:\n- name: {}\n  context: {{}}\n", "n".repeat(5000));
    let sources = [PROD.to_owned(), String::new(), long, "kind: Config\n".to_owned(), "users: []\nwith: KEY\n".to_owned()];
    let files = vec![
        file(
            "clusters/prod.yaml",
            None,
            &sources[0],
            &[("CERT", OMITTED), ("|\n      KEY\n      KEY", REDACTED), ("SECRET", REDACTED)],
        ),
        file("empty.yaml", None, &sources[1], &[]),
        file("long.yaml", None, &sources[2], &[]),
        file("::error::\u{1b}[31m ##[group]\n&[x](1).yaml", None, &sources[3], &[]),
        file("manifests/a b.yaml", Some("data.kubeconfig"), &sources[4], &[("KEY", REDACTED)]),
    ];
    let at = |file: usize, text: &str| place(&sources, file, text);
    let mut findings = vec![
        verify_disabled(&at(0, "insecure-skip-tls-verify: true\n"), "prod", Some(at(0, "https://api.example.com:6443"))),
        verify_disabled(&at(0, "insecure-skip-tls-verify: true,"), "ünïcödé-世界", None),
        key_mismatch(at(0, "|\n      KEY\n      KEY"), at(0, "CERT"), at(4, "KEY")),
        Finding { message: "a tab is used as indentation".into(), ..syntax(at(0, "\ttoken: SECRET")) },
        Finding { message: "the list of entries ends here, at the end of the file".into(), ..syntax(at(0, "")) },
        Finding { message: "the file is empty".into(), ..syntax(at(1, "")) },
        long_name(at(2, &"n".repeat(5000))),
        hostile(at(3, "Config")),
        Finding {
            message: "three lines are wrong together".into(),
            ..syntax(at(0, "- name: ci\n  user:\n    client-certificate-data: CERT\n"))
        },
        Finding { message: "a secret in a manifest is not base64".into(), rule: "encoding/not-base64", ..syntax(at(4, "KEY")) },
    ];
    count_occurrences(&mut findings);
    let suppressed = vec![Suppressed { finding: syntax(at(0, "")), by: Suppressor::Comment }; 2];
    Checked { files, findings, suppressed }
}

/// The file that stands inside a manifest.
const MANIFEST: usize = 4;

/// A file called `path`, with pieces of it hidden.
pub(super) fn file(path: &str, within: Option<&str>, source: &str, hidden: &[(&str, &'static str)]) -> CheckedFile {
    CheckedFile {
        path: Name::path(path),
        within: within.map(Name::escape),
        text: MaskedText::with_hidden(source, hidden),
        transcoded_from: None,
        is_variable: false,
    }
}

/// A finding without any extras.
pub(super) fn syntax(place: Place) -> Finding {
    Finding::new("structure/syntax", Severity::Error, "it is wrong".into(), place, Address::ROOT)
}

fn verify_disabled(flag: &Place, cluster: &str, server: Option<Place>) -> Finding {
    let name = Name::escape(cluster);
    Finding {
        rule: "tls/verify-disabled",
        severity: Severity::Warning,
        message: message![
            "cluster ",
            &name,
            " does not verify the server, so that anybody on the way can read and change what is sent"
        ],
        help: Some(message![
            "remove ",
            Name::escape("insecure-skip-tls-verify"),
            " and give ",
            Name::escape("certificate-authority-data")
        ]),
        label: Some("verification is off".into()),
        address: Address::ROOT.key("clusters").join(Segment::Entry(name)).key("cluster").key("insecure-skip-tls-verify"),
        related: server.map(|place| Related { place, message: "credentials go here".into() }).into_iter().collect(),
        ..syntax(*flag)
    }
}

fn key_mismatch(key: Place, certificate: Place, other: Place) -> Finding {
    let date = jiff::Timestamp::from_second(1_800_000_000).unwrap_or_default();
    let ends =
        message!["the certificate, valid until ", date, ", was made for another key than the one that stands in this file"];
    Finding {
        rule: "certificate/key-mismatch",
        message: message!["the key of user ", Name::escape("ci"), " belongs to another certificate"],
        help: Some("fetch both from the same place again, or ask the person who gave you this file to do so; a key cannot be made for a certificate".into()),
        label: Some("this key".into()),
        address: Address::ROOT.key("users").join(Segment::Entry(Name::escape("ci"))).key("user").key("client-key-data"),
        related: vec![Related { place: certificate, message: ends }, Related { place: other, message: "the key is also used here".into() }],
        clients: vec![
            client("kubectl", "1.22-1.37", Outcome::Refuses, Some("tls: private key does not match public key".into())),
            client("kr8s", "0.20.15", Outcome::Differs, None),
        ],
        ..syntax(key)
    }
}

fn long_name(place: Place) -> Finding {
    let name = Name::escape(&"n".repeat(5000));
    Finding {
        rule: "structure/long-name",
        severity: Severity::Info,
        message: Message::new(vec![
            Part::Text("the name "),
            name.into(),
            " has ".into(),
            Part::Number(5000),
            " characters".into(),
        ]),
        label: Some("nobody can read this name in the prompt of a shell".into()),
        ..syntax(place)
    }
}

fn hostile(place: Place) -> Finding {
    let name = Name::escape("\u{1b}[2Jx ::error::y ##[error]z ##vso[task] [a](1) \\ {0} \u{202e}");
    Finding { message: message!["the name ", name, " says [this](9) and {x}, users[] too"], ..syntax(place) }
}

fn client(client: &'static str, versions: &'static str, outcome: Outcome, error: Option<Message>) -> ClientOutcome {
    ClientOutcome { client, versions: versions.into(), outcome, error }
}

/// Where the first `text` stands in a source; the end of it for an empty text.
fn place(sources: &[String], file: usize, text: &str) -> Place {
    let source = &sources[file];
    let start = if text.is_empty() { source.len() } else { source.find(text).unwrap_or_default() };
    let end = start + text.trim_end_matches([',', '\n']).len();
    let length = |bytes: usize| u32::try_from(bytes).unwrap_or_default();
    let range = Range { start: position(source, start), end: position(source, end) };
    // Ten lines further down, and indented, in the manifest that the file with this number is inside.
    let in_manifest =
        |at: Position| Position { line: at.line + 10, column: at.column + 4, utf16_column: at.utf16_column + 4, ..at };
    let outer = (file == MANIFEST).then(|| Range { start: in_manifest(range.start), end: in_manifest(range.end) });
    Place { file: FileId(file), span: Span::new(length(start), length(end)), range, outer }
}

fn position(source: &str, byte: usize) -> Position {
    let before = &source[..byte];
    let line = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
    let count = |number: usize| u32::try_from(number).unwrap_or_default();
    Position {
        line: 1 + count(before.matches('\n').count()),
        column: 1 + count(line.chars().count()),
        utf16_column: 1 + count(line.encode_utf16().count()),
        byte: count(byte),
    }
}
