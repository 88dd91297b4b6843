#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use super::super::host::{Disguise, Reach};
use super::super::proxy::{self, ProxyOutcome};
use super::*;
use crate::message::Name;
use proptest::prelude::*;

fn connects(text: &str, strictness: Strictness) -> bool {
    matches!(server(text).outcome(strictness), Outcome::Connects { .. })
}

fn newest(text: &str) -> Outcome {
    server(text).outcome(Strictness::Colons).clone()
}

#[test]
fn a_server_without_a_scheme_is_read_as_http() {
    assert_eq!(newest("10.0.0.1:6443"), Outcome::Connects { is_tls: false });
    assert_eq!(newest("api.test:6443/k8s"), Outcome::NotAUrl);
    assert_eq!(newest("https://api.test/k8s"), Outcome::Connects { is_tls: true });
    assert_eq!(newest(""), Outcome::Absent);
}

#[test]
fn faults_are_those_of_go() {
    for (text, expected) in [
        ("api test", Outcome::Unparsable(ParseFault::HostCharacter)),
        ("https://api.test ", Outcome::NotAUrl),
        ("https://api.test\n", Outcome::Unparsable(ParseFault::ControlCharacter)),
        ("ftp://api.test", Outcome::UnsupportedScheme),
        ("https://:6443", Outcome::NoServerName),
        ("https://api.test:70000", Outcome::InvalidPort),
        ("https://api.test:abc", Outcome::NotAUrl),
        ("https:/api.test", Outcome::NotAUrl),
        ("https://https://api.test", Outcome::Connects { is_tls: true }),
        ("https://%HOST%:6443", Outcome::Unparsable(ParseFault::Escape)),
    ] {
        assert_eq!(newest(text), expected, "{text:?}");
    }
    assert_eq!(server("https://api.test ").fault, Some(ParseFault::HostCharacter));
    assert_eq!(server("https://api.test").fault, None);
}

#[test]
fn brackets_and_colons_depend_on_the_version() {
    let strictnesses = [Strictness::Lax, Strictness::Brackets, Strictness::Colons];
    let table = |text| strictnesses.map(|strictness| connects(text, strictness));
    assert_eq!(table("https://[10.0.0.1]:443"), [true, false, false]);
    assert_eq!(table("https://[api.test]:6443"), [true, false, false]);
    assert_eq!(table("https://::1:6443"), [true, true, false]);
    assert_eq!(table("https://[::1]:6443"), [true, true, true]);
    assert_eq!(table("https://[fe80::1%25eth0]:6443"), [true, true, true]);
    assert!(server("https://[10.0.0.1]").slips.bracketed_non_ipv6);
    assert!(server("https://fd00::1").slips.unbracketed_ipv6);
    assert_eq!(Strictness::of_kubectl(33, 1), Strictness::Lax);
    assert_eq!(Strictness::of_kubectl(37, 0), Strictness::Colons);
}

#[test]
fn a_fragment_behind_a_path_becomes_part_of_it() {
    let shown = |text| server(text).address(Strictness::Colons).map(|address| address.as_str().to_owned()).unwrap();
    for (text, fragment, address) in [
        ("https://api.test", Fragment::Absent, "https://api.test"),
        ("https://api.test#top", Fragment::Dropped, "https://api.test"),
        ("https://api.test/#/login", Fragment::InPath, "https://api.test/%23…"),
        ("https://api.test/c/#", Fragment::InPath, "https://api.test/c/%23…"),
    ] {
        assert_eq!((server(text).fragment, shown(text).as_str()), (fragment, address));
    }
}

#[test]
fn user_info_is_noted_and_never_taken_for_a_host() {
    let server = super::server("https://jane:hunter2@api.test/x?y#z");
    assert_eq!((server.user_info, server.has_query, server.fragment), (UserInfo::Password, true, Fragment::InPath));
    assert_eq!(server.host.unwrap().name.unwrap().as_str(), "api.test");
    let torn = super::server("https://hunter2:1/x@api.test");
    assert!(!format!("{torn:?}").contains("hunter2"));
    assert_eq!(torn.host.unwrap().name, None);
    assert!(!format!("{:?}", super::server("https://u:hunter2@api.test/path?hunter2#hunter2")).contains("hunter2"));
}

