//! `completions`: what a shell, or kubectl, needs to complete words.

use super::destination;
use super::words;
use super::{Called, Exit};
use clap::ValueEnum;
use clap_complete::Shell;

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
        let text = match self.target {
            Target::Bash => script(Shell::Bash),
            Target::Zsh => script(Shell::Zsh),
            Target::Fish => script(Shell::Fish),
            Target::Elvish => script(Shell::Elvish),
            Target::Powershell => script(Shell::PowerShell),
            Target::Kubectl => for_kubectl(),
        };
        destination::print(&text, Exit::Clean)
    }
}

fn script(shell: Shell) -> String {
    let called = Called::Directly;
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut words::fill(called.command()), called.name(), &mut script);
    let script = String::from_utf8_lossy(&script);
    // For bash, clap_complete 4.6 writes a hyphen in the name of the program in two ways, and so finds none of its own commands.
    script.replace(&called.name().replace('-', "__subcmd__"), &called.name().replace('-', "__"))
}

/// The function for bash, asked in the way that kubectl asks: the words behind `kubectl config-lint` are arguments, the last of them
/// is to be completed, and what is printed ends in a number, which here says that files may be offered where nothing else is.
fn for_kubectl() -> String {
    let (script, name) = (script(Shell::Bash), Called::Directly.name());
    format!(
        "#!/usr/bin/env bash\n{script}\n\
         function=$(complete -p {name})\n\
         function=${{function#*-F }}\n\
         function=${{function%% *}}\n\
         COMP_WORDS=({name} \"$@\")\n\
         COMP_CWORD=$#\n\
         \"$function\" {name} \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\" 2>/dev/null\n\
         printf '%s\\n' \"${{COMPREPLY[@]}}\" :0\n"
    )
}
