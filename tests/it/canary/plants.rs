//! Files with a secret in every place where one can stand.

use super::places::{COMMANDS, PUBLIC_PLACES, SECRET_PLACES, SLOT, TEXTS, URLS};
use super::tokens::{self, PARTS, PLACES_FOR_PATHS};
use crate::credentials::CANARY;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// A secret that YAML takes for a number.
pub(crate) const NUMBER: &str = "73194628509";

/// A file with a secret in it.
pub(crate) struct Plant {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

impl Plant {
    fn new(name: impl Into<String>, text: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: text.into() }
    }
}

/// All of them.
pub(crate) fn all() -> Vec<Plant> {
    let mut plants = Vec::new();
    let raw = |place: &str| file(place, CANARY);
    for (index, place) in SECRET_PLACES.iter().enumerate() {
        let name = |what: &str| format!("{index}-{}-{what}", slug(place));
        for (style, write) in STYLES {
            plants.push(Plant::new(name(style), file(place, &write(CANARY))));
        }
        plants.push(Plant::new(name("number"), file(place, NUMBER)));
        for (value, text) in data() {
            plants.push(Plant::new(name(value), file(place, &double_quoted(&text))));
        }
        for (envelope, wrap) in ENVELOPES {
            plants.push(Plant::new(name(envelope), wrap(&raw(place))));
        }
    }
    for (index, place) in PUBLIC_PLACES.iter().enumerate() {
        for (value, text) in data() {
            for (style, write) in
                STYLES.iter().filter(|(name, _)| ["double-quoted", "escaped", "literal", "folded"].contains(name))
            {
                plants.push(Plant::new(format!("{index}-{}-{value}-{style}", slug(place)), file(place, &write(&text))));
            }
        }
        // In a file that cannot be read, nothing is public.
        for (envelope, wrap) in ENVELOPES.iter().filter(|(name, _)| name.starts_with("broken")) {
            plants.push(Plant::new(format!("{index}-{}-{envelope}", slug(place)), wrap(&raw(place))));
        }
    }
    let with_parts = URLS.iter().map(|url| ("server: §", url)).chain(URLS.iter().map(|url| ("proxy-url: §", url)));
    let with_parts = with_parts
        .chain(COMMANDS.iter().map(|command| ("exec: {apiVersion: client.authentication.k8s.io/v1, command: §}", command)));
    for (index, (place, value)) in with_parts.enumerate() {
        for (style, write) in STYLES {
            let value = value.replace(SLOT, CANARY);
            plants.push(Plant::new(format!("part-{index}-{style}"), file(place, &write(&value))));
        }
    }
    plants.extend(pasted());
    plants.extend(TEXTS.iter().enumerate().map(|(index, text)| Plant::new(format!("text-{index}"), text.replace(SLOT, CANARY))));
    plants
}

/// Credentials in the place of names and paths.
pub(crate) fn pasted() -> Vec<Plant> {
    let known = tokens::known().into_iter().flat_map(|token| {
        let places = PUBLIC_PLACES.iter().chain(PLACES_FOR_PATHS);
        places.map(move |place| (*place, token.clone()))
    });
    let opaque = tokens::opaque().into_iter().flat_map(|token| PLACES_FOR_PATHS.iter().map(move |place| (*place, token.clone())));
    let parts = PARTS.iter().map(|(place, value)| (*place, value.replace(SLOT, CANARY)));
    let all = known.chain(opaque).chain(parts).enumerate();
    all.map(|(index, (place, value))| Plant::new(format!("pasted-{index}-{}", slug(place)), file(place, &double_quoted(&value))))
        .collect()
}

/// The same file with each of some secrets in one secret place, as its last word.
pub(crate) fn twins(secrets: &[&str]) -> Vec<Vec<Plant>> {
    let is_last = |place: &&&str| place.matches(SLOT).count() == 1 && !place.split(SLOT).any(|part| part.starts_with('\n'));
    let places = SECRET_PLACES.iter().filter(is_last);
    let twins = |place: &&str| {
        // They have the same name, or reports would differ by it.
        let plant = |secret: &&str| Plant::new("twin", file(place, secret));
        secrets.iter().map(plant).collect()
    };
    places.map(twins).collect()
}

/// A name of a file, from a line of YAML.
fn slug(place: &str) -> String {
    place.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').take(24).collect()
}

/// A kubeconfig with one more line in the cluster, the user or at the top; the line with the secret is the last.
fn file(place: &str, value: &str) -> String {
    let line = place.replace(SLOT, value);
    let is_of = |keys: &[&str]| keys.iter().any(|key| place.starts_with(key));
    if let Some(top) = line.strip_prefix('/') {
        return format!("{}{}{}{top}\n", head(""), "", user(""));
    }
    if is_of(&["server", "proxy-url", "certificate-authority", "tls-server-name", "insecure"]) {
        return format!("{}{}", user(""), head(&line));
    }
    format!("{}{}", head(""), user(&line))
}

