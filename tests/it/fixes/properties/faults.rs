//! Slips of people. Those of [`SAFE`] have one meaning only.

use super::model::{Fault, Node, good, text};

const CA: &str = "clusters/0/cluster/certificate-authority-data";
const SERVER: &str = "clusters/0/cluster/server";
const SIX: &str = "clusters/1/cluster/server";
const FOUR: &str = "clusters/2/cluster/server";
const TOKEN: &str = "users/1/user/token";
const NAMESPACE: &str = "contexts/0/context/namespace";
const EXEC: &str = "users/2/user/exec";
const MODE: &str = "users/2/user/exec/interactiveMode";

macro_rules! faults {
    ($($name:ident [$($place:expr),*] $spoil:expr;)*) => {
        &[$(Fault { name: stringify!($name), spoil: $spoil, places: &[$($place),*] }),*]
    };
}

pub(super) const SAFE: &[Fault] = faults! {
    raw_pem [CA] |file| file.set(CA, text("{{ca|pem}}"));
    blank_in_base64 [CA] |file| file.set(CA, text("{{ca-with-blank}}"));
    no_padding [CA] |file| file.set(CA, text("{{ca-unpadded}}"));
    other_alphabet [CA] |file| file.set(CA, text("{{ca-url-safe}}"));
    encoded_twice [CA] |file| file.set(CA, text("{{double-ca}}"));
    der [CA] |file| file.set(CA, text("{{der-ca}}"));
    bare_body [CA] |file| file.set(CA, text("{{bare-ca}}"));
    utf_16 [CA] |file| file.set(CA, text("{{utf16-ca}}"));
    other_label [CA] |file| file.set(CA, text("{{x509-ca}}"));
    data_as_path [CA, "clusters/0/cluster/certificate-authority"]
        |file| file.rename("clusters/0/cluster", "certificate-authority-data", "certificate-authority");
    camel_case [CA, "clusters/0/cluster/certificateAuthorityData"]
        |file| file.rename("clusters/0/cluster", "certificate-authority-data", "certificateAuthorityData");
    swapped ["users/0/user/client-certificate-data", "users/0/user/client-key-data"]
        |file| file.swap("users/0/user/client-certificate-data", "users/0/user/client-key-data");
    server_beside_entry ["clusters/1/server", SIX] |file| {
        let server = file.take("clusters/1/cluster", "server");
        file.add("clusters/1", "server", server);
    };
    namespace_beside_context ["contexts/0/namespace", NAMESPACE] |file| {
        let namespace = file.take("contexts/0/context", "namespace");
        file.add("contexts/0", "namespace", namespace);
    };
    no_context ["contexts/1"] |file| {
        let Node::Map(pairs) = file.take("contexts/1", "context") else { return };
        for (key, value) in pairs {
            file.add("contexts/1", &key, value);
        }
    };
    number_as_token [TOKEN] |file| file.set(TOKEN, Node::Plain("0123456"));
    number_as_namespace [NAMESPACE] |file| file.set(NAMESPACE, Node::Plain("0755"));
    word_as_namespace [NAMESPACE] |file| file.set(NAMESPACE, Node::Plain("yes"));
    blanks_around_namespace [NAMESPACE] |file| file.set(NAMESPACE, text(" team "));
    blanks_around_token [TOKEN] |file| file.set(TOKEN, text(" {{token}}\n"));
    bearer [TOKEN] |file| file.set(TOKEN, text("Bearer {{token}}"));
    token_in_base64 [TOKEN] |file| file.set(TOKEN, text("{{base64-jwt}}"));
    token_called_path [TOKEN, "users/1/user/tokenFile"] |file| file.rename("users/1/user", "token", "tokenFile");
    no_mode [MODE] |file| drop(file.take(EXEC, "interactiveMode"));
    small_mode [MODE] |file| file.set(MODE, text("never"));
    no_scheme [SERVER] |file| file.set(SERVER, text("k8s.corp.test:6443"));
    two_schemes [SERVER] |file| file.set(SERVER, text("https://https://k8s.corp.test:6443"));
    blank_before_server [SERVER] |file| file.set(SERVER, text(" https://k8s.corp.test:6443"));
    capital_scheme [SERVER] |file| file.set(SERVER, text("HTTPS://k8s.corp.test:6443"));
    query [SERVER] |file| file.set(SERVER, text("https://k8s.corp.test:6443?timeout=3s"));
    no_brackets [SIX] |file| file.set(SIX, text("https://fd00::1:6443"));
    brackets [FOUR] |file| file.set(FOUR, text("https://[10.0.0.1]:6443"));
    all_addresses [FOUR] |file| file.set(FOUR, text("https://0.0.0.0:6443"));
    bare_proxy ["clusters/0/cluster/proxy-url"] |file| file.add("clusters/0/cluster", "proxy-url", text("127.0.0.1:3128"));
    url_as_name ["clusters/1/cluster/tls-server-name"]
        |file| file.set("clusters/1/cluster/tls-server-name", text("https://d.corp.test"));
    false_as_text ["clusters/2/cluster/insecure-skip-tls-verify"]
        |file| file.set("clusters/2/cluster/insecure-skip-tls-verify", text("false"));
    current_context_in_camel_case ["current-context", "currentContext"]
        |file| file.rename("", "current-context", "currentContext");
    null_switch ["clusters/2/cluster/insecure-skip-tls-verify"]
        |file| file.set("clusters/2/cluster/insecure-skip-tls-verify", Node::Plain("null"));
    null_entry ["contexts/3"] |file| file.push("contexts", Node::Plain("null"));
    extensions_as_mapping ["clusters/1/cluster/extensions"] |file| {
        let extension = Node::Map(vec![("last-update".to_owned(), text("today"))]);
        file.add("clusters/1/cluster", "extensions", Node::Map(vec![("minikube".to_owned(), extension)]));
    };
};

