//! What kubectl prints leads to the page that explains it.
//!
//! The texts are those of kubectl, as people paste them: with what stands before and behind. The rules are the causes, likeliest first;
//! those that are not written yet are passed over.

use crate::command::Desk;
use kubeconfig_lint::rules;

const LOADING: &[(&str, &[&str])] = &[
    (
        r#"error: error loading config file "/home/me/.kube/config": illegal base64 data at input byte 0"#,
        &["encoding/not-base64", "structure/template-placeholder"],
    ),
    (
        "error: error loading config file \"/root/.kube/config\": duplicate name \"ci\" in list: [{ci {...}} {ci {...}}]",
        &["structure/duplicate-name", "structure/extension-invalid"],
    ),
    (
        r#"error: error loading config file "config": json: cannot unmarshal number into Go struct field AuthInfo.users.user.token of type string"#,
        &["structure/wrong-type"],
    ),
    (
        r#"error: error loading config file "k": json: cannot unmarshal array into Go struct field Config.current-context of type string"#,
        &["structure/wrong-type"],
    ),
    (
        r#"error: error loading config file "k": json: cannot unmarshal object into Go struct field Config.clusters of type []v1.NamedCluster"#,
        &["structure/wrong-type"],
    ),
    (
        r#"error: error loading config file "k": json: cannot unmarshal string into Go struct field Cluster.clusters.cluster.insecure-skip-tls-verify of type bool"#,
        &["tls/insecure-not-boolean", "structure/wrong-type"],
    ),
    (
        r#"error: error loading config file "k": json: cannot unmarshal bool into Go struct field Context.contexts.context.namespace of type string"#,
        &["structure/unquoted-boolean-word"],
    ),
    (
        r#"error: error loading config file "secret.yaml": no kind "Secret" is registered for version "v1" in scheme "k8s.io/client-go/tools/clientcmd/api/latest/latest.go:50""#,
        &["structure/not-a-kubeconfig"],
    ),
    (
        r#"error: error loading config file "k": yaml: line 7: found character that cannot start any token"#,
        &["structure/syntax", "structure/template-placeholder"],
    ),
    (
        r#"error: error loading config file "k": yaml: line 4: could not find expected ':'"#,
        &["structure/syntax", "structure/template-placeholder"],
    ),
    (
        r#"error: error loading config file "k": yaml: line 12: mapping values are not allowed in this context"#,
        &["structure/syntax", "structure/template-placeholder"],
    ),
    (
        r#"error: error loading config file "k": yaml: line 9: did not find expected key"#,
        &["structure/syntax", "structure/template-placeholder"],
    ),
    (r#"error: error loading config file "k": yaml: control characters are not allowed"#, &["structure/syntax"]),
    (r#"error: error loading config file "k": yaml: line 1: found incompatible YAML document"#, &["structure/syntax"]),
    (r#"error: error loading config file "k": yaml: line 1: found unknown directive name"#, &["structure/syntax"]),
    (
        r#"error: error loading config file "k": yaml: invalid map key: map[interface {}]interface {}{"cluster_name":interface {}(nil)}"#,
        &["structure/template-placeholder", "structure/wrong-type"],
    ),
    (r#"error: error loading config file "k": json: unsupported value: +Inf"#, &["structure/wrong-type"]),
    (r#"error: error loading config file "k": yaml: cannot decode !!str `a` as a !!int"#, &["structure/wrong-type"]),
    (r#"error: error loading config file "k": yaml: document contains excessive aliasing"#, &["structure/resource-limits"]),
    (r#"error: error loading config file "/root/.kube": read /root/.kube: is a directory"#, &["merge/env-malformed"]),
    ("Config not found: /nowhere/config", &["merge/missing-file", "merge/env-malformed"]),
    ("error: open /root/.kube/config.lock: file exists", &["path/stale-lock"]),
];

const CONTEXT: &[(&str, &[&str])] = &[
    (
        "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
        &[
            "structure/current-context-unset",
            "structure/dangling-reference",
            "server/missing",
            "structure/misplaced-field",
            "structure/unknown-field",
            "merge/env-malformed",
            "merge/missing-file",
            "structure/not-a-kubeconfig",
            "structure/multi-document",
        ],
    ),
    (
        "error: invalid configuration: no configuration has been provided, try setting KUBERNETES_MASTER environment variable",
        &["structure/current-context-unset", "structure/dangling-reference", "structure/not-a-kubeconfig"],
    ),
    ("error: context was not found for specified context: porduction", &["structure/current-context-dangling"]),
    (r#"error: context "prod" does not exist"#, &["structure/dangling-reference"]),
    (r#"error: auth info "ci" does not exist"#, &["structure/dangling-reference"]),
    (r#"error: cluster "prod" does not exist"#, &["structure/dangling-reference"]),
    ("error: invalid configuration: no context chosen", &["structure/current-context-unset"]),
    ("error: cluster has no server defined", &["server/missing"]),
    (r#"error: invalid configuration: no server found for cluster "prod""#, &["server/missing"]),
    ("error: default cluster has no server defined", &["server/missing"]),
    (r#"error: invalid configuration: cluster was not specified for context "prod""#, &["structure/dangling-reference"]),
    (r#"invalid configuration: user "ci" was not found for context "prod""#, &["structure/dangling-reference"]),
    (
        r#"error: namespace "Team_A" for context "prod" does not conform to the kubernetes DNS_LABEL rules"#,
        &["structure/namespace-invalid"],
    ),
    ("error: empty context name for clientcmdapi.Context{}", &["structure/unnamed-entry"]),
    (
        r#"error: invalid configuration: invalid 'proxy-url' "ftp://p" for cluster "c": unsupported scheme "ftp", must be http, https, or socks5"#,
        &["server/proxy-invalid"],
    ),
    (r#"invalid 'proxy-url' "10.0.0.9:3128" for cluster "c": could not parse: parse"#, &["server/proxy-invalid"]),
    (
        "certificate-authority-data and certificate-authority are both specified for prod. certificate-authority-data will override.",
        &["path/path-and-data"],
    ),
    ("client-cert-data and client-cert are both specified for ci. client-cert-data will override.", &["path/path-and-data"]),
    ("client-key-data and client-key are both specified for ci; client-key-data will override", &["path/path-and-data"]),
    (
        "error: unable to read certificate-authority /home/me/.minikube/ca.crt for minikube due to open /home/me/.minikube/ca.crt: no such file or directory",
        &["path/missing", "path/unexpanded-variable", "path/foreign-os", "encoding/data-in-path-field"],
    ),
    (
        "error: unable to read client-cert /x/client.crt for ci due to open /x/client.crt: no such file or directory",
        &["path/missing", "path/unexpanded-variable", "path/foreign-os", "encoding/data-in-path-field"],
    ),
    (
        "unable to read client-key /x/client.key for ci due to open /x/client.key: permission denied",
        &["path/missing", "path/unexpanded-variable", "path/foreign-os", "encoding/data-in-path-field"],
    ),
    (
        "client-key-data or client-key must be specified for ci to use the clientCert authentication method.",
        &["certificate/key-missing"],
    ),
    ("authProvider cannot be provided in combination with an exec plugin for ci", &["auth/multiple-methods"]),
    ("execProvider and authProvider cannot be used in combination", &["auth/multiple-methods"]),
    (
        "more than one authentication method found for ci; found [token basicAuth], only one is allowed",
        &["auth/multiple-methods"],
    ),
    ("error: username/password or bearer token may be set, but not both", &["auth/multiple-methods"]),
    ("requesting uid, groups or user-extra for ci without impersonating a user", &["auth/impersonation-incomplete"]),
    ("requesting groups or user-extra for ci without impersonating a user", &["auth/impersonation-incomplete"]),
    ("command must be specified for ci to use exec authentication plugin", &["exec/incomplete"]),
    ("env variable name must be specified for ci to use exec authentication plugin", &["exec/incomplete"]),
    ("apiVersion must be specified for ci to use exec authentication plugin", &["exec/api-version-unsupported"]),
    ("interactiveMode must be specified for ci to use exec authentication plugin", &["exec/interactive-mode"]),
    (r#"invalid interactiveMode for ci: "never""#, &["exec/interactive-mode"]),
    (
        r#"error: host must be a URL or a host:port pair: "https://[10.0.0.1]:443""#,
        &["server/bracketed-non-ipv6", "server/unbracketed-ipv6", "server/malformed", "structure/template-placeholder"],
    ),
];

const CONNECTING: &[(&str, &[&str])] = &[
    (
        "Please enter Username: error: EOF",
        &["auth/no-credentials", "structure/dangling-reference", "structure/unknown-field", "certificate/key-orphaned"],
    ),
    ("Unable to connect to the server: EOF", &["server/missing-scheme"]),
    (
        "Unable to connect to the server: read tcp 10.0.0.2:53412->10.0.0.1:6443: read: connection reset by peer",
        &["server/missing-scheme"],
    ),
    (r#"parse "https:// k8s": invalid character " " in host name"#, &["server/malformed"]),
    (r#"parse "https://k8s\n": net/url: invalid control character in URL"#, &["server/malformed"]),
    (
        r#"couldn't get current server API group list: Get "ftp://k8s/api?timeout=32s": unsupported protocol scheme "ftp""#,
        &["server/malformed"],
    ),
    ("Unable to connect to the server: dial tcp: lookup https on 10.96.0.10:53: no such host", &["server/malformed"]),
    (
        "Unable to connect to the server: dial tcp: lookup <your-server> on 127.0.0.53:53: no such host",
        &["structure/template-placeholder"],
    ),
    ("Unable to connect to the server: dial tcp: lookup fd00: no such host", &["server/unbracketed-ipv6"]),
    (r#"error: parse "https://k8s:64x3": invalid port ":64x3" after host"#, &["server/malformed"]),
    (
        "Unable to connect to the server: tls: either ServerName or InsecureSkipVerify must be specified in the tls.Config",
        &["server/malformed"],
    ),
    ("error: specifying a root certificates file with the insecure flag is not allowed", &["tls/insecure-with-ca"]),
    (
        "error: unable to load root certificates: unable to parse bytes as PEM block",
        &["encoding/redacted-placeholder", "encoding/pem-layout", "encoding/not-pem", "encoding/double-base64"],
    ),
    (
        "error: unable to load root certificates: no valid certificate authority data seen",
        &["encoding/wrong-pem-block", "encoding/pem-layout"],
    ),
    (
        "Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority",
        &["tls/ca-missing", "tls/ca-empty", "structure/misplaced-field", "structure/unknown-field"],
    ),
    (
        "Unable to connect to the server: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-25T12:00:00Z is after 2026-01-01T00:00:00Z",
        &["certificate/ca-expired"],
    ),
    (
        r#"Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: invalid signature: parent certificate cannot sign this kind of certificate" while trying to verify candidate authority certificate "ca")"#,
        &["certificate/not-a-ca"],
    ),
    (
        r#"Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "crypto/rsa: 768-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)" while trying to verify candidate authority certificate "ca")"#,
        &["certificate/weak-key"],
    ),
    (
        "Unable to connect to the server: tls: failed to sign handshake: crypto/rsa: 768-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)",
        &["certificate/weak-key"],
    ),
    (
        r#"Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: cannot verify signature: insecure algorithm SHA1-RSA" while trying to verify candidate authority certificate "ca")"#,
        &["certificate/weak-signature"],
    ),
    (
        r#"Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "kubernetes")"#,
        &["tls/ca-conflict"],
    ),
    (
        r#"Unable to connect to the server: tls: failed to verify certificate: x509: a root or intermediate certificate is not authorized to sign for this name: DNS name "k8s" is not permitted by any constraint"#,
        &["tls/ca-excludes-server"],
    ),
    (
        "Unable to connect to the server: tls: failed to verify certificate: x509: certificate specifies an incompatible key usage",
        &["tls/ca-excludes-server"],
    ),
    (
        "Unable to connect to the server: tls: failed to verify certificate: x509: unhandled critical extension",
        &["tls/ca-excludes-server"],
    ),
    (
        "Unable to connect to the server: tls: failed to verify certificate: x509: certificate relies on legacy Common Name field, use SANs instead",
        &["tls/server-name-mismatch"],
    ),
    (
        "Unable to connect to the server: tls: failed to verify certificate: x509: cannot validate certificate for 10.0.0.1 because it doesn't contain any IP SANs",
        &["tls/server-name-mismatch"],
    ),
    (
        "Unable to connect to the server: tls: failed to verify certificate: x509: certificate is valid for 127.0.0.1, 10.43.0.1, not 0.0.0.0",
        &["server/unspecified-address", "tls/server-name-mismatch"],
    ),
    (
        "Unable to connect to the server: tls: failed to verify certificate: x509: certificate is valid for localhost, kubernetes, not kubernetes:443",
        &["tls/server-name-malformed", "tls/server-name-mismatch"],
    ),
    (
        "Unable to connect to the server: tls: failed to verify certificate: x509: certificate is valid for localhost, kubernetes, not k8s.corp.test",
        &["tls/server-name-mismatch"],
    ),
    ("Unable to connect to the server: remote error: tls: unsupported certificate", &["certificate/wrong-usage"]),
    (
        "error: tls: failed to find any PEM data in key input",
        &["encoding/redacted-placeholder", "encoding/not-pem", "encoding/pem-layout"],
    ),
    (
        "error: tls: failed to find any PEM data in certificate input",
        &["encoding/redacted-placeholder", "encoding/not-pem", "encoding/pem-layout"],
    ),
    (
        "error: tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched",
        &["encoding/key-and-certificate-swapped"],
    ),
    (
        "error: tls: found a certificate rather than a key in the PEM for the private key",
        &["encoding/key-and-certificate-swapped"],
    ),
    (
        r#"tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [X509 CRL]"#,
        &["encoding/wrong-pem-block"],
    ),
    ("error: tls: private key does not match public key", &["certificate/key-mismatch", "certificate/chain-order"]),
    ("error: tls: private key type does not match public key type", &["certificate/key-mismatch", "certificate/chain-order"]),
    ("error: tls: failed to parse private key", &["certificate/key-encrypted", "certificate/key-unsupported"]),
    (r#"Get "https://10.0.0.1:6443/api": remote error: tls: expired certificate"#, &["certificate/client-expired"]),
    (
        "error: You must be logged in to the server (Unauthorized)",
        &[
            "certificate/client-expired",
            "auth/token-expired",
            "encoding/base64-jwt",
            "auth/token-malformed",
            "auth/basic-auth",
            "certificate/from-replaced-ca",
        ],
    ),
    (
        "error: You must be logged in to the server (the server has asked for the client to provide credentials)",
        &[
            "certificate/client-expired",
            "auth/token-expired",
            "encoding/base64-jwt",
            "auth/token-malformed",
            "auth/basic-auth",
            "certificate/from-replaced-ca",
        ],
    ),
    (r#"Get "https://k8s/api": net/http: invalid header field value for "Authorization""#, &["auth/token-malformed"]),
    (r#"proxyconnect: unsupported scheme "socks4", must be http, https, or socks5"#, &["server/proxy-invalid"]),
    (
        "error: The gcp auth plugin has been removed.\nPlease use the \"gke-gcloud-auth-plugin\" kubectl/client-go credential plugin instead.",
        &["auth/provider-removed"],
    ),
    ("error: The azure auth plugin has been removed.", &["auth/provider-removed"]),
    (r#"error: no Auth Provider found for name "openstack""#, &["auth/provider-removed"]),
];

#[test]
fn errors_of_loading_lead_to_their_rules() {
    check(LOADING);
}

#[test]
fn errors_about_the_context_lead_to_their_rules() {
    check(CONTEXT);
}

#[test]
fn errors_of_connecting_lead_to_their_rules() {
    check(CONNECTING);
}

/// The likeliest cause comes first, and every other cause is named.
fn check(table: &[(&str, &[&str])]) {
    let desk = Desk::new();
    let mut wrong = Vec::new();
    for (text, causes) in table {
        let causes: Vec<_> = causes.iter().copied().filter(|cause| rules::find(cause).is_some()).collect();
        let Some(likeliest) = causes.first() else { continue };
        let log = format!("E1125 12:00:00.000000   4711 memcache.go:265] running kubectl\n{text}\nexit status 1");
        for pasted in [text, log.as_str()] {
            let run = desk.run(&["explain", pasted]);
            let found: Vec<_> = run.stdout.lines().filter_map(|line| rules::find(line.split("  ").next()?)).collect();
            let found: Vec<_> = found.into_iter().map(rules::Rule::id).collect();
            if found.first() != Some(likeliest) || causes.iter().any(|cause| !found.contains(cause)) {
                wrong.push(format!("{text}\n    causes {causes:?}\n    found  {found:?}"));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
