//! Paths and files.

use super::row::{BASE, CA, Change, PAIR, Row, row};
use kubeconfig_lint::finding::Severity::Error;
use kubeconfig_lint::profile::Profile::Portable;

const CA_PATH: &str = "clusters[c].cluster.certificate-authority";
const TOKEN_FILE: &str = "users[u].user.tokenFile";

pub(super) fn rows() -> Vec<Row> {
    let mut rows = relative();
    rows.extend(elsewhere());
    rows.extend(files());
    rows
}

fn relative() -> Vec<Row> {
    const DIFFERS: &str = "path/relative-resolution-differs";
    vec![
        row(22, "kubernetes/kubeadm#1670", "tools disagree about a relative CA")
            .meant_for("kubectl,kr8s")
            .beside("pki/ca.crt", "{{ca|pem}}")
            .fault(CA, "certificate-authority: pki/ca.crt")
            .caught(DIFFERS, CA_PATH, "working directory"),
        row(23, "fabric8io/kubernetes-client#468", "files are looked for in the working directory")
            .meant_for("java")
            .beside("token", "{{token}}")
            .fault(PAIR, "tokenFile: token")
            .caught(DIFFERS, TOKEN_FILE, "working directory"),
        row(24, "kubernetes-client/python#68", "no such file, and not which one was tried")
            .beside("pki/ca.crt", "{{ca|pem}}")
            .given(CA, "certificate-authority: pki/ca.crt")
            .fault("pki/ca.crt", "ca.crt")
            .caught("path/missing", CA_PATH, "/ca.crt"),
        row(25, "doitintl/kube-no-trouble#494", "it works when it is started in ~/.kube")
            .meant_for("kr8s")
            .beside("client.crt", "{{client-cert|pem}}")
            .fault("client-certificate-data: {{client-cert}}", "client-certificate: client.crt")
            .caught(DIFFERS, "users[u].user.client-certificate", "working directory"),
        row(26, "kubernetes-sigs/headlamp#180", "the backend stops at a relative CA")
            .judged(Portable)
            .beside("ca.crt", "{{ca|pem}}")
            .fault(CA, "certificate-authority: ca.crt")
            .caught(DIFFERS, CA_PATH, "working directory"),
        row(27, "harbur/kubernetic#53", "five more clients that look elsewhere")
            .judged(Portable)
            .beside("client.key", "{{client-key|pem}}")
            .fault("client-key-data: {{client-key}}", "client-key: client.key")
            .caught(DIFFERS, "users[u].user.client-key", "working directory")
            .and("path/not-portable", "users[u].user.client-key", "file"),
    ]
}

fn elsewhere() -> Vec<Row> {
    vec![
        row(28, "kubernetes/kubernetes#126647", "the text was passed on, the file that it names was not")
            .judged(Portable)
            .fault(CA, "certificate-authority: /home/jane/.minikube/ca.crt")
            .caught("path/not-portable", CA_PATH, "file")
            .and("path/missing", CA_PATH, "no such file"),
        row(29, "kubernetes/minikube#3064", "absolute paths are of no use in WSL and in containers")
            .fault(CA, r"certificate-authority: C:\Users\jane\.minikube\ca.crt")
            .caught("path/foreign-os", CA_PATH, "Windows"),
        row(30, "kubernetes/minikube#4053", "a path of Windows without a drive was glued to the folder")
            .fault(CA, r"certificate-authority: \Users\jane\.minikube\ca.crt")
            .caught("path/foreign-os", CA_PATH, "Windows"),
        row(31, "lensapp/lens#5714", "paths of another system")
            .fault(CA, "certificate-authority: /Users/jane/.minikube/ca.crt")
            .caught("path/foreign-os", CA_PATH, "macOS"),
        row(32, "kubernetes/kubernetes#62452", "a tilde is taken literally").fault(PAIR, "tokenFile: ~/token").caught(
            "path/unexpanded-variable",
            TOKEN_FILE,
            "~",
        ),
    ]
}

fn files() -> Vec<Row> {
    vec![
        row(33, "kubernetes/kubernetes#52919", "the line break at the end of the token file breaks the header")
            .meant_for("python")
            .beside("token", "{{token}}")
            .given(PAIR, "tokenFile: token")
            .fault_in("token", "{{token}}", "{{token}}\n")
            .caught("auth/token-file-content", TOKEN_FILE, "line break"),
        row(34, "flanksource/mission-control#1205", "a line break in the token")
            .given(PAIR, "token: {{token}}")
            .fault("token: {{token}}", "token: \"{{token}}\\n\"")
            .caught("auth/token-malformed", "users[u].user.token", "line break"),
        row(35, "kubernetes/kubernetes#39007", "PowerShell writes UTF-16")
            .meant_for("python")
            .fault("apiVersion", "\u{feff}apiVersion")
            .change(Change::Utf16)
            .caught("structure/text-encoding", "", "UTF-16"),
        row(36, "actions-hub/kubectl#22", "the secret of the job was decoded once too often, or not at all")
            .fault(BASE, "YXBpVmVyc2lvbjogdjEKa2luZDogQ29uZmlnCg==")
            .caught("structure/not-a-kubeconfig", "", "one from a Secret is decoded once")
            .fault("kind: Config", "kind: \u{1}Config")
            .caught("structure/syntax", "", "character"),
        row(37, "helm/helm#8776", "warnings about modes at every command, for /dev/null too")
            .given(PAIR, "exec:\n      {apiVersion: client.authentication.k8s.io/v1, command: aws, interactiveMode: Never}")
            .change(Change::Mode { file: "config.yaml", mode: 0o644 })
            .passed("path/file-permissions"),
        row(38, "k3s-io/k3s#389", "everybody can read the file of the administrator")
            .change(Change::Mode { file: "config.yaml", mode: 0o644 })
            .caught("path/file-permissions", "", "read")
            .rated(Error),
        row(39, "kubernetes/kubernetes#58957", "a file twice in the list, and a lock that stays")
            .meant_for("kubectl,node")
            .beside("config.yaml.lock", "")
            .change(Change::Written { file: "config.yaml.lock", minutes_ago: 5 })
            .caught("path/stale-lock", "", "lock")
            .change(Change::Listed("config.yaml"))
            .caught("merge/list-not-portable", "", "twice"),
    ]
}
