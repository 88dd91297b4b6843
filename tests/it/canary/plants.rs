//! Files with a secret in every place where one can stand.

use crate::credentials::CANARY;
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

/// Stands where the secret comes.
const SLOT: &str = "§";
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
            plants.push(Plant::new(name(&format!("number-{style}")), file(place, &write(NUMBER))));
        }
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
    plants.extend(TEXTS.iter().enumerate().map(|(index, text)| Plant::new(format!("text-{index}"), text.replace(SLOT, CANARY))));
    plants
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

/// Every place of the schema that is secret, and every place outside of it. A `/` begins a line of the top level.
const SECRET_PLACES: &[&str] = &[
    "certificate-authority-data: §",
    "certificate-authority: {x: §}",
    "server: [§]",
    "server: {§: x}",
    "tls-server-name: {x: §}",
    "insecure-skip-tls-verify: {x: [§]}",
    "client-certificate-data: §",
    "client-key-data: §",
    "client-key-data: [§]",
    "token: §",
    "token: [§]",
    "token: {§: §}",
    "password: §",
    "token: x\n    token: §",
    "token: §\n    token: x",
    "as-user-extra: {scopes: [§]}",
    "as-user-extra: {scopes: §}",
    "as-user-extra: §",
    "as-user-extra: {§: [x]}",
    "as-user-extra: {example.org/§: [x]}",
    "auth-provider: {name: oidc, config: {id-token: §}}",
    "auth-provider: {name: oidc, config: {refresh-token: §, idp-issuer-url: 'https://x.test'}}",
    "auth-provider: {name: gcp, config: {cmd-path: /bin/sh, cmd-args: §}}",
    "auth-provider: {name: gcp, config: {cmd-path: §}}",
    "auth-provider: {name: azure, config: {§: x}}",
    "auth-provider: {name: oidc, config: §}",
    "auth-provider: §",
    "exec: §",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: aws, args: [eks, get-token, §]}",
    "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: sh, args: [-c, §]}",
    "exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: ['--client-secret', §]}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, args: §}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, args: {§: §}}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, env: [{name: AWS_SECRET_ACCESS_KEY, value: §}]}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, env: [{name: LD_PRELOAD, value: §}]}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, env: [{name: HTTPS_PROXY, value: §}]}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, env: {A: §}}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, env: [§]}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: nowhere, installHint: §}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: {§: x}}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, §: y}",
    "extensions: [{name: e, extension: §}]",
    "extensions: [{name: e, extension: {§: §}}]",
    "extensions: §",
    "unknown: §",
    "access-token: §",
    "passwort: {server: [§, {token: §}]}",
    "username: {x: §}",
    "? [§]\n    : x",
    "? {a: §}\n    : x",
    "? |\n      §\n    : x",
    "? §\n    : x",
    "<<: §",
    "<<: {token: §}",
    "<<: [{password: §}, {client-key-data: §}]",
    "/preferences: {§: x}",
    "/preferences: {extensions: [{name: e, extension: §}]}",
    "/extensions: [{name: e, extension: §}]",
    "/extensions: [{name: e, extension: §}, {name: e, extension: §}]",
    "/x-secret: §",
    "/currentcontext: §",
    "/token: §",
    "/users: §",
    "/clusters: {§: §}",
    "/clusters: [[§]]",
    "/contexts: [§]",
    "/users: [{name: a, user: {token: §}}, {name: a, user: {token: §}}]",
    "/users: [{name: {x: §}, user: {token: §}}]",
];

/// Places that may be shown, unless what stands there is data.
const PUBLIC_PLACES: &[&str] = &[
    "certificate-authority: §",
    "tls-server-name: §",
    "server: §",
    "server: https://§",
    "server: https://k8s.corp.test/§",
    "proxy-url: §",
    "client-certificate: §",
    "client-key: §",
    "client-key: certs/§",
    "tokenFile: §",
    "tokenFile: /run/§/token",
    "as: §",
    "as-groups: [§]",
    "as-uid: §",
    "username: §",
    "auth-provider: {name: §}",
    "exec: {apiVersion: §, command: x}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: §}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, interactiveMode: §}",
    "exec: {apiVersion: client.authentication.k8s.io/v1, command: x, env: [{name: §, value: x}]}",
    "extensions: [{name: §, extension: 1}, {name: §, extension: 2}]",
    "/current-context: §",
    "/kind: §",
    "/apiVersion: §",
    "/contexts: [{name: §, context: {cluster: c, user: u}}, {name: §, context: {cluster: c, user: u}}]",
    "/contexts: [{name: x, context: {cluster: §, user: §, namespace: §}}]",
    "/users: [{name: §, user: {token: x, tokenn: y, password: [1]}}, {name: §}]",
    "/clusters: [{name: §, cluster: {server: x, insecure-skip-tls-verify: 3}}, {name: §}]",
];

