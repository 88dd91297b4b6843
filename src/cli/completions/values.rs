//! Which words can stand for a value, told by the name of the value.

use super::complete::{Candidate, Offer, Rest};
use crate::cli::values;
use crate::clients::exec_answer::Known;
use crate::clients::{Audience, Client};
use crate::engine::{self, Input};
use crate::env::{self, Env, Kind};
use crate::input::{self, Request};
use crate::message::Name;
use crate::options::Options;
use crate::profile::Profile;
use crate::report::Format;
use crate::rules::{self, Rule};
use crate::settings::FailOn;
use clap::Arg;
use std::path::PathBuf;

const LEVELS: [&str; 4] = ["off", "info", "warning", "error"];

/// What may become of `typed` as a value of `argument`, which belongs to `verb` and stands behind these files.
pub(super) fn offer(verb: &str, argument: &Arg, typed: &str, files: &[PathBuf]) -> Offer {
    let known = argument.get_possible_values();
    if !known.is_empty() {
        return Offer::words(
            known.iter().map(|value| Candidate::new(value.get_name(), value.get_help().map(ToString::to_string))),
        );
    }
    let is_list = argument.get_value_delimiter() == Some(',');
    let (listed, last) = typed.rsplit_once(',').filter(|_| is_list).map_or(("", typed), |(listed, last)| (listed, last));
    let name = argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
    let offer = match name {
        "RULE" | "FAMILY" | "RULE|ERROR" => Offer::words(selectors()),
        "RULE=LEVEL" => match last.split_once('=') {
            Some((rule, _)) => plain(LEVELS).behind(&format!("{rule}=")),
            None => Offer::words(selectors()).open('='),
        },
        // These tell what clients do, and so take those only of which that is known.
        "CLIENT" if ["clients", "exec-credential"].contains(&verb) => plain(Client::ALL.map(Client::id)),
        "CLIENT" => plain(Audience::ids()),
        "PROFILE" => plain(Profile::ALL.map(Profile::as_str)),
        "SEVERITY" => plain(FailOn::ALL.map(FailOn::as_str)),
        "VERSION" => plain(Known::ALL.map(Known::short)),
        "FORMAT" => plain(Format::ALL.map(Format::name)),
        "FORMAT=FILE" if last.contains('=') => Offer::only(Rest::Files),
        "FORMAT=FILE" => plain(Format::ALL.map(Format::name)).open('='),
        "NAME" => plain(contexts(files)),
        "PATH" | "FILE" => Offer::only(Rest::Files),
        "FOLDER" => Offer::only(Rest::Folders),
        _ => Offer::default(),
    };
    if listed.is_empty() {
        return offer;
    }
    offer.without(&listed.split(',').collect::<Vec<_>>()).behind(&format!("{listed},"))
}

fn plain(names: impl IntoIterator<Item = impl Into<String>>) -> Offer {
    Offer::words(names.into_iter().map(|name| Candidate::new(name, None)))
}

/// Families, and rules with what they find.
fn selectors() -> impl Iterator<Item = Candidate> {
    let rules = rules::all().map(|rule: &Rule| Candidate::new(rule.id(), Some(rule.page.summary().to_owned())));
    values::families().map(|family| Candidate::new(family, None)).chain(rules)
}

/// The contexts of these files, else of those that kubectl reads. No folder is searched, and no path in a file is followed.
///
/// A shell puts a word into the line as it is: a name in which one could see more than a word is not offered.
fn contexts(files: &[PathBuf]) -> Vec<String> {
    let is_plain = |name: &str| {
        let is_harmless = |c: char| c.is_ascii_alphanumeric() || "-_.:/@+%".contains(c);
        !name.starts_with('-') && name.chars().all(is_harmless)
    };
    let names = engine::context_names(&inputs(files), &Options::new(Env::closed(env::clock())));
    names.iter().map(Name::as_str).filter(|name| is_plain(name)).map(str::to_owned).collect()
}

fn inputs(files: &[PathBuf]) -> Vec<Input> {
    let is_file = |path: &PathBuf| matches!(env::kind(path), Ok(Kind::File));
    let paths: Vec<_> = files.iter().filter(|path| is_file(path)).cloned().collect();
    if paths.is_empty() && !files.is_empty() {
        return Vec::new();
    }
    input::gather(&Request { paths, ..Request::default() }).inputs
}
