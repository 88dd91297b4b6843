//! Programs that run the command that their arguments give, as data.

use super::Evidence::{self, General, Verified};

/// A program that runs another one.
#[derive(Debug, PartialEq, Eq)]
pub struct Launcher {
    /// The program, without folder and `.exe`.
    pub command: &'static str,
    /// The sub-command that runs something, as in `aws-vault exec`.
    pub word: Option<&'static str>,
    /// Options whose value is the next argument.
    pub valued: &'static [&'static str],
    /// How many words of its own come before the command: the duration of `timeout`.
    pub own_words: usize,
    /// Options whose value is the command line, in one argument or as all that follow: `wsl --exec`, `env -S`.
    pub command_options: &'static [&'static str],
    /// Whether the command begins behind `--`, and only there.
    pub needs_dashes: bool,
    /// How this way of calling it is known.
    pub evidence: Evidence,
}

/// A program that runs the first argument that is no option and no `NAME=value`.
const PLAIN: Launcher = Launcher {
    command: "",
    word: None,
    valued: &[],
    own_words: 0,
    command_options: &[],
    needs_dashes: false,
    evidence: Verified,
};

/// The command stands behind `--`.
const BEHIND_DASHES: Launcher = Launcher { needs_dashes: true, evidence: General, ..PLAIN };

/// The launchers. Those of POSIX systems were run; of the others the vendor's documentation was read, or they are common knowledge.
pub static LAUNCHERS: &[Launcher] = &[
    Launcher { command: "env", valued: &["-u", "--unset", "-C", "--chdir"], command_options: &["-S", "--split-string"], ..PLAIN },
    Launcher { command: "nice", valued: &["-n", "--adjustment"], ..PLAIN },
    Launcher { command: "ionice", valued: &["-c", "--class", "-n", "--classdata"], ..PLAIN },
    Launcher { command: "nohup", ..PLAIN },
    Launcher { command: "setsid", ..PLAIN },
    Launcher { command: "stdbuf", valued: &["-i", "-o", "-e", "--input", "--output", "--error"], ..PLAIN },
    Launcher { command: "timeout", valued: &["-k", "--kill-after", "-s", "--signal"], own_words: 1, ..PLAIN },
    Launcher { command: "xargs", valued: &["-n", "-P", "-I", "-L", "-d", "-a", "-E", "-s"], ..PLAIN },
    Launcher {
        command: "sudo",
        valued: &[
            "-u", "--user", "-g", "--group", "-h", "--host", "-p", "--prompt", "-C", "-D", "--chdir", "-R", "-T", "-U", "-r",
            "-t",
        ],
        ..PLAIN
    },
    Launcher { command: "doas", valued: &["-u", "-C"], evidence: General, ..PLAIN },
    Launcher {
        command: "wsl",
        valued: &["-d", "--distribution", "-u", "--user", "--cd", "--shell-type"],
        command_options: &["-e", "--exec", "--"],
        ..PLAIN
    },
    Launcher {
        command: "aws-vault",
        word: Some("exec"),
        valued: &["-d", "--duration", "-t", "--mfa-token", "--region", "--backend", "--prompt"],
        own_words: 1,
        ..PLAIN
    },
    Launcher { command: "saml2aws", word: Some("exec"), evidence: Verified, ..BEHIND_DASHES },
    Launcher { command: "op", word: Some("run"), evidence: Verified, ..BEHIND_DASHES },
    Launcher { command: "aws-okta", word: Some("exec"), ..BEHIND_DASHES },
    Launcher { command: "aws-sso", word: Some("exec"), ..BEHIND_DASHES },
    Launcher { command: "chamber", word: Some("exec"), ..BEHIND_DASHES },
    Launcher { command: "doppler", word: Some("run"), ..BEHIND_DASHES },
    Launcher { command: "infisical", word: Some("run"), ..BEHIND_DASHES },
    Launcher { command: "mise", word: Some("exec"), ..BEHIND_DASHES },
    Launcher { command: "direnv", word: Some("exec"), own_words: 1, evidence: General, ..PLAIN },
    Launcher { command: "asdf", word: Some("exec"), evidence: General, ..PLAIN },
    Launcher { command: "flatpak-spawn", evidence: General, ..PLAIN },
    Launcher { command: "distrobox-host-exec", evidence: General, ..PLAIN },
];

