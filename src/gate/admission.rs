//! What may be in a file at all, and what clients may be foretold to do with it.

use super::{MOST_BYTES, Policy};
use crate::address::{Address, Segment};
use crate::clients::{self, Auth, Effective, Outcome, Prediction, Tls};
use crate::env::Env;
use crate::finding::{FileId, Finding, Place, Severity};
use crate::kubeconfig::Document;
use crate::kubeconfig::facts::host::{Host, Reach};
use crate::kubeconfig::facts::url::{Scheme, UserInfo};
use crate::kubeconfig::inventory::{Form, Written};
use crate::kubeconfig::mask::MaskedText;
use crate::kubeconfig::model::{Cluster, Context, Exec};
use crate::message::{Message, Name};
use crate::span::Span;
use std::collections::{HashMap, HashSet};

/// Whoever sends a file with more faults learns of these first.
pub(super) const MOST_FINDINGS: usize = 100;

/// The rule whose page says why.
const RULE: &str = "structure/refused-by-platform";

/// The fields that may be there, without the names and numbers of entries. What they may hold is looked at too.
const ADMITTED: &[&str] = &[
    "apiVersion",
    "clusters.cluster.certificate-authority-data",
    "clusters.cluster.disable-compression",
    "clusters.cluster.insecure-skip-tls-verify",
    "clusters.cluster.server",
    "clusters.cluster.tls-server-name",
    "clusters.name",
    "contexts.context.cluster",
    "contexts.context.namespace",
    "contexts.context.user",
    "contexts.name",
    "current-context",
    "kind",
    "preferences.colors",
    "users.name",
    "users.user.client-certificate-data",
    "users.user.client-key-data",
    "users.user.password",
    "users.user.token",
    "users.user.username",
];

/// The fields of a plugin that the policy names.
const ADMITTED_OF_PROGRAMS: &[&str] = &[
    "users.user.exec.apiVersion",
    "users.user.exec.args",
    "users.user.exec.command",
    "users.user.exec.installHint",
    "users.user.exec.interactiveMode",
    "users.user.exec.provideClusterInfo",
];

/// Whether the findings of this rule say no more than [`judge`] says.
pub(super) fn decides(rule: &str) -> bool {
    // Programs are for the policy to name, known ones or not.
    [RULE, "exec/unknown-plugin"].contains(&rule)
}

/// What keeps the file out, whatever the rules say.
pub(super) fn judge(bytes: &[u8], policy: &Policy) -> Vec<Finding> {
    if bytes.len() > MOST_BYTES {
        return vec![finding(
            Address::ROOT,
            Place::default(),
            "the file is larger than 1 MiB".into(),
            "no kubeconfig needs as much",
        )];
    }
    let env = Env::closed(policy.now);
    let document = Document::read(bytes, None, &env);
    let mut refusals = Refusals::of(&document);
    whole(&document, &mut refusals);
    let others = others(&document, policy);
    for written in document.inventory() {
        form(&written, &others, &mut refusals);
    }
    for cluster in &document.kubeconfig.clusters {
        server(cluster, policy, &mut refusals);
    }
    for release in policy.clients.iter().filter_map(|audience| audience.release()) {
        for prediction in clients::predict(std::slice::from_ref(&document), release, &env) {
            behaviour(&prediction, &mut refusals);
        }
    }
    refusals.findings
}

/// Findings in the making.
struct Refusals<'d> {
    document: &'d Document,
    text: MaskedText,
    contexts: HashMap<Name, &'d Context>,
    seen: HashSet<(Address, u32)>,
    findings: Vec<Finding>,
}

impl<'d> Refusals<'d> {
    fn of(document: &'d Document) -> Self {
        let contexts = document.kubeconfig.contexts.iter();
        let contexts = contexts.filter_map(|context| Some((context.entry.name.as_ref()?.name()?, context))).collect();
        Self { document, text: document.masked(), contexts, seen: HashSet::new(), findings: Vec::new() }
    }

