use crate::address::Address;
use crate::finding::Severity;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{AuthProvider, Cluster, Collection, User, given};
use crate::message;
use crate::profile::{Feature, Platform, Treatment};
use crate::rules::{Case, Findings};

const INLINE: &str = "put the data into the file";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    // Where the rule is asked for and no platform is, ours is meant.
    let platform = case.options().profile.platform().unwrap_or(Platform::SelfContained);
    if let Some(alias) = case.document().alias.filter(|_| platform == Platform::SelfContained) {
        let finding = findings.at(&Address::ROOT, alias, "a part of the file is written elsewhere in it: an alias");
        finding.help("write it out: many parsers grow without bound on aliases of aliases");
    }
    for cluster in &case.config().clusters {
        parts_of_cluster(platform, cluster).for_each(|part| report(platform, &part, findings));
    }
    for user in &case.config().users {
        parts_of_user(platform, user).for_each(|part| report(platform, &part, findings));
    }
}

/// A field that platforms have an opinion of, what it does, and what to do instead.
struct Part<'a>(Feature, &'a Field, &'static str, &'static str);

fn parts_of_cluster(platform: Platform, cluster: &Cluster) -> impl Iterator<Item = Part<'_>> {
    let authority = given(cluster.ca_path.as_ref()).map(|field| Part(Feature::AuthorityPath, field, "a file is named", INLINE));
    // Where there is no platform but ours, `tls/verify-disabled` says it, of servers elsewhere.
    let is_said = platform == Platform::SelfContained && !cluster.is_loopback();
    let insecure = cluster.insecure.as_ref().filter(|_| cluster.is_insecure() && !is_said);
    let insecure = insecure.map(|field| Part(Feature::Insecure, field, "the server is not verified", "give its authority"));
    let proxy = given(cluster.proxy_url.as_ref());
    let proxy =
        proxy.map(|field| Part(Feature::Proxy, field, "a proxy is named", "leave it out, and set it where the file is used"));
    [authority, insecure, proxy].into_iter().flatten()
}

fn parts_of_user(platform: Platform, user: &User) -> impl Iterator<Item = Part<'_>> {
    let exec = user.exec.as_ref();
    let exec = exec.map(|exec| {
        Part(Feature::Exec, &exec.field, "a program would be run", "use a token or a certificate that stands in the file")
    });
    let provider = user.auth_provider.as_ref().filter(|provider| minds(platform, provider));
    let provider = provider.map(|provider| {
        Part(Feature::AuthProvider, &provider.field, "an auth provider can run programs and read files", "use a token instead")
    });
    let token = user.given_token_file().map(|field| Part(Feature::TokenFile, field, "a file is named", INLINE));
    let paths = [&user.certificate_path, &user.key_path].into_iter().filter_map(|field| given(field.as_ref()));
    let paths = paths.map(|field| Part(Feature::CertificatePath, field, "a file is named", INLINE));
    let identity = impersonated(platform, user);
    let identity = identity.map(|field| {
        Part(Feature::Impersonation, field, "somebody else would be acted for", "use a credential of that identity")
    });
    [exec, provider, token].into_iter().flatten().chain(paths).chain(identity)
}

/// Gardener minds an auth provider that has settings, Istio all but `oidc`.
fn minds(platform: Platform, provider: &AuthProvider) -> bool {
    match platform {
        Platform::Gardener => provider.config.as_ref().is_some_and(Field::has_content),
        Platform::Istio => !provider.is_called("oidc"),
        _ => true,
    }
}

/// The first field of an impersonation. Gardener looks at two of them.
fn impersonated(platform: Platform, user: &User) -> Option<&Field> {
    let filled = |part: &'_ Option<Collection>| part.as_ref().is_some_and(|part| part.field.has_content());
    let [groups, extra] = [&user.impersonate_groups, &user.impersonate_extra].map(|part| part.as_ref().filter(|_| filled(part)));
    let rest = given(user.impersonate_uid.as_ref()).or(extra.map(|part| &part.field)).filter(|_| platform != Platform::Gardener);
    given(user.impersonate.as_ref()).or(groups.map(|part| &part.field)).or(rest)
}

fn report(platform: Platform, Part(feature, field, what, instead): &Part<'_>, findings: &mut Findings) {
    let message = match (platform.treats(*feature), platform.title()) {
        (Treatment::Kept, _) => return,
        (_, None) => (*what).into(),
        (Treatment::Refused, Some(title)) => message![title, " refuses the file: ", *what],
        (Treatment::Dropped, Some(title)) => message![title, " leaves this out without a word: ", *what],
    };
    let finding = findings.field(field, message);
    finding.help(*instead);
    let is_credential = matches!(feature, Feature::Exec | Feature::AuthProvider);
    if platform.treats(*feature) == Treatment::Dropped && !is_credential {
        finding.severity(Severity::Warning);
    }
}
