//! When the certificates and tokens of kubeconfigs end.

use super::terms::Terms;
use super::{Input, Within};
use crate::address::Address;
use crate::kubeconfig::Document;
use crate::kubeconfig::facts::certificate::Certificate;
use crate::kubeconfig::facts::identity::DistinguishedName;
use crate::kubeconfig::facts::token::{Kind, Token};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{self, Cluster, Context, User};
use crate::message::Name;
use crate::options::Options;
use crate::rules;
use crate::span::Range;
use jiff::{SignedDuration, Timestamp};

/// What ends in some files, and when.
pub struct Expiry {
    /// The names of the files.
    pub files: Vec<Name>,
    /// Certificates and tokens; those that end first come first, and those of which no end is known last.
    pub lifetimes: Vec<Lifetime>,
}

/// A certificate or a token, and how long it is good.
pub struct Lifetime {
    /// Where it stands: an index into the files.
    pub file: usize,
    /// The field that holds it, or whose file does.
    pub address: Address,
    /// The place of the field.
    pub range: Range,
    /// The entry that the field is of.
    pub entry: Entry,
    /// The file that holds it, where it does not stand in the kubeconfig itself.
    pub path: Option<Name>,
    /// What it is.
    pub item: Item,
    /// First moment at which it is good, where that is known.
    pub not_before: Option<Timestamp>,
    /// Last moment at which it is good, where that is known.
    pub not_after: Option<Timestamp>,
    /// How long before that somebody wants to know; zero where nobody does.
    pub warning: SignedDuration,
}

/// An entry of a kubeconfig that holds something with an end.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `cluster` or `user`.
    pub kind: &'static str,
    /// Its name, where it may be shown.
    pub name: Option<Name>,
}

/// What has a lifetime.
pub enum Item {
    /// A certificate of an authority.
    Authority(Box<Identity>),
    /// A certificate of a user, or one of the chain behind it.
    Client(Box<Identity>),
    /// A token.
    Bearer(&'static str),
}

/// Which certificate.
pub struct Identity {
    /// Whose it is.
    pub subject: DistinguishedName,
    /// Who made it.
    pub issuer: DistinguishedName,
    /// Its serial number in decimal digits.
    pub serial_number: Option<Name>,
}

/// How a lifetime stands at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is over.
    Expired,
    /// It has not begun.
    NotYetValid,
    /// It ends soon enough for somebody to want to know.
    Ending,
    /// It goes on.
    Valid,
    /// Nothing says when it ends.
    Unknown,
}

impl State {
    /// `expired`, `not-yet-valid`, `ending`, `valid` or `unknown`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::NotYetValid => "not-yet-valid",
            Self::Ending => "ending",
            Self::Valid => "valid",
            Self::Unknown => "unknown",
        }
    }

    /// Whether somebody should do something.
    pub const fn is_trouble(self) -> bool {
        matches!(self, Self::Expired | Self::NotYetValid | Self::Ending)
    }
}

impl Lifetime {
    /// How it stands at `now`.
    pub fn state(&self, now: Timestamp) -> State {
        match self.not_after {
            Some(end) if end <= now => State::Expired,
            _ if self.not_before.is_some_and(|start| start > now) => State::NotYetValid,
            Some(end) if now.duration_until(end) <= self.warning => State::Ending,
            Some(_) => State::Valid,
            None => State::Unknown,
        }
    }

    /// Whether multus wrote it, which it does once: nobody will renew it.
    pub fn is_of_multus(&self) -> bool {
        matches!(self.item, Item::Bearer(_))
            && self.path.is_none()
            && self.entry.name.as_ref().is_some_and(|name| name.as_str() == "multus")
    }
}

/// Looks for everything with an end in the files. Nothing is merged: an entry that another file hides ends all the same.
pub fn expiry(inputs: &[Input], options: &Options) -> Expiry {
    let (mut files, mut lifetimes) = (Vec::new(), Vec::new());
    let terms = Terms::new(inputs, None, options);
    let read = |(file, input): (usize, &Input)| input.read(&terms.of_file(file).env);
    let documents: Vec<_> = inputs.iter().enumerate().map(read).collect();
    let wanted = Wanted::of(&documents, options.context.as_deref());
    for (file, (input, document)) in inputs.iter().zip(&documents).enumerate() {
        files.push(input.title());
        let warning = terms.of_file(file).expiry_warning.unwrap_or_default();
        let found = Finder { file, document, within: input.within.as_ref(), warning };
        let clusters =
            document.kubeconfig.clusters.iter().filter(|cluster| wanted.has(&cluster.entry, |context| &context.cluster));
        lifetimes.extend(clusters.flat_map(|cluster| found.cluster(cluster)));
        let users = document.kubeconfig.users.iter().filter(|user| wanted.has(&user.entry, |context| &context.user));
        lifetimes.extend(users.flat_map(|user| found.user(user)));
    }
    lifetimes.sort_by_key(|lifetime| lifetime.not_after.unwrap_or(Timestamp::MAX));
    Expiry { files, lifetimes }
}

