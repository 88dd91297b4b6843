//! Whether a service may load the kubeconfig of somebody else.

use crate::env::Env;
use crate::finding::{Finding, Severity};
use crate::options::Options;
use crate::profile::{Platform, Profile};
use jiff::Timestamp;

/// What a service lets through.
#[derive(Clone, Copy, Debug)]
pub struct Policy {
    /// The moment that expiry is judged at.
    pub now: Timestamp,
    /// Findings of this severity or worse refuse the file.
    pub refuse: Severity,
    /// The platform that will load the file; our own, the strictest, where there is none.
    pub platform: Option<Platform>,
}

impl Policy {
    /// Refuses what the profile `untrusted` calls an error.
    pub const fn at(now: Timestamp) -> Self {
        Self { now, refuse: Severity::Error, platform: None }
    }

    /// Refuses what this platform refuses, or leaves out though the credential depends on it.
    pub const fn of(platform: Platform, now: Timestamp) -> Self {
        Self { platform: Some(platform), ..Self::at(now) }
    }
}

/// Lets a kubeconfig pass that can be loaded safely. Nothing is opened, resolved or run, and the findings hold no value of the file.
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
/// let refused = gate(upload.as_bytes().to_vec(), &Policy::at(jiff::Timestamp::now())).unwrap_err();
/// let fields: Vec<_> = refused.iter().filter(|finding| finding.rule == "structure/refused-by-platform").collect();
/// assert_eq!(fields[0].address.to_string(), "users[u].user.tokenFile");
/// assert_eq!(fields[1].address.to_string(), "users[u].user.exec");
/// ```
///
/// Where a platform will load it, and not this program, that platform can be asked for:
///
/// ```
/// use kubeconfig_lint::gate::{Policy, gate};
/// use kubeconfig_lint::profile::Platform;
///
/// let policy = Policy::of(Platform::Flux, jiff::Timestamp::now());
/// let refused = gate(b"users: [{name: u, user: {tokenFile: /token}}]".to_vec(), &policy).unwrap_err();
/// assert_eq!(refused[0].message.to_string(), "Flux refuses the file: a file is named");
/// ```
///
/// # Errors
/// The findings that refuse the file, in its order.
pub fn gate(bytes: Vec<u8>, policy: &Policy) -> Result<(), Vec<Finding>> {
    let profile = policy.platform.map_or(Profile::Untrusted, Profile::Platform);
    let options = Options { profile, ..Options::new(Env::closed(policy.now)) };
    let mut findings = crate::check_bytes("kubeconfig", bytes, &options).findings;
    findings.retain(|finding| finding.severity >= policy.refuse);
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}
