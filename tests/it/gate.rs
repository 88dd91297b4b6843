//! The gate, and those who want something through it that may not pass.

use crate::credentials::{CANARY, NOW, fill};
use kubeconfig_lint::finding::{Finding, Severity};
use kubeconfig_lint::gate::{MOST_BYTES, Policy, gate};
use kubeconfig_lint::kubeconfig::schema::{AUTH_INFO, CLUSTER, CONFIG, CONTEXT, EXEC, Object, Type};
use std::fmt::Write as _;

/// A second user and a second context that nobody selects are there for the attacker to use.
const GOOD: &str = "apiVersion: v1
kind: Config
current-context: prod
clusters:
- name: c
  cluster:
    server: https://k8s.corp.test:6443
    certificate-authority-data: {{ca}}
users:
- name: u
  user:
    client-certificate-data: {{client-cert}}
    client-key-data: {{client-key}}
- name: v
  user:
    token: {{token}}
contexts:
- name: prod
  context:
    cluster: c
    user: u
- name: spare
  context:
    cluster: c
    user: v
";
const TOKEN: &str = "    token: {{token}}\n";
const CA: &str = "    certificate-authority-data: {{ca}}\n";

fn policy() -> Policy {
    Policy::at(NOW.parse().unwrap())
}

fn judge(text: &str) -> Result<(), Vec<Finding>> {
    gate(fill(text).into_bytes(), &policy())
}

fn changed(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "`{from}` is not in the good file");
    GOOD.replacen(from, to, 1)
}

#[test]
fn what_stands_by_itself_passes() {
    for (from, to) in [
        ("", ""),
        (CA, ""),
        ("https://k8s", "HTTPS://k8s"),
        (":6443", ":6443/k8s/clusters/c-1"),
        ("k8s.corp.test", "203.0.113.7"),
        ("k8s.corp.test", "'[2001:db8::1]"),
        (CA, "    certificate-authority-data: {{ca}}\n    tls-server-name: k8s.internal\n    disable-compression: true\n"),
        (CA, "    insecure-skip-tls-verify: false\n    certificate-authority: ''\n    proxy-url: ''\n    extensions: []\n"),
        (TOKEN, "    username: jane\n    password: '{{password}}'\n"),
        (TOKEN, "    token: {{token}}\n    exec: null\n    as: ''\n    as-groups: []\n    tokenFile:\n"),
        ("kind: Config", "kind: Config\npreferences: {}"),
        ("apiVersion", "\u{feff}apiVersion"),
        ("apiVersion", "# a remark\n---\napiVersion"),
    ] {
        let text =
            changed(from, to).replace("'[2001:db8::1]:6443", "'https://[2001:db8::1]:6443'").replace("https://'https", "'https");
        let refused = judge(&text).err().unwrap_or_default();
        let said: Vec<_> =
            refused.iter().map(|finding| format!("{}: {}: {}", finding.rule, finding.address, finding.message)).collect();
        assert!(said.is_empty(), "{to}: {said:#?}");
    }
    let json = r#"{"kind": "Config", "apiVersion": "v1", "current-context": "p", "clusters": [{"name": "c", "cluster": {"server":
        "https://k8s.corp.test"}}], "users": [{"name": "u", "user": {"token": "{{token}}"}}], "contexts": [{"name": "p", "context": {"cluster": "c", "user": "u"}}]}"#;
    assert!(judge(json).is_ok(), "JSON");
}

