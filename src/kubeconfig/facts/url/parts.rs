//! The parts of a URL, by kind.

use super::{Fragment, PathPrefix, Port, Scheme, UserInfo};
use crate::kubeconfig::facts::go_url::GoUrl;

pub(in super::super) fn port(url: &GoUrl) -> Port {
    match url.host_and_port().1 {
        "" => Port::Absent,
        digits => digits.parse().ok().filter(|&port| port != 0).map_or(Port::Invalid, Port::Number),
    }
}

pub(in super::super) fn user_info(url: &GoUrl) -> UserInfo {
    match (url.has_user, url.has_password) {
        (false, _) => UserInfo::Absent,
        (true, false) => UserInfo::Name,
        (true, true) => UserInfo::Password,
    }
}

pub(super) fn scheme(text: &str) -> Scheme {
    let Some((scheme, _)) = text.split_once("://") else { return Scheme::Absent };
    match scheme {
        "https" => Scheme::Https,
        "http" => Scheme::Http,
        _ if scheme.eq_ignore_ascii_case("https") => Scheme::UppercaseHttps,
        _ if scheme.eq_ignore_ascii_case("http") => Scheme::UppercaseHttp,
        _ => Scheme::Other,
    }
}

pub(super) fn fragment(text: &str) -> Fragment {
    let Some((address, _)) = text.split_once('#') else { return Fragment::Absent };
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    if rest.contains('/') { Fragment::InPath } else { Fragment::Dropped }
}

pub(super) fn path_prefix(path: &str) -> PathPrefix {
    const PROXIES: [&str; 8] =
        ["/k8s/clusters/", "/k8s-proxy", "/clusters/", "/kubernetes/", "/v1/teleport", "/proxy", "/services/", "/k8s/proxy"];
    const PAGES: [&str; 5] = ["/dashboard", "/login", "/console", "/ui", ".html"];
    let path = path.trim_end_matches('/').to_ascii_lowercase();
    let is_api = ["/api", "/api/v1", "/apis", "/version"].iter().any(|suffix| path.ends_with(suffix));
    if path.is_empty() {
        PathPrefix::Absent
    } else if is_api {
        PathPrefix::Api
    } else if PROXIES.iter().any(|part| path.contains(part)) {
        PathPrefix::Proxy
    } else if PAGES.iter().any(|part| path.ends_with(part) || path.contains("/dashboard/")) {
        PathPrefix::Page
    } else {
        PathPrefix::Other
    }
}
