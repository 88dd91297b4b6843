//! Keys that nobody reads: what they were meant to be.

use super::build;
use super::schema::{self, FieldSpec, Object, Type};
use super::shape::Step;
use super::value::{Data, Pair, Value};

/// What is known about a key that is not read where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each named")]
pub struct UnknownKey {
    /// The key of this level that it is another spelling of, or nearly.
    pub meant: Option<&'static str>,
    /// It is that key but for case, separators and characters that cannot be seen.
    pub is_variant: bool,
    /// An invisible character, such as a byte order mark, is glued to it.
    pub has_invisible: bool,
    /// `meant` stands at this level too.
    pub meant_is_present: bool,
    /// The level it belongs in, when it is exactly this key of another one.
    pub home: Option<(Level, &'static str)>,
    /// Whether its value is null or empty.
    pub is_blank: bool,
}

impl UnknownKey {
    /// The key to write in its place, where that says no more than is meant and turns no verification off.
    pub fn correction(&self) -> Option<&'static str> {
        self.meant.filter(|meant| !self.meant_is_present && !self.is_blank && *meant != "insecure-skip-tls-verify")
    }

    /// Whether a field of impersonation was meant: `act-as`, `impersonate-groups`, …
    pub fn is_impersonation(&self) -> bool {
        self.meant.is_some_and(|meant| matches!(meant, "as" | "as-uid" | "as-groups" | "as-user-extra"))
    }
}

/// The levels of a kubeconfig.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// The top.
    Top,
    /// An item of `clusters`, beside `name`.
    ClusterEntry,
    /// `clusters[].cluster`
    Cluster,
    /// An item of `users`, beside `name`.
    UserEntry,
    /// `users[].user`
    User,
    /// An item of `contexts`, beside `name`.
    ContextEntry,
    /// `contexts[].context`
    Context,
    /// `users[].user.exec`
    Exec,
    /// An item of `users[].user.exec.env`.
    EnvVar,
    /// `users[].user.auth-provider`
    AuthProvider,
    /// Anything else.
    Other,
}

impl Level {
    /// How a person would say where it is.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Top => "the top level",
            Self::ClusterEntry => "an entry of `clusters`",
            Self::Cluster => "`cluster`",
            Self::UserEntry => "an entry of `users`",
            Self::User => "`user`",
            Self::ContextEntry => "an entry of `contexts`",
            Self::Context => "`context`",
            Self::Exec => "`exec`",
            Self::EnvVar => "an entry of `env`",
            Self::AuthProvider => "`auth-provider`",
            Self::Other => "this mapping",
        }
    }

    fn of(steps: &[Step]) -> Self {
        let keys: Vec<_> = steps.iter().filter_map(|step| if let Step::Field(key) = step { Some(*key) } else { None }).collect();
        match keys.as_slice() {
            [] => Self::Top,
            ["clusters"] => Self::ClusterEntry,
            ["clusters", "cluster"] => Self::Cluster,
            ["users"] => Self::UserEntry,
            ["users", "user"] => Self::User,
            ["contexts"] => Self::ContextEntry,
            ["contexts", "context"] => Self::Context,
            ["users", "user", "exec"] => Self::Exec,
            ["users", "user", "exec", "env"] => Self::EnvVar,
            ["users", "user", "auth-provider"] => Self::AuthProvider,
            _ => Self::Other,
        }
    }
}