#[test]
fn what_an_attacker_wants_does_not_pass() {
    let exec = "    exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, interactiveMode: Never}\n";
    for (from, to) in [
        // Programs.
        (TOKEN, exec),
        (TOKEN, "    token: {{token}}\n    exec: {command: sh}\n"),
        (TOKEN, "    token: {{token}}\n    exec: [sh]\n"),
        (TOKEN, "    token: {{token}}\n    auth-provider: {name: gcp, config: {cmd-path: /bin/sh}}\n"),
        (TOKEN, "    token: {{token}}\n    auth-provider: {name: oidc}\n"),
        ("contexts:", "- name: unused\n  user: {token: '{{token}}', exec: {command: sh}}\ncontexts:"),
        // Files.
        (TOKEN, "    tokenFile: ../../token\n"),
        (TOKEN, "    token: {{token}}\n    tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token\n"),
        (TOKEN, "    token: {{token}}\n    tokenFile: ' '\n"),
        (TOKEN, "    token: {{token}}\n    client-certificate: /proc/self/environ\n"),
        (TOKEN, "    token: {{token}}\n    client-key: 'file:///etc/shadow'\n"),
        (CA, "    certificate-authority: ../ca.crt\n"),
        (CA, "    certificate-authority-data: {{ca}}\n    certificate-authority: /etc/passwd\n"),
        // Somebody else.
        (TOKEN, "    token: {{token}}\n    as: admin\n"),
        (TOKEN, "    token: {{token}}\n    as-uid: '0'\n"),
        (TOKEN, "    token: {{token}}\n    as-groups: [system:masters]\n"),
        (TOKEN, "    token: {{token}}\n    as-user-extra: {scopes: [all]}\n"),
        (TOKEN, "    token: {{token}}\n    act-as: admin\n"),
        // No verification.
        (CA, "    insecure-skip-tls-verify: true\n"),
        (CA, "    insecure-skip-tls-verify: \"true\"\n"),
        (CA, "    insecure-skip-tls-verify: \"false\"\n"),
        (CA, "    insecure-skip-tls-verify: yes\n"),
        (CA, "    insecure-skip-tls-verify: 1\n"),
        (CA, "    Insecure-Skip-Tls-Verify: true\n"),
        (CA, "    insecureSkipTLSVerify: true\n"),
        (CA, "    insecure-skip-tls-verify: true\n    insecure-skip-tls-verify: false\n"),
        (CA, "    insecure-skip-tls-verify: false\n    insecure-skip-tls-verify: true\n"),
        (CA, "    \"insecure-skip-tls-verify\": true\n"),
        (CA, "    ? insecure-skip-tls-verify\n    : true\n"),
        (CA, "    !!str insecure-skip-tls-verify: true\n"),
        (CA, "    insecure-skip-tls-verify: !!bool \"true\"\n"),
        // Elsewhere.
        ("https://", "http://"),
        ("https://", ""),
        ("https://", "https://jane:word@"),
        ("https://k8s.corp.test:6443", "''"),
        ("https://k8s.corp.test:6443", "unix:///run/docker.sock"),
        ("https://k8s.corp.test:6443", "https://k8s.corp.test:6443/?x=1"),
        ("https://k8s.corp.test:6443", "\"https://k8s.corp.test\\n.other.test\""),
        ("    server: https://k8s.corp.test:6443\n", ""),
        ("k8s.corp.test:6443", "127.0.0.1:6443"),
        ("k8s.corp.test:6443", "localhost:6443"),
        ("k8s.corp.test:6443", "169.254.169.254"),
        ("k8s.corp.test:6443", "metadata.google.internal"),
        ("k8s.corp.test:6443", "0.0.0.0"),
        ("k8s.corp.test:6443", "kubernetes.default.svc"),
        ("k8s.corp.test:6443", "127.1"),
        ("k8s.corp.test:6443", "0x7f.1"),
        ("k8s.corp.test:6443", "2130706433"),
        ("https://k8s.corp.test:6443", "'https://[::ffff:127.0.0.1]:6443'"),
        ("https://k8s.corp.test:6443", "'https://[::ffff:169.254.169.254]:443'"),
        ("https://k8s.corp.test:6443", "'https://[fe80::1%25eth0]:6443'"),
        ("k8s.corp.test", "k8s.c\u{43e}rp.test"),
        ("k8s.corp.test", "k8s;corp.test"),
        ("k8s.corp.test", "k8s..test"),
        (CA, "    proxy-url: http://10.0.0.1:8080\n"),
        (CA, "    proxy-url: socks5://proxy.test\n"),
        // Nobody.
        (TOKEN, "    token: ''\n"),
        ("    user: v", "    user: w"),
        ("    user: v", "    {}"),
        ("current-context: prod\n", ""),
        ("current-context: prod", "current-context: ''"),
        ("current-context: prod", "current-context: other"),
        // Two readings.
        ("kind: Config", "kind: Config\nkind: Config"),
        ("contexts:", "contexts: []\ncontexts:"),
        ("- name: v", "- name: u"),
        ("- name: spare", "- name: prod"),
        ("  cluster:\n    server", "  cluster:\n    <<: {insecure-skip-tls-verify: true}\n    server"),
        ("- name: v\n  user:\n", "- name: v\n  user: &a\n    token: x\n- name: w\n  user: *a\n- name: x\n  user:\n"),
        ("{{token}}", "!!binary e30="),
        ("{{token}}", "!custom x"),
        ("contexts:", "extensions: [{name: e, extension: {users: [{user: {exec: {command: sh}}}]}}]\ncontexts:"),
        ("    user: v\n", "    user: v\n---\nusers: []\n"),
        ("    user: v\n", "    user: v\n---\n"),
        ("    user: v\n", "    user: v\n...\nusers: []\n"),
        ("apiVersion: v1", "apiVersion: v2"),
        ("kind: Config", "kind: Secret"),
        ("kind: Config", "kind: Config\nClusters: []"),
        ("kind: Config", "kind: Config\n{{ template }}: x"),
        ("kind: Config", "kind: Config\0"),
        ("- name: prod", "- name: \"prod\\e[2J\""),
    ] {
        let text = changed(from, to);
        let refused = judge(&text).expect_err(&format!("passed with {to:?} for {from:?}"));
        assert!(refused.iter().all(|finding| finding.severity == Severity::Error), "{to:?}: an error says what is refused");
        assert!(!refused.iter().any(|finding| finding.message.to_string().contains(CANARY)), "{to:?}: a value is told");
    }
}