#[test]
fn slips_are_told_apart() {
    assert!(server("https://https://api.test").slips.doubled_scheme);
    assert!(server("https://https://api.test").slips.is_sound_when_cleaned);
    assert!(server(" https://api.test\n").slips.is_sound_when_cleaned);
    for text in ["https:/api.test", "https//api.test", "https:api.test"] {
        assert!(server(text).slips.broken_scheme, "{text}");
    }
    for text in ["https://api.test", "https.test:6443", "https:6443"] {
        assert!(!server(text).slips.broken_scheme, "{text}");
    }
    assert_eq!(server("HTTPS://api.test").scheme, Scheme::UppercaseHttps);
}

#[test]
fn hosts_are_told_apart() {
    let reach = |text: &str| server(&format!("https://{text}")).host.unwrap().reach;
    for (host, expected) in [
        ("127.0.0.2", Reach::Loopback),
        ("[::1]:6443", Reach::Loopback),
        ("[::ffff:127.0.0.1]", Reach::Loopback),
        ("localhost:8080", Reach::Loopback),
        ("0.0.0.0", Reach::Unspecified),
        ("169.254.169.254", Reach::Metadata),
        ("[fd00:ec2::254]", Reach::Metadata),
        ("[fe80::1%25eth0]", Reach::LinkLocal),
        ("192.168.1.1", Reach::PrivateAddress),
        ("172.32.0.1", Reach::PublicAddress),
        ("control-plane", Reach::PrivateName),
        ("api.corp.internal", Reach::PrivateName),
        ("kubernetes.default.svc", Reach::InCluster),
        ("abc.eks.amazonaws.com", Reach::PublicName),
    ] {
        assert_eq!(reach(host), expected, "{host}");
    }
    let disguise = |text: &str| server(text).host.unwrap().disguise;
    assert_eq!(disguise("https://①27.0.0.1"), Some(Disguise::Compatibility));
    assert_eq!(disguise("https://аpi.test"), Some(Disguise::MixedScripts));
    assert_eq!(disguise("https://xn--e1afmkfd.test"), Some(Disguise::Punycode));
    assert_eq!(disguise("https://api.test"), None);
}

#[test]
fn paths_are_told_apart() {
    let path = |text: &str| server(&format!("https://api.test{text}")).path;
    assert_eq!(path("/"), PathPrefix::Absent);
    assert_eq!(path("/api/v1"), PathPrefix::Api);
    assert_eq!(path("/k8s/clusters/c-1"), PathPrefix::Proxy);
    assert_eq!(path("/api/v1/namespaces/x/services/y/proxy"), PathPrefix::Proxy);
    assert_eq!(path("/c/local/dashboard"), PathPrefix::Page);
}

#[test]
fn proxies_are_judged_as_client_go_does() {
    for (text, expected) in [
        ("", ProxyOutcome::Absent),
        ("http://proxy.test:3128", ProxyOutcome::Accepted),
        ("socks5://proxy.test:1080", ProxyOutcome::Accepted),
        ("127.0.0.1:3128", ProxyOutcome::Unparsable(ParseFault::ColonInFirstSegment)),
        ("socks5h://proxy.test", ProxyOutcome::UnsupportedScheme { scheme: Some(Name::escape("socks5h")) }),
        ("jane:3128", ProxyOutcome::UnsupportedScheme { scheme: None }),
        ("http://:3128", ProxyOutcome::Unusable),
    ] {
        assert_eq!(proxy::inspect(text).outcome, expected, "{text}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text: String) {
        let _ = (server(&text), proxy::inspect(&text));
    }

    #[test]
    fn no_mixture_of_pieces_makes_it_panic(text in "(https?|//|:|@|\\[|\\]|%25|%|#|\\?|::1|é|6443|\\.| ){0,12}") {
        let _ = (server(&text), proxy::inspect(&text));
    }
}
