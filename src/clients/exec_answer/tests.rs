//! Replays what the real clients made of answers (`tests/fixtures/exec-answers.jsonl`).

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr, reason = "a test that cannot go on fails")]

use super::*;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rcgen::{CertificateParams, DnType, KeyPair, PKCS_ED25519};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

pub(crate) const ANSWERS: &str = include_str!("../../../tests/fixtures/exec-answers.jsonl");

/// What is not foretold: comments and unknown escapes, which Ruby's reader takes. And the labelled pair was an RSA one: whether kr8s
/// before 0.13.6 says `Incorrect padding` to a raw PEM depends on the number of letters in it.
const KNOWN: &[(&str, &str)] = &[("comment", "kubeclient"), ("bad-escape", "kubeclient"), ("v1beta1-raw-pem", "kr8s")];

/// The answers of which the words are not foretold: whether a status that is a text holds the word `token` is not known, and what
/// kr8s before 0.13.6 says to a raw PEM depends on the number of letters in it.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("status-string", "kr8s"),
    ("v1beta1-pair", "kr8s"),
    ("v1beta1-pair-expired", "kr8s"),
    ("v1beta1-pair-mismatch", "kr8s"),
    ("v1beta1-pair-unended", "kr8s"),
];

#[test]
fn clients_do_what_was_foretold() {
    let mut tally: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut wrong = Vec::new();
    for answer in ANSWERS.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        let name = answer["name"].as_str().unwrap();
        let output = Output::read(fill(answer["stdout"].as_str().unwrap()).as_bytes());
        let Some(configured) = Known::ALL.into_iter().find(|known| known.name() == answer["apiVersion"]) else { continue };
        for (real, releases) in answer["real"].as_object().unwrap() {
            for release in releases.as_array().unwrap() {
                let release = release.as_str().unwrap();
                let (id, version) = release.rsplit_once('-').unwrap();
                let client = Client::ALL.into_iter().find(|client| client.id() == id).unwrap();
                let mut reaction = react(&output, configured, Release { client, version: version.parse().unwrap() });
                if answer["insecure"] == true && shows_no_certificate_to_anybody(reaction.release) {
                    reaction.outcome = without_certificate(reaction.outcome);
                }
                let [outcomes, words, all] = tally.entry(release.to_owned()).or_default();
                *all += 1;
                let is_known = |list: &[(&str, &str)]| list.contains(&(name.trim_start_matches("labelled/"), id));
                let is_same = short(&reaction.outcome) == real.split(": ").next().unwrap();
                *outcomes += usize::from(is_same);
                let says = !is_same || fits(&reaction.outcome, real);
                *words += usize::from(is_same && says);
                if (!is_same && !is_known(KNOWN)) || (!says && !is_known(OTHER_WORDS)) {
                    wrong.push(format!("{name}, {release}: {real}\n    foretold: {:?}", reaction.outcome));
                }
            }
        }
    }
    for (release, [outcomes, words, all]) in &tally {
        eprintln!("{release}: {outcomes} of {all} outcomes, {words} with their words");
    }
    assert!(wrong.is_empty(), "{} of them are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The labelled answers were tried with `insecure-skip-tls-verify`, with which kr8s shows no certificate before 0.20.7.
fn shows_no_certificate_to_anybody(release: Release) -> bool {
    release.client == Client::Kr8s && !release.version.is_at_least(0, 20, 7)
}

fn without_certificate(outcome: AnswerOutcome) -> AnswerOutcome {
    let is_of_certificate = match &outcome {
        AnswerOutcome::Sends(auth) => auth.as_slice() == [Auth::ClientCertificate],
        AnswerOutcome::Refuses(words) => words.to_string().starts_with("SSLError"),
        AnswerOutcome::Anonymous(_) => false,
    };
    if is_of_certificate { AnswerOutcome::anonymous("") } else { outcome }
}

fn short(outcome: &AnswerOutcome) -> String {
    match outcome {
        AnswerOutcome::Sends(auth) => {
            let names: Vec<_> = auth.iter().map(|auth| if *auth == Auth::Token { "token" } else { "certificate" }).collect();
            names.join("+")
        }
        other => other.as_str().to_owned(),
    }
}

/// Whether the words fit what the client said: `…` and `REDACTED` stand for anything. What was noted was cut.
fn fits(outcome: &AnswerOutcome, real: &str) -> bool {
    let AnswerOutcome::Refuses(words) = outcome else { return true };
    let words = words.to_string().replace("REDACTED", "…").replace("\\n", "\n");
    let words = words.trim_start_matches("TypeError: fetch failed: ");
    let real = real.trim_start_matches("refuses: ").replace("TypeError: fetch failed <- ", "");
    if words.starts_with("panics") {
        return real == "panics";
    }
    let mut rest = real.as_str();
    words.split('…').all(|piece| {
        let piece = piece.trim();
        // The labelled table has `N` for numbers, and its texts are cut at either end.
        match rest.find(piece) {
            Some(at) => {
                rest = &rest[at + piece.len()..];
                true
            }
            None => rest.len() < 12 || piece.contains(rest.trim_start()) || real.len() > 150 || is_numbered(&real),
        }
    })
}

fn is_numbered(real: &str) -> bool {
    real.contains(" N") || real.contains("(N") || real.contains("N.N") || real.contains(":N")
}

static CREDENTIALS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let mut all = HashMap::new();
    let mut put = |name: &str, pem: &str| {
        all.insert(format!("{name}|pem"), pem.to_owned());
        all.insert(name.to_owned(), STANDARD.encode(pem));
    };
    let certificate = |from: i32, until: i32, key: &KeyPair| {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, "jane");
        params.not_before = rcgen::date_time_ymd(from, 1, 1);
        params.not_after = rcgen::date_time_ymd(until, 1, 1);
        params.self_signed(key).unwrap()
    };
    let key = KeyPair::generate().unwrap();
    let client = certificate(2020, 2040, &key);
    for (name, from, until) in [("expired-client", 2010, 2020), ("future-client", 2035, 2040), ("other-client", 2020, 2040)] {
        let key = KeyPair::generate().unwrap();
        put(&format!("{name}-cert"), &certificate(from, until, &key).pem());
        put(&format!("{name}-key"), &key.serialize_pem());
    }
    let (pem, key_pem) = (client.pem().replace("\r\n", "\n"), key.serialize_pem().replace("\r\n", "\n"));
    put("client-cert", &pem);
    put("client-key", &key_pem);
    put("client-chain", &format!("{pem}{}", certificate(2020, 2040, &KeyPair::generate().unwrap()).pem()));
    put("client-both", &format!("{pem}{key_pem}"));
    put("ed25519-key", &KeyPair::generate_for(&PKCS_ED25519).unwrap().serialize_pem());
    // PBES2 (1.2.840.113549.1.5.13) without parameters, and four bytes that it encrypted.
    let pbes2 = [b"\x30\x13\x30\x0b\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x05\x0d\x04\x04".as_slice(), &[1; 4]].concat();
    put(
        "encrypted-key",
        &format!("-----BEGIN ENCRYPTED PRIVATE KEY-----\n{}\n-----END ENCRYPTED PRIVATE KEY-----\n", STANDARD.encode(pbes2)),
    );
    for (name, pem) in [("client-cert", &pem), ("client-key", &key_pem)] {
        let base64 = STANDARD.encode(pem);
        let lines: Vec<_> = base64.as_bytes().chunks(76).map(|line| std::str::from_utf8(line).unwrap()).collect();
        all.insert(format!("{name}-wrapped"), lines.join("\n"));
        all.insert(format!("double-{name}"), STANDARD.encode(&base64));
        all.insert(format!("{name}-one-line"), pem.replace('\n', " "));
        all.insert(format!("{name}-literal"), pem.replace('\n', "\\n"));
        all.insert(format!("{name}-crlf"), pem.replace('\n', "\r\n"));
        all.insert(format!("{name}-unended"), pem.trim_end().to_owned());
    }
    all.insert("client-cert|der".to_owned(), STANDARD.encode(client.der()));
    all.insert("client-key|der".to_owned(), STANDARD.encode(key.serialize_der()));
    for (name, text) in [
        ("token", "opaque-token"),
        ("future", "2039-01-01T00:00:00Z"),
        ("past", "2020-01-01T00:00:00Z"),
        ("soon", "2026-01-01T00:00:00Z"),
        ("expired-jwt", "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3MDAwMDM2MDB9.c2ln"),
    ] {
        all.insert(name.to_owned(), text.to_owned());
    }
    all
});

/// Credentials stand inside of JSON strings.
pub(crate) fn fill(text: &str) -> String {
    CREDENTIALS.iter().fold(text.to_owned(), |filled, (name, value)| {
        let quoted = serde_json::to_string(value).unwrap();
        filled.replace(&format!("{{{{{name}}}}}"), &quoted[1..quoted.len() - 1])
    })
}
