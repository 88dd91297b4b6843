//! `Kubeclient::Client.new` (`common.rb`: `validate_auth_options`, `handle_uri`), and what rest-client and `net/http` make of it.

use super::credentials::Credentials;
use super::{Selected, cause_of, no_method, refuse};
use crate::clients::{Cause, Refusal, Stage};
use crate::kubeconfig::facts::header::Inner;
use crate::kubeconfig::facts::ruby_uri::{RubyScheme, RubyUri};
use crate::kubeconfig::reading::{Datum, Kind};
use crate::message::{Message, Name};

/// The server of a context.
pub(super) struct Server {
    pub(super) is_tls: bool,
    pub(super) address: Name,
}

impl Server {
    pub(super) fn of(selected: &Selected<'_>, credentials: &Credentials) -> Result<Self, Refusal> {
        if let Some(cause) = &credentials.is_half {
            return Err(refuse(Stage::Transport, cause.clone(), "Basic auth requires both username & password"));
        }
        let cluster = &selected.cluster;
        let stop = |error: Message| Err(refuse(Stage::Transport, cause(selected), error));
        let Some(written) = cluster.get("server").filter(Datum::is_truthy_to_ruby) else { return stop("Missing uri".into()) };
        let uri = if written.kind() == Kind::Text { written.ruby_uri() } else { RubyUri::Bad };
        match uri {
            RubyUri::NotAscii => stop("URI must be ascii only \"…\"".into()),
            RubyUri::Bad => stop("bad URI(is not URI?): …".into()),
            RubyUri::Opaque => stop(no_method("chomp", None)),
            RubyUri::Relative => stop("both URI are relative".into()),
            RubyUri::Absolute { scheme: RubyScheme::Other, .. } => stop("not an HTTP URI".into()),
            RubyUri::Absolute { scheme, address, .. } => Ok(Self { is_tls: scheme == RubyScheme::Https, address }),
        }
    }
}

/// `initialize_http_header` of `net/http`.
pub(super) fn check_header(credentials: &Credentials) -> Result<(), Refusal> {
    match &credentials.token {
        Some((value, cause)) if value.inner == Inner::LineBreak => {
            let error = "header Authorization has field value \"…\", this cannot include CR/LF";
            Err(refuse(Stage::Transport, cause.clone(), error))
        }
        _ => Ok(()),
    }
}

fn cause(selected: &Selected<'_>) -> Cause {
    cause_of(&selected.cluster, "server")
}