#[test]
fn a_file_that_is_no_text_or_too_much_of_it_does_not_pass() {
    let text = fill(GOOD);
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let large = text.clone() + &"#\n".repeat(MOST_BYTES / 2);
    let deep = |open: &str| text.clone() + "extensions: " + &open.repeat(50_000);
    let many = text.clone()
        + &(0..20_000).fold(String::new(), |mut names, number| {
            let _ = write!(names, "\nx{number}: 1");
            names
        });
    let doubling = (1..30).fold("a0: &a0 [x]\n".to_owned(), |mut text, step| {
        let _ = writeln!(text, "a{step}: &a{step} [*a{0}, *a{0}]", step - 1);
        text
    });
    let cases = [
        Vec::new(),
        b"null".to_vec(),
        b"[]".to_vec(),
        b"\xff\xfe\x00".to_vec(),
        utf16,
        large.into_bytes(),
        deep("[").into_bytes(),
        deep("{a: ").into_bytes(),
        many.into_bytes(),
        doubling.into_bytes(),
    ];
    for bytes in cases {
        assert!(gate(bytes, &policy()).is_err());
    }
}

/// A field that kubectl learns to read does not pass until somebody has looked at it.
#[test]
fn of_all_fields_only_those_pass_that_are_known_to_be_harmless() {
    let harmless = [
        "certificate-authority-data",
        "cluster",
        "client-certificate-data",
        "client-key-data",
        "disable-compression",
        "namespace",
        "password",
        "server",
        "tls-server-name",
        "token",
        "user",
        "username",
    ];
    let clusters: (&Object, &str) = (&CLUSTER, "    certificate-authority-data: {{ca}}\n");
    for (object, place) in [clusters, (&AUTH_INFO, TOKEN), (&CONTEXT, "    user: v\n")] {
        for field in object.fields.iter().filter(|field| !harmless.contains(&field.key)) {
            let value = match field.ty {
                Type::Text | Type::Base64 => "eA==",
                Type::Bool => "true",
                Type::TextList | Type::List(_) => "[{}]",
                Type::TextMap | Type::TextListMap | Type::Object(_) | Type::Any => "{name: [x], command: x}",
            };
            let text = changed(place, &format!("{place}    {}: {value}\n", field.key));
            assert!(judge(&text).is_err(), "{} passes", field.key);
        }
    }
    for field in CONFIG.keys().filter(|key| *key == "extensions").chain(EXEC.keys()) {
        assert!(judge(&format!("{GOOD}{field}: [x]\n")).is_err(), "{field} passes at the top");
    }
}

