//! The secrets that stand in a file.

use super::facts::arguments::{ArgumentKind, SecretValue};
use super::facts::environment::Role;
use super::facts::token::Kind;
use super::field::Field;
use super::model::{Exec, Kubeconfig, User, given};
use crate::span::Span;
use jiff::Timestamp;
use std::collections::HashSet;

impl Kubeconfig {
    /// The fields that hold a secret with which somebody could act at this moment. Placeholders, words that stand for a hidden value,
    /// words that people make up for examples, texts that `sops` encrypted and tokens that ended are none.
    pub fn secrets(&self, now: Timestamp) -> impl Iterator<Item = &Field> {
        self.private_keys().chain(self.users.iter().flat_map(move |user| user.secrets(now)))
    }

    /// The fields that hold a private key.
    pub fn private_keys(&self) -> impl Iterator<Item = &Field> {
        let holds_key =
            |field: &&Field| field.data().and_then(|data| data.bytes.as_ref()).is_some_and(|bytes| !bytes.keys.is_empty());
        self.data_fields().filter(holds_key)
    }
}

impl Kubeconfig {
    /// The arguments and variables of plugins that hold no secret, as far as can be told, and are nothing else at another place.
    pub(in crate::kubeconfig) fn harmless_words(&self) -> HashSet<Span> {
        let plugins = self.users.iter().filter_map(|user| user.exec.as_ref());
        let mut words: HashSet<Span> = plugins.clone().flat_map(Exec::words).map(|field| field.origin).collect();
        let secret = |exec| Exec::secret_words(exec, |secret| !secret.is_empty && !secret.is_placeholder);
        for field in self.users.iter().flat_map(User::credentials).chain(plugins.flat_map(secret)) {
            words.remove(&field.origin);
        }
        words
    }
}

impl User {
    fn credentials(&self) -> impl Iterator<Item = &Field> {
        let settings = self.auth_provider.iter().flat_map(|provider| &provider.settings);
        [&self.token, &self.password, &self.key_data].into_iter().flatten().chain(settings)
    }

    fn secrets(&self, now: Timestamp) -> impl Iterator<Item = &Field> {
        let token = self.given_token().filter(move |field| is_token(field, now));
        let password = given(self.password.as_ref()).filter(|field| is_readable(field) && field.text().is_some_and(is_password));
        let of_provider = self.auth_provider.iter().flat_map(move |provider| {
            let settings = ["client-secret", "refresh-token", "access-token"].into_iter();
            let random = settings.filter_map(|key| given(provider.setting(key))).filter(|field| is_random_field(field));
            random.chain(given(provider.setting("id-token")).filter(move |field| is_token(field, now)))
        });
        let of_plugin = self.exec.iter().flat_map(Exec::secrets);
        token.into_iter().chain(password).chain(of_provider).chain(of_plugin)
    }
}

impl Exec {
    /// All that it gets, where it is known what that is.
    fn words(&self) -> impl Iterator<Item = &Field> {
        let values = self.env.iter().filter_map(|variable| variable.value.as_ref());
        self.facts().into_iter().flat_map(move |_| self.args.iter().chain(values.clone()))
    }

    fn secrets(&self) -> impl Iterator<Item = &Field> {
        self.secret_words(is_secret).filter(|field| is_random_field(field))
    }

    /// Those whose option or name says that they are secret.
    fn secret_words(&self, is_meant: fn(SecretValue) -> bool) -> impl Iterator<Item = &Field> {
        let arguments = self.facts().into_iter().flat_map(|facts| &facts.arguments).filter_map(move |fact| match fact.kind {
            ArgumentKind::Secret(secret) if is_meant(secret) => self.args.get(fact.index),
            _ => None,
        });
        let variables = self.facts().into_iter().flat_map(|facts| &facts.variables).filter_map(move |fact| match fact.role {
            Some(Role::Secret(secret)) if is_meant(secret) => self.env.get(fact.index)?.value.as_ref(),
            _ => None,
        });
        arguments.chain(variables)
    }
}

fn is_token(field: &Field, now: Timestamp) -> bool {
    let Some(token) = field.token() else { return false };
    is_readable(field)
        && match &token.kind {
            Kind::Jwt(jwt) => jwt.expires_at.is_none_or(|end| end > now),
            Kind::Empty => false,
            Kind::Opaque => is_random_field(field),
            Kind::Base64OfJwt | Kind::Eks(_) | Kind::Bootstrap | Kind::GoogleAccess | Kind::OpenShift | Kind::Rancher => true,
        }
}

fn is_random_field(field: &Field) -> bool {
    // Of `--client-secret=…` the value counts.
    let value =
        field.text().map(|text| if text.starts_with("--") { text.split_once('=').map_or("", |(_, value)| value) } else { text });
    is_readable(field) && value.is_some_and(is_random)
}

/// Whether a value is what it stands for.
fn is_readable(field: &Field) -> bool {
    let is_encrypted = field.text().is_some_and(|text| text.starts_with("ENC[") && text.ends_with(']'));
    field.placeholder().is_none() && field.redacted().is_none() && !is_encrypted
}

fn is_secret(secret: SecretValue) -> bool {
    !secret.is_empty && !secret.is_placeholder && !secret.is_short
}

/// Whether a machine made it: people write `test-token`, and mean nothing by it.
fn is_random(text: &str) -> bool {
    let count = |is: fn(&char) -> bool| text.chars().filter(is).count();
    let digits = count(char::is_ascii_digit);
    let is_mixed = count(char::is_ascii_uppercase) > 0 && count(char::is_ascii_lowercase) > 0;
    text.len() >= 16 && !text.contains(char::is_whitespace) && (digits >= 3 || (digits >= 1 && is_mixed))
}

/// Whether somebody would take it for a password of his own: `secret` is one of examples.
fn is_password(text: &str) -> bool {
    text.len() >= 8 && text.contains(|c: char| c.is_ascii_digit()) && text.contains(|c: char| c.is_ascii_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_make_up_for_examples_is_no_secret() {
        for made_up in ["test-token", "config-1-user-token", "GOOGLE_CLIENT_SECRET", "token", "a token with 3 blanks 123", "123"]
        {
            assert!(!is_random(made_up), "{made_up}");
        }
        for random in ["0123456789abcdef0123", "fk7Qz0aPmWlXvbnT", "3f0c8d7e-0b52-4d0e-9f66-0c6d0f9b2f11"] {
            assert!(is_random(random), "{random}");
        }
        assert!(!is_password("secret") && !is_password("password") && is_password("s3cretWord"));
    }
}
