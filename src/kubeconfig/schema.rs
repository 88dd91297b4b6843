//! The one table of what a kubeconfig may hold: address → type → exposure.
//!
//! Types and struct names are those of client-go (`tools/clientcmd/api/v1/types.go`). What this table does not list is
//! secret: unknown keys, `extensions`, comments, and every value of a file that cannot be read.

mod table;

pub use table::{AUTH_INFO, CLUSTER, CONFIG, CONTEXT, EXEC, OBJECTS};

/// A mapping with known keys.
pub struct Object {
    /// Name of the Go struct, which kubectl's type errors quote.
    pub struct_name: &'static str,
    /// What it is, in a sentence for people.
    pub about: &'static str,
    /// The keys it reads, exactly as they must be written.
    pub fields: &'static [FieldSpec],
}

/// One key of an [`Object`].
pub struct FieldSpec {
    /// The key; case matters.
    pub key: &'static str,
    /// What may stand behind it.
    pub ty: Type,
    /// What of its value may leave `kubeconfig/`.
    pub exposure: Exposure,
    /// What it is for, in a sentence or two for people.
    pub about: &'static str,
    /// The only values that mean something; anything may stand there where this is empty.
    pub values: &'static [&'static str],
    /// Whether an object without it is of no use to anybody.
    pub required: bool,
}

/// What a field may hold.
#[derive(Clone, Copy)]
pub enum Type {
    /// A string.
    Text,
    /// A boolean.
    Bool,
    /// Bytes, written as base64.
    Base64,
    /// A list of strings.
    TextList,
    /// A mapping of strings to strings.
    TextMap,
    /// A mapping of strings to lists of strings (`as-user-extra`).
    TextListMap,
    /// A mapping with known keys, held by value in Go: `null` leaves it empty.
    Object(&'static Object),
    /// A list of mappings with known keys.
    List(&'static Object),
    /// Anything at all; never read.
    Any,
}

/// What of a value may leave `kubeconfig/`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Exposure {
    /// A name: the text as it is, escaped.
    Public,
    /// A path: the same, unless it may be a credential.
    Path,
    /// The name of a host: the same, unless it is a URL or may be a credential.
    ServerName,
    /// One of some fixed words: the same, unless it may be a credential.
    Word,
    /// The name of a variable: a value is secret, should it stand in the same text.
    Variable,
    /// A program: its arguments are secret, should they stand in the same text.
    Command,
    /// A URL: scheme, host, port and path; user-info, query and fragment are secret.
    Url,
    /// A certificate: what may be said about it, but not its text; shown as `DATA+OMITTED`.
    Certificate,
    /// Nothing; shown as `REDACTED`.
    Secret,
}

impl Object {
    /// The keys of its fields.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.fields.iter().map(|field| field.key)
    }

    /// The field with exactly this key.
    pub fn field(&self, key: &str) -> Option<&'static FieldSpec> {
        self.fields.iter().find(|field| field.key == key)
    }
}