#[test]
fn a_policy_names_the_programs_that_may_run() {
    let exec = |command: &str, more: &str| {
        let exec = format!(
            "    exec: {{apiVersion: client.authentication.k8s.io/v1, command: {command}, interactiveMode: Never{more}}}\n"
        );
        fill(&changed(TOKEN, &exec)).into_bytes()
    };
    let policy = Policy { programs: vec!["aws".to_owned(), "/opt/login".to_owned()], ..policy() };
    let args = ", args: [eks, get-token, --cluster-name, prod, --output, json]";
    assert!(gate(exec("aws", args), &policy).is_ok());
    assert!(gate(exec("/opt/login", ""), &policy).is_ok());
    for (command, more) in [
        ("./aws", args),
        ("/tmp/aws", args),
        ("AWS", args),
        ("'aws '", args),
        ("login", ""),
        ("/opt/../tmp/login", ""),
        ("''", ""),
        ("aws", ", env: [{name: LD_PRELOAD, value: ./x.so}]"),
        ("aws", ", extra: 1"),
        ("aws, command: sh", args),
    ] {
        assert!(gate(exec(command, more), &policy).is_err(), "{command}{more}");
    }
    let twice = fill(&changed("contexts:", "- name: u\n  user: {exec: {command: sh}}\ncontexts:"));
    assert!(gate(twice.into_bytes(), &policy).is_err());
}

#[test]
fn a_policy_names_the_hosts_that_may_be_talked_to() {
    let judge = |host: &str| {
        let hosts = Some(vec!["api.one.test".to_owned(), ".two.test".to_owned()]);
        gate(fill(&changed("k8s.corp.test", host)).into_bytes(), &Policy { hosts, ..policy() })
    };
    for host in ["api.one.test", "API.one.test", "api.one.test.", "a.two.test", "a.b.two.test"] {
        assert!(judge(host).is_ok(), "{host}");
    }
    for host in
        ["one.test", "x.api.one.test", "two.test", "atwo.test", "two.test.other.test", "api.one.test@other.test", "203.0.113.7"]
    {
        assert!(judge(host).is_err(), "{host}");
    }
}

#[test]
fn refusals_say_where_and_keep_the_order_of_the_file() {
    let text =
        changed(TOKEN, "    token: {{token}}\n    tokenFile: /x\n    exec: {command: sh}\n").replace("https://", "http://");
    let refused = judge(&text).unwrap_err();
    let lines: Vec<_> = refused.iter().map(|finding| finding.place.range.start.line).collect();
    assert!(lines.is_sorted(), "{lines:?}");
    let said = |address: &str| {
        refused.iter().find(|finding| finding.address.to_string() == address).map(|finding| finding.place.range.start.line)
    };
    assert_eq!(said("clusters[c].cluster.server"), Some(7));
    assert_eq!(said("users[v].user.tokenFile"), Some(17));
    assert_eq!(said("users[v].user.exec.command"), Some(18));
}
