//! Attaches to the fields what may be said about their values.

use super::facts::base64::{self, Base64, Verdict};
use super::facts::certificate::{self, CertificateBlock};
use super::facts::command::{self, Command, ExecText};
use super::facts::hint;
use super::facts::key::{self, KeyBlock};
use super::facts::oidc::{self, Oidc};
use super::facts::pair;
use super::facts::pem::{self, Pem};
use super::facts::pool;
use super::facts::proxy;
use super::facts::token;
use super::facts::url;
use super::field::Field;
use super::model::{AuthProvider, Cluster, Exec, Kubeconfig, User, given};
use super::program;
use super::publish;
use super::schema::Exposure;
use crate::env::{Env, Surroundings};
use crate::span::Span;
use crate::yaml::origin;
use crate::yaml::tree::Stream;
use std::path::Path;
use zeroize::Zeroizing;

mod follow;

pub use follow::{Target, TargetState};
pub(in crate::kubeconfig) use follow::{clean, resolve};

/// What a `*-data` value is.
#[derive(Debug)]
pub struct Data {
    /// Its base64.
    pub base64: Base64,
    /// What it decodes to; `None` where it does not.
    pub bytes: Option<Bytes>,
    /// The character in the file that kubectl stumbles over.
    pub fault: Option<Span>,
    /// Where in the file the faults of the PEM begin, in the order of [`Pem::layout`].
    pub layout_places: Vec<Option<Span>>,
}

/// What decoded bytes, or the bytes of a file, are.
#[derive(Debug)]
pub struct Bytes {
    /// Whether there are none.
    pub is_empty: bool,
    /// Their PEM.
    pub pem: Pem,
    /// Their certificates.
    pub certificates: Vec<CertificateBlock>,
    /// Their private keys.
    pub keys: Vec<KeyBlock>,
    /// Whether there is nothing but blanks.
    pub is_blank: bool,
    /// Whether Go sends them as a token: without outer blanks, or with them where there is nothing else.
    pub is_sendable: bool,
}

/// Fills in the facts of a typed view. Relative paths start in the folder of `path`.
pub(in crate::kubeconfig) fn examine(
    kubeconfig: &mut Kubeconfig,
    path: Option<&Path>,
    env: &Env,
    surroundings: &Surroundings,
    written: Written<'_>,
) {
    let examiner = Examiner { folder: path.and_then(Path::parent), surroundings, env, written };
    for cluster in &mut kubeconfig.clusters {
        examiner.cluster(cluster);
    }
    for user in &mut kubeconfig.users {
        examiner.user(user);
    }
}

/// The text of a file and its nodes, to find the place of a byte in a value.
#[derive(Clone, Copy)]
pub(in crate::kubeconfig) struct Written<'a> {
    pub(in crate::kubeconfig) text: &'a str,
    pub(in crate::kubeconfig) stream: &'a Stream,
}

impl Written<'_> {
    /// The character in the file that became the byte at `offset` of a value.
    fn character(&self, field: &Field, offset: usize) -> Option<Span> {
        let node = self.stream.node(field.node?);
        let start = origin::origin(self.text, node, offset);
        let c = self.text.get(start as usize..)?.chars().next()?;
        Some(Span::new(start, start + u32::try_from(c.len_utf8()).unwrap_or(1)))
    }

    /// The character in the file with which the byte at `offset` begins, of what a base64 value decodes to.
    fn decoded_byte(&self, field: &Field, offset: usize) -> Option<Span> {
        let is_letter = |(_, byte): &(usize, u8)| !matches!(byte, b'\n' | b'\r');
        let (letter, _) = field.text()?.bytes().enumerate().filter(is_letter).nth(offset / 3 * 4 + offset % 3)?;
        self.character(field, letter)
    }
}

struct Examiner<'a> {
    folder: Option<&'a Path>,
    surroundings: &'a Surroundings,
    env: &'a Env,
    written: Written<'a>,
}

/// The bytes of a certificate, key or authority that kubectl would use.
type Plain = Option<Zeroizing<Vec<u8>>>;

impl Bytes {
    /// Whether there are certificates, and nothing is wrong with any of them.
    pub fn are_certificates(&self) -> bool {
        !self.certificates.is_empty() && self.certificates.iter().all(|block| block.rejection.is_none())
    }
}

