//! Reads an output as JSON and as kubectl's YAML.

use super::json::{self, Fault, FaultKind};
use super::member::{Member, Type, value};
use super::status::Status;
use super::{Embedded, Output, YamlFault};
use crate::kubeconfig::convert;
use crate::kubeconfig::load;
use crate::kubeconfig::resolve;
use crate::kubeconfig::source::{Encoding, Source};
use crate::kubeconfig::value::{Data, Value};
use crate::message::{Message, Name};
use crate::span::Span;
use crate::yaml::{self, Limits};

/// What a reader sees.
#[derive(Debug)]
pub enum Reading {
    /// An object.
    Object(Box<Credential>),
    /// Anything else.
    Other(Type),
}

/// The members of the object, whatever its kind.
#[derive(Debug)]
pub struct Credential {
    /// The object.
    pub span: Span,
    /// `apiVersion`
    pub api_version: Option<Member<ApiVersion>>,
    /// `kind`
    pub kind: Option<Member<Kind>>,
    /// `spec`, and whether it is of the types that Go wants.
    pub spec: Option<Member<Spec>>,
    /// `status`
    pub status: Option<Member<Status>>,
    /// A `token` beside the status, which nobody reads.
    pub stray_token: Option<Span>,
}

/// The text of an `apiVersion`.
#[derive(Debug)]
pub struct ApiVersion {
    /// The text, where it may be shown.
    pub name: Option<Name>,
    /// The version of the protocol that it is.
    pub known: Option<Known>,
    /// Nothing at all.
    pub is_empty: bool,
    /// It has more than one slash, which Go refuses.
    pub is_malformed: bool,
}

/// Versions of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Gone in kubectl 1.24.
    V1alpha1,
    /// In every kubectl.
    V1beta1,
    /// From kubectl 1.22 on.
    V1,
}

/// The text of a `kind`.
#[derive(Debug)]
pub struct Kind {
    /// The text, where it may be shown.
    pub name: Option<Name>,
    /// `ExecCredential`
    pub is_exec_credential: bool,
    /// Nothing at all, which Go takes for missing.
    pub is_empty: bool,
}

/// The `spec`, which a plugin need not print.
#[derive(Debug)]
pub struct Spec {
    /// `interactive`
    pub interactive: Option<Type>,
}

impl Known {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::V1alpha1, Self::V1beta1, Self::V1];

    /// `client.authentication.k8s.io/v1`
    pub const fn name(self) -> &'static str {
        match self {
            Self::V1alpha1 => "client.authentication.k8s.io/v1alpha1",
            Self::V1beta1 => "client.authentication.k8s.io/v1beta1",
            Self::V1 => "client.authentication.k8s.io/v1",
        }
    }

    /// `v1`
    pub fn short(self) -> &'static str {
        self.name().rsplit('/').next().unwrap_or_default()
    }
}

impl Reading {
    fn of(root: &Value) -> Self {
        match root.data {
            Data::Map(_) => Self::Object(Box::new(Credential::read(root))),
            _ => Self::Other(Type::of(root)),
        }
    }

    /// The object, if it is one.
    pub fn credential(&self) -> Option<&Credential> {
        match self {
            Self::Object(credential) => Some(credential),
            Self::Other(_) => None,
        }
    }
}

impl Credential {
    fn read(root: &Value) -> Self {
        Self {
            span: root.span,
            api_version: Member::of(root, "apiVersion", |value| value.as_text().map(ApiVersion::inspect)),
            kind: Member::of(root, "kind", |value| value.as_text().map(Kind::inspect)),
            spec: Member::of(root, "spec", Spec::read),
            status: Member::of(root, "status", Status::read),
            stray_token: Member::of(root, "token", |_| Some(())).map(|member| member.key),
        }
    }

    /// The version that it names, where it names one of the protocol's.
    pub fn known_version(&self) -> Option<Known> {
        value(self.api_version.as_ref()).and_then(|version| version.known)
    }

    /// The status, where it is an object.
    pub fn status(&self) -> Option<&Status> {
        value(self.status.as_ref())
    }
}

impl ApiVersion {
    fn inspect(text: &str) -> Self {
        Self {
            name: is_version(text).then(|| Name::escape(text)),
            known: Known::ALL.into_iter().find(|known| known.name() == text),
            is_empty: text.is_empty(),
            is_malformed: text.matches('/').count() > 1,
        }
    }
}

