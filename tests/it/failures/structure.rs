//! Structure, names, references, and files that are merged.

use super::row::{Change, PAIR, Row, USER, row};
use kubeconfig_lint::finding::Severity::{Error, Warning};
use kubeconfig_lint::profile::Profile::Portable;

/// The base again, with other names.
const OTHER: &str = "apiVersion: v1
kind: Config
clusters:
- name: other
  cluster: {server: 'https://o.corp.test', certificate-authority-data: '{{ca}}'}
users:
- name: jane
  user: {token: '{{token}}'}
contexts:
- name: test
  context: {cluster: other, user: jane}
";

pub(super) fn rows() -> Vec<Row> {
    let mut rows = references();
    rows.extend(lists());
    rows.extend(shapes());
    rows
}

fn references() -> Vec<Row> {
    const CURRENT: &str = "current-context";
    vec![
        row(40, "kubernetes/kubernetes#21062", "a typo in current-context, and hours lost")
            .fault("current-context: prod", "current-context: prd")
            .caught("structure/current-context-dangling", CURRENT, "write `prod`"),
        row(41, "docker/for-mac#5262", "the context is in another file of the list, which one tool does not read")
            .meant_for("kubectl,kubeclient")
            .beside("other.yaml", OTHER)
            .fault("current-context: prod", "current-context: docker-desktop")
            .caught("structure/current-context-dangling", CURRENT, "docker-desktop")
            .change(Change::Listed("other.yaml"))
            .caught("merge/list-not-portable", "", "kubeclient"),
        row(42, "upbound/up#485", "tools crash where none is chosen")
            .judged(Portable)
            .fault("current-context: prod\n", "")
            .caught("structure/current-context-unset", CURRENT, "use-context prod")
            .fault("current-context: prod", "current-context: ''")
            .caught("structure/current-context-unset", CURRENT, "no context"),
        row(43, "opsnull/follow-me-install-kubernetes-cluster#127", "localhost:8080 refused: the cluster is misspelt")
            .given("name: c\n", "name: kubernetes\n")
            .given("cluster: c\n", "cluster: kubernetes\n")
            .fault("cluster: kubernetes", "cluster: kubernets")
            .caught("structure/dangling-reference", "contexts[prod].context.cluster", "kubernetes"),
        row(44, "kubenav/kubenav#123", "a context without a cluster").fault("    cluster: c\n", "").caught(
            "structure/dangling-reference",
            "contexts[prod].context.cluster",
            "`c`",
        ),
        row(45, "lensapp/lens#843", "empty texts for cluster and user stop the whole import")
            .fault("cluster: c\n", "cluster: ''\n")
            .caught("structure/dangling-reference", "contexts[prod].context.cluster", "names no cluster")
            .fault("user: u\n", "user: ''\n")
            .caught("auth/no-credentials", "contexts[prod]", "no user"),
        row(46, "kubernetes/kubernetes#56747", "a context without a name works by halves")
            .fault("- name: prod\n  context:", "- context:")
            .caught("structure/unnamed-entry", "contexts[0]", "name"),
    ]
}