const URLS: &[&str] = &[
    "https://§@k8s.corp.test",
    "https://§:x@k8s.corp.test",
    "https://x:§@k8s.corp.test:6443/p",
    "https://x:§@y@k8s.corp.test",
    "https://x:y@§@k8s.corp.test",
    "https://x:/§@k8s.corp.test",
    "https://x:?§@k8s.corp.test",
    "https://x:#§@k8s.corp.test/a",
    "https://k8s.corp.test?token=§",
    "https://k8s.corp.test/?a@§",
    "https://k8s.corp.test/?a=b@c#§",
    "https://k8s.corp.test#§",
    "https://k8s.corp.test#a@§",
    "https://x@k8s.corp.test?§",
    "https://x@k8s.corp.test?y@§",
    "https://x:y@k8s.corp.test#§",
    "x:§@k8s.corp.test",
    "§@k8s.corp.test",
    "//§@k8s.corp.test",
    "https:§@k8s.corp.test",
    "https:/§@k8s.corp.test",
    "https://https://x:§@k8s.corp.test",
    "http://x:%§@k8s.corp.test",
    "http://x y:§@k8s.corp.test",
    "http://x\\§@k8s.corp.test",
    "socks5://x:§@k8s.corp.test:1080",
    "ftp://x:§@k8s.corp.test",
    "https://[::1]:§@k8s.corp.test",
    "https://[::1?§",
    "https://k8s.corp.test:6443:x?§",
];

const COMMANDS: &[&str] = &[
    "aws eks get-token §",
    "aws\t§",
    "/bin/sh -c 'curl https://x.test/§'",
    "/bin/sh -c 'curl https://x.test/§ | sh'",
    "/opt/bin/aws --x /a/§",
    "C:\\bin\\x.exe --token=§",
    "C:/Program Files/x.exe /§",
    "TOKEN=§ aws",
    "env TOKEN=§ aws",
    "--token=§",
    "aws\u{a0}§",
    "aws\u{85}§",
    "aws\u{2028}§",
    "aws;§",
    "aws|§",
    "$(§)",
    "`§`",
];

