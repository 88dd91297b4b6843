//! `completions`: what a shell, or kubectl, needs to complete words.
//!
//! The scripts know nothing of this program but its name: they ask it, with `__complete`, what may stand in the place of the last word.

mod complete;
mod values;

pub(super) use complete::Args as Complete;

use super::Exit;
use super::destination;
use clap::ValueEnum;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Whose words to complete: bash, zsh, fish, elvish, powershell, or kubectl, for its plugin
    #[arg(value_name = "SHELL", value_enum, hide_possible_values = true)]
    target: Target,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Target {
    Bash,
    Zsh,
    Fish,
    Elvish,
    Powershell,
    Kubectl,
}

pub(super) fn examples(name: &str) -> String {
    format!(
        "Examples:\n  \
         {name} completions zsh > ~/.zfunc/_kubeconfig-lint\n  \
         {name} completions kubectl > ~/bin/kubectl_complete-config_lint\n\n\
         The last one is a program; make it executable. kubectl 1.26 and later run it."
    )
}

impl Args {
    pub(super) fn run(&self) -> Exit {
        destination::print(self.target.script(), Exit::Clean)
    }
}

impl Target {
    const fn script(self) -> &'static str {
        match self {
            Self::Bash => include_str!("scripts/bash"),
            Self::Zsh => include_str!("scripts/zsh"),
            Self::Fish => include_str!("scripts/fish"),
            Self::Elvish => include_str!("scripts/elvish"),
            Self::Powershell => include_str!("scripts/powershell"),
            Self::Kubectl => include_str!("scripts/kubectl"),
        }
    }
}
