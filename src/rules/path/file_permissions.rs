use super::references;
use crate::address::Address;
use crate::finding::Severity;
use crate::kubeconfig::document::{Access, Location, Others, Tracking};
use crate::kubeconfig::field::Field;
use crate::message::Message;
use crate::rules::{Case, Findings};
use crate::span::Span;

/// What can be read in a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    Secret,
    PrivateKey,
}

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let surroundings = &case.document().surroundings;
    // git keeps no rights beside the right to execute; that it keeps a secret at all is what counts.
    if let Some(access) = surroundings.access.filter(|_| surroundings.tracking != Tracking::Tracked) {
        of_kubeconfig(case, access, findings);
    }
    for reference in references(case) {
        let Some((access, bytes)) = reference.field.target().and_then(|target| target.access.zip(target.bytes.as_ref())) else {
            continue;
        };
        let holds = match () {
            () if !bytes.keys.is_empty() => Holds::PrivateKey,
            () if reference.is_token_file() && !bytes.is_blank => Holds::Secret,
            () => Holds::Nothing,
        };
        report(access, holds, findings, Some(reference.field));
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
    report(access, holds, findings, key.or(secret));
}

fn report(access: Access, holds: Holds, findings: &mut Findings, field: Option<&Field>) {
    let Some(message) = message(access, holds) else { return };
    let finding = match field {
        Some(field) => findings.field(field, message),
        None => findings.at(&Address::ROOT, Span::at(0), message),
    };
    finding.help(match access.location {
        Location::ControlPlane => "`chmod 600` and `chown root:root` it",
        Location::InUse | Location::Elsewhere => "`chmod 600` it",
    });
    let is_open = access.writers == Others::Everybody || (access.readers == Others::Everybody && holds == Holds::PrivateKey);
    if is_open && access.location != Location::Elsewhere {
        finding.severity(Severity::Error);
    }
}

fn message(access: Access, holds: Holds) -> Option<Message> {
    let text = match (access.writers, access.readers) {
        (Others::Everybody, _) => "everybody on this machine can write into the file, and so choose whom clients trust",
        _ if holds == Holds::Nothing => return None,
        (Others::Group, _) => "a group of users can write into the file that holds this secret",
        (_, Others::Everybody) => "everybody on this machine can read the file that holds this secret",
        (_, Others::Group) => "a group of users can read the file that holds this secret",
        _ if access.location == Location::ControlPlane && !access.is_of_root => {
            "the file that holds this secret does not belong to root"
        }
        _ => return None,
    };
    Some(text.into())
}
