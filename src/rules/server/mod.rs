//! Where a cluster is, and the way to it.

use super::{Rule, rule};

mod bracketed_non_ipv6;
mod confusable_host;
mod link_local;
mod loopback;
mod malformed;
mod missing;
mod missing_scheme;
mod plain_http;
mod proxy_credentials;
mod proxy_invalid;
mod proxy_unexpected;
mod proxy_unsupported;
mod query_or_fragment;
mod suspicious_path;
mod unbracketed_ipv6;
mod unspecified_address;
mod uppercase_scheme;
mod userinfo;

pub(super) const RULES: &[Rule] = &[
    rule!("server/missing", missing),
    rule!("server/missing-scheme", missing_scheme),
    rule!("server/plain-http", plain_http),
    rule!("server/malformed", malformed),
    rule!("server/query-or-fragment", query_or_fragment),
    rule!("server/suspicious-path", suspicious_path),
    rule!("server/userinfo", userinfo),
    rule!("server/bracketed-non-ipv6", bracketed_non_ipv6),
    rule!("server/unbracketed-ipv6", unbracketed_ipv6),
    rule!("server/unspecified-address", unspecified_address),
    rule!("server/link-local", link_local),
    rule!("server/loopback", loopback),
    rule!("server/confusable-host", confusable_host),
    rule!("server/proxy-invalid", proxy_invalid),
    rule!("server/uppercase-scheme", uppercase_scheme),
    rule!("server/proxy-unsupported", proxy_unsupported),
    rule!("server/proxy-credentials", proxy_credentials),
    rule!("server/proxy-unexpected", proxy_unexpected),
];
