use crate::address::Address;
use crate::finding::Severity;
use crate::fix::{Fix, Target};
use crate::kubeconfig::document::Shape;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::keys::Level;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for shape in &case.document().shape {
        let Some((home, key)) = shape.unknown.as_ref().and_then(|unknown| unknown.home) else { continue };
        let message = message!["`", key, "` is not read here: it belongs in ", home.as_str()];
        let finding = findings.at(&shape.address, shape.span, message);
        if key == "extensions" {
            finding.severity(Severity::Warning);
        }
        finding.help("move it; when kubectl rewrites the file it drops keys that it does not read");
        // Nothing turns verification off that does not do so today.
        if key != "insecure-skip-tls-verify" {
            finding.fix = fix(case, shape, home, key);
        }
        finding.differs_in("kubectl", "1.22-1.37", "ignores the key");
    }
}

fn fix(case: &Case<'_>, shape: &Shape, home: Level, key: &'static str) -> Option<Fix> {
    let fix = Fix::safe(message!["move `", key, "` to ", home.as_str()]);
    let entry = case.config().entry(&shape.address);
    let user = case.config().users.iter().find(|user| Some(&user.entry.address) == entry.map(|entry| &entry.address));
    let into: Target = match (home, user, entry) {
        (Level::Top, ..) => Target::top(),
        (Level::Exec, Some(user), _) => Target::from(&user.exec.as_ref()?.field),
        (Level::Cluster, Some(_), Some(entry)) => Target::from(body_of_only_cluster(case, &entry.address)?),
        (_, _, Some(entry)) if entry.address == shape.address => match &entry.body {
            Some(body) => Target::from(body),
            None => return Some(fix.nest(strays(case, shape, home), entry, body_key(home)?)),
        },
        _ => return None,
    };
    Some(fix.relocate(shape.target.clone(), into, key))
}

/// The keys that belong into the same mapping, which is not there.
fn strays(case: &Case<'_>, shape: &Shape, home: Level) -> Vec<Target> {
    let of_entry = case.document().shape.iter().filter(|other| other.address == shape.address);
    let is_stray =
        |other: &&Shape| other.unknown.as_ref().and_then(|unknown| unknown.home).is_some_and(|(level, _)| level == home);
    of_entry.filter(is_stray).map(|other| other.target.clone()).collect()
}

fn body_key(home: Level) -> Option<&'static str> {
    match home {
        Level::Cluster => Some("cluster"),
        Level::User => Some("user"),
        Level::Context => Some("context"),
        _ => None,
    }
}

/// The cluster that the user is brought to, where it is one alone and stands in the same file.
fn body_of_only_cluster<'a>(case: &Case<'a>, user: &Address) -> Option<&'a Field> {
    let user = case.config().users.iter().find(|other| other.entry.address == *user)?;
    let mut clusters = case.clusters_of(user);
    let only = &clusters.next()?.entry;
    let is_only = clusters.all(|other| other.entry.address == only.address);
    case.config().clusters.iter().find(|own| is_only && own.entry.address == only.address)?.entry.body.as_ref()
}
