use crate::finding::Severity;
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::facts::base64::Verdict;
use crate::kubeconfig::facts::oidc::IdToken;
use crate::kubeconfig::facts::pool::Pool;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{AuthProvider, User, given};
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};
use jiff::{SignedDuration, Timestamp};

/// The provider takes a token for expired that has less time left (`expiryDelta`).
const MARGIN: SignedDuration = SignedDuration::from_secs(10);

/// What kubectl stumbles over: the field, what is wrong with it, what to do, and kubectl's words.
struct Stumble<'a> {
    field: &'a Field,
    message: Message,
    help: &'static str,
    error: Message,
}

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    if !case.is_complete() {
        return;
    }
    for user in case.config().users.iter().filter(|user| user.exec.is_none()) {
        let Some(provider) = user.auth_provider.as_ref().filter(|provider| provider.is_called("oidc")) else { continue };
        let stumble = lack(provider).or_else(|| authority(provider)).or_else(|| token(user, provider, case.now()));
        let Some(Stumble { field, message, help, error }) = stumble else { continue };
        let finding = findings.field(field, message);
        finding.help(help);
        if case.is_anonymous(user) {
            finding.severity(Severity::Warning);
        } else {
            finding.refused_by("kubectl", "1.22-1.37", error);
        }
    }
}

/// The two settings that there must be.
fn lack(provider: &AuthProvider) -> Option<Stumble<'_>> {
    let missing = ["idp-issuer-url", "client-id"].into_iter().find(|key| given(provider.setting(key)).is_none())?;
    Some(Stumble {
        field: provider.setting(missing).or(provider.config.as_ref()).unwrap_or(&provider.field),
        message: message!["the provider `oidc` has no `", missing, "`"],
        help: "write into `config` the issuer and the client that the cluster's API server knows, or use an exec plugin",
        error: message!["Must provide ", missing],
    })
}

/// The authority by which the issuer is verified.
fn authority(provider: &AuthProvider) -> Option<Stumble<'_>> {
    let data = given(provider.setting("idp-certificate-authority-data"));
    if let Some(field) = data
        && let Some(Verdict::Refused { offset, .. }) = field.data().map(|data| data.base64.verdict)
    {
        return Some(Stumble {
            field,
            message: "the issuer's certificate authority is not base64".into(),
            help: "encode the PEM file in one piece: `base64 -w0 FILE`",
            error: message!["illegal base64 data at input byte ", offset],
        });
    }
    let path = given(provider.setting("idp-certificate-authority"));
    if let Some(error) = provider.oidc().authority.and_then(Pool::kubectl_text) {
        return Some(Stumble {
            field: data.filter(|field| field.bytes().is_some_and(|bytes| !bytes.is_empty)).or(path)?,
            message: "the issuer's certificate authority holds no certificate that kubectl can use".into(),
            help: "put the certificate there that signed the issuer's, in PEM",
            error: Message::from("unable to load root certificates: ").then(error),
        });
    }
    let field = path.filter(|_| provider.oidc().authority.is_none())?;
    let (message, error): (&'static str, &'static str) = match field.target()?.state {
        TargetState::Missing => {
            ("the file of the issuer's certificate authority does not exist", "open …: no such file or directory")
        }
        TargetState::Folder => ("the issuer's certificate authority is a folder", "read …: is a directory"),
        TargetState::Unreadable => {
            ("the file of the issuer's certificate authority may not be read", "open …: permission denied")
        }
        TargetState::NotLooked | TargetState::Read => return None,
    };
    let help = "write an absolute path: kubectl looks for this one in the folder that it is started in";
    Some(Stumble { field, message: message.into(), help, error: error.into() })
}

/// What the provider sends, or with what it asks for something to send. Nothing, where another token is sent.
fn token<'a>(user: &'a User, provider: &'a AuthProvider, now: Timestamp) -> Option<Stumble<'a>> {
    const LOG_IN: &str = "log in anew with the tool that wrote this, or use an exec plugin";
    if user.given_token().is_some() || user.given_token_file().is_some() || given(user.username.as_ref()).is_some() {
        return None;
    }
    let field = provider.setting("id-token").or(provider.config.as_ref()).unwrap_or(&provider.field);
    let stumble = |message: &'static str, error: &'static str| {
        Some(Stumble { field, message: message.into(), help: LOG_IN, error: error.into() })
    };
    match provider.oidc().id_token {
        Some(IdToken::NotJwt) => return stumble("`id-token` is not a JSON Web Token", "ID Token is not a valid JWT"),
        Some(IdToken::Unreadable) => return stumble("the claims of `id-token` cannot be read", "parsing claims: …"),
        Some(IdToken::Until(Some(end))) if now.checked_add(MARGIN).is_ok_and(|moment| moment < end) => return None,
        Some(IdToken::Until(_)) | None => {}
    }
    if given(provider.setting("refresh-token")).is_none() {
        let message = "there is no `id-token` that is still valid, and no `refresh-token` to get one with";
        return stumble(message, "No valid id-token, and cannot refresh without refresh-token");
    }
    let error = provider.oidc().issuer_error?;
    Some(Stumble {
        field: provider.setting("idp-issuer-url")?,
        message: "no token can be got from this issuer: it is not an https URL".into(),
        help: "write the issuer's URL, as in the API server's `--oidc-issuer-url`",
        error: error.into(),
    })
}