    /// One refusal is enough for a field, and nobody reads thousands.
    fn add(&mut self, address: &Address, span: Span, message: impl Into<Message>, help: &'static str) {
        let span = self.document.narrowed(span, &self.text);
        if self.findings.len() == MOST_FINDINGS || !self.seen.insert((address.clone(), span.start)) {
            return;
        }
        let place = Place { range: self.document.range(span), ..Place::new(FileId(0), span) };
        self.findings.push(finding(address.clone(), place, message.into(), help));
    }
}

fn finding(address: Address, place: Place, message: Message, help: &'static str) -> Finding {
    Finding { help: Some(help.into()), ..Finding::new(RULE, Severity::Error, message, place, address) }
}

/// What clients may read in different ways, or not at all.
fn whole(document: &Document, refusals: &mut Refusals<'_>) {
    const HELP: &str = "write it as one document of plain YAML or JSON, in UTF-8";
    let config = &document.kubeconfig;
    if let Some(syntax) = &document.syntax {
        refusals.add(&Address::ROOT, syntax.span, "kubectl cannot read this", HELP);
    }
    if document.transcoded_from().is_some() {
        refusals.add(&Address::ROOT, Span::at(0), "the file is not stored in UTF-8", HELP);
    }
    for fault in &document.faults {
        refusals.add(&Address::ROOT, fault.span, "kubectl cannot read this", HELP);
    }
    for shape in &document.shape {
        refusals.add(
            &shape.address,
            shape.span,
            "this is not what the field takes, or is there twice",
            "write it as kubectl itself would",
        );
    }
    if let Some(refusal) = &document.refusal {
        refusals.add(&refusal.address, refusal.span, "kubectl loads no file with this", HELP);
    }
    let beyond = document.unread.map(|unread| unread.span).into_iter().chain(document.trailing_marker).chain(config.cut);
    for span in beyond {
        refusals.add(&Address::ROOT, span, "not every client reads from here on", HELP);
    }
}

fn form(written: &Written, others: &HashSet<Address>, refusals: &mut Refusals<'_>) {
    const HELP: &str = "write the value out where it belongs";
    let (message, help) = match written.form {
        Form::Field => return field(written, others, refusals),
        Form::UnknownKey => ("no client is known to read this key", "remove it"),
        Form::Replaced => ("this key comes again, and clients differ in which of them they take", "keep one of them"),
        Form::Alias => ("not every client reads an alias", HELP),
        Form::Merge => ("clients differ in what `<<` makes of a mapping", HELP),
        Form::Tag => ("clients differ in what they make of a tag", "write the value without it"),
    };
    refusals.add(&written.address, written.span, message, help);
}

fn field(written: &Written, others: &HashSet<Address>, refusals: &mut Refusals<'_>) {
    let path = path(&written.address);
    let is_of_program = ADMITTED_OF_PROGRAMS.contains(&path.as_str()) && !others.contains(&written.address.entry());
    if !ADMITTED.contains(&path.as_str()) && !is_of_program {
        refusals.add(
            &written.address,
            written.span,
            "this field may not be in the file of somebody else",
            "leave it out; put data into the file",
        );
    }
}

/// The keys that lead to a field: `users.user.token`.
fn path(address: &Address) -> String {
    let keys = address.segments().iter().filter_map(|segment| if let Segment::Key(key) = segment { Some(*key) } else { None });
    keys.collect::<Vec<_>>().join(".")
}

/// The users whose plugin the policy does not name. Of two entries with one name, both must have one that it names.
fn others(document: &Document, policy: &Policy) -> HashSet<Address> {
    let is_named =
        |exec: &Exec| exec.command.as_ref().is_some_and(|command| policy.programs.iter().any(|program| command.is(program)));
    let users = document.kubeconfig.users.iter();
    users.filter(|user| !user.exec.as_ref().is_some_and(is_named)).map(|user| user.entry.address.clone()).collect()
}

