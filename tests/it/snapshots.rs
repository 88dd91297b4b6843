//! What people see of each rule: the whole report about the first bad example of its page, under `snapshots/rules/`.
//!
//! `BLESS=1 cargo test snapshots` writes them; then read what changed.

use crate::command::Desk;
use crate::credentials::NOW;
use crate::examples::{Example, examples};
use kubeconfig_lint::rules;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn reports_about_the_examples_are_as_reviewed() {
    let bless = std::env::var_os("BLESS").is_some();
    let mut wrong = Vec::new();
    for rule in rules::all() {
        let example = examples(&rule.page, "Bad").into_iter().next().unwrap();
        let (path, report) = (path(rule.id()), report(&example));
        if bless {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, report).unwrap();
        } else if fs::read_to_string(&path).ok().as_ref() != Some(&report) {
            wrong.push(format!("{}:\n{report}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "changed; run `BLESS=1 cargo test snapshots` and read the difference\n{}", wrong.join("\n"));
}

#[test]
fn every_snapshot_is_of_a_rule() {
    let known: BTreeSet<_> = rules::all().map(|rule| path(rule.id())).collect();
    for family in fs::read_dir(root()).unwrap() {
        for snapshot in fs::read_dir(family.unwrap().path()).unwrap() {
            let snapshot = snapshot.unwrap().path();
            assert!(known.contains(&snapshot), "{} is of no rule: remove it", snapshot.display());
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/rules")
}

fn path(rule: &str) -> PathBuf {
    root().join(format!("{rule}.txt"))
}

/// The report of a run in the folder of the example, as on a terminal of 80 columns without colour.
fn report(example: &Example) -> String {
    let desk = Desk::new();
    example.write_into(&desk.path("."));
    let names: Vec<_> = example.inputs().map(|file| file.name.as_str()).collect();
    let clients = example.clients.into_iter().flat_map(|clients| ["--client", clients]);
    let options: Vec<_> = if example.is_answer {
        ["exec-credential", "--now", NOW].into_iter().chain(clients).collect()
    } else {
        ["check", "--now", NOW].into_iter().chain(clients).chain(["--profile", example.profile.as_str()]).collect()
    };
    let list = example.variable.as_ref().map(|(value, _)| value.clone());
    let list = list.or_else(|| (example.merged && names.len() > 1).then(|| names.join(":")));
    let run = if let Some(list) = list {
        desk.run_with(&options, |command| command.env("LC_ALL", "C.UTF-8").env("KUBECONFIG", list))
    } else {
        desk.run_with(&[options.as_slice(), names.as_slice()].concat(), |command| command.env("LC_ALL", "C.UTF-8"))
    };
    // What cannot be read is said there as well.
    assert!(run.stderr.is_empty() || example.variable.is_some(), "{}", run.stderr);
    run.stdout
}
