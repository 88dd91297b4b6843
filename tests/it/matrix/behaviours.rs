//! The rows: what people write, and what it means.

use super::Means;
use Change::{Around, Cluster, Text, User};
use kubeconfig_lint::clients::{Auth, Ca, Client, Tls};

/// The kubeconfig that is changed; all clients take it.
pub(super) const GOOD: &str = "\
apiVersion: v1
kind: Config
clusters:
- name: c
  cluster: {server: 'https://first.corp.test:6443', certificate-authority-data: {{ca}}}
users:
- name: u
  user: {token: '{{jwt}}'}
contexts:
- name: x
  context: {cluster: c, user: u}
current-context: x
";

/// What a row changes.
#[derive(Clone, Copy)]
pub(super) enum Change {
    /// The cluster.
    Cluster(&'static str),
    /// The user.
    User(&'static str),
    /// Every first text becomes the second.
    Text(&'static [(&'static str, &'static str)]),
    /// The bytes of the file.
    Around(fn(&str) -> Vec<u8>),
}

/// A row.
pub(super) struct Behaviour {
    pub(super) label: &'static str,
    pub(super) change: Change,
    pub(super) means: Means,
}

const fn row(label: &'static str, change: Change, means: Means) -> Behaviour {
    Behaviour { label, change, means }
}

/// What [`GOOD`] means.
const USUAL: Means = Means {
    server: Some("https://first.corp.test:6443"),
    tls: Tls::Verified,
    ca: Ca::Data,
    auth: Some(&[Auth::Token]),
    namespace: "default",
    impersonate: None,
    garbled: &[],
};
const ANYBODY: Means = Means { tls: Tls::Unverified, ca: Ca::None, ..USUAL };
/// It has no meaning that all agree on: the cell says what is sent.
const ANY_AUTH: Means = Means { auth: None, ..USUAL };
const ANY_SERVER: Means = Means { server: None, ..USUAL };
const CERTIFICATE: Means = Means { auth: Some(&[Auth::ClientCertificate]), ..USUAL };
const PLUGIN: Means = Means { auth: Some(&[Auth::Exec]), ..USUAL };
const PROVIDER: Means = Means { auth: Some(&[Auth::AuthProvider]), ..USUAL };
const PLAINTEXT: Means =
    Means { server: Some("http://first.corp.test:8080"), tls: Tls::Plaintext, ca: Ca::None, auth: None, ..USUAL };

pub(super) const ALL: &[Behaviour] = &[
    row("nothing is wrong", Text(&[]), USUAL),
    row(
        "`insecure-skip-tls-verify: \"false\"`",
        Cluster(
            "{server: 'https://first.corp.test:6443', insecure-skip-tls-verify: \"false\", certificate-authority-data: {{ca}}}",
        ),
        USUAL,
    ),
    row(
        "`insecure-skip-tls-verify: yes`",
        Cluster("{server: 'https://first.corp.test:6443', insecure-skip-tls-verify: yes}"),
        ANYBODY,
    ),
    row(
        "`insecure-skip-tls-verify: true` beside a certificate authority",
        Cluster("{server: 'https://first.corp.test:6443', insecure-skip-tls-verify: true, certificate-authority-data: {{ca}}}"),
        ANYBODY,
    ),
    row("`server: http://…`, with a token", Cluster("{server: 'http://first.corp.test:8080'}"), PLAINTEXT),
    row("`server` without `https://`", Cluster("{server: 'first.corp.test:6443', certificate-authority-data: {{ca}}}"), USUAL),
    row("`server: HTTPS://…`", Cluster("{server: 'HTTPS://first.corp.test:6443', certificate-authority-data: {{ca}}}"), USUAL),
    row(
        "user name and password in `server`, and a token",
        Cluster("{server: 'https://a:b@first.corp.test:6443', certificate-authority-data: {{ca}}}"),
        ANY_AUTH,
    ),
    row(
        "`certificate-authority-data` and `certificate-authority`",
        Cluster("{server: 'https://first.corp.test:6443', certificate-authority-data: {{ca}}, certificate-authority: /ca.crt}"),
        USUAL,
    ),
    row(
        "a data field holds PEM instead of base64",
        Cluster("{server: 'https://first.corp.test:6443', certificate-authority-data: \"{{ca-escaped}}\"}"),
        Means { garbled: &[Client::Node], ..USUAL },
    ),
    row(
        "base64 in lines of 76 characters",
        Cluster("{server: 'https://first.corp.test:6443', certificate-authority-data: \"{{ca-wrapped}}\"}"),
        USUAL,
    ),
    row(
        "base64 with `-` and `_`",
        Cluster("{server: 'https://first.corp.test:6443', certificate-authority-data: {{ca-url-safe}}}"),
        USUAL,
    ),
    row(
        "base64 without its last `=`",
        Cluster("{server: 'https://first.corp.test:6443', certificate-authority-data: {{ca-unpadded}}}"),
        USUAL,
    ),
    row(
        "`certificate-authority-data: DATA+OMITTED`",
        Cluster("{server: 'https://first.corp.test:6443', certificate-authority-data: DATA+OMITTED}"),
        Means { garbled: &Client::ALL, ..USUAL },
    ),
    row(
        "two clusters of one name",
        Text(&[(
            "users:",
            "- name: c\n  cluster: {server: 'https://second.corp.test:6443', certificate-authority-data: {{ca}}}\nusers:",
        )]),
        ANY_SERVER,
    ),
    row(
        "`server` twice in a cluster",
        Text(&[("certificate-authority-data", "server: 'https://second.corp.test:6443', certificate-authority-data")]),
        ANY_SERVER,
    ),
    row("a merge key, `<<`", User("{<<: {token: '{{jwt}}'}}"), USUAL),
    row("an alias", Text(&[("- name: c\n", "- name: &c c\n"), ("cluster: c,", "cluster: *c ,")]), USUAL),
    row("a second document", Around(|text| format!("{text}---\napiVersion: v1\nkind: Config\n").into_bytes()), USUAL),
    row("`---` at the end", Around(|text| format!("{text}---\n").into_bytes()), USUAL),
    row("a byte order mark", Around(|text| format!("\u{feff}{text}").into_bytes()), USUAL),
    row("UTF-16", Around(|text| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()), USUAL),
    row("no `apiVersion`", Text(&[("apiVersion: v1\n", "")]), USUAL),
    row("no `current-context`", Text(&[("current-context: x\n", "")]), USUAL),
    row("`namespace: 123`, a number", Text(&[("user: u}", "user: u, namespace: 123}")]), Means { namespace: "123", ..USUAL }),
    row("a context without a user", Text(&[("cluster: c, user: u", "cluster: c")]), ANY_AUTH),
    row("a context whose user does not exist", Text(&[("user: u}", "user: gone}")]), ANY_AUTH),
    row("a context whose cluster does not exist", Text(&[("{cluster: c,", "{cluster: gone,")]), USUAL),
    row("`user:` with nothing behind it", User(""), ANY_AUTH),
    row("`token: 123456`, a number", User("{token: 123456}"), USUAL),
    row("a token, and user name and password", User("{token: '{{jwt}}', username: a, password: b}"), ANY_AUTH),
    row(
        "a token and an exec plugin",
        User(
            "{token: '{{jwt}}', exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/plugin, interactiveMode: Never}}",
        ),
        ANY_AUTH,
    ),
    row("only `tokenFile`", User("{tokenFile: /token}"), Means { auth: Some(&[Auth::TokenFile]), ..USUAL }),
    row("user name and password", User("{username: a, password: b}"), Means { auth: Some(&[Auth::Basic]), ..USUAL }),
    row("`as`", User("{token: '{{jwt}}', as: somebody}"), Means { impersonate: Some("somebody"), ..USUAL }),
    row(
        "exec plugin of `v1`, without `interactiveMode`",
        User("{exec: {apiVersion: client.authentication.k8s.io/v1, command: /bin/plugin}}"),
        PLUGIN,
    ),
    row(
        "exec plugin of `v1alpha1`",
        User("{exec: {apiVersion: client.authentication.k8s.io/v1alpha1, command: /bin/plugin}}"),
        PLUGIN,
    ),
    row("`auth-provider` `gcp`", User("{auth-provider: {name: gcp, config: {access-token: '{{opaque-token}}'}}}"), PROVIDER),
    row(
        "`auth-provider` `oidc`",
        User(
            "{auth-provider: {name: oidc, config: {idp-issuer-url: 'https://issuer.corp.test', client-id: i, id-token: '{{jwt}}'}}}",
        ),
        PROVIDER,
    ),
    row("a client certificate without its key", User("{client-certificate-data: {{client-cert}}}"), CERTIFICATE),
    row(
        "a client certificate with another one's key",
        User("{client-certificate-data: {{client-cert}}, client-key-data: {{other-client-key}}}"),
        CERTIFICATE,
    ),
];