/// Other spellings that people use, beyond case and separators (rule book, section 8).
const OTHER_SPELLINGS: &[(Level, &str, &[&str])] = &[
    (Level::Top, "current-context", &["context"]),
    (Level::Top, "clusters", &["cluster"]),
    (Level::Top, "users", &["user"]),
    (Level::Top, "contexts", &["context"]),
    (Level::Cluster, "certificate-authority-data", &["certificate-authority-date", "ca-data", "ca", "ca-cert-data"]),
    (Level::Cluster, "certificate-authority", &["ca-file", "ca-cert"]),
    (
        Level::Cluster,
        "insecure-skip-tls-verify",
        &["insecure-skip-tls-verification", "skip-tls-verify", "insecure", "insecure-skip-verify", "insecure-skip-tls"],
    ),
    (Level::Cluster, "tls-server-name", &["server-name"]),
    (Level::Cluster, "proxy-url", &["proxy"]),
    (Level::Cluster, "server", &["url", "host", "endpoint"]),
    (Level::User, "client-certificate-data", &["client-cert-data"]),
    (Level::User, "client-certificate", &["client-cert"]),
    (Level::User, "token", &["bearer-token", "access-token", "token-data"]),
    (Level::User, "as", &["act-as", "impersonate", "impersonate-user", "as-user"]),
    (Level::User, "as-uid", &["act-as-uid", "impersonate-uid"]),
    (Level::User, "as-groups", &["act-as-groups", "impersonate-groups", "impersonate-group", "as-group"]),
    (Level::User, "as-user-extra", &["act-as-user-extra", "act-as-extra", "impersonate-extra", "impersonate-user-extra"]),
    (Level::Exec, "args", &["arguments", "arg"]),
    (Level::EnvVar, "name", &["key"]),
    (Level::Context, "user", &["auth-info"]),
    (Level::Context, "namespace", &["default-namespace", "ns"]),
];

/// No known key is as long, and comparing letter by letter takes time and memory.
const LONGEST_NEAR_KEY: usize = 64;
/// Short keys are near to everything.
const SHORTEST_NEAR_KEY: usize = 5;

/// What is known about an unknown key of the mapping that `steps` lead to, where the keys in `present` are.
pub(in crate::kubeconfig) fn unknown(
    steps: &[Step],
    object: &'static Object,
    pair: &Pair,
    present: &[&'static str],
) -> Option<UnknownKey> {
    let level = Level::of(steps);
    let key = pair.key.as_str();
    // A key that says of itself that it is private.
    if key.starts_with("x-") {
        return None;
    }
    let plain = simplified(key);
    let fits = |key: &str| object.field(key).is_some_and(|field| is_of_form(&pair.value, field.ty));
    let variant = object.fields.iter().find(|field| is_simply(field.key, &plain)).map(|field| field.key);
    let meant = variant.or_else(|| other_spelling(level, &plain, fits)).or_else(|| near(object, &plain));
    Some(UnknownKey {
        meant,
        is_variant: variant.is_some(),
        has_invisible: key.chars().any(is_invisible),
        meant_is_present: meant.is_some_and(|meant| present.contains(&meant)),
        home: if meant.is_some() { None } else { elsewhere(level, key) },
        is_blank: is_blank(pair),
    })
}

fn is_blank(pair: &Pair) -> bool {
    pair.value.is_null() || pair.value.as_text().is_some_and(str::is_empty)
}

/// The keys that are read in the mapping that the steps lead to.
pub(in crate::kubeconfig) fn object(steps: &[Step]) -> Option<&'static Object> {
    steps.iter().try_fold(&schema::CONFIG, |object, step| match step {
        Step::Field(key) => match object.field(key)?.ty {
            Type::Object(object) | Type::List(object) => Some(object),
            _ => None,
        },
        Step::Item(_) => Some(object),
        Step::Key(_) => None,
    })
}

/// Whether a key is another spelling of a known one or a setting of an auth provider, so that it says nothing that the schema does
/// not say.
pub(in crate::kubeconfig) fn is_near_known(key: &str) -> bool {
    let plain = simplified(key);
    let is_known = |object: &&'static Object| object.fields.iter().any(|field| is_simply(field.key, &plain));
    let is_listed = OTHER_SPELLINGS.iter().any(|(.., spellings)| spellings.iter().any(|spelling| is_simply(spelling, &plain)));
    let is_setting = build::SETTINGS.iter().any(|setting| is_simply(setting, &plain));
    is_setting || is_listed || schema::OBJECTS.iter().any(|object| is_known(object) || near(object, &plain).is_some())
}

