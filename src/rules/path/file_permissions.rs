use super::references;
use crate::address::Address;
use crate::finding::{Finding, Severity};
use crate::fix::Fix;
use crate::kubeconfig::document::{Access, Location, Others, Tracking};
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};
use crate::span::Span;

/// What can be read in a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    Secret,
    Token,
    PrivateKey,
}

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let surroundings = &case.document().surroundings;
    // git keeps no rights beside the right to execute; that it keeps a secret at all is what counts.
    if let Some(access) = surroundings.access.filter(|_| surroundings.tracking != Tracking::Tracked) {
        of_kubeconfig(case, access, findings);
    }
    for reference in references(case) {
        let Some(target) = reference.field.target() else { continue };
        let Some((access, bytes)) = target.access.zip(target.bytes.as_ref()) else { continue };
        let holds = match () {
            () if !bytes.keys.is_empty() => Holds::PrivateKey,
            () if reference.is_token_file() && !bytes.is_blank => Holds::Token,
            () => Holds::Nothing,
        };
        if let Some(message) = message(access, holds) {
            rate(findings.field(reference.field, message), access, holds);
        }
    }
}

fn of_kubeconfig(case: &Case<'_>, access: Access, findings: &mut Findings) {
    let config = case.config();
    let (key, secret) = (config.private_keys().next(), config.secrets(case.now()).next());
    let holds = match (key, secret) {
        (Some(_), _) => Holds::PrivateKey,
        (None, Some(_)) => Holds::Secret,
        (None, None) => Holds::Nothing,
    };
    if let Some(message) = message(access, holds) {
        let finding = findings.at(&Address::ROOT, Span::at(0), message);
        rate(finding, access, holds);
        if let Some(fix) = fix(access) {
            finding.fix(fix);
        }
        if let Some(secret) = key.or(secret) {
            finding.related(secret.place(), "what others must not have");
        }
    }
}

fn message(access: Access, holds: Holds) -> Option<Message> {
    let what = match holds {
        Holds::Nothing if access.writers == Others::Everybody => "this file",
        Holds::Nothing => return None,
        Holds::Secret => "this file, which holds a secret",
        Holds::Token => "the file of this token",
        Holds::PrivateKey => "the file of a private key",
    };
    Some(match (access.writers, access.readers) {
        (Others::Everybody, _) => message!["everybody on this machine can write into ", what],
        (Others::Group, _) => message!["a group of users can write into ", what],
        (_, Others::Everybody) => message!["everybody on this machine can read ", what],
        (_, Others::Group) => message!["a group of users can read ", what],
        _ if access.location == Location::ControlPlane && !access.is_of_root => message![what, ": it does not belong to root"],
        _ => return None,
    })
}

fn rate(finding: &mut Finding, access: Access, holds: Holds) {
    finding.help(match access.location {
        Location::ControlPlane => "`chmod 600` and `chown root:root` it",
        Location::Home | Location::Machine | Location::Elsewhere => "`chmod 600` it",
    });
    let is_open = access.writers == Others::Everybody || (access.readers == Others::Everybody && holds == Holds::PrivateKey);
    if is_open && access.location != Location::Elsewhere {
        finding.severity(Severity::Error);
    }
}

/// Closes the file, where others can get at it. Who owns it is for an administrator to say.
fn fix(access: Access) -> Option<Fix> {
    let title = message!["let nobody but its owner read or write it (`chmod 600`)"];
    let fix = match access.location {
        // k3s and its like open theirs to the users of the machine when they are told to.
        Location::Machine => Fix::risky(title),
        Location::Home | Location::ControlPlane | Location::Elsewhere => Fix::safe(title),
    };
    (access.readers.max(access.writers) != Others::Nobody).then(|| fix.set_mode(0o600))
}