pub(super) const RISKY: &[Fault] = faults! {
    duplicate_cluster ["clusters/3"] |file| {
        let mut twin = good().clone_of("clusters/0");
        twin.set("cluster/server", text("https://other.corp.test:6443"));
        file.push("clusters", twin);
    };
    duplicate_user ["users/3"] |file| {
        let mut twin = good().clone_of("users/1");
        twin.set("user/token", text("{{opaque-token}}"));
        file.push("users", twin);
    };
    duplicate_context ["contexts/3"] |file| {
        let mut twin = good().clone_of("contexts/1");
        twin.set("context/namespace", text("other"));
        file.push("contexts", twin);
    };
    unused_user ["users/3", "users/4"] |file| {
        let mut twin = good().clone_of("users/1");
        twin.set("name", text("nobody"));
        twin.set("user/token", text("{{opaque-token}}"));
        file.push("users", twin);
    };
    mistyped_cluster ["contexts/0/context/cluster"] |file| file.set("contexts/0/context/cluster", text("prodution"));
    mistyped_user ["contexts/1/context/user"] |file| file.set("contexts/1/context/user", text("robto"));
    mistyped_context ["current-context"] |file| file.set("current-context", text("prodd"));
    two_tokens [TOKEN, "users/1/user/tokenFile"] |file| file.add("users/1/user", "tokenFile", text("/run/token"));
    token_and_plugin [EXEC, "users/2/user/token"] |file| file.add("users/2/user", "token", text("{{opaque-token}}"));
    password_and_token [TOKEN, "users/1/user/username", "users/1/user/password"] |file| {
        file.add("users/1/user", "username", text("me"));
        file.add("users/1/user", "password", text("{{password}}"));
    };
    insecure ["clusters/0/cluster/insecure-skip-tls-verify", CA]
        |file| file.add("clusters/0/cluster", "insecure-skip-tls-verify", Node::Plain("true"));
    empty_authority ["clusters/1/cluster/certificate-authority-data"] |file| {
        file.set("clusters/1/cluster/certificate-authority-data", text(""));
        file.add("clusters/1/cluster", "certificate-authority", text("/etc/ca.crt"));
    };
    path_and_data [CA, "clusters/0/cluster/certificate-authority"]
        |file| file.add("clusters/0/cluster", "certificate-authority", text("/etc/ca.crt"));
    http [FOUR] |file| file.set(FOUR, text("http://10.0.0.1:6443"));
    path [SERVER] |file| file.set(SERVER, text("https://k8s.corp.test:6443/apis"));
    no_port [SERVER] |file| file.set(SERVER, text("k8s.corp.test"));
    same_key_twice [TOKEN] |file| file.add("users/1/user", "token", text("{{opaque-token}}"));
    no_certificate ["users/0/user"] |file| drop(file.take("users/0/user", "client-certificate-data"));
    near_key [CA, "clusters/0/cluster/certificate-authorty-data"]
        |file| file.rename("clusters/0/cluster", "certificate-authority-data", "certificate-authorty-data");
    steering_name ["clusters/1/name", "contexts/1/context/cluster"] |file| {
        file.set("clusters/1/name", text("stag\u{1b}ing"));
        file.set("contexts/1/context/cluster", text("stag\u{1b}ing"));
    };
    shell_name ["users/1/name", "contexts/1/context/user"] |file| {
        file.set("users/1/name", text("$(robot)"));
        file.set("contexts/1/context/user", text("$(robot)"));
    };
    preload ["users/2/user/exec/env"] |file| {
        let variable = |name: &str, value: &str| Node::Map(vec![("name".to_owned(), text(name)), ("value".to_owned(), text(value))]);
        let variables = vec![variable("LD_PRELOAD", "/tmp/x.so"), variable("AWS_PROFILE", "corp")];
        file.add(EXEC, "env", Node::List(variables));
    };
};