/// Whose lifetimes are asked for.
enum Wanted<'a> {
    All,
    OfContexts(Vec<&'a Context>),
}

impl<'a> Wanted<'a> {
    fn of(documents: &'a [Document], context: Option<&str>) -> Self {
        let Some(name) = context else { return Self::All };
        let contexts = documents.iter().filter_map(|document| rules::find_context(std::slice::from_ref(document), name));
        Self::OfContexts(contexts.collect())
    }

    /// Whether a context leads to the entry by this field.
    fn has(&self, entry: &model::Entry, field: fn(&Context) -> &Option<Field>) -> bool {
        let Self::OfContexts(contexts) = self else { return true };
        let names = contexts.iter().filter_map(|context| field(context).as_ref());
        entry.name.as_ref().is_some_and(|name| names.into_iter().any(|wanted| wanted.same_text(name)))
    }
}

impl Identity {
    fn of(certificate: &Certificate) -> Self {
        Self { subject: certificate.subject(), issuer: certificate.issued_by(), serial_number: certificate.serial_number() }
    }
}

struct Finder<'a> {
    file: usize,
    document: &'a Document,
    within: Option<&'a Within>,
    warning: SignedDuration,
}

impl Finder<'_> {
    fn cluster(&self, cluster: &Cluster) -> Vec<Lifetime> {
        let entry = Entry { kind: "cluster", name: cluster.entry.name.as_ref().and_then(Field::name) };
        let fields = [&cluster.ca_data, &cluster.ca_path].into_iter().flatten();
        fields.flat_map(|field| self.certificates(field, &entry, Item::Authority)).collect()
    }

    fn user(&self, user: &User) -> Vec<Lifetime> {
        let entry = Entry { kind: "user", name: user.entry.name.as_ref().and_then(Field::name) };
        let certificates = [&user.certificate_data, &user.certificate_path].into_iter().flatten();
        let mut found: Vec<_> = certificates.flat_map(|field| self.certificates(field, &entry, Item::Client)).collect();
        let id_token = user.auth_provider.as_ref().and_then(|provider| provider.setting("id-token"));
        let tokens = [user.token.as_ref(), user.token_file.as_ref(), id_token].into_iter().flatten();
        found.extend(tokens.filter_map(|field| self.token(field, field.token()?, &entry)));
        found
    }

    fn certificates(&self, field: &Field, entry: &Entry, item: fn(Box<Identity>) -> Item) -> Vec<Lifetime> {
        let blocks = field.bytes().map_or(&[][..], |bytes| &bytes.certificates);
        let certificates = blocks.iter().filter_map(|block| block.certificate.as_ref());
        let lifetime = |certificate: &Certificate| Lifetime {
            not_before: Some(certificate.not_before),
            not_after: Some(certificate.not_after),
            ..self.lifetime(field, entry, item(Box::new(Identity::of(certificate))))
        };
        certificates.map(lifetime).collect()
    }

    fn token(&self, field: &Field, token: &Token, entry: &Entry) -> Option<Lifetime> {
        let (what, not_before, not_after) = match &token.kind {
            Kind::Jwt(jwt) => ("token (JWT)", jwt.not_before.or(jwt.issued_at), jwt.expires_at),
            Kind::Eks(url) => ("token of EKS", url.signed_at, url.ends_at()),
            Kind::Empty => return None,
            _ if token.placeholder.is_some() || token.redacted.is_some() => return None,
            _ => ("token", None, None),
        };
        Some(Lifetime { not_before, not_after, ..self.lifetime(field, entry, Item::Bearer(what)) })
    }

    fn lifetime(&self, field: &Field, entry: &Entry, item: Item) -> Lifetime {
        Lifetime {
            file: self.file,
            address: field.address.clone(),
            range: match self.within {
                Some(within) => self.document.range_in(&within.setting, field.key),
                None => self.document.range(field.key),
            },
            entry: entry.clone(),
            path: field.target().map(|target| target.resolved.clone()),
            item,
            not_before: None,
            not_after: None,
            warning: self.warning,
        }
    }
}
