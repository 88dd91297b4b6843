//! Exec credential plugins that are known, as data.
//!
//! A row that is not verified may inform, never raise an error.

mod launchers;
mod registry;

pub use launchers::{LAUNCHERS, Launcher, Start, find_launcher};
pub use registry::{NOT_PLUGINS, OLD_NAMES, PLUGINS};

/// One way of calling a plugin.
#[derive(Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each named")]
pub struct Plugin {
    /// How people name it: `aws eks get-token`.
    pub name: &'static str,
    /// The program, without folder and `.exe`.
    pub commands: &'static [&'static str],
    /// The sub-command that must be there: arguments that follow each other when options are left out.
    pub words: &'static [&'static str],
    /// Of these options one must be there to tell it from another plugin of the same name. Empty: none is needed.
    pub marks: &'static [&'static str],
    /// Which API version it prints.
    pub answers: Fact<Answers>,
    /// Options of which, in each group, one must be there.
    pub required: &'static [&'static [&'static str]],
    /// Whether `required` is verified.
    pub required_evidence: Evidence,
    /// Ends of the host names of the servers that it is for. Empty: any server.
    pub servers: &'static [&'static str],
    /// Its servers are often given by address, so an address says nothing.
    pub is_at_addresses: bool,
    /// Whether a person must be there.
    pub terminal: Terminal,
    /// It hands out tokens of the provider, which reach beyond one cluster.
    pub has_wide_tokens: bool,
    /// It needs `provideClusterInfo: true`.
    pub needs_cluster_info: bool,
    /// It prints in the format of its user's settings where `--output` does not say otherwise.
    pub has_output_setting: bool,
    /// Domains that may stand in an `installHint`.
    pub vendor_domains: &'static [&'static str],
    /// Whether the row's way of calling is verified.
    pub evidence: Evidence,
}

/// A value and how it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact<T> {
    /// The value.
    pub value: T,
    /// How it is known.
    pub evidence: Evidence,
}

/// How something is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// Executed, read in the source or the vendor's documentation, or seen in generated files.
    Verified,
    /// General knowledge.
    General,
}

/// Which `client.authentication.k8s.io` version a plugin prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// The one that `KUBERNETES_EXEC_INFO` asks for, v1beta1 without it.
    AsAsked,
    /// Always `v1beta1`.
    V1beta1,
    /// Always `v1`.
    V1,
    /// What its `--version=` option says.
    AsVersionOption,
    /// Not known.
    Unknown,
}

/// Whether a person must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terminal {
    /// No.
    No,
    /// A browser, a code or a password, on first use.
    Yes,
    /// It depends on the value of `--login`: these need nobody, `devicecode` is the default.
    UnlessLoginIs(&'static [&'static str]),
}

/// A name that a plugin had before.
#[derive(Debug, PartialEq, Eq)]
pub struct OldName {
    /// The old program.
    pub old: &'static str,
    /// The new one.
    pub new: &'static str,
}

/// A program that is mistaken for a plugin: it prints no `ExecCredential`.
#[derive(Debug, PartialEq, Eq)]
pub struct NotPlugin {
    /// How people name it.
    pub name: &'static str,
    /// The program.
    pub command: &'static str,
    /// The sub-command.
    pub words: &'static [&'static str],
}

/// The row for a program, by its bare name, and its arguments.
pub fn find(command: &str, arguments: &[&str]) -> Option<&'static Plugin> {
    PLUGINS.iter().find(|plugin| {
        plugin.commands.contains(&command) && has_words(arguments, plugin.words) && has_any(arguments, plugin.marks)
    })
}

/// The row for a program that is a plugin in one way only, however it is called here.
pub fn of_program(command: &str) -> Option<&'static Plugin> {
    let mut rows = PLUGINS.iter().filter(|plugin| plugin.commands.contains(&command));
    let first = rows.next()?;
    rows.all(|row| row.words == first.words).then_some(first)
}

/// The program that is mistaken for a plugin.
pub fn find_impostor(command: &str, arguments: &[&str]) -> Option<&'static NotPlugin> {
    NOT_PLUGINS.iter().find(|row| row.command == command && has_words(arguments, row.words))
}

