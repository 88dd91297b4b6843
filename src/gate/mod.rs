//! Whether a service may load the kubeconfig of somebody else.

mod admission;

use crate::clients::Audience;
use crate::env::Env;
use crate::finding::{Finding, Severity};
use crate::options::Options;
use crate::profile::Profile;
use jiff::Timestamp;

/// No kubeconfig that a Secret holds is larger.
pub const MOST_BYTES: usize = 1 << 20;

/// What a service lets through. [`Policy::at`] lets through the least.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The moment that expiry is judged at.
    pub now: Timestamp,
    /// What the file is judged for: findings of rules are as bad as they are in this profile.
    pub profile: Profile,
    /// Findings of this severity or worse refuse the file. What may not be in it at all is refused whatever this is.
    pub refuse: Severity,
    /// Who will load it. What each of them is foretold to do must be harmless.
    pub clients: Vec<Audience>,
    /// Exec plugins that may be run, exactly as `command` names them; their arguments are not looked at, and they get no environment
    /// from the file.
    pub programs: Vec<String>,
    /// The hosts that may be talked to; one that begins with a dot stands for all below it. `None` leaves that open.
    pub hosts: Option<Vec<String>>,
}

impl Policy {
    /// Refuses what the profile `untrusted` calls an error, runs nothing, and takes any host beyond the machine itself.
    pub fn at(now: Timestamp) -> Self {
        let (clients, programs) = (Audience::usual(), Vec::new());
        Self { now, profile: Profile::Untrusted, refuse: Severity::Error, clients, programs, hosts: None }
    }
}

/// Lets a kubeconfig pass that can be loaded safely. Nothing is opened, resolved or run, and the findings hold no value of the file.
///
/// What is not known to be harmless is refused: a key that is not on the list of those that may be there, a form of YAML that clients
/// read in different ways (a key twice, an alias, `<<`, a tag, a second document, UTF-16), a file of more than [`MOST_BYTES`].
///
/// # What acceptance promises
///
/// kubectl (and whoever else is in [`Policy::clients`]) loads the file. Whichever of its contexts is chosen, the client
///
/// - opens no file that the kubeconfig names, and starts no program but those in [`Policy::programs`];
/// - refuses the context, or talks TLS to the host in `server`, through no proxy of the file, and has the server prove who it is: to
///   the authority in the file, or where there is none to those of the system;
/// - sends a credential that stands in the file, and acts for nobody else.
///
/// The context that is chosen without a word is there, and one that is not refused.
///
/// It does not promise that the server is a good one, or where its name leads ([`Policy::hosts`] is for that), that it takes the credential,
/// or what its answers are. What the client reads beside the kubeconfig is not part of it either: `HTTPS_PROXY`, kuberc,
/// the service account of a pod.
///
/// ```
/// use kubeconfig_lint::gate::{Policy, gate};
///
/// let upload = "
/// apiVersion: v1
/// kind: Config
/// users:
/// - name: u
///   user:
///     tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token
///     exec: {apiVersion: client.authentication.k8s.io/v1, command: sh, interactiveMode: Never}
/// ";
/// let policy = Policy::at(jiff::Timestamp::now());
/// let refused = gate(upload.as_bytes().to_vec(), &policy).unwrap_err();
/// let fields: Vec<_> = refused.iter().filter(|finding| finding.rule == "structure/refused-by-platform").collect();
/// assert_eq!(fields[0].address.to_string(), "current-context");
/// assert_eq!(fields[1].address.to_string(), "users[u].user.tokenFile");
/// assert_eq!(fields[2].address.to_string(), "users[u].user.exec.apiVersion");
///
/// let upload = "
/// apiVersion: v1
/// kind: Config
/// current-context: prod
/// clusters: [{name: c, cluster: {server: 'https://api.k8s.corp.test:6443'}}]
/// users: [{name: u, user: {token: opaque}}]
/// contexts: [{name: prod, context: {cluster: c, user: u}}]
/// ";
/// let policy = Policy { hosts: Some(vec![".k8s.corp.test".to_owned()]), ..policy };
/// assert!(gate(upload.as_bytes().to_vec(), &policy).is_ok());
/// ```
///
/// # Errors
/// The findings that refuse the file, in its order.
pub fn gate(bytes: Vec<u8>, policy: &Policy) -> Result<(), Vec<Finding>> {
    let mut refused = admission::judge(&bytes, policy);
    // Of a file with more faults than anybody reads, the rules need not be asked.
    if bytes.len() <= MOST_BYTES && refused.len() < admission::MOST_FINDINGS {
        let clients = policy.clients.clone();
        let options = Options { profile: policy.profile, clients, ..Options::new(Env::closed(policy.now)) };
        let found = crate::check_bytes("kubeconfig", bytes, &options).findings;
        refused
            .extend(found.into_iter().filter(|finding| finding.severity >= policy.refuse && !admission::decides(finding.rule)));
    }
    refused.sort_by_key(|finding| (finding.place.span.start, finding.rule));
    if refused.is_empty() { Ok(()) } else { Err(refused) }
}
