//! TLS, endpoints, proxies.

use super::row::{Row, SERVER, row};
use kubeconfig_lint::finding::Severity::Error;
use kubeconfig_lint::profile::Profile;

pub(super) fn rows() -> Vec<Row> {
    vec![
        row(76, "gavinbunney/terraform-provider-kubectl#33", "an authority, and no verification")
            .fault("    server:", "    insecure-skip-tls-verify: true\n    server:")
            .caught("tls/insecure-with-ca", "clusters[c].cluster.insecure-skip-tls-verify", "root certificates")
            .rated(Error),
        row(77, "ManageIQ/kubeclient#554", "without a CA nothing was verified")
            .meant_for("kubeclient@4.9.2")
            .fault("    certificate-authority-data: {{ca}}\n", "")
            .caught("tls/ca-missing", SERVER, "does not verify the server at all")
            .rated(Error),
        row(78, "kubernetes-client/java#3241", "tls-server-name is ignored")
            .meant_for("java")
            .fault("    server:", "    tls-server-name: k8s.internal\n    server:")
            .caught("tls/server-name-unsupported", "clusters[c].cluster.tls-server-name", "tls-server-name"),
        row(79, "kubernetes-client/python#1862", "proxy-url is ignored, or only some schemes of it work")
            .meant_for("java")
            .fault("    server:", "    proxy-url: http://proxy.corp.test:3128\n    server:")
            .caught("server/proxy-unsupported", "clusters[c].cluster.proxy-url", "proxy"),
        row(80, "openshift/hypershift#3097", "an IPv6 address without brackets").fault("k8s.corp.test", "fd00::1").caught(
            "server/unbracketed-ipv6",
            SERVER,
            "bracket",
        ),
        row(81, "kubesphere/kubesphere#917", "no scheme: kubectl guesses, others stop").fault("https://k8s", "k8s").caught(
            "server/missing-scheme",
            SERVER,
            "https://",
        ),
        row(82, "alexellis/k3sup#43", "the address of this machine, in a file for another")
            .judged(Profile::Portable)
            .fault("k8s.corp.test", "127.0.0.1")
            .caught("server/loopback", SERVER, "machine")
            .fault("k8s.corp.test", "0.0.0.0")
            .caught("server/unspecified-address", SERVER, "address"),
        row(83, "argoproj/argo-cd#6233", "the CA of the file, with another address")
            .undecidable("the file is right, another address is used at run time"),
    ]
}
