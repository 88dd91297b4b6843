//! The secrets that stand in a file.

use super::facts::arguments::{ArgumentKind, SecretValue};
use super::facts::environment::Role;
use super::facts::token::Kind;
use super::facts::url::UserInfo;
use super::field::Field;
use super::model::{Exec, Kubeconfig, User, given};
use jiff::Timestamp;

impl Kubeconfig {
    /// The fields that hold a secret with which somebody could act at this moment. Placeholders, words that stand for a hidden value,
    /// texts that `sops` encrypted and tokens that ended are none.
    pub fn secrets(&self, now: Timestamp) -> impl Iterator<Item = &Field> {
        let has_password = |field: &&Field| field.proxy().is_some_and(|proxy| proxy.user_info == UserInfo::Password);
        let proxies = self.clusters.iter().filter_map(|cluster| cluster.proxy_url.as_ref()).filter(has_password);
        let of_users = self.users.iter().flat_map(move |user| user.secrets(now));
        self.private_keys().chain(of_users).chain(proxies.filter(|field| is_readable(field)))
    }

    /// The fields that hold a private key.
    pub fn private_keys(&self) -> impl Iterator<Item = &Field> {
        let holds_key =
            |field: &&Field| field.data().and_then(|data| data.bytes.as_ref()).is_some_and(|bytes| !bytes.keys.is_empty());
        self.data_fields().filter(holds_key)
    }
}

impl User {
    fn secrets(&self, now: Timestamp) -> impl Iterator<Item = &Field> {
        let token = self.given_token().filter(move |field| is_token(field, now));
        let password = given(self.password.as_ref()).filter(|field| is_readable(field));
        let of_provider = self.auth_provider.iter().flat_map(|provider| {
            let keys = ["client-secret", "refresh-token", "id-token", "access-token"].into_iter();
            keys.filter_map(|key| given(provider.setting(key))).filter(|field| is_readable(field))
        });
        let of_plugin = self.exec.iter().flat_map(Exec::secrets);
        token.into_iter().chain(password).chain(of_provider).chain(of_plugin)
    }
}

impl Exec {
    fn secrets(&self) -> impl Iterator<Item = &Field> {
        let arguments = self.facts().into_iter().flat_map(|facts| &facts.arguments).filter_map(|fact| match fact.kind {
            ArgumentKind::Secret(secret) if is_secret(secret) => self.args.get(fact.index),
            _ => None,
        });
        let variables = self.facts().into_iter().flat_map(|facts| &facts.variables).filter_map(|fact| match fact.role {
            Some(Role::Secret(secret)) if is_secret(secret) => self.env.get(fact.index)?.value.as_ref(),
            _ => None,
        });
        arguments.chain(variables)
    }
}

fn is_token(field: &Field, now: Timestamp) -> bool {
    let is_live = match field.token().map(|token| &token.kind) {
        Some(Kind::Jwt(jwt)) => jwt.expires_at.is_none_or(|end| end > now),
        Some(kind) => *kind != Kind::Empty,
        None => false,
    };
    is_live && is_readable(field)
}

/// Whether a value is what it stands for.
fn is_readable(field: &Field) -> bool {
    let is_encrypted = field.text().is_some_and(|text| text.starts_with("ENC[") && text.ends_with(']'));
    field.placeholder().is_none() && field.redacted().is_none() && !is_encrypted
}

fn is_secret(secret: SecretValue) -> bool {
    !secret.is_empty && !secret.is_placeholder && !secret.is_short
}
