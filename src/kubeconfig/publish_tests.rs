use super::*;
use crate::plugins;

#[test]
fn a_credential_that_got_a_number_is_still_one() {
    for name in ["s.abcDEF123456abcDEF123456", "AKIAABCDEFGH12345678", "abcd12.0123456789abcdef"] {
        assert!(!is_publishable(name), "{name}");
        assert!(!is_publishable(&format!("{name}-2")), "{name}");
    }
    assert!(is_publishable("prod-2") && is_publishable("xoxb-2"));
}

#[test]
fn names_and_paths_are_published_and_data_is_not() {
    for text in [
        "prod",
        "/home/me/.kube/ca.crt",
        "arn:aws:eks:eu-west-1:1234:cluster/a",
        "C:\\Users\\me\\x y.pem",
        "k8s.corp.test",
        "foo\n",
        "jane@cluster",
        "kubernetes-admin@kubernetes",
        "user@cluster.eu-west-1.eksctl.io",
        "oidc:jane@corp.test",
        "https://issuer.test/realms/x#jane",
        "3f2b8c1d-8a5e-4c1b-9d7e-1a2b3c4d5e6f",
    ] {
        assert!(is_publishable(text), "{text}");
    }
    let word = "x".repeat(65);
    for text in [
        "-----BEGIN X-----",
        "a/LS0tLS1CRUdJTiBQ",
        "/run/k8s-aws-v1.aHR0/token",
        "Bearer ya29.x",
        &word,
        "https://jane:pw@k8s.test",
        "https://jane:pw%40k8s.test",
        "ghp_x9Yk3TqLw2Zp7Rf5Vb8N",
        "password=x",
        "k8s.test/\"Bearer x\"",
    ] {
        assert!(!is_publishable(text), "{text}");
    }
}

#[test]
fn only_the_program_of_a_command_is_published() {
    for (command, program) in [
        ("aws", Some("aws")),
        ("aws ", Some("aws ")),
        ("aws\u{a0}eks", Some("aws")),
        ("TOKEN=x aws", Some("TOKEN=")),
        ("$(x)", Some("$")),
        ("a|b", Some("a|")),
        ("gke-gcloud-auth-p1ugin", Some("gke-gcloud-auth-p1ugin")),
        ("/opt/google-cloud-sdk/bin/gke-gcloud-auth-plugin", Some("/opt/google-cloud-sdk/bin/gke-gcloud-auth-plugin")),
        ("https://jane:pw@x.test/plugin", None),
        ("jane:pw@x.test/plugin", None),
        ("glpat-x9Yk3TqLw2Zp7Rf5", None),
        ("Zm9vYmFyYmF6cXV4cXV1eA== x", None),
    ] {
        assert_eq!(name(Exposure::Command, command), program, "{command}");
    }
    for command in plugins::PLUGINS.iter().flat_map(|plugin| plugin.commands) {
        assert_eq!(name(Exposure::Command, command), Some(*command));
    }
}

#[test]
fn only_the_name_of_a_variable_is_published() {
    assert_eq!(shown(Exposure::Variable, "AWS_PROFILE"), Shown::All);
    assert_eq!(name(Exposure::Variable, "GOOGLE_APPLICATION_CREDENTIALS"), Some("GOOGLE_APPLICATION_CREDENTIALS"));
    assert_eq!(shown(Exposure::Variable, "TOKEN=secret"), Shown::Without(6..12));
    assert_eq!(shown(Exposure::Variable, "Zm9vYmFyYmF6cXV4cXV1eA=="), Shown::Nothing);
}

#[test]
fn words_in_place_of_a_path_are_shown_unless_they_may_be_credentials() {
    for path in [
        "token",
        "ca.crt",
        "client-admin.key",
        "admin-token.txt",
        "kubelet-client-current.pem",
        "kubelet-client-2026-01-02-03-04-05.pem",
        ".minikube/profiles/x/client.crt",
        "fake-ca-file",
        "ca-cluster2024-x509-v1beta1",
        "certs/kubernetes-production-eu-west-1",
        "MyClusterClientCertificate",
        "3f2b8c1d-8a5e-4c1b-9d7e-1a2b3c4d5e6f.pem",
        "pods/3f2b8c1d-8a5e-4c1b-9d7e-1a2b3c4d5e6f/token",
        "/var/lib/kubelet/pods/3f2b8c1d-8a5e-4c1b-9d7e-1a2b3c4d5e6f/token",
        "/etc/certs/0123456789abcdef0123456789abcdef",
        "/var/folders/zz/zyxvpxvq6csfxvn_n0000000000000/T/ca",
        "~/.kube/x9Yk3TqLw2Zp7Rf5Vb8N/ca.crt",
        "C:\\Users\\jane@corp\\ca.crt",
        "%USERPROFILE%\\.kube\\ca.crt",
        "/home/jane@corp.test/ca.crt",
    ] {
        assert_eq!(shown(Exposure::Path, path), Shown::All, "{path}");
    }
    for text in [
        "ghp_x9Yk3TqLw2Zp7Rf5Vb8N",
        "/run/ghp_x9Yk3TqLw2Zp7Rf5Vb8N/token",
        "sha256~abcdefghijklmnopqrstuvwxyz",
        "abcdef.0123456789abcdef",
        "d41d8cd98f00b204e9800998ecf8427e",
        "3f2b8c1d-8a5e-4c1b-9d7e-1a2b3c4d5e6f",
        "Bearer x",
        "Basic amFuZTpwdw==",
        "token=x",
        "kubeconfig-u-abc:x9yk3tqlw2zp7rf5vb8n",
        "s.x9Yk3TqLw2Zp7Rf5Vb8NabcD",
        "AKIAIOSFODNN7EXAMPLE",
        "x9Yk3TqLw2Zp7Rf5Vb8N",
        "Kx/9Yk3Tq+Lw2Zp7/Rf5Vb8Na",
        "/x9Yk3TqLw2Zp7Rf5Vb8N",
        "jane:pw@k8s.test/ca.crt",
        "https://jane:pw@k8s.test/ca.crt",
        "https://jane:pw%40k8s.test/ca.crt",
        "https://k8s.test/ca.crt?x",
    ] {
        assert_eq!(shown(Exposure::Path, text), Shown::Nothing, "{text}");
    }
}

#[test]
fn names_of_servers_are_published_and_urls_are_not() {
    for name in
        ["kubernetes", "kubernetes:443", "10.0.0.1", "::1", "[::1]:443", "*.corp.test", "A1B2.gr7.eu-west-1.eks.amazonaws.com"]
    {
        assert_eq!(shown(Exposure::ServerName, name), Shown::All, "{name}");
    }
    for text in
        ["https://k8s.test", "jane@k8s.test", "jane:pw%40k8s.test", "jane:pw", "k8s.test/x", "x9Yk3TqLw2Zp7Rf5Vb8N", "a=b"]
    {
        assert_eq!(shown(Exposure::ServerName, text), Shown::Nothing, "{text}");
    }
}

#[test]
fn fixed_words_are_published_and_tokens_are_not() {
    for word in ["Config", "v1", "client.authentication.k8s.io/v1beta1", "IfAvailable", "oidc"] {
        assert_eq!(shown(Exposure::Word, word), Shown::All, "{word}");
    }
    for text in ["3f2b8c1d-8a5e-4c1b-9d7e-1a2b3c4d5e6f", "x9Yk3TqLw2Zp7Rf5Vb8N", "jane:pw@k8s.test"] {
        assert_eq!(shown(Exposure::Word, text), Shown::Nothing, "{text}");
    }
}
