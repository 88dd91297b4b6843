//! kubectl 1.22 to 1.37, read in client-go (`tools/clientcmd`, `rest`, `transport`, `plugin/pkg/client/auth`) and compared with the
//! programs.
//!
//! The order is kubectl's: load the files, make sure that the context can be used ([`config`]), find the credentials
//! ([`credentials`]), set up the connection ([`transport`]), send the request ([`request`]).

mod cluster;
mod config;
mod credentials;
mod load;
mod provider;
mod request;
mod server;
mod transport;
mod user;

use super::view::{Choice, In, choices};
use super::{Ca, Cause, Effective, Outcome, Prediction, Refusal, Release, Stage, Tls};
use crate::env::Env;
use crate::kubeconfig::Document;
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::mask::REDACTED;
use crate::kubeconfig::merge::Merged;
use crate::kubeconfig::model::{Cluster, Context, User, given};
use crate::message::{Message, Name, Part};
use credentials::Credentials;
use jiff::Timestamp;
use server::Server;

/// What kubectl of this release does with each context.
pub(super) fn predict(documents: &[Document], release: Release, env: &Env) -> Vec<Prediction> {
    let merged = Merged::of(documents);
    let choices = choices(&merged);
    let kubectl = Kubectl { merged, release, now: env.now };
    let refusal = load::refusal(documents, release.version.minor);
    let predict = |choice| {
        let outcome = match &refusal {
            Some(refusal) => Err(refusal.clone()),
            None => kubectl.run(&choice),
        };
        let outcome = outcome.map_or_else(Outcome::Refuses, Outcome::Contacts);
        Prediction { file: choice.file, context: choice.name, is_current: choice.is_current, release, outcome }
    };
    choices.into_iter().map(predict).collect()
}

struct Kubectl<'a> {
    merged: Merged<'a>,
    release: Release,
    now: Timestamp,
}

/// What a context leads to. Where it leads nowhere, kubectl goes on with empty entries.
struct Selected<'a> {
    context: Option<&'a Context>,
    cluster: Option<In<'a, Cluster>>,
    user: Option<In<'a, User>>,
}

impl<'a> Kubectl<'a> {
    /// `DeferredLoadingClientConfig.ClientConfig`, `rest.RESTClientFor`, and the first request.
    fn run(&self, choice: &Choice<'a>) -> Result<Effective, Refusal> {
        if let Some(current) = &choice.dangling {
            return Err(config::context_not_found(current));
        }
        let selected = self.select(choice.context);
        config::confirm_usable(&selected, self.minor())?;
        let server = Server::of(&selected, self.strictness());
        let credentials = match &selected.user {
            Some(user) if server.is_tls() => Credentials::read(user)?,
            _ => Credentials::default(),
        };
        if server.is_tls() && !credentials.identify() {
            return Ok(selected.effective(&server, Ca::default_of(&server, &selected), vec![super::Auth::Prompt]));
        }
        server.check()?;
        credentials.check_plugins(self.minor())?;
        let ca = transport::check(&selected, &server, &credentials, self.minor())?;
        request::check(&selected, &server, &credentials, self)?;
        Ok(selected.effective(&server, ca, request::auth(&server, &credentials, self.minor())))
    }

    fn select(&self, context: Option<&'a Context>) -> Selected<'a> {
        Selected {
            context,
            cluster: self.merged.cluster(context.and_then(|context| context.cluster.as_ref())),
            user: self.merged.user(context.and_then(|context| context.user.as_ref())),
        }
    }

    fn minor(&self) -> u32 {
        self.release.version.minor
    }

    /// Without a patch, the newest of the minor is meant.
    fn strictness(&self) -> Strictness {
        Strictness::of_kubectl(self.minor(), self.release.version.patch.unwrap_or(u32::MAX))
    }
}

impl Selected<'_> {
    /// The name that the context calls its cluster by, in kubectl's words.
    fn cluster_name(&self) -> Part {
        words(self.context.and_then(|context| context.cluster.as_ref()))
    }

    /// The name that the context calls its user by.
    fn user_name(&self) -> Part {
        words(self.context.and_then(|context| context.user.as_ref()))
    }

    fn effective(&self, server: &Server<'_>, ca: Ca, auth: Vec<super::Auth>) -> Effective {
        let is_insecure = self.cluster.as_ref().is_some_and(|cluster| cluster.entry.is_insecure());
        let namespace = self.context.and_then(|context| given(context.namespace.as_ref()));
        let impersonate = self.user.as_ref().and_then(|user| given(user.entry.impersonate.as_ref()));
        Effective {
            server: server.address(),
            tls: match (server.is_tls(), is_insecure) {
                (false, _) => Tls::Plaintext,
                (true, true) => Tls::Unverified,
                (true, false) => Tls::Verified,
            },
            ca,
            auth,
            // `DirectClientConfig.Namespace`
            namespace: namespace.map_or_else(|| Name::escape("default"), shown),
            impersonate: impersonate.map(shown),
        }
    }
}

impl Ca {
    /// Where the authorities come from, before anything of them is read.
    fn default_of(server: &Server<'_>, selected: &Selected<'_>) -> Self {
        let cluster = selected.cluster.as_ref().map(|cluster| cluster.entry);
        match cluster.filter(|_| server.is_tls()) {
            None if server.is_tls() => Self::System,
            None => Self::None,
            Some(cluster) if cluster.is_insecure() => Self::None,
            Some(cluster) if data(cluster.ca_data.as_ref()).is_some() => Self::Data,
            Some(cluster) if given(cluster.ca_path.as_ref()).is_some() => Self::File,
            Some(_) => Self::System,
        }
    }
}

fn words(name: Option<&Field>) -> Part {
    name.map_or(Part::Text(""), Field::in_words)
}

fn shown(field: &Field) -> Name {
    field.name().unwrap_or_else(|| Name::escape(REDACTED))
}

/// A `*-data` field that holds something: base64 of nothing is nothing.
fn data(field: Option<&Field>) -> Option<&Field> {
    use crate::kubeconfig::facts::base64::Verdict;
    given(field).filter(|field| field.data().is_none_or(|data| data.base64.verdict != Verdict::Empty))
}

fn refuse(stage: Stage, cause: Cause, error: impl Into<Message>) -> Refusal {
    Refusal { stage, error: error.into(), cause }
}
