//! `server` as kubectl reads it.

mod parts;

use super::go_url::{self, GoUrl, ParseFault, Strictness};
use super::host::{self, Host};
use super::slips::{self, Blanks, Slips};
use super::template;
use crate::kubeconfig::mask::REDACTED;
use crate::message::Name;
use parts::{fragment, path_prefix, scheme};
pub(super) use parts::{port, user_info};

/// What may be said about a `server` URL. Never its user-info, query or fragment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// What kubectl does with it, per strictness of its `net/url`.
    outcomes: [Outcome; 3],
    /// Scheme, host, port and path of each of these readings.
    addresses: [Option<Name>; 3],
    /// Why the newest `net/url` refuses the text as it stands; a text without a scheme may then still be read behind `http://`.
    pub fault: Option<ParseFault>,
    /// How the scheme is written.
    pub scheme: Scheme,
    /// The host, where Go or an older Go finds one.
    pub host: Option<Host>,
    /// The port.
    pub port: Port,
    /// There is user-info.
    pub user_info: UserInfo,
    /// The path that is put before every request.
    pub path: PathPrefix,
    /// There is a query.
    pub has_query: bool,
    /// The fragment.
    pub fragment: Fragment,
    /// Blanks or control characters in it.
    pub blanks: Blanks,
    /// Slips in the way it is written.
    pub slips: Slips,
    /// A placeholder that nobody filled.
    pub placeholder: Option<template::Style>,
}

/// What kubectl does with a `server`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It opens a connection.
    Connects {
        /// `https`; otherwise kubectl leaves out CA and credentials.
        is_tls: bool,
    },
    /// `host must be a URL or a host:port pair`
    NotAUrl,
    /// `net/url` refuses it even with `http://` put before it.
    Unparsable(ParseFault),
    /// `unsupported protocol scheme`
    UnsupportedScheme,
    /// `no Host in request URL`: there is neither host nor port.
    NoHost,
    /// `either ServerName or InsecureSkipVerify must be specified`: there is only a port. kubectl dials the machine itself first.
    NoServerName,
    /// `invalid port`: it is above 65535.
    InvalidPort,
    /// `server` is empty: kubectl falls back to `localhost:8080`.
    Absent,
}

impl Outcome {
    /// What kubectl prints, with `…` for what varies, or `None` where it connects.
    pub fn kubectl_text(&self) -> Option<&'static str> {
        Some(match self {
            Self::Connects { .. } | Self::Absent => return None,
            Self::NotAUrl => "host must be a URL or a host:port pair: \"…\"",
            Self::Unparsable(fault) => fault.kubectl_text(),
            Self::UnsupportedScheme => "unsupported protocol scheme \"…\"",
            Self::NoHost => "http: no Host in request URL",
            Self::NoServerName => "tls: either ServerName or InsecureSkipVerify must be specified in the tls.Config",
            Self::InvalidPort => "dial tcp: address …: invalid port",
        })
    }
}

impl ParseFault {
    /// What Go says, with `…` for what varies.
    pub fn kubectl_text(self) -> &'static str {
        match self {
            Self::ControlCharacter => "net/url: invalid control character in URL",
            Self::MissingScheme => "missing protocol scheme",
            Self::ColonInFirstSegment => "first path segment in URL cannot contain colon",
            Self::HostCharacter => "invalid character \"…\" in host name",
            Self::Escape => "invalid URL escape \"…\"",
            Self::Port => "invalid port \"…\" after host",
            Self::MissingBracket => "missing ']' in host",
            Self::NotIpv6 => "invalid host",
            Self::UserInfo => "net/url: invalid userinfo",
        }
    }
}

/// How a scheme is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// `https://`
    Https,
    /// `http://`
    Http,
    /// `HTTPS://` or other capitals.
    UppercaseHttps,
    /// `HTTP://` or other capitals.
    UppercaseHttp,
    /// None.
    Absent,
    /// Another one.
    Other,
}

/// A port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Port {
    /// None is written.
    Absent,
    /// A number that can be dialled.
    Number(u16),
    /// 0, above 65535, or not a number.
    Invalid,
}

/// User-info before the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UserInfo {
    /// None.
    Absent,
    /// A user name without a password.
    Name,
    /// A user name and a password.
    Password,
}

/// A fragment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fragment {
    /// None.
    Absent,
    /// It follows the host, and kubectl leaves it out.
    Dropped,
    /// It follows a path: kubectl reads that again with `url.ParseRequestURI`, which knows no fragments
    /// (`clientcmd.DirectClientConfig.ClientConfig`), so `/#/x` becomes `/%23/x` before every request.
    InPath,
}

