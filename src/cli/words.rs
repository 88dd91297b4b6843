//! Which words can stand for a value, told by the name of the value: completions offer them.

use super::values;
use crate::clients::{Audience, Client};
use crate::profile::Profile;
use crate::report::Format;
use crate::rules::{self, Rule};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Command, ValueHint};

/// The command with the words for its values filled in. It is for generators only: it takes these words and no others.
pub(super) fn fill(command: Command) -> Command {
    let verb = command.get_name().to_owned();
    command.mut_args(|argument| fill_argument(&verb, argument)).mut_subcommands(fill)
}

fn fill_argument(verb: &str, argument: Arg) -> Arg {
    let name = argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str()).to_owned();
    if !argument.get_possible_values().is_empty() {
        return argument;
    }
    match name.as_str() {
        "RULE" | "FAMILY" | "RULE|ERROR" => offer(argument, selectors()),
        // These tell what clients do, and so take those only of which that is known.
        "CLIENT" if ["clients", "exec-credential"].contains(&verb) => {
            offer(argument, Client::ALL.into_iter().map(|client| PossibleValue::new(client.id())))
        }
        "CLIENT" => offer(argument, Audience::ids().map(PossibleValue::new)),
        "PROFILE" => offer(argument, Profile::ALL.into_iter().map(|profile| PossibleValue::new(profile.as_str()))),
        "FORMAT" => offer(argument, Format::ALL.into_iter().map(|format| PossibleValue::new(format.name()))),
        "PATH" => argument.value_hint(ValueHint::AnyPath),
        "FILE" => argument.value_hint(ValueHint::FilePath),
        "FOLDER" => argument.value_hint(ValueHint::DirPath),
        _ => argument,
    }
}

fn offer(argument: Arg, words: impl Iterator<Item = PossibleValue>) -> Arg {
    argument.value_parser(PossibleValuesParser::new(words))
}

/// Rules with what they find, and families.
fn selectors() -> impl Iterator<Item = PossibleValue> {
    let rules = rules::all().map(|rule: &Rule| PossibleValue::new(rule.id()).help(rule.page.summary()));
    values::families().map(PossibleValue::new).chain(rules)
}
