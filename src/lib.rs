//! A linter for kubeconfigs. It knows what Kubernetes clients do with one, and never prints a secret.
//!
//! ```text
//!  paths · KUBECONFIG · stdin · folders
//!       │  input         which bytes; env is the only door to the outside
//!       ▼
//!  bytes ─► kubeconfig: source ─► span tree (yaml) ─► typed view ─► facts
//!       │     the only code that sees plaintext           │
//!       │                                                 └─► rules   what we say about it
//!       │                                                       │ findings
//!       └─ mask ─► masked text ──► report ◄── baseline ◄── engine ◄┘
//!                                                          ▲
//!                                    settings ─► options ──┘
//! ```
//!
//! A rule is a [page](page::Page) and a function. The [engine] reads each input once, runs every rule on it, puts the findings in
//! order, and takes out what comments and the [settings] suppress; what it returns, [`Checked`], holds messages, places and masked
//! text, and no value of the file. A malformed file is a finding and not an error: checking cannot fail.
//!
//! # Checking a file of somebody else
//!
//! ```
//! use kubeconfig_lint::{Env, Options, Severity, check_bytes};
//!
//! let upload = "
//! apiVersion: v1
//! kind: Config
//! current-context: porduction
//! contexts:
//! - name: production
//!   context: {cluster: c, user: u}
//! clusters:
//! - name: c
//!   cluster: {server: 'https://k8s.corp.test:6443'}
//! users:
//! - name: u
//!   user: {tokenFile: /var/run/token}
//! ";
//! // The paths in the file are the uploader's and not ours: nothing is opened.
//! let env = Env { follow_paths: false, ..Env::now() };
//! let checked = check_bytes("upload", upload.as_bytes().to_vec(), &Options::new(env));
//!
//! let finding = &checked.findings[0];
//! assert_eq!(finding.rule, "structure/current-context-dangling");
//! assert_eq!(finding.severity, Severity::Error);
//! assert_eq!(finding.address.to_string(), "current-context");
//! assert_eq!(finding.place.range.start.line, 4);
//! ```
//!
//! A service that will load such a file asks the [gate](gate::gate) instead, which lets pass what is known to be harmless.
//!
//! # Writing a report
//!
//! ```
//! use kubeconfig_lint::report::{self, Context, Format};
//! use kubeconfig_lint::{Env, Options, check_bytes, rules};
//!
//! let checked = check_bytes("config", b"kind: Config".to_vec(), &Options::new(Env::now()));
//! let pages: Vec<_> = rules::all().map(|rule| rule.page).collect();
//! let mut json = Vec::new();
//! report::write(Format::Json, &checked, &Context::new("1.0.0", &pages), &mut json)?;
//! assert!(json.starts_with(b"{"));
//! # Ok::<(), std::io::Error>(())
//! ```

// Tests look at the world and stop at the first surprise.
#![cfg_attr(test, allow(clippy::disallowed_methods))]

pub mod address;
pub mod baseline;
pub mod checked;
#[doc(hidden)]
pub mod cli;
pub mod clients;
pub mod engine;
pub mod env;
pub mod finding;
pub mod fix;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
pub mod gate;
pub mod input;
pub mod json_schema;
pub mod kubeconfig;
pub mod message;
pub mod options;
pub mod page;
pub mod plugins;
pub mod profile;
pub mod report;
pub mod rules;
pub mod settings;
pub mod span;
mod suggest;
pub mod yaml;

pub use checked::Checked;
pub use engine::{Input, check};
pub use env::Env;
pub use finding::{Finding, Severity};
pub use options::{Options, Selector};
pub use profile::Profile;

/// Checks one kubeconfig that is in memory. `name` is what reports call it.
///
/// The bytes are wiped when they are no longer needed. Relative paths in the kubeconfig are not followed, as there is no folder
/// that they start from.
pub fn check_bytes(name: &str, bytes: Vec<u8>, options: &Options) -> Checked {
    check(vec![Input { name: message::Name::path(name), path: None, bytes: bytes.into(), within: None }], options)
}

/// Fixes one kubeconfig that is in memory: what `check --fix` does, without a file. What cannot be done safely is left as it is.
///
/// The result holds secrets as the kubeconfig did. It is wiped when it is no longer needed, and cannot be printed by mistake; who takes
/// the bytes out of it looks after them.
///
/// ```
/// use kubeconfig_lint::fix::Safety;
/// use kubeconfig_lint::{Env, Options, fix_bytes};
///
/// let upload = b"kind: Config\nclusters:\n- name: c\n  cluster:\n    server: k8s.corp.test:6443 # ours\n".to_vec();
/// let options = Options::new(Env { follow_paths: false, ..Env::now() });
/// let fixed = fix_bytes("upload", upload, Safety::Safe, &options);
///
/// assert_eq!(fixed.applied[0].title.to_string(), "write `https://` before the host");
/// assert!(fixed.input.bytes.ends_with(b"    server: https://k8s.corp.test:6443 # ours\n"));
/// ```
pub fn fix_bytes(name: &str, bytes: Vec<u8>, at_least: fix::Safety, options: &Options) -> engine::FixedFile {
    let input = Input { name: message::Name::path(name), path: None, bytes: bytes.into(), within: None };
    let mut fixed = engine::fix(vec![input], at_least, options);
    fixed.files.remove(0)
}