impl Examiner<'_> {
    fn cluster(&self, cluster: &mut Cluster) {
        if let Some(field) = cluster.server.as_mut() {
            let is_concealed = !shows_address(field);
            field.url = field.text().map(|text| Box::new(url::server(text)));
            field.url.iter_mut().filter(|_| is_concealed).for_each(|url| url.conceal());
        }
        if let Some(field) = cluster.proxy_url.as_mut() {
            let is_concealed = !shows_address(field);
            field.proxy = field.text().map(|text| Box::new(proxy::inspect(text)));
            field.proxy.iter_mut().filter(|_| is_concealed).for_each(|proxy| proxy.conceal());
        }
        let data = self.decode(cluster.ca_data.as_mut());
        let file = self.follow(cluster.ca_path.as_mut(), data.as_ref());
        cluster.pool = effective(cluster.ca_data.as_ref(), data, file).map(|bytes| pool::inspect(&bytes));
    }

    fn user(&self, user: &mut User) {
        let certificate = self.decode(user.certificate_data.as_mut());
        let certificate_file = self.follow(user.certificate_path.as_mut(), certificate.as_ref());
        let key = self.decode(user.key_data.as_mut());
        let key_file = self.follow(user.key_path.as_mut(), key.as_ref());
        let token_file = self.follow(user.token_file.as_mut(), None);
        if let Some((field, content)) = user.token_file.as_mut().zip(token_file) {
            field.token = Some(Box::new(token::of_file(&Zeroizing::new(String::from_utf8_lossy(&content).into_owned()))));
        }
        if let Some(field) = user.token.as_mut().filter(|field| field.is_text()) {
            field.token = field.text().map(|text| Box::new(token::inspect(text)));
        }
        let id_token = user.auth_provider.iter_mut().find_map(|provider| provider.setting_mut("id-token"));
        if let Some(field) = id_token {
            field.token = field.text().map(|text| Box::new(token::inspect(text)));
        }
        if let Some(exec) = &mut user.exec {
            exec.facts = Some(Box::new(command(exec)));
            let command = exec.command.as_ref().and_then(Field::text).unwrap_or_default();
            exec.program = Some(Box::new(program::find(command, self.folder, self.surroundings, self.env)));
            exec.hint = exec.install_hint.as_ref().and_then(Field::text).map(|text| hint::inspect(text, exec.plugin()));
        }
        if let Some(provider) = &mut user.auth_provider {
            provider.oidc = self.oidc(provider);
        }
        let certificate = effective(user.certificate_data.as_ref(), certificate, certificate_file);
        let key = effective(user.key_data.as_ref(), key, key_file);
        user.pair = certificate.zip(key).map(|(certificate, key)| pair::inspect(&certificate, &key));
    }

    fn oidc(&self, provider: &mut AuthProvider) -> Oidc {
        const DATA: &str = "idp-certificate-authority-data";
        let data = self.decode(provider.setting_mut(DATA));
        // This path starts in the working directory.
        let file = self.follow_from(provider.setting_mut("idp-certificate-authority"), Some(Path::new("")), data.as_ref());
        let text = |key| given(provider.setting(key)).and_then(Field::text);
        Oidc {
            id_token: text("id-token").map(oidc::id_token),
            issuer_error: text("idp-issuer-url").and_then(oidc::issuer_error),
            authority: effective(provider.setting(DATA), data, file).map(|bytes| pool::inspect(&bytes)),
        }
    }

    fn decode(&self, field: Option<&mut Field>) -> Plain {
        let field = field.filter(|field| field.is_text())?;
        let (base64, plain) = base64::inspect(field.text()?);
        let bytes = plain.as_ref().map(|plain| bytes(plain));
        let fault = match base64.verdict {
            Verdict::Refused { offset, .. } => self.written.character(field, offset),
            _ => None,
        };
        let layout = bytes.iter().flat_map(|bytes| &bytes.pem.layout);
        let layout_places = layout.map(|fault| self.written.decoded_byte(field, fault.offset)).collect();
        field.data = Some(Box::new(Data { base64, bytes, fault, layout_places }));
        plain
    }
}

/// Whether what Go makes of a URL may be shown.
fn shows_address(field: &Field) -> bool {
    field.exposure != Exposure::Secret && !field.text().is_some_and(publish::hides_user_info)
}

fn command(exec: &Exec) -> Command {
    fn text(field: Option<&Field>) -> &str {
        field.and_then(Field::text).unwrap_or_default()
    }
    let args: Vec<&str> = exec.args.iter().map(|field| text(Some(field))).collect();
    let env: Vec<(&str, &str)> = exec.env.iter().map(|var| (text(var.name.as_ref()), text(var.value.as_ref()))).collect();
    let mut command = command::inspect(ExecText { command: text(exec.command.as_ref()), args: &args, env: &env });
    if exec.command.as_ref().is_none_or(|command| command.exposure == Exposure::Secret) {
        command.program = None;
    }
    command
}

/// What bytes are.
pub(in crate::kubeconfig) fn bytes(plain: &[u8]) -> Bytes {
    let is_blank = plain.trim_ascii().is_empty();
    Bytes {
        is_empty: plain.is_empty(),
        pem: pem::inspect(plain),
        certificates: certificate::blocks(plain),
        keys: key::blocks(plain),
        is_blank,
        is_sendable: token::is_sendable(if is_blank { plain } else { plain.trim_ascii() }),
    }
}

/// client-go reads a file only where the data is empty (`rest.LoadTLSFiles`).
fn effective(data_field: Option<&Field>, data: Plain, file: Plain) -> Plain {
    if given(data_field).is_some() && data.as_ref().is_none_or(|data| !data.is_empty()) { data } else { file }
}

#[cfg(test)]
mod tests;
