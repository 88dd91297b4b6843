//! The rows.

use super::Evidence::{General, Verified};
use super::{Answers, Evidence, Fact, NotPlugin, OldName, Plugin, Terminal};

const fn answers(value: Answers, evidence: Evidence) -> Fact<Answers> {
    Fact { value, evidence }
}

/// What most rows share; nothing in it raises a finding.
const PLAIN: Plugin = Plugin {
    name: "",
    commands: &[],
    words: &[],
    marks: &[],
    answers: answers(Answers::Unknown, General),
    required: &[],
    required_evidence: General,
    servers: &[],
    is_at_addresses: false,
    terminal: Terminal::No,
    has_wide_tokens: false,
    needs_cluster_info: false,
    has_output_setting: false,
    vendor_domains: &[],
    evidence: General,
};

/// The ways of calling known plugins.
pub static PLUGINS: &[Plugin] = &[
    Plugin {
        name: "aws eks get-token",
        commands: &["aws"],
        words: &["eks", "get-token"],
        answers: answers(Answers::AsAsked, Verified),
        required: &[&["--cluster-name", "--cluster-id"]],
        required_evidence: Verified,
        servers: &[".eks.amazonaws.com", ".eks.amazonaws.com.cn"],
        has_output_setting: true,
        vendor_domains: &["aws.amazon.com", "docs.aws.amazon.com", "amazon.com"],
        evidence: Verified,
        ..PLAIN
    },
    Plugin {
        name: "aws-iam-authenticator",
        commands: &["aws-iam-authenticator"],
        words: &["token"],
        answers: answers(Answers::V1beta1, General),
        required: &[&["-i", "--cluster-id"]],
        servers: &[".eks.amazonaws.com", ".eks.amazonaws.com.cn"],
        vendor_domains: &["aws.amazon.com", "docs.aws.amazon.com", "github.com/kubernetes-sigs"],
        ..PLAIN
    },
    Plugin {
        name: "gke-gcloud-auth-plugin",
        commands: &["gke-gcloud-auth-plugin"],
        answers: answers(Answers::V1beta1, Verified),
        servers: &[".gke.goog"],
        is_at_addresses: true,
        has_wide_tokens: true,
        needs_cluster_info: true,
        vendor_domains: &["cloud.google.com"],
        evidence: Verified,
        ..PLAIN
    },
    Plugin {
        name: "kubelogin (Azure)",
        commands: &["kubelogin"],
        words: &["get-token"],
        marks: &["--server-id", "--login", "-l", "--environment", "--tenant-id", "--client-id"],
        answers: answers(Answers::AsAsked, Verified),
        required: &[&["--server-id"]],
        servers: &[".azmk8s.io"],
        terminal: Terminal::UnlessLoginIs(&["azurecli", "spn", "msi", "workloadidentity", "azd", "azurepipelines"]),
        has_wide_tokens: true,
        vendor_domains: &["azure.github.io", "github.com/Azure", "learn.microsoft.com", "aka.ms"],
        evidence: Verified,
        ..PLAIN
    },
    Plugin {
        name: "kubectl oidc-login",
        commands: &["kubectl"],
        words: &["oidc-login", "get-token"],
        required: &[&["--oidc-issuer-url"], &["--oidc-client-id"]],
        terminal: Terminal::Yes,
        vendor_domains: &["github.com/int128"],
        evidence: Verified,
        ..PLAIN
    },
    Plugin {
        name: "kubectl-oidc_login",
        commands: &["kubectl-oidc_login"],
        words: &["get-token"],
        required: &[&["--oidc-issuer-url"], &["--oidc-client-id"]],
        terminal: Terminal::Yes,
        vendor_domains: &["github.com/int128"],
        evidence: Verified,
        ..PLAIN
    },
    Plugin {
        name: "kubelogin (OpenID Connect)",
        commands: &["kubelogin"],
        words: &["get-token"],
        marks: &["--oidc-issuer-url", "--oidc-client-id"],
        required: &[&["--oidc-issuer-url"], &["--oidc-client-id"]],
        terminal: Terminal::Yes,
        vendor_domains: &["github.com/int128"],
        evidence: Verified,
        ..PLAIN
    },
    Plugin {
        name: "oci ce cluster generate-token",
        commands: &["oci"],
        words: &["ce", "cluster", "generate-token"],
        answers: answers(Answers::V1beta1, Verified),
        required: &[&["--cluster-id"]],
        servers: &[".oraclecloud.com"],
        is_at_addresses: true,
        vendor_domains: &["oracle.com", "docs.oracle.com", "docs.cloud.oracle.com"],
        evidence: Verified,
        ..PLAIN
    },
    Plugin {
        name: "doctl kubernetes cluster kubeconfig exec-credential",
        commands: &["doctl"],
        words: &["kubernetes", "cluster", "kubeconfig", "exec-credential"],
        answers: answers(Answers::AsVersionOption, Verified),
        servers: &[".k8s.ondigitalocean.com"],
        vendor_domains: &["digitalocean.com", "docs.digitalocean.com", "github.com/digitalocean"],
        evidence: Verified,
        ..PLAIN
    },
    Plugin {
        name: "oc get-token",
        commands: &["oc"],
        words: &["get-token"],
        answers: answers(Answers::V1, Verified),
        terminal: Terminal::Yes,
        vendor_domains: &["docs.openshift.com", "docs.redhat.com", "access.redhat.com"],
        evidence: Verified,
        ..PLAIN
    },
    Plugin {
        name: "gardenlogin",
        commands: &["kubectl-gardenlogin", "gardenlogin"],
        words: &["get-client-certificate"],
        answers: answers(Answers::V1, General),
        needs_cluster_info: true,
        vendor_domains: &["github.com/gardener"],
        evidence: Verified,
        ..PLAIN
    },
    Plugin {
        name: "kubectl gardenlogin",
        commands: &["kubectl"],
        words: &["gardenlogin", "get-client-certificate"],
        answers: answers(Answers::V1, General),
        needs_cluster_info: true,
        vendor_domains: &["github.com/gardener"],
        evidence: Verified,
        ..PLAIN
    },
    Plugin {
        name: "tsh kube credentials",
        commands: &["tsh"],
        words: &["kube", "credentials"],
        answers: answers(Answers::V1beta1, General),
        terminal: Terminal::Yes,
        vendor_domains: &["goteleport.com"],
        ..PLAIN
    },
    Plugin {
        name: "tbot kube credentials",
        commands: &["tbot"],
        words: &["kube", "credentials"],
        answers: answers(Answers::V1beta1, General),
        vendor_domains: &["goteleport.com"],
        ..PLAIN
    },
    Plugin {
        name: "pinniped login oidc",
        commands: &["pinniped"],
        words: &["login", "oidc"],
        answers: answers(Answers::V1beta1, General),
        terminal: Terminal::Yes,
        vendor_domains: &["pinniped.dev"],
        ..PLAIN
    },
    Plugin {
        name: "pinniped login static",
        commands: &["pinniped"],
        words: &["login", "static"],
        answers: answers(Answers::V1beta1, General),
        vendor_domains: &["pinniped.dev"],
        ..PLAIN
    },
    Plugin {
        name: "tanzu pinniped-auth login",
        commands: &["tanzu"],
        words: &["pinniped-auth", "login"],
        answers: answers(Answers::V1beta1, General),
        terminal: Terminal::Yes,
        vendor_domains: &["vmware.com"],
        ..PLAIN
    },
    Plugin {
        name: "glab cluster agent get-token",
        commands: &["glab"],
        words: &["cluster", "agent", "get-token"],
        answers: answers(Answers::V1, General),
        vendor_domains: &["gitlab.com", "docs.gitlab.com"],
        ..PLAIN
    },
    Plugin {
        name: "rancher token",
        commands: &["rancher"],
        words: &["token"],
        answers: answers(Answers::V1beta1, General),
        vendor_domains: &["rancher.com", "github.com/rancher"],
        ..PLAIN
    },
    Plugin { name: "argocd-k8s-auth", commands: &["argocd-k8s-auth"], answers: answers(Answers::V1beta1, General), ..PLAIN },
    Plugin {
        name: "vcluster platform token",
        commands: &["vcluster"],
        words: &["platform", "token"],
        answers: answers(Answers::V1beta1, General),
        vendor_domains: &["vcluster.com"],
        ..PLAIN
    },
    Plugin {
        name: "loft token",
        commands: &["loft"],
        words: &["token"],
        answers: answers(Answers::V1beta1, General),
        vendor_domains: &["loft.sh"],
        ..PLAIN
    },
    Plugin { name: "okteto kubetoken", commands: &["okteto"], words: &["kubetoken"], vendor_domains: &["okteto.com"], ..PLAIN },
    Plugin {
        name: "yc k8s create-token",
        commands: &["yc"],
        words: &["k8s", "create-token"],
        vendor_domains: &["yandex.cloud", "cloud.yandex.com"],
        ..PLAIN
    },
    Plugin {
        name: "ack-ram-tool credential-plugin",
        commands: &["ack-ram-tool"],
        words: &["credential-plugin"],
        vendor_domains: &["github.com/AliyunContainerService"],
        ..PLAIN
    },
    Plugin {
        name: "akeyless get-kube-exec-creds",
        commands: &["akeyless"],
        words: &["get-kube-exec-creds"],
        vendor_domains: &["akeyless.io"],
        ..PLAIN
    },
    Plugin {
        name: "client-keystone-auth",
        commands: &["client-keystone-auth"],
        vendor_domains: &["github.com/kubernetes"],
        ..PLAIN
    },
    Plugin {
        name: "infra tokens add",
        commands: &["infra"],
        words: &["tokens", "add"],
        vendor_domains: &["infrahq.com"],
        ..PLAIN
    },
];

/// Programs that were renamed.
pub static OLD_NAMES: &[OldName] =
    &[OldName { old: "aws2", new: "aws" }, OldName { old: "heptio-authenticator-aws", new: "aws-iam-authenticator" }];

/// Programs that print no `ExecCredential`.
pub static NOT_PLUGINS: &[NotPlugin] = &[
    NotPlugin { name: "gcloud config config-helper", command: "gcloud", words: &["config", "config-helper"] },
    NotPlugin { name: "az account get-access-token", command: "az", words: &["account", "get-access-token"] },
    NotPlugin { name: "vault token lookup", command: "vault", words: &["token", "lookup"] },
    NotPlugin { name: "cat", command: "cat", words: &[] },
];