/// The new name of a program that was renamed.
pub fn renamed(command: &str) -> Option<&'static OldName> {
    OLD_NAMES.iter().find(|row| row.old == command)
}

/// Whether an option is among the arguments: `--option`, `--option=value`, or `-o`.
pub fn has_option(arguments: &[&str], option: &str) -> bool {
    arguments.iter().any(|argument| argument.strip_prefix(option).is_some_and(|rest| rest.is_empty() || rest.starts_with('=')))
}

/// The value of an option: behind its `=`, or the next argument.
pub fn option_value<'a>(arguments: &[&'a str], option: &str) -> Option<&'a str> {
    arguments.iter().enumerate().find_map(|(at, argument)| {
        let rest = argument.strip_prefix(option)?;
        if rest.is_empty() { arguments.get(at + 1).copied() } else { rest.strip_prefix('=') }
    })
}

impl Plugin {
    /// The groups of required options of which none is there.
    pub fn missing<'a>(&'static self, arguments: &'a [&str]) -> impl Iterator<Item = &'static [&'static str]> + 'a {
        self.required.iter().copied().filter(|group| !has_any(arguments, group))
    }

    /// Whether a person must be there when it is called so.
    pub fn needs_person(&self, arguments: &[&str]) -> bool {
        match self.terminal {
            Terminal::No => false,
            Terminal::Yes => true,
            Terminal::UnlessLoginIs(modes) => !option_value(arguments, "--login")
                .or_else(|| option_value(arguments, "-l"))
                .is_some_and(|mode| modes.contains(&mode)),
        }
    }

    /// Whether a host is one that the plugin is for.
    pub fn serves(&self, host: &str) -> bool {
        self.servers.is_empty() || self.servers.iter().any(|suffix| host.ends_with(suffix))
    }
}

fn has_words(arguments: &[&str], words: &[&str]) -> bool {
    let plain: Vec<&str> = arguments.iter().copied().filter(|argument| !argument.starts_with('-')).collect();
    words.is_empty() || plain.windows(words.len()).any(|window| window == words)
}

fn has_any(arguments: &[&str], options: &[&str]) -> bool {
    options.is_empty() || options.iter().any(|option| has_option(arguments, option))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

    use super::*;

    fn name(command: &str, arguments: &str) -> Option<&'static str> {
        find(command, &arguments.split_whitespace().collect::<Vec<_>>()).map(|plugin| plugin.name)
    }

    #[test]
    fn a_match_includes_the_sub_command() {
        assert_eq!(name("aws", "--region eu-west-1 eks get-token --cluster-name c"), Some("aws eks get-token"));
        assert_eq!(name("aws", "s3 ls"), None);
        assert_eq!(name("kubectl", "oidc-login get-token"), Some("kubectl oidc-login"));
        assert_eq!(name("kubectl", "get pods"), None);
    }

    #[test]
    fn the_two_kubelogins_are_told_apart_by_their_options() {
        assert_eq!(name("kubelogin", "get-token --server-id x"), Some("kubelogin (Azure)"));
        assert_eq!(name("kubelogin", "get-token --oidc-issuer-url=x"), Some("kubelogin (OpenID Connect)"));
    }

    #[test]
    fn missing_options_are_named_by_group() {
        let aws = find("aws", &["eks", "get-token"]).unwrap();
        assert_eq!(aws.missing(&["eks", "get-token"]).collect::<Vec<_>>(), [["--cluster-name", "--cluster-id"]]);
        assert_eq!(aws.missing(&["--cluster-name=c"]).count(), 0);
    }

    #[test]
    fn azure_needs_a_person_unless_told_otherwise() {
        let azure = find("kubelogin", &["get-token", "--server-id", "x"]).unwrap();
        assert!(azure.needs_person(&["get-token"]));
        assert!(!azure.needs_person(&["get-token", "--login", "azurecli"]));
    }

    #[test]
    fn every_row_has_a_name_of_its_own_and_a_program() {
        for (at, plugin) in PLUGINS.iter().enumerate() {
            assert!(!plugin.commands.is_empty(), "{}", plugin.name);
            assert!(PLUGINS[..at].iter().all(|earlier| earlier.name != plugin.name), "{}", plugin.name);
        }
    }
}