impl Kind {
    fn inspect(text: &str) -> Self {
        Self {
            name: is_kind(text).then(|| Name::escape(text)),
            is_exec_credential: text == "ExecCredential",
            is_empty: text.is_empty(),
        }
    }
}

impl Spec {
    fn read(spec: &Value) -> Option<Self> {
        matches!(spec.data, Data::Map(_)).then(|| Self { interactive: spec.get("interactive").map(Type::of) })
    }
}

/// Whether a text looks like a version of an API: `example.org/v1beta1`, `v1`. Anything else may be a secret.
fn is_version(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'/');
    let version = text.rsplit('/').next().unwrap_or_default();
    let is_numbered = version.strip_prefix('v').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    text.len() <= 64 && version.len() <= 12 && is_numbered && text.bytes().all(is_letter)
}

/// Whether a text looks like a kind: letters, the first of them a capital. Anything else may be a secret.
fn is_kind(text: &str) -> bool {
    let is_camel = text.starts_with(|c: char| c.is_ascii_uppercase()) && text.bytes().all(|byte| byte.is_ascii_alphabetic());
    text.len() <= 32 && is_camel || text.eq_ignore_ascii_case("ExecCredential")
}

pub(super) fn output(source: Source) -> Output {
    let text = source.text();
    let (mut not_a_number, mut lone_surrogate) = (None, None);
    let json = match json::read(text) {
        // A byte order mark, or UTF-16: no JSON reader takes it.
        Ok(_) if source.encoding() != Encoding::Utf8 => Err(Fault { kind: FaultKind::NoValueAtStart, span: Span::at(0) }),
        Ok(json) => {
            (not_a_number, lone_surrogate) = (json.not_a_number, json.lone_surrogate);
            Ok(Reading::of(&json.root))
        }
        Err(fault) => Err(fault),
    };
    let embedded = if json.is_err() { embedded(text) } else { None };
    let (yaml, yaml_documents, has_bad_rest) = yaml(&source);
    Output {
        yaml,
        yaml_documents,
        has_bad_rest,
        is_empty: text.trim().is_empty(),
        // `hasJSONPrefix` of k8s.io/apimachinery looks at the bytes.
        begins_as_json: source.encoding() == Encoding::Utf8 && text.trim_start().starts_with('{'),
        encoding: source.encoding(),
        json,
        not_a_number,
        lone_surrogate,
        embedded,
        source,
    }
}

/// As `yaml.YAMLToJSON` of sigs.k8s.io reads it.
fn yaml(source: &Source) -> (Result<Reading, YamlFault>, usize, bool) {
    let recovered = yaml::recover::recover(source.text(), &Limits::default());
    let mut resolved = resolve::resolve(recovered.text(source.text()), &recovered.stream);
    let conversion = convert::faults(&mut resolved);
    let reading = match load::unreadable(source, &recovered, &resolved.faults, &conversion) {
        Some(refusal) => Err(YamlFault { text: Message::quote(&refusal.masked_text()), span: refusal.span }),
        None => Ok(Reading::of(&resolved.root)),
    };
    (reading, recovered.stream.documents.len(), recovered.stream.rest_error.is_some())
}

/// The first JSON object that begins in a text, and what stands around it.
fn embedded(text: &str) -> Option<Embedded> {
    /// A text with more braces than that is no log with an object in it.
    const TRIES: usize = 64;
    let starts = text.match_indices('{').map(|(at, _)| at).take(TRIES);
    let object = starts.filter_map(|start| json::object_at(text, start)).find(|object| object.len() > 2)?;
    let (before, after) = (&text[..object.start as usize], &text[object.end as usize..]);
    let first_line = |part: &str, offset: usize| {
        let blanks = part.len() - part.trim_start().len();
        let line = part.trim_start().lines().next().unwrap_or_default().trim_end();
        let start = offset + blanks;
        let at = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        (!line.is_empty()).then(|| Span::new(at(start), at(start + line.len())))
    };
    let (before, after) = (first_line(before, 0), first_line(after, object.end as usize));
    (before.is_some() || after.is_some()).then_some(Embedded { object, before, after })
}