/// Without case, separators and characters that cannot be seen.
fn simplified(key: &str) -> String {
    simple_chars(key).collect()
}

fn simple_chars(key: &str) -> impl Iterator<Item = char> {
    key.chars().filter(|&c| !matches!(c, '-' | '_' | ' ') && !is_invisible(c)).flat_map(char::to_lowercase)
}

/// Whether a key is `plain` once it is simplified.
fn is_simply(key: &str, plain: &str) -> bool {
    simple_chars(key).eq(plain.chars())
}

fn is_invisible(c: char) -> bool {
    c == '\u{a0}' || crate::message::is_unsafe_to_print(c)
}

/// Of several keys that can be meant, one that the value fits.
fn other_spelling(level: Level, plain: &str, fits: impl Fn(&str) -> bool) -> Option<&'static str> {
    let is_meant = |(other, _, spellings): &&(Level, &str, &[&str])| {
        *other == level && spellings.iter().any(|spelling| is_simply(spelling, plain))
    };
    let mut meant = OTHER_SPELLINGS.iter().filter(is_meant).map(|(_, key, _)| *key);
    meant.clone().find(|key| fits(key)).or_else(|| meant.next())
}

/// Whether a list stands where a list belongs, a mapping where a mapping does, and a scalar elsewhere.
fn is_of_form(value: &Value, ty: Type) -> bool {
    match value.data {
        Data::List(_) => matches!(ty, Type::List(_) | Type::TextList),
        Data::Map(_) => matches!(ty, Type::Object(_) | Type::TextMap | Type::TextListMap),
        _ => matches!(ty, Type::Text | Type::Bool | Type::Base64),
    }
}

/// The known key within two edits, where it is long enough for that to mean anything.
fn near(object: &'static Object, plain: &str) -> Option<&'static str> {
    if plain.len() > LONGEST_NEAR_KEY {
        return None;
    }
    let distance = |field: &FieldSpec| strsim::damerau_levenshtein(&simplified(field.key), plain);
    let allowed = |field: &FieldSpec| if field.key.len() > 2 * SHORTEST_NEAR_KEY { 2 } else { 1 };
    let lengths = |field: &FieldSpec| simple_chars(field.key).count().abs_diff(plain.chars().count());
    let is_long = |field: &&FieldSpec| field.key.len() >= SHORTEST_NEAR_KEY;
    let is_near = |field: &&FieldSpec| lengths(field) <= allowed(field) && distance(field) <= allowed(field);
    let candidates = object.fields.iter().filter(|field| is_long(field) && is_near(field));
    candidates.min_by_key(|field| distance(field)).map(|field| field.key)
}

/// Where a key belongs that is known at another level. `name` is known at too many.
fn elsewhere(level: Level, key: &str) -> Option<(Level, &'static str)> {
    let objects = [
        (Level::Cluster, &schema::CLUSTER),
        (Level::User, &schema::AUTH_INFO),
        (Level::Context, &schema::CONTEXT),
        (Level::Exec, &schema::EXEC),
        (Level::Top, &schema::CONFIG),
    ];
    let preferred = match level {
        Level::ClusterEntry => Some(Level::Cluster),
        Level::UserEntry => Some(Level::User),
        Level::ContextEntry => Some(Level::Context),
        _ => None,
    };
    let found = |(other, object): &(Level, &'static Object)| object.field(key).map(|field| (*other, field.key));
    let mut homes = objects.iter().filter(|(other, _)| *other != level);
    let near_home = homes.clone().find(|(other, _)| Some(*other) == preferred).and_then(found);
    // `apiVersion` and `kind` stand in many formats; `extensions` belongs one level deeper or anywhere.
    let far_home = homes.find_map(found).filter(|(_, key)| *key != "extensions");
    near_home.or(far_home).filter(|(_, key)| !matches!(*key, "apiVersion" | "kind" | "name"))
}
