//! `proxy-url` as kubectl reads it.

use super::go_url::{self, ParseFault, Strictness};
use super::host::{self, Host};
use super::template;
use super::url::{Port, UserInfo, port, user_info};
use crate::message::Name;

/// What may be said about a `proxy-url`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    /// What kubectl does with it.
    pub outcome: ProxyOutcome,
    /// The host, where Go finds one.
    pub host: Option<Host>,
    /// The port.
    pub port: Port,
    /// There is user-info.
    pub user_info: UserInfo,
    /// A placeholder that nobody filled.
    pub placeholder: Option<template::Style>,
}

/// What client-go's `parseProxyURL` does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProxyOutcome {
    /// It is empty: no proxy.
    Absent,
    /// kubectl uses it.
    Accepted,
    /// It passes `parseProxyURL`, and no connection can be made with it: no host, or a bad port.
    Unusable,
    /// `could not parse`
    Unparsable(ParseFault),
    /// `unsupported scheme`
    UnsupportedScheme {
        /// The scheme, where a `://` shows that it is one; empty where there is none.
        scheme: Option<Name>,
    },
}

impl Proxy {
    /// Takes out what is made of its text.
    pub(in crate::kubeconfig) fn conceal(&mut self) {
        self.host.iter_mut().for_each(|host| host.name = None);
        if let ProxyOutcome::UnsupportedScheme { scheme } = &mut self.outcome {
            *scheme = None;
        }
    }
}

/// Reads a `proxy-url` value, with the strictest `net/url`.
pub(in crate::kubeconfig) fn inspect(text: &str) -> Proxy {
    let reading = go_url::parse(text, Strictness::Colons);
    let outcome = match &reading {
        _ if text.is_empty() => ProxyOutcome::Absent,
        Err(fault) => ProxyOutcome::Unparsable(*fault),
        Ok(url) if !matches!(url.scheme.as_str(), "http" | "https" | "socks5") => {
            let is_scheme = text.get(url.scheme.len()..).is_some_and(|rest| rest.starts_with("://"));
            ProxyOutcome::UnsupportedScheme { scheme: is_scheme.then(|| Name::escape(&url.scheme)) }
        }
        Ok(url) if url.host_and_port().0.is_empty() || port(url) == Port::Invalid => ProxyOutcome::Unusable,
        Ok(_) => ProxyOutcome::Accepted,
    };
    let url = reading.ok();
    let has_hidden_user = url.as_ref().is_some_and(|url| !url.has_user) && text.contains('@');
    Proxy {
        outcome,
        host: url.as_ref().and_then(|url| host::inspect(url.host_and_port().0, !has_hidden_user)),
        port: url.as_ref().map_or(Port::Absent, port),
        user_info: url.as_ref().map_or(UserInfo::Absent, user_info),
        placeholder: template::style_of_url(text),
    }
}