/// Where a cluster leads.
fn server(cluster: &Cluster, policy: &Policy, refusals: &mut Refusals<'_>) {
    if let Some(flag) = cluster.insecure.as_ref().filter(|flag| !flag.is_null() && flag.bool() != Some(false)) {
        refusals.add(
            &flag.address,
            flag.place(),
            "the server would not be verified",
            "remove it, and put the authority into the file",
        );
    }
    let Some(field) = &cluster.server else {
        return refusals.add(&cluster.entry.address, cluster.entry.place(), "this cluster has no server", "add `server`");
    };
    let url = field.url().filter(|url| matches!(url.scheme, Scheme::Https | Scheme::UppercaseHttps));
    let plain = url.filter(|url| url.fault.is_none() && url.user_info == UserInfo::Absent && !url.has_query);
    let (message, help) = match plain.and_then(|url| url.host.as_ref()).filter(|host| is_plain(host)) {
        None => ("this is no plain address that begins with `https://`", "write `https://`, the host and the port"),
        Some(host) if is_own(host) => {
            ("this address leads to the machine of the reader, or beside it", "name the server as others reach it")
        }
        Some(host) if !is_listed(host, policy) => {
            ("this host is none of those that may be talked to", "ask who runs the service for it")
        }
        Some(_) => return,
    };
    refusals.add(&field.address, field.place(), message, help);
}

/// Whether it is an address as all write it, or a name as DNS has them. What ends in a number is an address to some resolvers: `0x7f.1`,
/// `127.1`.
fn is_plain(host: &Host) -> bool {
    let is_label = |label: &str| {
        let is_ascii = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_ascii && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    let is_name = |name: &str| {
        let name = name.strip_suffix('.').unwrap_or(name);
        name.split('.').all(is_label)
            && name.rsplit('.').next().is_some_and(|last| last.starts_with(|c: char| c.is_ascii_alphabetic()))
    };
    host.ip.is_some() || host.name.as_ref().is_some_and(|name| is_name(name.as_str()))
}

/// Whether whoever reads the file would talk to itself, or to what only it can reach.
fn is_own(host: &Host) -> bool {
    host.has_zone
        || matches!(host.reach, Reach::Loopback | Reach::Unspecified | Reach::LinkLocal | Reach::Metadata | Reach::InCluster)
}

fn is_listed(host: &Host, policy: &Policy) -> bool {
    let Some(hosts) = &policy.hosts else { return true };
    let Some(name) = &host.name else { return false };
    let name = name.as_str().trim_end_matches('.').to_ascii_lowercase();
    hosts
        .iter()
        .map(|listed| listed.to_ascii_lowercase())
        .any(|listed| name == listed || listed.starts_with('.') && name.ends_with(&listed))
}

/// What a client does. It may refuse a context, but not the one that it takes without being asked for another.
fn behaviour(prediction: &Prediction, refusals: &mut Refusals<'_>) {
    const CURRENT: &str = "current-context";
    let context = prediction.context.as_ref().and_then(|name| refusals.contexts.get(name));
    let current = refusals.document.kubeconfig.current_context.as_ref().map(|field| (field.address.clone(), field.place()));
    let (address, span) = match context {
        Some(context) => (context.entry.address.clone(), context.entry.place()),
        None => current.unwrap_or((Address::ROOT.key(CURRENT), Span::at(0))),
    };
    match &prediction.outcome {
        Outcome::Refuses(refusal) if prediction.is_current => {
            refusals.add(
                &refusal.cause.address,
                refusal.cause.span,
                "the client refuses this",
                "the file must work as it stands",
            );
        }
        Outcome::Refuses(_) => {}
        Outcome::Contacts(effective) => {
            if let Some(message) = harm(effective) {
                refusals.add(&address, span, message, "name a cluster and a user of this file that have all that they need");
            }
        }
    }
}

/// What is wrong with a connection.
fn harm(effective: &Effective) -> Option<&'static str> {
    let stands_in_file = |auth: &Auth| matches!(auth, Auth::Token | Auth::Basic | Auth::ClientCertificate | Auth::Exec);
    if effective.tls != Tls::Verified {
        Some("a client would talk to a server that it does not verify")
    } else if effective.impersonate.is_some() {
        Some("a client would act for somebody else")
    } else if effective.auth.is_empty() || !effective.auth.iter().all(stands_in_file) {
        Some("a client would take its credential from elsewhere than this file, or have none")
    } else {
        None
    }
}
