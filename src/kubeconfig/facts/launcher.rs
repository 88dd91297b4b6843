//! Programs that run other programs: interpreters and launchers.

use super::command::program;
use zeroize::Zeroizing;

/// A program that runs what its arguments say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launcher {
    /// What kind of program it is.
    pub kind: LauncherKind,
    /// What it is given to run.
    pub code: Code,
    /// One level of it was taken off and gives one plain command, without shell syntax.
    pub unwraps_to_command: bool,
}

/// Kinds of launchers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LauncherKind {
    /// A shell: it expands variables and runs whole scripts.
    Shell,
    /// Another interpreter.
    Interpreter,
    /// A program that runs the command that follows: `env`, `aws-vault exec P --`.
    Wrapper,
}

/// What a launcher runs, by the index of the argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// Code in this argument, behind a `-c`, `-e`, `/c`, `-Command` or the like.
    Inline(usize),
    /// Code in this argument that is encoded (`-EncodedCommand`).
    Encoded(usize),
    /// A script at the path in this argument.
    Script(usize),
    /// The command that starts with this argument.
    Command(usize),
    /// Nothing that could be found.
    Absent,
}

/// Describes the program if it is a launcher.
pub(super) fn inspect(program: &str, args: &[&str]) -> Option<Launcher> {
    let kind = kind(program)?;
    let code = code(kind, program, args);
    Some(Launcher { kind, code, unwraps_to_command: unwrap(program, args).is_some() })
}

/// The command line that a launcher runs, if it is a plain one: the program and its arguments.
pub(super) fn unwrap(program: &str, args: &[&str]) -> Option<Zeroizing<Vec<String>>> {
    let kind = kind(program)?;
    let words = match code(kind, program, args) {
        Code::Inline(at) if kind == LauncherKind::Shell => split(args.get(at)?)?,
        Code::Command(at) => args.get(at..)?.iter().map(|&word| word.to_owned()).collect(),
        _ => return None,
    };
    (!words.is_empty()).then(|| Zeroizing::new(words))
}

fn kind(program: &str) -> Option<LauncherKind> {
    const SHELLS: [&str; 11] = ["sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "busybox", "cmd", "powershell", "pwsh"];
    const INTERPRETERS: [&str; 11] =
        ["perl", "ruby", "node", "nodejs", "php", "osascript", "wscript", "cscript", "mshta", "rundll32", "deno"];
    const WRAPPERS: [&str; 12] =
        ["env", "xargs", "nohup", "sudo", "doas", "wsl", "aws-vault", "saml2aws", "op", "timeout", "nice", "setsid"];
    let name = program.to_ascii_lowercase();
    let version = name.strip_prefix("python").or_else(|| name.strip_prefix("pypy"));
    if SHELLS.contains(&name.as_str()) {
        Some(LauncherKind::Shell)
    } else if INTERPRETERS.contains(&name.as_str())
        || version.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.' || c == 'w'))
    {
        Some(LauncherKind::Interpreter)
    } else {
        WRAPPERS.contains(&name.as_str()).then_some(LauncherKind::Wrapper)
    }
}

fn code(kind: LauncherKind, program: &str, args: &[&str]) -> Code {
    if kind == LauncherKind::Wrapper {
        return command_behind(program, args).map_or(Code::Absent, Code::Command);
    }
    for (at, argument) in args.iter().enumerate() {
        if is_encoded_flag(argument) {
            return Code::Encoded(at + 1);
        }
        if is_code_flag(kind, argument) {
            return Code::Inline(at + 1);
        }
        let is_applet = program.eq_ignore_ascii_case("busybox") && at == 0;
        if !argument.starts_with('-') && !is_windows_flag(argument) && !is_applet {
            return Code::Script(at);
        }
    }
    Code::Absent
}

/// `-c`, `-lc`, `-e`, `/c`, `/k`, `-Command` and its short forms, `-r` (PHP), `--eval`.
fn is_code_flag(kind: LauncherKind, argument: &str) -> bool {
    let lower = argument.to_ascii_lowercase();
    let short = lower.strip_prefix('-').filter(|rest| rest.len() <= 4 && rest.bytes().all(|byte| byte.is_ascii_lowercase()));
    matches!(lower.as_str(), "/c" | "/k" | "-command" | "-com" | "--command" | "--eval" | "--print" | "-r")
        || short.is_some_and(|letters| letters.ends_with('c') || (kind == LauncherKind::Interpreter && letters.ends_with('e')))
}

fn is_encoded_flag(argument: &str) -> bool {
    let lower = argument.to_ascii_lowercase();
    matches!(lower.as_str(), "-enc" | "-ec") || (lower.len() > 4 && "-encodedcommand".starts_with(&lower))
}

fn is_windows_flag(argument: &str) -> bool {
    argument.len() == 2 && argument.starts_with('/')
}

/// Where the command starts that a wrapper runs.
fn command_behind(program: &str, args: &[&str]) -> Option<usize> {
    if let Some(dashes) = args.iter().position(|&argument| argument == "--" || argument == "-e" || argument == "--exec") {
        return Some(dashes + 1).filter(|&at| at < args.len());
    }
    let name = program.to_ascii_lowercase();
    if matches!(name.as_str(), "aws-vault" | "saml2aws" | "op") {
        return None;
    }
    let skips_number = matches!(name.as_str(), "timeout");
    args.iter().position(|argument| {
        let is_assignment = argument
            .split_once('=')
            .is_some_and(|(name, _)| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'));
        let is_number = skips_number && argument.starts_with(|c: char| c.is_ascii_digit());
        !argument.starts_with('-') && !is_assignment && !is_number
    })
}

/// Splits a script that is one plain command into words; `None` where it holds shell syntax.
fn split(script: &str) -> Option<Vec<String>> {
    if script.contains(['\n', ';', '|', '&', '`', '<', '>', '(', ')', '{', '}', '*', '?', '\\']) {
        return None;
    }
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in script.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    let is_prefix = |word: &String| {
        word == "exec" || word.split_once('=').is_some_and(|(name, _)| !name.is_empty() && !name.starts_with('-'))
    };
    let start = words.iter().take_while(|word| is_prefix(word)).count();
    let words = words.split_off(start);
    let is_program = words.first().is_some_and(|first| !program(first).is_empty());
    (quote.is_none() && is_program).then_some(words)
}