/// The path of a `server`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathPrefix {
    /// None, or `/`.
    Absent,
    /// It ends in `/api`, `/api/v1`, `/apis` or `/version`: part of a request was pasted.
    Api,
    /// A dashboard's or another page's address.
    Page,
    /// A prefix that is known to be meant so: Rancher, service proxies, Teleport, vcluster, GitLab's agent.
    Proxy,
    /// Any other.
    Other,
}

impl Server {
    /// What kubectl does with it.
    pub fn outcome(&self, strictness: Strictness) -> &Outcome {
        &self.outcomes[strictness as usize]
    }

    /// What kubectl puts before the path of every request, without user-info; `None` where `net/url` refuses it.
    pub fn address(&self, strictness: Strictness) -> Option<&Name> {
        self.addresses[strictness as usize].as_ref()
    }

    /// Takes out what is made of its text.
    pub(in crate::kubeconfig) fn conceal(&mut self) {
        self.host.iter_mut().for_each(|host| host.name = None);
        self.addresses.iter_mut().flatten().for_each(|address| *address = Name::escape(REDACTED));
    }
}

/// Reads a `server` value.
pub(in crate::kubeconfig) fn server(text: &str) -> Server {
    const STRICTNESSES: [Strictness; 3] = [Strictness::Lax, Strictness::Brackets, Strictness::Colons];
    let readings = STRICTNESSES.map(|strictness| read(text, strictness));
    let url = readings.iter().rev().find_map(|reading| reading.as_ref().ok());
    let cleaned = slips::clean(text);
    let has_hidden_user = url.is_some_and(|url| !url.has_user) && text.contains('@');
    let outcomes = readings.each_ref().map(outcome);
    Server {
        fault: go_url::parse(text, Strictness::Colons).err(),
        scheme: scheme(text.trim()),
        host: url.and_then(|url| host::inspect(url.host_and_port().0, !has_hidden_user)),
        port: url.map_or(Port::Absent, port),
        user_info: url.map_or(UserInfo::Absent, user_info),
        path: url.map_or(PathPrefix::Absent, |url| path_prefix(&url.path)),
        has_query: text.split('#').next().is_some_and(|before| before.contains('?')),
        fragment: fragment(text),
        blanks: slips::blanks(text),
        slips: Slips {
            doubled_scheme: slips::has_doubled_scheme(text.trim()),
            broken_scheme: slips::has_broken_scheme(text.trim()),
            backslash: text.contains('\\'),
            bracketed_non_ipv6: is_connected(&outcomes[0]) && !is_connected(&outcomes[1]),
            unbracketed_ipv6: is_connected(&outcomes[1]) && !is_connected(&outcomes[2]) && slips::is_bare_ipv6(text),
            is_sound_when_cleaned: is_connected(&outcome(&read(cleaned, Strictness::Colons))),
        },
        placeholder: template::style_of_url(text),
        addresses: readings.each_ref().map(|reading| reading.as_ref().ok().map(|url| address(url, text))),
        outcomes,
    }
}

fn is_connected(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Connects { .. })
}

/// `rest.DefaultServerURL`: a text without scheme or host is read once more behind `http://`, and may then have no path.
fn read(text: &str, strictness: Strictness) -> Result<GoUrl, Outcome> {
    if text.is_empty() {
        return Err(Outcome::Absent);
    }
    match go_url::parse(text, strictness) {
        Ok(url) if !url.scheme.is_empty() && !url.host.is_empty() => Ok(url),
        _ => {
            let url = go_url::parse(&format!("http://{text}"), strictness).map_err(Outcome::Unparsable)?;
            if matches!(url.path.as_str(), "" | "/") { Ok(url) } else { Err(Outcome::NotAUrl) }
        }
    }
}

/// A password may hold what looks like the end of the host; then none of it is shown.
fn address(url: &GoUrl, text: &str) -> Name {
    let may_be_secret = !url.has_user && text.contains('@');
    let host = if may_be_secret { REDACTED } else { &url.host };
    let path = if may_be_secret { "" } else { url.path.trim_end_matches('/') };
    let fragment = if fragment(text) == Fragment::InPath { "/%23…" } else { "" };
    Name::escape(&format!("{}://{host}{path}{fragment}", url.scheme))
}

fn outcome(reading: &Result<GoUrl, Outcome>) -> Outcome {
    let url = match reading {
        Ok(url) => url,
        Err(outcome) => return outcome.clone(),
    };
    let (host, digits) = url.host_and_port();
    let is_tls = url.scheme == "https";
    if !is_tls && url.scheme != "http" {
        Outcome::UnsupportedScheme
    } else if url.host.is_empty() {
        Outcome::NoHost
    } else if matches!(host, "" | "[]") && is_tls {
        Outcome::NoServerName
    } else if !digits.is_empty() && digits.parse::<u16>().is_err() {
        Outcome::InvalidPort
    } else {
        Outcome::Connects { is_tls }
    }
}

#[cfg(test)]
#[path = "url_tests.rs"]
mod tests;
