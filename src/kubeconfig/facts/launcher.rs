//! Programs that run other programs: interpreters and launchers.

use super::call;
use super::command::program;
use crate::fix::CallForm;
use crate::plugins::{self, Evidence, Start};
use zeroize::Zeroizing;

/// A program that runs what its arguments say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launcher {
    /// What kind of program it is.
    pub kind: LauncherKind,
    /// What it is given to run.
    pub code: Code,
    /// It was taken off and gives one plain command, without shell syntax.
    pub unwraps_to_command: bool,
    /// It is a shell that does nothing for the command, which can be called without it.
    pub is_needless: bool,
    /// How it is known that this command is what runs.
    pub evidence: Evidence,
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

/// What remains when launchers are taken off.
pub(super) struct Inner {
    /// The program, and its arguments.
    pub(super) words: Zeroizing<Vec<String>>,
    /// Variables that are set on the way: `NAME=value`.
    pub(super) assignments: Zeroizing<Vec<String>>,
    /// How it is known that this is what runs.
    pub(super) evidence: Evidence,
}

/// Launchers that run launchers, as in `env A=b aws-vault exec p -- sh -c …`: nobody writes more.
const MOST_LEVELS: usize = 4;

/// Describes the program if it is a launcher.
pub(super) fn inspect(program: &str, args: &[&str], inner: Option<&Inner>) -> Option<Launcher> {
    let kind = kind(program)?;
    let code = code(kind, program, args);
    let evidence = inner.map_or(Evidence::Verified, |inner| inner.evidence);
    let is_needless = call::rewrite(CallForm::Unwrapped, program, args).is_some();
    Some(Launcher { kind, code, unwraps_to_command: inner.is_some(), is_needless, evidence })
}

/// The command line that a launcher runs, if it is a plain one, without the launchers that it begins with.
pub(super) fn unwrap(program: &str, args: &[&str]) -> Option<Inner> {
    let mut inner = unwrap_once(program, args)?;
    for _ in 1..MOST_LEVELS {
        let words: Vec<&str> = inner.words.iter().map(String::as_str).collect();
        let Some(next) = words.split_first().and_then(|(first, rest)| unwrap_once(self::program(first), rest)) else { break };
        let evidence = if next.evidence == Evidence::General { Evidence::General } else { inner.evidence };
        let assignments = inner.assignments.iter().chain(next.assignments.iter()).cloned().collect();
        inner = Inner { words: next.words, assignments: Zeroizing::new(assignments), evidence };
    }
    Some(inner)
}

fn unwrap_once(program: &str, args: &[&str]) -> Option<Inner> {
    let kind = kind(program)?;
    let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let (words, before) = match code(kind, program, args) {
        Code::Inline(_) if kind == LauncherKind::Interpreter => return None,
        Code::Inline(at) => {
            let mut words = split(args.get(at)?)?;
            match words.as_slice() {
                // `sh -c 'exec "$@"' name command …`
                [before @ .., last] if last == "$@" && before.iter().all(|word| word == "exec") => {
                    words = owned(args.get(at + 2..)?);
                }
                // `cmd /c` and PowerShell take all that follow; a shell gives them to its script.
                _ if takes_all(program) => words.extend(owned(args.get(at + 1..)?)),
                _ => {}
            }
            (words, Vec::new())
        }
        Code::Command(at) => (owned(args.get(at..)?), owned(&args[..at])),
        _ => return None,
    };
    let is_assignment = |word: &&String| word.split_once('=').is_some_and(|(name, _)| !name.is_empty() && !name.starts_with('-'));
    let start = words.iter().take_while(|word| *word == "exec" || is_assignment(word)).count();
    let assignments = before.iter().chain(&words[..start]).filter(is_assignment).cloned().collect();
    let words = words[start..].to_vec();
    let is_program = words.first().is_some_and(|first| !self::program(first).is_empty());
    let evidence = plugins::find_launcher(program).map_or(Evidence::Verified, |row| row.evidence);
    is_program.then(|| Inner { words: Zeroizing::new(words), assignments: Zeroizing::new(assignments), evidence })
}

fn takes_all(program: &str) -> bool {
    ["cmd", "powershell", "pwsh"].iter().any(|name| program.eq_ignore_ascii_case(name))
}

/// Whether it is a launcher, by its bare name.
pub(super) fn is_launcher(program: &str) -> bool {
    kind(program).is_some()
}

fn kind(program: &str) -> Option<LauncherKind> {
    const SHELLS: [&str; 11] = ["sh", "bash", "zsh", "dash", "ksh", "ash", "fish", "busybox", "cmd", "powershell", "pwsh"];
    const INTERPRETERS: [&str; 11] =
        ["perl", "ruby", "node", "nodejs", "php", "osascript", "wscript", "cscript", "mshta", "rundll32", "deno"];
    let name = program.to_ascii_lowercase();
    let version = name.strip_prefix("python").or_else(|| name.strip_prefix("pypy"));
    if SHELLS.contains(&name.as_str()) {
        Some(LauncherKind::Shell)
    } else if INTERPRETERS.contains(&name.as_str())
        || version.is_some_and(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.' || c == 'w'))
    {
        Some(LauncherKind::Interpreter)
    } else {
        plugins::find_launcher(&name).map(|_| LauncherKind::Wrapper)
    }
}

fn code(kind: LauncherKind, program: &str, args: &[&str]) -> Code {
    if kind == LauncherKind::Wrapper {
        return match plugins::find_launcher(program).and_then(|launcher| launcher.start(args)) {
            Some(Start::At(at)) => Code::Command(at),
            Some(Start::Inside(at)) => Code::Inline(at),
            None => Code::Absent,
        };
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

/// Splits a script that is one plain command into words; `None` where it holds shell syntax.
pub(super) fn split(script: &str) -> Option<Vec<String>> {
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
    quote.is_none().then_some(words)
}
