//! What is known about fields and entries, once they are examined.

use super::examine::{Bytes, Data, Target};
use super::facts::base64::{self, Redacted};
use super::facts::command::{Command, Recognition};
use super::facts::go_url::Strictness;
use super::facts::hint::Hint;
use super::facts::host::{self, Host, Reach};
use super::facts::oidc::Oidc;
use super::facts::pair::Pair;
use super::facts::path::PathShape;
use super::facts::pool::Pool;
use super::facts::proxy::Proxy;
use super::facts::public_key::PublicKey;
use super::facts::server_name::{self, Slip};
use super::facts::template;
use super::facts::token::{Kind, Token};
use super::facts::url::{Outcome, Server};
use super::field::Field;
use super::model::{AuthProvider, Cluster, Exec, User, given};
use super::program::Program;
use super::schema::Exposure;
use crate::plugins::Plugin;

impl Field {
    /// What its base64 is, for a `*-data` field.
    pub fn data(&self) -> Option<&Data> {
        self.data.as_deref()
    }

    /// What its path leads to, for a field that names a file.
    pub fn target(&self) -> Option<&Target> {
        self.target.as_deref()
    }

    /// How kubectl reads it, for `server`.
    pub fn url(&self) -> Option<&Server> {
        self.url.as_deref()
    }

    /// How kubectl reads it, for `proxy-url`.
    pub fn proxy(&self) -> Option<&Proxy> {
        self.proxy.as_deref()
    }

    /// What its path looks like, for a field that names a file.
    pub fn path_shape(&self) -> Option<&PathShape> {
        self.path.as_ref()
    }

    /// The placeholder it is, or holds where no real value holds one.
    pub fn placeholder(&self) -> Option<template::Style> {
        match self.exposure {
            Exposure::Url => template::style_of_url(self.text()?),
            _ => template::style(self.text()?),
        }
    }

    /// The word that some tool shows in place of the value.
    pub fn redacted(&self) -> Option<Redacted> {
        base64::redacted(self.text()?)
    }

    /// What may be said about a `token`, or about the one in the file of a `tokenFile`.
    pub fn token(&self) -> Option<&Token> {
        self.token.as_deref()
    }

    /// What makes it a name that no certificate holds, for `tls-server-name`.
    pub fn server_name_slip(&self) -> Option<Slip> {
        server_name::slip(self.text()?)
    }

    /// Whether Go's HTTP client sends its text in a header (`httpguts.ValidHeaderFieldValue`).
    pub fn is_header_value(&self) -> bool {
        self.text().is_none_or(|text| text.bytes().all(|byte| !byte.is_ascii_control() || byte == b'\t'))
    }

    /// The bytes it stands for, as data or through its path, where they are known.
    pub fn bytes(&self) -> Option<&Bytes> {
        match (self.data(), self.target()) {
            (Some(data), _) => data.bytes.as_ref(),
            (None, Some(target)) => target.bytes.as_ref(),
            (None, None) => None,
        }
    }
}

impl Cluster {
    /// What kubectl's certificate pool makes of the authority; `None` where there is none, or its bytes are not known.
    pub fn pool(&self) -> Option<Pool> {
        self.pool
    }

    /// Whether kubectl speaks TLS with the server; otherwise it leaves CA and credentials out.
    pub fn is_reached_over_tls(&self) -> bool {
        let outcome = self.server.as_ref().and_then(Field::url).map(|url| url.outcome(Strictness::Colons));
        matches!(outcome, Some(Outcome::Connects { is_tls: true }))
    }

    /// The host that the certificate of the server must name: `tls-server-name`, else that of `server`.
    pub fn verified_host(&self) -> Option<Host> {
        let Some(name) = given(self.tls_server_name.as_ref()) else { return self.server.as_ref()?.url()?.host.clone() };
        let text = name.text()?;
        let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
        host::inspect(bare.unwrap_or(text), name.name().is_some())
    }

    /// Whether the authorities of both clusters have a key in common; `None` where the certificates of one are not known.
    pub fn shares_authority_with(&self, other: &Self) -> Option<bool> {
        let (own, others) = (self.authority_keys()?, other.authority_keys()?);
        Some(own.iter().any(|key| others.contains(key)))
    }

    fn authority_keys(&self) -> Option<Vec<&PublicKey>> {
        let blocks = &self.ca()?.bytes()?.certificates;
        let keys: Vec<_> = blocks.iter().filter_map(|block| Some(&block.certificate.as_ref()?.public_key)).collect();
        (!keys.is_empty()).then_some(keys)
    }

    /// Whether the server is this machine.
    pub fn is_loopback(&self) -> bool {
        let host = self.server.as_ref().and_then(Field::url).and_then(|url| url.host.as_ref());
        host.is_some_and(|host| host.reach == Reach::Loopback)
    }
}

impl Exec {
    /// What may be said about `installHint`.
    pub fn hint(&self) -> Option<Hint> {
        self.hint
    }

    /// The plugin of the registry that it runs.
    pub fn plugin(&self) -> Option<&'static Plugin> {
        match self.facts()?.plugin {
            Recognition::Known { plugin, .. } => Some(plugin),
            _ => None,
        }
    }

    /// What stands where kubectl starts the program.
    pub fn program(&self) -> Option<&Program> {
        self.program.as_deref()
    }

    /// What may be said about what it runs.
    pub fn facts(&self) -> Option<&Command> {
        self.facts.as_deref()
    }
}

impl User {
    /// The field that holds, or whose file holds, the token that kubectl sends: a file that can be read and is not empty wins.
    pub fn sent_token(&self) -> Option<&Field> {
        self.live_token_file().or_else(|| self.given_token())
    }

    /// `tokenFile`, when its file holds a token.
    pub fn live_token_file(&self) -> Option<&Field> {
        self.given_token_file().filter(|file| file.token().is_some_and(|token| token.kind != Kind::Empty))
    }

    /// What Go's TLS makes of certificate and key; `None` where one is missing, or its bytes are not known.
    pub fn pair(&self) -> Option<&Pair> {
        self.pair.as_ref()
    }
}

impl AuthProvider {
    /// What kubectl's provider `oidc` makes of the configuration.
    pub fn oidc(&self) -> &Oidc {
        &self.oidc
    }
}
