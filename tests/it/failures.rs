//! What people reported to other projects, shown by a kubeconfig, and the rule that catches it.

use crate::credentials::{NOW, fill};
use kubeconfig_lint::clients::Audience;
use kubeconfig_lint::engine::{self, Input};
use kubeconfig_lint::env::Env;
use kubeconfig_lint::options::Options;
use std::path::Path;

/// Nothing is wrong with it; a failure is a change of it.
const BASE: &str = "apiVersion: v1
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
contexts:
- name: prod
  context:
    cluster: c
    user: u
";
const CERT: &str = "client-certificate-data: {{client-cert}}";
const PAIR: &str = "client-certificate-data: {{client-cert}}\n    client-key-data: {{client-key}}";

/// Thread, symptom, the text of `BASE` and what stands there instead, clients, rule.
type Row = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const ROWS: &[Row] = &[
    (
        "kubernetes/kubernetes#69278",
        "template left in the server",
        "k8s.corp.test",
        "<your-server>",
        "kubectl",
        "structure/template-placeholder",
    ),
    ("kubernetes/kubernetes#53661", "stray dollar in the base64", "{{ca}}", "{{ca-illegal}}", "kubectl", "encoding/not-base64"),
    ("ansible/ansible#42605", "base64 cut off", "{{ca}}", "{{ca-unpadded}}A", "kubectl", "encoding/not-base64"),
    ("cyberark/kubeletctl#11", "base64 of something else", "{{ca}}", "{{no-pem}}", "kubectl", "encoding/not-pem"),
    ("kubernetes/client-go#703", "base64 encoded again", "{{ca}}", "{{double-ca}}", "kubectl", "encoding/double-base64"),
    (
        "kubesphere/kubesphere#3112",
        "key of another certificate",
        "{{client-key}}",
        "{{other-client-key}}",
        "kubectl",
        "certificate/key-mismatch",
    ),
    ("OpenUnison/openunison-k8s#114", "byte order mark in the CA", "{{ca}}", "{{bom-ca}}", "kubectl", "encoding/pem-layout"),
    (
        "vitobotta/hetzner-k3s#164",
        "unauthorized after a year",
        CERT,
        "client-certificate-data: {{expired-client-cert}}",
        "kubectl",
        "certificate/client-expired",
    ),
    ("kubernetes/kops#964", "the authority has ended", "{{ca}}", "{{expired-ca}}", "kubectl", "certificate/ca-expired"),
    ("kubernetes/kubernetes#62452", "tilde taken literally", PAIR, "tokenFile: ~/token", "kubectl", "path/unexpanded-variable"),
    (
        "kubernetes/kubernetes#21062",
        "typo in the current context",
        "current-context: prod",
        "current-context: prd",
        "kubectl",
        "structure/current-context-dangling",
    ),
    (
        "opsnull/follow-me-install-kubernetes-cluster#127",
        "cluster name misspelt",
        "cluster: c\n",
        "cluster: cc\n",
        "kubectl",
        "structure/dangling-reference",
    ),
    ("lensapp/lens#4676", "a key twice", "kind: Config", "kind: Config\nkind: Config", "kubectl", "structure/duplicate-key"),
    (
        "kubernetes/kubectl#935",
        "name of the Go field",
        PAIR,
        "token: {{token}}\n    act-as: admin",
        "kubectl",
        "auth/impersonation-misspelt",
    ),
    (
        "gavinbunney/terraform-provider-kubectl#33",
        "CA and no verification",
        "    server:",
        "    insecure-skip-tls-verify: true\n    server:",
        "kubectl",
        "tls/insecure-with-ca",
    ),
    ("openshift/hypershift#3097", "IPv6 without brackets", "k8s.corp.test", "fd00::1", "kubectl", "server/unbracketed-ipv6"),
    ("kubesphere/kubesphere#917", "no scheme", "https://k8s", "k8s", "kubectl", "server/missing-scheme"),
    (
        "kubernetes-client/python#362",
        "impersonation ignored",
        PAIR,
        "token: {{token}}\n    as: jane",
        "python",
        "auth/impersonation-unsupported",
    ),
    ("mmumshad/kubernetes-the-hard-way#229", "token has ended", PAIR, "token: {{expired-jwt}}", "kubectl", "auth/token-expired"),
    (
        "kubernetes/kubernetes#107150",
        "token without an end",
        PAIR,
        "token: {{legacy-jwt}}",
        "kubectl",
        "auth/legacy-service-account-token",
    ),
];

#[test]
fn reported_failures_are_caught() {
    let mut wrong = Vec::new();
    for (thread, symptom, from, to, clients, rule) in ROWS {
        assert!(BASE.contains(from), "{thread}: `{from}` is not in the base");
        let bytes = fill(&BASE.replacen(from, to, 1)).into_bytes();
        let mut options = Options::new(Env::at(NOW.parse().unwrap()));
        options.clients = Audience::parse(clients).unwrap().into_iter().collect();
        let checked = engine::check(vec![Input::new(Path::new("config.yaml"), bytes.into())], &options);
        if !checked.findings.iter().any(|finding| finding.rule == *rule) {
            let found: Vec<_> = checked.findings.iter().map(|finding| finding.rule.to_string()).collect();
            wrong.push(format!("{thread}: {symptom}: {rule} is not among {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
