//! Exec plugins and auth providers.

use super::row::{ANSWER, Change, PAIR, Row, row};
use kubeconfig_lint::finding::Severity::Error;

/// A user of EKS.
const AWS: &str = "exec:
      apiVersion: client.authentication.k8s.io/v1
      command: aws
      args: [eks, get-token, --cluster-name, prod, --output, json]
      interactiveMode: Never";
const GCP: &str = "auth-provider:
      name: gcp
      config: {cmd-path: /snap/google-cloud-sdk/58/bin/gcloud}";
const EXEC: &str = "users[u].user.exec";
const COMMAND: &str = "users[u].user.exec.command";
const API_VERSION: &str = "users[u].user.exec.apiVersion";
const PRINTED: &str =
    r#"{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "status": {"token": "{{token}}"}}"#;

pub(super) fn rows() -> Vec<Row> {
    let mut rows = versions();
    rows.extend(programs());
    rows
}

fn versions() -> Vec<Row> {
    const UNSUPPORTED: &str = "exec/api-version-unsupported";
    const MISMATCH: &str = "exec/api-version-plugin-mismatch";
    vec![
        row(63, "cloudnative-pg/cloudnative-pg#226", "v1alpha1 is refused since 1.24")
            .given(PAIR, AWS)
            .fault("k8s.io/v1", "k8s.io/v1alpha1")
            .caught(UNSUPPORTED, API_VERSION, "v1alpha1")
            .rated(Error),
        row(64, "ahmetb/kubectx#391", "v1 is refused by old clients")
            .meant_for("kr8s@0.13.5")
            .given(PAIR, AWS)
            .given("k8s.io/v1", "k8s.io/v1beta1")
            .fault("k8s.io/v1beta1", "k8s.io/v1")
            .caught(UNSUPPORTED, API_VERSION, "v1beta1"),
        row(65, "int128/kubelogin#1049", "the plugin answers another version than the one that is configured")
            .given(PAIR, AWS)
            .given("command: aws", "command: gke-gcloud-auth-plugin")
            .given("[eks, get-token, --cluster-name, prod, --output, json]", "[]")
            .given("k8s.io/v1", "k8s.io/v1beta1")
            .fault("k8s.io/v1beta1", "k8s.io/v1")
            .caught(MISMATCH, API_VERSION, "v1beta1"),
        row(
            66,
            "kubernetes-sigs/aws-iam-authenticator#386",
            "people patch the version with sed, and the plugin still answers another",
        )
        .beside(ANSWER, PRINTED)
        .fault_in(ANSWER, "k8s.io/v1", "k8s.io/v1beta1")
        .caught("exec/output-invalid", "apiVersion", "v1beta1"),
        row(67, "redhat-developer/intellij-kubernetes#910", "exec without an apiVersion")
            .given(PAIR, AWS)
            .fault("apiVersion: client.authentication.k8s.io/v1\n      command", "command")
            .caught(UNSUPPORTED, EXEC, "apiVersion"),
        row(68, "kyverno/chainsaw#2263", "interactiveMode was lost when a tool wrote the file anew")
            .given(PAIR, AWS)
            .fault("\n      interactiveMode: Never", "")
            .caught("exec/interactive-mode", API_VERSION, "interactiveMode"),
    ]
}

fn programs() -> Vec<Row> {
    const NOT_FOUND: &str = "exec/command-not-found";
    vec![
        row(69, "actions-hub/kubectl#16", "the image of the job has no such program")
            .given(PAIR, AWS)
            .given("interactiveMode", "installHint: install the AWS CLI\n      interactiveMode")
            .change(Change::NoPrograms)
            .caught(NOT_FOUND, COMMAND, "aws"),
        row(70, "aws/aws-cli#4675", "the program has another name today")
            .given(PAIR, AWS)
            .fault("command: aws", "command: heptio-authenticator-aws")
            .caught("exec/unknown-plugin", COMMAND, "aws-iam-authenticator"),
        row(71, "lensapp/lens#512", "programs of the desktop have a shorter PATH")
            .given(PAIR, AWS)
            .change(Change::NoPrograms)
            .caught(NOT_FOUND, COMMAND, "PATH")
            .undecidable("where it is not run with the PATH of that program"),
        row(72, "lensapp/lens#654", "a wish for exactly this check")
            .given(PAIR, AWS)
            .fault("command: aws", "command: /opt/corp/bin/login")
            .caught(NOT_FOUND, COMMAND, "/opt/corp/bin/login"),
        row(73, "kubernetes-sigs/cluster-api-provider-gcp#923", "the provider gcp is gone")
            .fault(PAIR, "auth-provider:\n      name: gcp")
            .caught("auth/provider-removed", "users[u].user.auth-provider.name", "gke-gcloud-auth-plugin"),
        row(74, "lensapp/lens#944", "cmd-path leads nowhere, or to a folder")
            .fault(PAIR, GCP)
            .caught("auth/provider-runs-command", "users[u].user.auth-provider.config.cmd-path", "command")
            .undecidable("that nothing is at the path: the provider is gone, and nobody goes there"),
        row(75, "kube-rs/kube#2037", "a relative command is looked for elsewhere")
            .given(PAIR, AWS)
            .beside("bin/login", "")
            .fault("command: aws", "command: ./bin/login")
            .caught("exec/relative-command", COMMAND, "working directory"),
    ]
}
