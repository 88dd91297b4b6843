use crate::address::Address;
use crate::clients::{self, Client, Refusal, Release};
use crate::finding::Severity;
use crate::kubeconfig::load::Stage;
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};
use std::collections::BTreeMap;

/// A refusal, and the releases of one client that share its place.
struct Refused {
    refusal: Refusal,
    releases: Vec<Release>,
}

/// The net below the other rules: whatever is reported here and explained by another finding is left out by the engine.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let mut refused: BTreeMap<(&str, Address), Refused> = BTreeMap::new();
    for release in case.declared_releases() {
        for refusal in case.refusals(release) {
            let place = (release.client.id(), refusal.cause.address.clone());
            let known = refused.entry(place).or_insert_with(|| Refused { refusal, releases: Vec::new() });
            if known.releases.last() != Some(&release) {
                known.releases.push(release);
            }
        }
    }
    for refused in refused.into_values() {
        report(case, refused, findings);
    }
}

fn report(case: &Case<'_>, Refused { refusal, releases }: Refused, findings: &mut Findings) {
    let Some((first, last)) = releases.first().zip(releases.last()) else { return };
    let message = if first.client == Client::Kubectl { of_kubectl(case, &refusal) } else { of_other(first.client, &refusal) };
    let is_in_use = refusal.stage == clients::Stage::Load || case.is_in_use(&refusal.cause.address);
    let finding = findings.at(&refusal.cause.address, refusal.cause.span, message);
    finding.help(help(&refusal));
    let versions = if first == last { first.version.to_string() } else { format!("{}-{}", first.version, last.version) };
    finding.refused_by(first.client.id(), versions, refusal.error);
    // Unlike a file that does not load, this hurts only the contexts that use the entry.
    if !is_in_use || !releases.iter().any(|release| release.is_verified()) {
        finding.severity(Severity::Warning);
    }
}

fn of_kubectl(case: &Case<'_>, refusal: &Refusal) -> Message {
    match refusal.stage {
        clients::Stage::Load => load_message(case.document().refusal.as_ref().map(|refusal| refusal.stage)),
        clients::Stage::Config => "kubectl does not take the contexts that use this",
        clients::Stage::Transport => transport_message(refusal),
        clients::Stage::Exec => "kubectl cannot run this plugin",
    }
    .into()
}

fn of_other(client: Client, refusal: &Refusal) -> Message {
    let what = match refusal.stage {
        clients::Stage::Load => " does not load this file",
        clients::Stage::Config => " does not take the contexts that use this",
        clients::Stage::Transport => " cannot set up a connection with this",
        clients::Stage::Exec => " cannot run this plugin",
    };
    message![client.id(), what]
}

fn transport_message(refusal: &Refusal) -> &'static str {
    match refusal.cause.address.last_key() {
        Some("certificate-authority" | "certificate-authority-data") => "kubectl cannot use this certificate authority",
        Some("client-certificate" | "client-certificate-data") => "kubectl cannot use this client certificate and its key",
        Some("as" | "as-uid" | "as-groups") => "kubectl cannot send this: it holds a line break or another control character",
        _ => "kubectl cannot set up a connection with this",
    }
}

fn help(refusal: &Refusal) -> &'static str {
    match refusal.cause.address.last_key() {
        Some("certificate-authority" | "certificate-authority-data") => {
            "look at the certificate: `openssl x509 -noout -text -in FILE`"
        }
        Some("client-certificate" | "client-certificate-data") => {
            "look at the key: `openssl pkey -noout -in FILE`; one that is encrypted must be decrypted first"
        }
        _ => "change what the client names in its error",
    }
}

fn load_message(stage: Option<Stage>) -> &'static str {
    match stage {
        Some(Stage::Yaml) | None => "kubectl does not load this file: it cannot read the YAML",
        Some(Stage::Convert) => "kubectl does not load this file: JSON cannot hold this value",
        Some(Stage::Kind) => "kubectl does not load this file: it is of another kind or version",
        Some(Stage::Type) => "kubectl does not load this file: a value is not of the type that belongs here",
        Some(Stage::Duplicate) => "kubectl does not load this file: a name comes twice",
    }
}
