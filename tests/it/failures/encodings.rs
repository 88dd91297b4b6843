//! Encodings and certificates.

use super::row::{CA, CA_DATA, CERT_DATA, KEY_DATA, PAIR, Row, SERVER, row};
use kubeconfig_lint::finding::Severity::{Error, Warning};
use kubeconfig_lint::profile::Profile;

pub(super) fn rows() -> Vec<Row> {
    let mut rows = encodings();
    rows.extend(certificates());
    rows
}

fn encodings() -> Vec<Row> {
    vec![
        row(1, "kubernetes/kubernetes#69278", "the angle brackets of a template were left in")
            .fault("k8s.corp.test", "<your-server>")
            .caught("structure/template-placeholder", SERVER, "placeholder")
            .fault("{{ca}}", "<your-ca>")
            .caught("structure/template-placeholder", CA_DATA, "angle brackets"),
        row(2, "kubernetes/kubernetes#53661", "a dollar came along from a terminal in the browser")
            .fault("{{ca}}", "{{ca-illegal}}")
            .caught("encoding/not-base64", CA_DATA, "character"),
        row(3, "hashicorp/terraform-provider-kubernetes#1385", "the provider goes on with defaults and says why only to its log")
            .fault(
                "users:",
                "- name: other\n  cluster: {server: 'https://o.corp.test', certificate-authority-data: '{{ca}}?'}\nusers:",
            )
            .caught("encoding/not-base64", "clusters[other].cluster.certificate-authority-data", "illegal base64 data"),
        row(4, "danielgormly/drone-plugin-kube#10", "input byte 49, of which field?")
            .fault("client-key-data: ", "client-key-data: ?")
            .caught("encoding/not-base64", KEY_DATA, "client-key-data"),
        row(5, "ansible/ansible#42605", "incorrect padding").fault("{{ca}}", "{{ca-unpadded}}A").caught(
            "encoding/not-base64",
            CA_DATA,
            "missing",
        ),
        row(6, "cyberark/kubeletctl#11", "no PEM is found in the certificate").fault("{{ca}}", "{{no-pem}}").caught(
            "encoding/not-pem",
            CA_DATA,
            "not PEM",
        ),
        row(7, "kubernetes/client-go#703", "raw and encoded data mixed up")
            .fault("{{ca}}", "\"{{ca-escaped}}\"")
            .caught("encoding/not-base64", CA_DATA, "PEM")
            .fault("{{ca}}", "{{der-ca}}")
            .caught("encoding/not-pem", CA_DATA, "DER")
            .fault("{{ca}}", "{{double-ca}}")
            .caught("encoding/double-base64", CA_DATA, "twice"),
        row(8, "godaddy/kubernetes-client#585", "Node finds no start line in the PEM")
            .meant_for("node")
            .fault("{{client-key}}", "{{double-client-key}}")
            .caught("encoding/double-base64", KEY_DATA, "twice")
            .fault("{{ca}}", "{{one-line-ca}}")
            .caught("encoding/pem-layout", CA_DATA, "line"),
        row(9, "kcp-dev/kcp#1623", "unknown authority: the certificate of a server stands in place of the CA")
            .fault("{{ca}}", "{{explicitly-no-ca}}")
            .caught("certificate/not-a-ca", CA_DATA, "authority"),
        row(10, "selectel/terraform-provider-selectel#256", "CA, certificate and key changed places when they were copied")
            .fault("{{ca}}", "{{client-key}}")
            .caught("encoding/wrong-pem-block", CA_DATA, "private key")
            .fault(PAIR, "client-certificate-data: {{client-key}}\n    client-key-data: {{client-cert}}")
            .caught("encoding/key-and-certificate-swapped", CERT_DATA, "key"),
        row(11, "kubernetes-sigs/prometheus-adapter#76", "a certificate where the key belongs")
            .fault("{{client-key}}", "{{client-cert}}")
            .caught("encoding/wrong-pem-block", KEY_DATA, "certificate"),
        row(12, "kubesphere/kubesphere#3112", "the key belongs to another certificate")
            .fault("{{client-key}}", "{{other-client-key}}")
            .caught("certificate/key-mismatch", KEY_DATA, "does not belong"),
        row(13, "kubernetes-client/python#1355", "loading the pair fails somewhere in the SSL library")
            .meant_for("python")
            .beside("client.crt", "{{client-cert|pem}}")
            .beside("client.key", "{{client-key|pem}}")
            .given(PAIR, "client-certificate: client.crt\n    client-key: client.key")
            .fault_in("client.key", "{{client-key|pem}}", "{{other-client-key|pem}}")
            .caught("certificate/key-mismatch", "users[u].user.client-key", "does not belong"),
        row(14, "OpenUnison/openunison-k8s#114", "PowerShell wrote a byte order mark into the CA")
            .fault("{{ca}}", "{{bom-ca}}")
            .caught("encoding/pem-layout", CA_DATA, "byte order mark"),
    ]
}

fn certificates() -> Vec<Row> {
    vec![
        row(15, "vitobotta/hetzner-k3s#164", "unauthorized, a year after the installation")
            .fault("{{client-cert}}", "{{expired-client-cert}}")
            .caught("certificate/client-expired", CERT_DATA, "2026-01-01")
            .rated(Error),
        row(16, "k3s-io/k3s#12220", "k3s changed its certificates, and kubectl asks for a password")
            .fault("{{client-cert}}", "{{ending-client-cert}}")
            .caught("certificate/expiring-soon", CERT_DATA, "2026-12-01")
            .rated(Warning),
        row(17, "hetznercloud/cli#1157", "people open the certificate by hand to see its end")
            .beside("client.crt", "{{client-cert|pem}}")
            .given("client-certificate-data: {{client-cert}}", "client-certificate: client.crt")
            .fault_in("client.crt", "{{client-cert|pem}}", "{{expired-client-cert|pem}}")
            .caught("certificate/client-expired", "users[u].user.client-certificate", "2026-01-01"),
        row(18, "kubesphere/kubesphere#3901", "the certificates were renewed, the kubeconfigs were not")
            .fault("{{client-cert}}", "{{expired-client-cert}}")
            .caught("certificate/client-expired", CERT_DATA, "expired")
            .undecidable("that a newer certificate lies elsewhere: other files are not compared"),
        row(19, "kubernetes/kops#964", "unknown authority: it was an old CA")
            .fault("{{ca}}", "{{expired-ca}}")
            .caught("certificate/ca-expired", CA_DATA, "2020-01-01")
            .undecidable("where it was a missing NO_PROXY: that is in the environment of the program"),
        row(20, "argoproj/argo-cd#13987", "the CA is in a file of its own, and a tool copies the text alone")
            .judged(Profile::Portable)
            .beside("ca.crt", "{{ca|pem}}")
            .fault(CA, "certificate-authority: ca.crt")
            .caught("path/not-portable", "clusters[c].cluster.certificate-authority", "file"),
        row(21, "argoproj/argo-cd#21327", "the address comes from one place, the CA from another")
            .given(
                "users:",
                "- name: d\n  cluster: {server: 'https://k8s.corp.test:6443', certificate-authority-data: '{{ca}}'}\nusers:",
            )
            .fault("data: '{{ca}}'", "data: '{{newer-ca}}'")
            .caught("tls/ca-conflict", CA_DATA, "same address")
            .undecidable("where only one of the two is in a file"),
    ]
}
