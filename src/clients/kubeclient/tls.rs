//! Certificate, key and authorities: a path wins over data, and each is made an object of Ruby's `openssl` when the context is asked for.

use super::{Ca, Selected, Verification, cause_of, no_method, no_string, refuse};
use crate::clients::{Refusal, Stage};
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::facts::openssl::identity::Identity as Pair;
use crate::kubeconfig::facts::openssl::level::Level;
use crate::kubeconfig::reading::{Datum, Habit, Kind, Plain};
use crate::message;
use crate::message::{Message, Part};

/// OpenSSL as Debian builds it.
const LEVEL: Level = Level::Two;

/// A certificate and its key.
pub(super) struct Identity<'r> {
    certificate: Option<Source<'r>>,
    key: Option<Source<'r>>,
}

/// Where bytes come from.
struct Source<'r> {
    key: &'static str,
    datum: Datum<'r>,
    decoded: Option<Plain>,
}

impl<'r> Identity<'r> {
    /// `fetch_user_cert_data`, `fetch_user_key_data`
    pub(super) fn read(selected: &Selected<'r>) -> Result<Self, Refusal> {
        let Some(user) = &selected.user else { return Ok(Self { certificate: None, key: None }) };
        Ok(Self {
            certificate: Source::read(user, "client-certificate", "client-certificate-data")?,
            key: Source::read(user, "client-key", "client-key-data")?,
        })
    }

    /// `OpenSSL::X509::Certificate.new`, `OpenSSL::PKey.read`
    pub(super) fn parse(&self, selected: &Selected<'_>) -> Result<(), Refusal> {
        let Some(user) = &selected.user else { return Ok(()) };
        if let Some((source, bytes)) = known(self.certificate.as_ref())
            && !bytes.is_one_certificate()
        {
            return Err(refuse(Stage::Config, cause_of(user, source.key), "PEM_read_bio_X509: …"));
        }
        match known(self.key.as_ref()) {
            Some((source, bytes)) if !bytes.is_one_key() => {
                Err(refuse(Stage::Config, cause_of(user, source.key), "Could not parse PKey: …"))
            }
            _ => Ok(()),
        }
    }

    /// `ossl_sslctx_setup`; returns whether a certificate is shown. One without the other is left out.
    pub(super) fn check(&self, selected: &Selected<'_>) -> Result<bool, Refusal> {
        let (Some(user), Some(certificate), Some(key)) = (&selected.user, &self.certificate, &self.key) else { return Ok(false) };
        let (Some(chain), Some(private)) = (certificate.plain(), key.plain()) else { return Ok(true) };
        let error = match chain.identity_of_objects(private, LEVEL) {
            Pair::NotPresented => return Ok(false),
            Pair::Accepted | Pair::NoCertificate | Pair::NoKey | Pair::Encrypted => return Ok(true),
            Pair::Mismatch => "SSL_CTX_use_PrivateKey: key values mismatch",
            Pair::TypeMismatch => "SSL_CTX_check_private_key: no certificate assigned",
            Pair::UnknownType | Pair::Weak(_) | Pair::WeakChain(_) | Pair::Chain(_) => "SSL_CTX_use_certificate: …",
        };
        Err(refuse(Stage::Transport, cause_of(user, certificate.key), error))
    }
}

/// `populate_cert_store_from_cluster_ca_data`; before 4.9.3 `fetch_cluster_ca_data`.
pub(super) fn authorities(selected: &Selected<'_>, verification: Verification) -> Result<(), Refusal> {
    let cluster = &selected.cluster;
    let source = Source::find(cluster, "certificate-authority", "certificate-authority-data");
    let Some(source) = source else { return Ok(()) };
    let stop = |error: Message| Err(refuse(Stage::Config, cause_of(cluster, source.key), error));
    let is_store = verification.ca == Ca::File && !verification.reads_one_certificate;
    if let Some(error) = source.why_not_read() {
        let is_path = source.datum.kind() == Kind::Text;
        return stop(if is_store && is_path { "system lib".into() } else { error });
    }
    let Some(bytes) = source.plain() else { return Ok(()) };
    if is_store {
        return if bytes.authorities().is_accepted() { Ok(()) } else { stop("…".into()) };
    }
    if bytes.is_one_certificate() { Ok(()) } else { stop("PEM_read_bio_X509: …".into()) }
}

fn known<'s, 'r>(source: Option<&'s Source<'r>>) -> Option<(&'s Source<'r>, &'s Plain)> {
    Some((source?, source?.plain()?))
}

impl<'r> Source<'r> {
    fn read(user: &Datum<'r>, path: &'static str, data: &'static str) -> Result<Option<Self>, Refusal> {
        let Some(source) = Self::find(user, path, data) else { return Ok(None) };
        match source.why_not_read() {
            Some(error) => Err(refuse(Stage::Config, cause_of(user, source.key), error)),
            None => Ok(Some(source)),
        }
    }

    fn find(entry: &Datum<'r>, path: &'static str, data: &'static str) -> Option<Self> {
        if let Some(datum) = entry.get(path) {
            return Some(Self { key: path, datum, decoded: None });
        }
        let datum = entry.get(data)?;
        let decoded = datum.decode(Habit::Ruby).and_then(Result::ok);
        Some(Self { key: data, datum, decoded })
    }

    /// `File.read`, or `Base64.decode64`.
    fn why_not_read(&self) -> Option<Message> {
        let is_data = self.key.ends_with("-data");
        match self.datum.kind() {
            Kind::Text | Kind::Bytes if is_data => None,
            Kind::Text if self.datum.has_nul() => Some("pathname contains null byte".into()),
            Kind::Text => self.why_not_opened(),
            _ if is_data => Some(no_method("unpack1", Some(&self.datum))),
            _ => Some(no_string(Some(&self.datum))),
        }
    }

    fn why_not_opened(&self) -> Option<Message> {
        if self.datum.is_empty() {
            return Some("Is a directory @ io_fread - …".into());
        }
        let target = self.datum.target()?;
        let reason = match target.state {
            TargetState::Missing => "No such file or directory @ rb_sysopen - ",
            TargetState::Unreadable => "Permission denied @ rb_sysopen - ",
            TargetState::Folder => "Is a directory @ io_fread - ",
            TargetState::NotLooked | TargetState::Read => return None,
        };
        Some(message![reason, Part::Quote(target.resolved.clone())])
    }

    /// The bytes, where they are known.
    fn plain(&self) -> Option<&Plain> {
        self.decoded.as_ref().or_else(|| self.datum.target()?.content.as_ref())
    }
}