fn lists() -> Vec<Row> {
    vec![
        row(47, "kubernetes/kubectl#795", "two files, one user name, the wrong credential")
            .listed("other.yaml", OTHER)
            .fault_in("other.yaml", "name: jane\n", "name: u\n")
            .fault_in("other.yaml", "user: jane", "user: u")
            .caught("merge/shadowed-entry", "users[u]", "earlier file"),
        row(48, "kubernetes/kubernetes#46381", "only the first token is kept when files become one")
            .listed("other.yaml", OTHER)
            .given(PAIR, "token: {{token}}")
            .fault_in("other.yaml", "name: jane\n  user: {token: '{{token}}'}", "name: u\n  user: {token: '{{opaque-token}}'}")
            .fault_in("other.yaml", "user: jane", "user: u")
            .caught("merge/shadowed-entry", "users[u]", "earlier file"),
        row(49, "sunny0826/kubecm#1008", "five products meet the same collision")
            .listed("other.yaml", OTHER)
            .fault_in("other.yaml", "- name: other", "- name: c")
            .caught("merge/insecure-redefinition", "clusters[c].cluster.server", "another server"),
        row(50, "kubernetes/kubernetes#60464", "a name twice: one client takes the first, one the last, one refuses")
            .fault("contexts:", "- name: u\n  user: {token: '{{token}}'}\ncontexts:")
            .caught("structure/duplicate-name", "users[u].name", "the first one")
            .rated(Error),
        row(51, "lensapp/lens#4676", "a key twice: kubectl takes the last, others refuse")
            .fault("kind: Config", "kind: Config\nkind: Config")
            .caught("structure/duplicate-key", "", "comes twice"),
        row(52, "Shopify/krane#993", "null in place of a list")
            .meant_for("kubeclient")
            .fault(
                "users:\n- name: u\n  user:\n    client-certificate-data: {{client-cert}}\n    client-key-data: {{client-key}}\n",
                "users: null\n",
            )
            .caught("structure/null-value", "users", "null"),
        row(53, "kubernetes-client/python#236", "a user of nothing is well for kubectl, and not for Python")
            .meant_for("python")
            .fault(
                "  user:\n    client-certificate-data: {{client-cert}}\n    client-key-data: {{client-key}}\n",
                "  user: null\n",
            )
            .caught("structure/null-value", USER, "null"),
        row(54, "kubernetes-client/python#954", "false once stopped Python")
            .meant_for("python@18.20,python")
            .fault("    server:", "    insecure-skip-tls-verify: false\n    server:")
            .passed("structure/client-refuses"),
    ]
}

fn shapes() -> Vec<Row> {
    vec![
        row(55, "guiqui/k8Studio#103", "the number of an account, as a name")
            .fault("name: u\n", "name: 123456789012\n")
            .fault("user: u\n", "user: 123456789012\n")
            .caught("structure/wrong-type", "users[0].name", "quote"),
        row(56, "kyma-project/busola#3409", "a slash in the name of a context")
            .judged(Portable)
            .fault("name: prod", "name: team/prod:a b")
            .fault("current-context: prod", "current-context: team/prod:a b")
            .caught("structure/unsafe-name", "contexts[team/prod:a b].name", "file"),
        row(57, "kubernetes/kubectl#1123", "several documents in one file")
            .fault("kind: Config\n", "kind: Config\n---\n")
            .caught("structure/multi-document", "", "does not read from here"),
        row(58, "ahmetb/kubectx#436", "anchors do not survive a switch of the context")
            .judged(Portable)
            .fault("  user:\n    client", "  user: &login\n    client")
            .fault("contexts:", "- name: v\n  user: *login\ncontexts:")
            .caught("structure/yaml-not-portable", "", "anchor"),
        row(59, "kubernetes-sigs/headlamp#1628", "one bad entry hides all clusters")
            .given(
                "contexts:",
                "contexts:\n- name: a\n  context: {cluster: c, user: u}\n- name: b\n  context: {cluster: c, user: u}",
            )
            .fault("cluster: c, user: u", "cluster: a, user: u")
            .fault("cluster: c, user: u", "cluster: c, user: b")
            .caught("structure/dangling-reference", "contexts[a].context.cluster", "cluster")
            .rated(Warning)
            .and("structure/dangling-reference", "contexts[b].context.user", "user"),
        row(60, "kubernetes/website#20967", "how files are merged is hard to follow")
            .undecidable("a wish for an explanation; the verb `clients` and the rules about merging give one"),
        row(61, "kubernetes/kubectl#935", "the name of the Go field is no key")
            .fault(PAIR, "token: {{token}}\n    act-as: admin")
            .caught("auth/impersonation-misspelt", "users[u].user", "`as` is meant"),
        row(62, "kodermax/kubectl-aws-eks#6", "the wrong apiVersion was mended")
            .fault("apiVersion: v1", "apiVersion: client.authentication.k8s.io/v1beta1")
            .caught("structure/not-a-kubeconfig", "apiVersion", "v1"),
    ]
}
