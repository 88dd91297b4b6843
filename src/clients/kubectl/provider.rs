//! `rest.GetAuthProvider` and the providers of `plugin/pkg/client/auth`.

use super::config::why_not_read;
use crate::kubeconfig::facts::base64::Verdict;
use crate::kubeconfig::facts::oidc::IdToken;
use crate::kubeconfig::facts::pool::Pool;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{AuthProvider, given};
use crate::message;
use crate::message::Message;
use jiff::{SignedDuration, Timestamp};

/// The first minor without the providers of clouds.
const CLOUDS_REMOVED: u32 = 26;

/// Why the provider cannot be set up, and the field that is to blame.
pub(super) fn check(provider: &AuthProvider, minor: u32) -> Option<(&Field, Message)> {
    let field = given(provider.name.as_ref()).unwrap_or(&provider.field);
    match given(provider.name.as_ref()) {
        _ if provider.is_called("oidc") => oidc(provider),
        _ if provider.is_called("gcp") && minor < CLOUDS_REMOVED => gcp(provider),
        _ if provider.is_called("azure") && minor < CLOUDS_REMOVED => azure(provider),
        _ if provider.is_called("openstack") && minor < CLOUDS_REMOVED => Some((field, OPENSTACK.into())),
        _ if provider.is_called("gcp") => Some((field, GCP.into())),
        _ if provider.is_called("azure") => Some((field, AZURE.into())),
        Some(_) => Some((field, message!["no Auth Provider found for name ", field.in_quoted_words()])),
        None => Some((field, "no Auth Provider found for name \"\"".into())),
    }
}

const GCP: &str = "The gcp auth plugin has been removed. Please use the \"gke-gcloud-auth-plugin\" kubectl/client-go credential \
                   plugin instead. See https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke \
                   for further details";
const AZURE: &str = "The azure auth plugin has been removed. Please use the https://github.com/Azure/kubelogin kubectl/client-go \
                     credential plugin instead. See \
                     https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins for \
                     further details";
const OPENSTACK: &str = "The openstack auth plugin has been removed. Please use the \"client-keystone-auth\" kubectl/client-go \
                         credential plugin instead. See \
                         https://github.com/kubernetes/cloud-provider-openstack/blob/master/docs/using-client-keystone-auth.md \
                         for further details";

/// `newOIDCAuthProvider`
fn oidc(provider: &AuthProvider) -> Option<(&Field, Message)> {
    let missing = |key| given(provider.setting(key)).is_none();
    if missing("idp-issuer-url") {
        Some((&provider.field, "Must provide idp-issuer-url".into()))
    } else if missing("client-id") {
        Some((&provider.field, "Must provide client-id".into()))
    } else {
        authority(provider)
    }
}

/// The authority of the issuer is read even where the provider will not be asked (`rest.HTTPClientFor`).
fn authority(provider: &AuthProvider) -> Option<(&Field, Message)> {
    let data = given(provider.setting("idp-certificate-authority-data"));
    if let Some(field) = data
        && let Some(Verdict::Refused { offset, .. }) = field.data().map(|data| data.base64.verdict)
    {
        return Some((field, message!["illegal base64 data at input byte ", offset]));
    }
    let field = data.or_else(|| given(provider.setting("idp-certificate-authority")))?;
    if let Some(reason) = why_not_read(field) {
        return Some((field, reason));
    }
    let reason = provider.oidc().authority.and_then(Pool::kubectl_text)?;
    Some((field, Message::from("unable to load root certificates: ").then(reason)))
}

/// `newGCPAuthProvider`: even where there is a token, the source of the next one has to be there.
fn gcp(provider: &AuthProvider) -> Option<(&Field, Message)> {
    const NO_CREDENTIALS: &str =
        "cannot construct google default token source: google: could not find default credentials. See …";
    match provider.setting("cmd-path") {
        None => Some((&provider.field, NO_CREDENTIALS.into())),
        Some(command) if command.is_blank() => Some((command, "missing access token cmd".into())),
        Some(_) => given(provider.setting("scopes"))
            .map(|scopes| (scopes, "scopes can only be used when kubectl is using a gcp service account key".into())),
    }
}

/// `newAzureTokenSourceDeviceCode`
fn azure(provider: &AuthProvider) -> Option<(&Field, Message)> {
    const START: &str = "creating a new azure token source for device code authentication: ";
    let missing = |key| given(provider.setting(key)).is_none();
    let reason = if missing("client-id") {
        "client-id is empty"
    } else if missing("tenant-id") {
        "tenant-id is empty"
    } else if missing("apiserver-id") {
        "apiserver-id is empty"
    } else {
        return None;
    };
    Some((&provider.field, message![START, reason]))
}

/// Why the provider has no token for the first request (`oidcAuthProvider.idToken`).
pub(super) fn no_token(provider: &AuthProvider, now: Timestamp) -> Option<Message> {
    /// `expiryDelta`
    const LEEWAY: SignedDuration = SignedDuration::from_secs(10);
    if !provider.is_called("oidc") {
        return None;
    }
    match provider.oidc().id_token.filter(|_| given(provider.setting("id-token")).is_some()) {
        Some(IdToken::NotJwt) => return Some("ID Token is not a valid JWT".into()),
        Some(IdToken::Unreadable) => return Some("parsing claims: …".into()),
        Some(IdToken::Until(Some(end))) if now + LEEWAY < end => return None,
        Some(IdToken::Until(_)) | None => {}
    }
    let can_refresh = given(provider.setting("refresh-token")).is_some();
    (!can_refresh).then(|| "No valid id-token, and cannot refresh without refresh-token".into())
}
