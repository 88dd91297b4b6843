//! Calls of programs, written in another form.

use super::launcher::split;
use crate::fix::CallForm;
use zeroize::Zeroizing;

/// A program with the arguments that come in the place of some that were there.
pub(in crate::kubeconfig) struct Call {
    /// The program, and its arguments.
    pub(in crate::kubeconfig) words: Zeroizing<Vec<String>>,
    /// How many of the arguments that were there they stand for, from the first on.
    pub(in crate::kubeconfig) replaced: usize,
}

/// What a shell does itself, so that no program of this name need be there.
const BUILTINS: &[&str] = &[
    ".", ":", "[", "alias", "builtin", "case", "cd", "command", "echo", "eval", "exec", "exit", "export", "false", "for", "hash",
    "if", "local", "printf", "pwd", "read", "readonly", "return", "set", "shift", "source", "test", "time", "times", "trap",
    "true", "type", "ulimit", "umask", "unalias", "unset", "until", "wait", "while",
];

/// The same call in another form; `None` where nobody can be sure of it.
pub(in crate::kubeconfig) fn rewrite(form: CallForm, command: &str, args: &[&str]) -> Option<Call> {
    match form {
        CallForm::Split => {
            let words = plain_words(command).filter(|words| words.len() > 1)?;
            Some(Call { words: Zeroizing::new(words), replaced: 0 })
        }
        CallForm::Unwrapped => {
            let words = behind_shell(super::command::program(command), args)?;
            Some(Call { words: Zeroizing::new(words), replaced: args.len() })
        }
    }
}

/// The command that a shell runs and does nothing else for. A shell that reads its profile first (`-l`, `-i`) does more.
fn behind_shell(program: &str, args: &[&str]) -> Option<Vec<String>> {
    let is_shell = ["sh", "bash", "dash", "ash", "ksh", "zsh"].contains(&program);
    let ["-c", code, rest @ ..] = args else { return None };
    if !is_shell {
        return None;
    }
    let words = if matches!(code.trim(), "\"$@\"" | "exec \"$@\"") {
        // What follows the code is the name of the script, and then the command.
        rest.get(1..)?.iter().map(|&word| word.to_owned()).collect()
    } else {
        let mut words = plain_words(code)?;
        if words.first().is_some_and(|first| first == "exec") {
            words.remove(0);
        }
        words
    };
    words.first().is_some_and(|first| is_program(first)).then_some(words)
}

/// A bare name or an absolute path: others start elsewhere in a shell than in clients.
fn is_program(word: &str) -> bool {
    let is_found_alike = word.starts_with('/') || !word.contains('/');
    is_found_alike && !word.is_empty() && !word.starts_with('-') && !word.contains('=') && !BUILTINS.contains(&word)
}

/// The words of a command line in which a shell finds nothing to do but to take quotes away.
fn plain_words(text: &str) -> Option<Vec<String>> {
    let is_acted_on = |c: char| matches!(c, '$' | '~' | '#' | '[' | ']' | '!' | '^') || c.is_whitespace() && c != ' ';
    if text.contains(is_acted_on) { None } else { split(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(form: CallForm, command: &str, args: &[&str]) -> Option<Vec<String>> {
        rewrite(form, command, args).map(|call| call.words.to_vec())
    }

    #[test]
    fn a_command_is_split_at_blanks_that_nobody_quoted() {
        let split = |command| words(CallForm::Split, command, &[]);
        assert_eq!(split("aws eks get-token").unwrap(), ["aws", "eks", "get-token"]);
        assert_eq!(split(" aws  --cluster-name 'my prod'").unwrap(), ["aws", "--cluster-name", "my prod"]);
        for command in
            ["aws", "aws $X", "aws ~/x", "aws 'x", r"C:\Program Files\aws.exe eks", "aws; rm", "aws\u{a0}eks", "aws #x"]
        {
            assert_eq!(split(command), None, "{command}");
        }
    }

    #[test]
    fn a_shell_is_taken_off_where_it_does_nothing() {
        let unwrapped = |command, args: &[&str]| words(CallForm::Unwrapped, command, args);
        assert_eq!(unwrapped("sh", &["-c", "aws eks get-token"]).unwrap(), ["aws", "eks", "get-token"]);
        assert_eq!(unwrapped("/bin/bash", &["-c", "exec aws eks 'a b'"]).unwrap(), ["aws", "eks", "a b"]);
        assert_eq!(unwrapped("sh", &["-c", "exec \"$@\"", "sh", "aws", "$x"]).unwrap(), ["aws", "$x"]);
        let refused: &[(&str, &[&str])] = &[
            ("sh", &["-c", "aws eks get-token | jq ."]),
            ("sh", &["-c", "A=b aws eks"]),
            ("sh", &["-c", "cd /x"]),
            ("sh", &["-c", "./login get"]),
            ("sh", &["-c", ""]),
            ("sh", &["-c"]),
            ("bash", &["-lc", "aws eks get-token"]),
            ("bash", &["-l", "-c", "aws eks get-token"]),
            ("cmd", &["/c", "aws eks get-token"]),
            ("python3", &["-c", "aws"]),
        ];
        for (command, args) in refused {
            assert_eq!(unwrapped(command, args), None, "{args:?}");
        }
    }
}
