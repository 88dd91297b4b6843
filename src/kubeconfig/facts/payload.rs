//! Signs that an exec stanza downloads and runs something, or settles in.

use super::command::ExecText;

/// The signs that were found. One alone proves nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent signs, each named")]
pub struct Payload {
    /// `curl`, `wget`, `Invoke-WebRequest`, `DownloadString`, `certutil -urlcache`
    pub fetches: bool,
    /// `base64 -d`, `FromBase64String`, `-EncodedCommand`
    pub decodes: bool,
    /// `| sh`, `IEX`, or the program is an interpreter that is handed what was fetched.
    pub interprets: bool,
    /// `/dev/tcp/`, `nc -e`
    pub opens_shell: bool,
    /// `>`, `>>`, `tee`
    pub writes: bool,
    /// `.ssh`, `.bashrc`, `crontab`, `authorized_keys`
    pub touches_startup: bool,
    /// `rm -rf`
    pub deletes: bool,
}

impl Payload {
    /// Two signs that belong together.
    pub fn is_suspicious(&self) -> bool {
        ((self.fetches || self.decodes) && self.interprets)
            || (self.writes && self.touches_startup)
            || (self.opens_shell && (self.interprets || self.writes))
            || (self.deletes && (self.interprets || self.fetches || self.touches_startup))
    }
}

/// Looks at the command, its arguments and the values of its variables, each with the others.
pub(super) fn inspect(program: &str, exec: ExecText<'_>) -> Payload {
    let mut payload = Payload { interprets: is_interpreter(program), ..Payload::default() };
    payload.add_words(&std::iter::once(exec.command).chain(exec.args.iter().copied()).collect::<Vec<_>>());
    for (_, value) in exec.env {
        payload.add_words(&[value]);
    }
    payload
}

fn is_interpreter(program: &str) -> bool {
    let program = program.to_ascii_lowercase();
    program.starts_with("python")
        || [
            "sh",
            "bash",
            "zsh",
            "dash",
            "ksh",
            "ash",
            "busybox",
            "cmd",
            "powershell",
            "pwsh",
            "perl",
            "ruby",
            "node",
            "php",
            "mshta",
        ]
        .contains(&program.as_str())
}

impl Payload {
    fn add_words(&mut self, texts: &[&str]) {
        let words: Vec<String> = texts
            .iter()
            .flat_map(|text| {
                text.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '(' | ')' | ';' | '{' | '}' | '`'))
            })
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        for (at, word) in words.iter().enumerate() {
            let next = words.get(at + 1).map_or("", String::as_str);
            self.add_word(word, next);
        }
        let all = texts.iter().map(|text| text.to_ascii_lowercase()).collect::<Vec<_>>();
        let has = |sign: &str| all.iter().any(|text| text.contains(sign));
        self.opens_shell |= has("/dev/tcp/") || has("/dev/udp/");
        self.touches_startup |= [
            ".ssh/",
            ".bashrc",
            ".zshrc",
            ".profile",
            ".bash_profile",
            "crontab",
            "/etc/cron",
            "authorized_keys",
            "launchagents",
        ]
        .iter()
        .any(|sign| has(sign));
        self.interprets |=
            ["|sh", "|bash", "| sh", "| bash", "| python", "|python", "| base64 -d | "].iter().any(|sign| has(sign));
        self.writes |= all.iter().any(|text| text.contains('>')) || words.iter().any(|word| word == "tee");
    }

    fn add_word(&mut self, word: &str, next: &str) {
        let name = word.rsplit(['/', '\\', '|', '<']).next().unwrap_or(word).trim_end_matches(".exe");
        match name {
            "curl" | "wget" | "iwr" | "invoke-webrequest" | "invoke-restmethod" | "bitsadmin" => self.fetches = true,
            "certutil" => self.fetches |= next.contains("urlcache"),
            "iex" | "invoke-expression" => self.interprets = true,
            "base64" => self.decodes |= matches!(next, "-d" | "--decode" | "-di"),
            "nc" | "ncat" | "netcat" => self.opens_shell |= matches!(next, "-e" | "-c"),
            "rm" => self.deletes |= next.starts_with('-') && next.contains('r') && next.contains('f'),
            _ => {}
        }
        self.fetches |= word.contains("downloadstring") || word.contains("downloadfile");
        self.decodes |= word.contains("frombase64string") || (word.len() > 4 && "-encodedcommand".starts_with(word));
    }
}