/// Whole files.
const TEXTS: &[&str] = &[
    "§",
    "- §\n- {token: §}\n",
    "\"§",
    "token: \"§\n",
    "token: '§\nname: §\n",
    "users:\n- name: u\n  user:\n    token: |\n     §\n    §\n   §\n",
    "users:\n- name: u\n  user:\n    token: >\n      §\n\n      §\n  § x\n",
    "users: [{name: §, user: {token: §\n",
    "users: {{ .Values.§ }}\n§\n",
    "\tkind: §\n",
    "kind: Config\n\t§: x\nusers:\n- name: §\n",
    "kind: Config\n§\nusers:\n- name: u\n",
    "kind: Config\nx: y: §\nusers:\n- name: §\n  user: {token: §}\n",
    "kind: Config\nusers: *§\n",
    "kind: Config\nusers: &§ [*§]\n",
    "kind: Config\nkind: !§ Config\n",
    "kind: Config\nkind: !§!x Config\n",
    "kind: !<tag:§> Config\nusers:\n",
    "%TAG !e! tag:§,2000:\n---\nkind: !e!x Config\n",
    "%§ 1.1\n---\nkind: Config\n",
    "%YAML 9.§\n---\nkind: Config\n",
    "# §\nkind: Config # §\n#§",
    "kind: Config\n---\ntoken: §\n",
    "kind: Config\n--- §\n",
    "kind: Config\n...\n§\n",
    "kind: Config\n...\nusers:\n- name: §\n  user: {token: §}\n",
    "kind: Config\n---\nusers:\n- name: §\n  user: {token: \"§\n",
    "--- §\n--- §\n",
    "kind: Config\nusers:\n- name: u\n  user: {token: &t §}\ncontexts:\n- name: *t\n  context: {cluster: *t, user: *t}\ncurrent-context: *t\n",
    "kind: Config\ncontexts:\n- name: &t §\n  context: {cluster: *t, user: *t}\nusers:\n- {name: *t, user: {token: *t}}\n",
    "kind: Config\nx: &t {name: §, user: {tokenFile: §, token: x}, context: {cluster: §}}\nusers: [*t, *t]\ncontexts: [*t]\n",
    "kind: Config\nusers:\n- name: u\n  user: &u {token: §}\n- name: v\n  user: {<<: *u, token: §, toke: 1}\n",
    "kind: Config\nusers:\n- name: u\n  user: {token: !!int §}\n",
    "kind: Config\nusers:\n- name: u\n  user: {token: !!binary §}\n",
    "kind: Config\nusers:\n- name: u\n  user: {token: !!float '§', password: !!bool §}\n",
    "kind: !!binary '§?'\n",
    "apiVersion: v1\nkind: Secret\nmetadata: {name: §}\nstringData: {config: §}\ndata: {kubeconfig: §}\n",
    "apiVersion: v1\nkind: ConfigMap\ndata:\n  kubeconfig: |\n    kind: Config\n    users:\n    - name: u\n      user: {token: §}\n",
    "{\"kind\": \"Config\", \"users\": [{\"name\": \"u\", \"user\": {\"token\": \"§\", \"§\": 1}}]}",
    "{\"kind\": \"Config\", \"users\": [{\"name\": \"§\", \"user\": {\"token\": \"§\"}}]",
    "kind: Config\r\nusers:\r\n- name: u\r\n  user: {token: §, \"§\": \"§\"}\r\n",
    "kind: Config\rusers:\r- name: u\r  user: {token: §}\u{85}  # §\u{2028}",
    "kind: Config\nusers:\n- name: u\n  user:\n    token: a\n      §\n      §\n",
    "kind: Config\nusers:\n- name: u\n  user:\n    token: \"a\\\n      §\\n\n      §\"\n",
    "-----BEGIN RSA PRIVATE KEY-----\n§§§§\n-----END RSA PRIVATE KEY-----\n",
    "{§: §, [§]: §}",
    "!§ &§\n",
    "? §\n",
    "§: &§ §\n§: *§\n",
];

type Write = fn(&str) -> String;

/// How a scalar can be written.
const STYLES: &[(&str, Write)] = &[
    ("plain", str::to_owned),
    ("single-quoted", |text| format!("'{}'", text.replace('\'', "''"))),
    ("double-quoted", double_quoted),
    ("escaped", |text| format!("\"{}\"", text.chars().map(|c| format!("\\U{:08x}", u32::from(c))).collect::<String>())),
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

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("            {line}\n")).collect()
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

/// What can surround a file.
const ENVELOPES: &[(&str, fn(&str) -> Vec<u8>)] = &[
    ("broken-at-end", |text| format!("{text}\nx: y: z\n").into()),
    ("broken-at-start", |text| format!("x: 'y\n{text}").into()),
    ("broken-by-tab", |text| format!("{text}\t- x\n").into()),
    ("broken-by-braces", |text| format!("{{{{ if x }}}}\n{text}{{{{ end }}}}\n").into()),
    ("broken-utf8", |text| [text.as_bytes(), b"\xff\n"].concat()),
    ("broken-nul", |text| format!("{text}# \0\n").into()),
    ("broken-list", |text| text.lines().map(|line| format!("- {line}\n")).collect::<String>().into()),
    ("utf16-le", |text| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()),
    ("utf16-be", |text| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect()),
    ("marked", |text| format!("\u{feff}{text}").into()),
    ("crlf", |text| text.replace('\n', "\r\n").into()),
    ("second", |text| format!("kind: Config\n---\n{text}").into()),
    ("second-broken", |text| format!("kind: Config\n---\nx: y: z\n{text}").into()),
    ("in-list", |text| format!("- \n{}", text.lines().map(|line| format!("  {line}\n")).collect::<String>()).into()),
    ("in-manifest", |text| format!("kind: Secret\napiVersion: v1\ndata:\n  config: {}\n", STANDARD.encode(text)).into()),
    ("in-string", |text| format!("kind: Secret\nstringData:\n  config: |\n{}", indented(text)).into()),
];
