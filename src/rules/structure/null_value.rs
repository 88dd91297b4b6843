use crate::address::{Address, Segment};
use crate::finding::Severity;
use crate::fix::{Fix, Literal, Target};
use crate::kubeconfig::model::{Entry, Kubeconfig};
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings, Foreseen};
use std::collections::{BTreeMap, HashMap};

/// kubectl takes null for what is left out. Who does not is foretold.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let config = case.config();
    let entries: HashMap<&Address, &Entry> = entries(config).map(|entry| (&entry.address, entry)).collect();
    let mut refused: BTreeMap<Address, Vec<&Foreseen>> = BTreeMap::new();
    for refusal in case.foresight().iter() {
        if let Some(address) = nothing(config, &entries, refusal.address()) {
            refused.entry(address).or_default().push(refusal);
        }
    }
    for (address, refusals) in refused {
        let Some(place) = refusals.first().map(|refusal| refusal.place()) else { continue };
        let finding = findings.at(&address, place, message(&address, config.nulls.contains_key(&address)));
        finding.fix = fix(config, &entries, &address);
        finding.help("remove the key, or the entry, if there is nothing to say; write `[]` for a list and `{}` for a mapping");
        finding.severity(Severity::Warning).foreseen_by(case, refusals);
    }
}

/// The null that a client stumbles over, or the entry that should have a mapping and has not.
fn nothing(config: &Kubeconfig, entries: &HashMap<&Address, &Entry>, cause: &Address) -> Option<Address> {
    if config.nulls.contains_key(cause) {
        return Some(cause.clone());
    }
    if !matches!(cause.segments(), [_, _] | [_, _, Segment::Key("name")]) {
        return None;
    }
    let of_entry = cause.entry();
    let entry = entries.get(&of_entry).filter(|entry| !entry.is_null)?;
    match &entry.body {
        None => Some(of_entry),
        Some(body) => body.is_null().then(|| body.address.clone()),
    }
}

/// A body stays, and becomes empty: without it there are clients that stumble too.
fn fix(config: &Kubeconfig, entries: &HashMap<&Address, &Entry>, address: &Address) -> Option<Fix> {
    if let Some(nothing) = config.nulls.get(address) {
        return Some(match nothing.is_list {
            true => Fix::safe("write an empty list").write(nothing.target.clone(), Literal::EmptyList),
            false if is_body(address) => Fix::safe("write an empty mapping").write(nothing.target.clone(), Literal::EmptyMapping),
            false => Fix::safe("remove what is null").remove(nothing.target.clone()),
        });
    }
    let entry = entries.get(address)?;
    let key = body_key(address)?;
    let into = Target::mapping(entry.address.clone(), entry.start.start);
    Some(Fix::safe(message!["add an empty `", key, "`"]).insert(into, key, Literal::EmptyMapping))
}

/// `cluster`, `user` or `context`.
fn body_key(address: &Address) -> Option<&'static str> {
    match address.segments() {
        [Segment::Key("clusters"), ..] => Some("cluster"),
        [Segment::Key("users"), ..] => Some("user"),
        [Segment::Key("contexts"), ..] => Some("context"),
        _ => None,
    }
}

fn is_body(address: &Address) -> bool {
    matches!(address.segments(), [_, _, Segment::Key(key)] if body_key(address) == Some(*key))
}

fn entries(config: &Kubeconfig) -> impl Iterator<Item = &Entry> {
    let clusters = config.clusters.iter().map(|cluster| &cluster.entry);
    let users = config.users.iter().map(|user| &user.entry);
    clusters.chain(users).chain(config.contexts.iter().map(|context| &context.entry))
}

fn message(address: &Address, is_null: bool) -> Message {
    match address.segments() {
        [Segment::Key(list), _] if !is_null => message!["this entry has no `", list.trim_end_matches('s'), "`"],
        [.., Segment::Key(key)] => message!["`", *key, "` is null"],
        _ => "this entry is null".into(),
    }
}