fn head(line: &str) -> String {
    let server = if line.starts_with("server") { "" } else { "    server: https://k8s.corp.test:6443\n" };
    format!("clusters:\n- name: c\n  cluster:\n{server}    {line}\n")
}

fn user(line: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: x\ncontexts:\n- name: x\n  context: {{cluster: c, user: u}}\nusers:\n- name: u\n  user:\n    {line}\n"
    )
}

type Write = fn(&str) -> String;

/// How a scalar can be written.
const STYLES: &[(&str, Write)] = &[
    ("plain", str::to_owned),
    ("single-quoted", |text| format!("'{}'", text.replace('\'', "''"))),
    ("double-quoted", double_quoted),
    ("escaped", |text| format!("\"{}\"", escaped(text))),
    ("folded-quotes", |text| {
        format!("\"\n            {}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
    }),
    ("literal", |text| format!("|\n{}", indented(text))),
    ("commented-literal", |text| format!("| # {}\n{}", text.replace('\n', " "), indented(text))),
    ("folded", |text| format!(">-\n{}", indented(text))),
    ("tagged", |text| format!("!!str {}", double_quoted(text))),
    ("anchored", |text| format!("&a {}", double_quoted(text))),
    ("binary", |text| format!("!!binary {}", STANDARD.encode(text))),
    ("commented", |text| format!("{} # {}", double_quoted(text), text.replace('\n', " "))),
];

fn double_quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn escaped(text: &str) -> String {
    text.chars().fold(String::new(), |escaped, c| escaped + &format!("\\U{:08x}", u32::from(c)))
}

fn indented(text: &str) -> String {
    prefixed("            ", text)
}

fn prefixed(prefix: &str, text: &str) -> String {
    text.lines().fold(String::new(), |lines, line| lines + prefix + line + "\n")
}

/// Data that holds the secret and shows by itself that it is no name and no path.
fn data() -> [(&'static str, String); 11] {
    let pem = format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n-----END RSA PRIVATE KEY-----\n", STANDARD.encode(CANARY.repeat(4)));
    let part = |text: &str| URL_SAFE_NO_PAD.encode(text);
    let claims = format!("{{\"iss\":\"https://{CANARY}.test\",\"sub\":\"{CANARY}\",\"aud\":[\"{CANARY}\"],\"exp\":1700000000}}");
    let jwt = format!("{}.{}.{}", part("{\"alg\":\"RS256\"}"), part(&claims), part(&format!("signed by {CANARY}")));
    [
        ("base64", STANDARD.encode(&pem)),
        ("unpadded", STANDARD.encode(format!("{pem}\n")).trim_end_matches('=').to_owned()),
        ("illegal", STANDARD.encode(&pem).replacen("BFR0", "$FR0", 1)),
        ("doubled", STANDARD.encode(STANDARD.encode(&pem))),
        ("one-line-pem", pem.replace('\n', " ")),
        ("base64-jwt", STANDARD.encode(&jwt)),
        ("quoted-jwt", format!("\"Bearer {jwt}\"")),
        ("eks", format!("k8s-aws-v1.{}", part(&format!("https://sts.amazonaws.com/?X-Amz-Signature={CANARY}&X-Amz-Expires=60")))),
        ("long", format!("{}/{CANARY}", CANARY.repeat(12))),
        ("pem", pem),
        ("jwt", jwt),
    ]
}

type Wrap = fn(&str) -> Vec<u8>;

/// What can surround a file.
const ENVELOPES: &[(&str, Wrap)] = &[
    ("broken-at-end", |text| format!("{text}\nx: y: z\n").into()),
    ("broken-at-start", |text| format!("x: 'y\n{text}").into()),
    ("broken-by-tab", |text| format!("{text}\t- x\n").into()),
    ("broken-by-braces", |text| format!("{{{{ if x }}}}\n{text}{{{{ end }}}}\n").into()),
    ("broken-utf8", |text| [text.as_bytes(), b"\xff\n"].concat()),
    ("broken-nul", |text| format!("{text}# \0\n").into()),
    ("broken-list", |text| prefixed("- ", text).into()),
    ("utf16-le", |text| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ("utf16-be", |text| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ("marked", |text| format!("\u{feff}{text}").into()),
    ("crlf", |text| text.replace('\n', "\r\n").into()),
    ("second", |text| format!("kind: Config\n---\n{text}").into()),
    ("second-broken", |text| format!("kind: Config\n---\nx: y: z\n{text}").into()),
    ("in-list", |text| format!("- \n{}", prefixed("  ", text)).into()),
    ("in-manifest", |text| format!("kind: Secret\napiVersion: v1\ndata:\n  config: {}\n", STANDARD.encode(text)).into()),
    ("in-string", |text| format!("kind: Secret\nstringData:\n  config: |\n{}", indented(text)).into()),
];
