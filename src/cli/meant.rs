//! What somebody means who types what is no command of ours, but of other programs, or nearly one.

use super::notes;
use crate::env;
use crate::suggest;
use clap::Command;
use std::ffi::OsString;
use std::path::Path;

/// `help` and `version`, which are commands elsewhere, written as the options that they are here. A file of that name stays a file.
pub(super) fn spelled_out(mut words: Vec<OsString>) -> Vec<OsString> {
    match words.get(1).and_then(|word| word.to_str()) {
        Some("help") if !is_there("help") => {
            words.remove(1);
            words.push("--help".into());
        }
        Some("version") if !is_there("version") => words[1] = "--version".into(),
        _ => {}
    }
    words
}

/// Says, after words that are no command line, that the first may have been meant as a file: a kubeconfig is often called like the command.
pub(super) fn hint_at_file(words: &[OsString]) {
    let is_config = words.get(1).is_some_and(|word| word == "config");
    if is_config && matches!(env::kind(Path::new("config")), Ok(env::Kind::File)) {
        notes::hint("`config` is a command; to check the file of that name, write `./config`");
    }
}

/// Says, after a run that could not do what it was told, that the first word may have been meant as a command.
pub(super) fn hint_at_verb(words: &[OsString], command: &Command) {
    let Some(word) = words.get(1).and_then(|word| word.to_str()) else { return };
    let verbs = || command.get_subcommands().filter(|verb| !verb.is_hide_set()).map(Command::get_name);
    if !verbs().any(|verb| verb == word)
        && !is_there(word)
        && let Some(verb) = suggest::closest(word, verbs())
    {
        notes::hint(format_args!("did you mean the command `{verb}`?"));
    }
}

fn is_there(path: &str) -> bool {
    env::kind(Path::new(path)).is_ok()
}