/// The row of a program, by its bare name.
pub fn find_launcher(command: &str) -> Option<&'static Launcher> {
    LAUNCHERS.iter().find(|launcher| launcher.command.eq_ignore_ascii_case(command))
}

/// Where the command begins that a launcher runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// With this argument.
    At(usize),
    /// Inside this argument, which holds all of it.
    Inside(usize),
}

impl Launcher {
    /// Where the command begins; `None` where there is none.
    pub fn start(&self, arguments: &[&str]) -> Option<Start> {
        let first = match self.word {
            Some(word) => arguments.iter().position(|argument| *argument == word)? + 1,
            None => 0,
        };
        let exists = |at: usize| (at < arguments.len()).then_some(at);
        let mut own_words = self.own_words;
        let mut at = first;
        while let Some(&argument) = arguments.get(at) {
            if self.command_options.contains(&argument) {
                // `wsl --exec aws eks …` takes all that follow, `env -S 'aws eks …'` splits one.
                let is_split = arguments.get(at + 1).is_some_and(|next| next.contains(' '));
                return exists(at + 1).map(|at| if is_split { Start::Inside(at) } else { Start::At(at) });
            }
            if argument == "--" {
                return exists(at + 1).map(Start::At);
            }
            at += match () {
                () if self.valued.contains(&argument) => 2,
                () if self.needs_dashes || argument.starts_with('-') || is_assignment(argument) => 1,
                () if own_words > 0 => {
                    own_words -= 1;
                    1
                }
                () => return Some(Start::At(at)),
            };
        }
        None
    }
}

/// `NAME=value`
fn is_assignment(argument: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    argument.split_once('=').is_some_and(|(name, _)| is_name(name))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;

    fn command(words: &str) -> String {
        let words: Vec<_> = words.split(' ').collect();
        match find_launcher(words[0]).unwrap().start(&words[1..]) {
            Some(Start::At(at)) => words[1 + at..].join(" "),
            Some(Start::Inside(_)) => "inside".to_owned(),
            None => String::new(),
        }
    }

    #[test]
    fn the_command_begins_behind_what_the_launcher_takes_for_itself() {
        for (words, expected) in [
            ("env -u A -i B=c --chdir=/x aws eks", "aws eks"),
            ("nice -n 5 aws", "aws"),
            ("nice -10 aws", "aws"),
            ("timeout -k 5 10s aws", "aws"),
            ("sudo -u jane A=b aws -u x", "aws -u x"),
            ("wsl -d Ubuntu --cd /x aws", "aws"),
            ("wsl -d Ubuntu --exec aws eks", "aws eks"),
            ("aws-vault exec prod -- aws eks", "aws eks"),
            ("aws-vault --debug exec --region x prod aws eks", "aws eks"),
            ("aws-vault list", ""),
            ("op run --env-file x -- aws", "aws"),
            ("op run aws", ""),
            ("env", ""),
            ("nohup --", ""),
        ] {
            assert_eq!(command(words), expected, "{words}");
        }
    }

    #[test]
    fn a_command_line_in_one_argument_is_told_apart() {
        assert_eq!(find_launcher("env").unwrap().start(&["-S", "aws eks get-token"]), Some(Start::Inside(1)));
    }

    #[test]
    fn every_launcher_has_one_row() {
        for (at, launcher) in LAUNCHERS.iter().enumerate() {
            assert!(LAUNCHERS[..at].iter().all(|earlier| earlier.command != launcher.command), "{}", launcher.command);
        }
    }
}
