//! Every command, format and error of the binary over files and arguments that hold secrets.

use super::oracle::Oracle;
use super::plants::{self, NUMBER};
use crate::command::{Desk, Run};
use crate::credentials::{CANARY, CREDENTIALS, NOW};
use crate::examples::examples;
use kubeconfig_lint::clients::Client;
use kubeconfig_lint::rules;
use std::path::PathBuf;

/// Of the planted files, every so manieth goes through the binary; the library saw them all.
const STRIDE: usize = 23;

/// All ways to ask for a report.
const LOOKS: &[&[&str]] = &[
    &["-f", "full", "-v"],
    &["-f", "full", "-q", "--color", "always"],
    &["-f", "concise", "--statistics", "--max-diagnostics", "9"],
    &["-f", "json", "--merge"],
    &["-f", "sarif", "-v", "--color", "always"],
    &["-o", "out", "--report", "json=out.json", "--report", "full=out.full", "--color", "always", "-v"],
];

/// The oldest and the newest release of every client that is predicted, and those that are not.
fn everybody() -> String {
    let releases = Client::ALL.into_iter().flat_map(|client| [client.oldest(), client.newest()]);
    let known: Vec<_> = releases.map(|release| format!("{}@{}", release.client.id(), release.version)).collect();
    known.join(",")
}

/// Hashes are of masked text or of fixed words, and serial numbers are public. Eight digits of one can be those of a secret by chance.
fn without_numbers(report: &str) -> String {
    const HASHES: [&str; 3] = ["\"primaryLocationLineHash\":", "\"fingerprint\":", "kubeconfigFindingHash/v1"];
    let lines = report.lines().filter(|line| !HASHES.iter().any(|hash| line.contains(hash)));
    lines.map(|line| without_message_ids(&without_serial(line))).collect::<Vec<_>>().join("\n")
}

/// SARIF names a message by a hash of its fixed words.
fn without_message_ids(line: &str) -> String {
    let is_id =
        |text: &str| text.strip_prefix('m').is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|c| c.is_ascii_hexdigit()));
    line.split('"').filter(|text| !is_id(text)).collect::<Vec<_>>().join("\"")
}

fn without_serial(line: &str) -> String {
    let Some((before, behind)) = line.split_once("serial_number") else { return line.to_owned() };
    let value = behind.trim_start_matches(|c: char| !c.is_ascii_digit());
    format!("{before}{}", value.trim_start_matches(|c: char| c.is_ascii_digit()))
}

#[track_caller]
fn is_silent(oracle: &Oracle, run: &Run, what: &str) {
    oracle.finds_nothing_in(&without_numbers(&run.stdout), what);
    oracle.finds_nothing_in(&run.stderr, what);
}

fn run_all_looks(desk: &Desk, paths: &[PathBuf], oracle: &Oracle) {
    let paths: Vec<_> = paths.iter().map(|path| path.to_str().unwrap()).collect();
    for look in LOOKS {
        let run = desk.run(&[&["check", "--now", NOW], *look, &paths].concat());
        assert!(run.code <= 1, "{look:?}: {}", run.stderr);
        is_silent(oracle, &run, &format!("{look:?}"));
    }
    desk.run(&[&["baseline", "write", "known.json", "--now", NOW], &paths[..]].concat()).exits(0);
    let known = desk.read("known.json");
    let entries = known.lines().map(|line| line.split(",\"fingerprint\"").next().unwrap_or_default());
    oracle.finds_nothing_in(&entries.collect::<Vec<_>>().join("\n"), "known.json");
    for form in ["full", "concise", "json", "sarif"] {
        let known = ["check", "-v", "--now", NOW, "--baseline", "known.json", "--show-suppressed", "-f", form];
        is_silent(oracle, &desk.run(&[&known, &paths[..]].concat()).exits(0), &format!("--show-suppressed -f {form}"));
    }
    for words in [&["--diff"][..], &["--diff", "--unsafe-fixes", "--color", "always"]] {
        let run = desk.run(&[&["check", "-v", "--now", NOW], words, &paths].concat());
        assert!(run.code <= 1, "{words:?}: {}", run.stderr);
        is_silent(oracle, &run, &format!("{words:?}"));
    }
    for file in ["out", "out.json", "out.full"] {
        oracle.finds_nothing_in(&without_numbers(&desk.read(file)), file);
    }
    let everybody = everybody();
    for form in ["full", "json", "sarif"] {
        let run = desk.run(&[&["check", "-v", "--now", NOW, "--client", &everybody, "-f", form], &paths[..]].concat());
        assert!(run.code <= 1, "{form}: {}", run.stderr);
        is_silent(oracle, &run, &format!("check --client … -f {form}"));
    }
    for form in ["full", "json"] {
        let run = desk.run(&[&["clients", "-v", "--now", NOW, "--client", &everybody, "-f", form], &paths[..]].concat());
        is_silent(oracle, &run.exits(0), &format!("clients -f {form}"));
    }
    for form in ["full", "json"] {
        let run = desk.run(&[&["check", "-v", "--explain-merge", "--now", NOW, "-f", form], &paths[..]].concat());
        is_silent(oracle, &run.exits(0), &format!("check --explain-merge -f {form}"));
    }
    for form in ["full", "json", "prometheus"] {
        let run = desk.run(&[&["expiry", "--now", NOW, "-f", form], &paths[..]].concat());
        assert!(run.code <= 1, "{form}: {}", run.stderr);
        is_silent(oracle, &run, &format!("expiry -f {form}"));
    }
    let offered = desk.run(&[&["__complete", "clients"], &paths[..], &["--context", ""]].concat()).exits(0);
    is_silent(oracle, &offered, "completions of --context");
    let run = desk.run(&[&["check", "-v", "--now", NOW, "--unsafe-fixes", "-f", "json"], &paths[..]].concat());
    assert!(run.code <= 1, "{}", run.stderr);
    is_silent(oracle, &run, "--unsafe-fixes");
}

#[test]
fn nothing_planted_comes_out_of_any_report() {
    let desk = Desk::new();
    let planted = plants::all().into_iter().step_by(STRIDE);
    let paths: Vec<_> = planted.map(|plant| desk.write(&plant.name, plant.bytes)).collect();
    run_all_looks(&desk, &paths, &Oracle::new([CANARY, NUMBER]));
}

#[test]
fn no_credential_pasted_in_the_place_of_a_name_or_a_path_comes_out_of_any_report() {
    let desk = Desk::new();
    let planted = plants::pasted().into_iter().step_by(13);
    let paths: Vec<_> = planted.map(|plant| desk.write(&plant.name, plant.bytes)).collect();
    run_all_looks(&desk, &paths, &Oracle::new([CANARY]));
}

#[test]
fn no_credential_of_an_example_comes_out_of_any_report() {
    let desk = Desk::new();
    let pages = rules::all().map(|rule| rule.page);
    let examples = pages.flat_map(|page| examples(&page, "Bad").into_iter().chain(examples(&page, "Good")));
    let files = examples.enumerate().flat_map(|(number, example)| example.files.into_iter().map(move |file| (number, file)));
    let paths: Vec<_> = files.map(|(number, file)| desk.write(&format!("{number}/{}", file.name), file.bytes)).collect();
    let text: String = rules::all().map(|rule| rule.page.body()).collect();
    // The armour of a PEM is no secret, and neither is anything that a page says.
    let secrets = CREDENTIALS.values().flat_map(|value| value.lines()).filter(|line| !line.starts_with("-----"));
    let oracle = Oracle::new(secrets).except(&text);
    run_all_looks(&desk, &paths, &oracle);
}

#[test]
fn what_is_pasted_into_explain_does_not_come_back() {
    let desk = Desk::new();
    let oracle = Oracle::new([CANARY]);
    let pasted = format!(
        "error: error converting *[]NamedAuthInfo: duplicate name \"{CANARY}\" in list: [{{{CANARY} {{token: {CANARY}}}}}]"
    );
    for words in [
        &[pasted.as_str()][..],
        &[CANARY],
        &["--", CANARY],
        &[&format!("structure/{}", CANARY.to_lowercase())],
        &[&format!("unknown field \"{CANARY}\"")],
        &["-v", "--color", "always", &pasted],
    ] {
        is_silent(&oracle, &desk.run(&[&["explain"], words].concat()), &format!("explain {words:?}"));
    }
    let run = desk.run_with(&["explain", "-"], |command| command.write_stdin(pasted.clone()));
    is_silent(&oracle, &run, "explain -");
}

#[test]
fn a_wrong_argument_is_not_repeated_where_it_can_be_a_secret() {
    let desk = Desk::new();
    let oracle = Oracle::new([CANARY]);
    let content = format!("apiVersion: v1\nusers:\n- name: u\n  user:\n    token: {CANARY}");
    let json = content.replace('\n', " ");
    let long = CANARY.repeat(400);
    let values = [CANARY, &content, &json, &long];
    for value in values {
        for option in [
            "--now",
            "--select",
            "--ignore",
            "--severity",
            "--profile",
            "-f",
            "--fail-on",
            "--max-diagnostics",
            "--expiry-warning",
            "--color",
            "--report",
        ] {
            let run = desk.run(&["check", option, value, "x"]).exits(2);
            is_silent(&oracle, &run, &format!("{option} {value}"));
            is_silent(&oracle, &desk.run(&["check", &format!("{option}={value}")]).exits(2), option);
        }
        for word in [format!("--{value}"), format!("--token={value}"), format!("-x{value}")] {
            is_silent(&oracle, &desk.run(&["check", &word]).exits(2), &word);
            is_silent(&oracle, &desk.run(&["rules", &word]).exits(2), &word);
        }
        is_silent(&oracle, &desk.run(&["rules", value]).exits(2), value);
        let own = ["NO_CONFIG", "PROFILE", "CLIENT", "SELECT", "IGNORE", "SEVERITY", "FAIL_ON", "EXPIRY_WARNING"];
        for variable in own.map(|name| format!("KUBECONFIG_LINT_{name}")) {
            for words in [&["-v", "x"][..], &["config", "show"]] {
                let run = desk.run_with(words, |command| command.env(&variable, value)).exits(2);
                is_silent(&oracle, &run, &variable);
            }
        }
        let run = desk.run_with(&["x"], |command| command.env("KUBECONFIG_LINT_OUTPUT_FORMAT", value)).exits(2);
        is_silent(&oracle, &run, "KUBECONFIG_LINT_OUTPUT_FORMAT");
        for variable in ["SOURCE_DATE_EPOCH", "COLUMNS", "TERM", "LC_ALL", "NO_COLOR"] {
            let run = desk.run_with(&["-v", "x"], |command| command.env(variable, value));
            is_silent(&oracle, &run, variable);
        }
    }
}

#[test]
fn a_kubeconfig_given_in_place_of_its_path_is_not_repeated() {
    let desk = Desk::new();
    let oracle = Oracle::new([CANARY]);
    let yaml = format!("apiVersion: v1\nusers:\n- name: u\n  user:\n    token: {CANARY}");
    let json = format!("{{\"kind\": \"Config\", \"users\": [{{\"user\": {{\"token\": \"{CANARY}\"}}}}]}}");
    let base64 = base64::Engine::encode(&base64::engine::general_purpose::STANDARD, yaml.repeat(4));
    for content in [yaml, json, base64, CANARY.repeat(400)] {
        for words in [&["check", "-v"][..], &["-f", "sarif"], &["-f", "json", "-q"]] {
            is_silent(&oracle, &desk.run(&[words, &[&content]].concat()), "a path");
            is_silent(&oracle, &desk.run(&[words, &["-o", &format!("none/{content}"), "/dev/null"]].concat()), "-o");
            let run = desk.run_with(words, |command| command.env("KUBECONFIG", &content));
            is_silent(&oracle, &run, "KUBECONFIG");
            let run = desk.run_with(words, |command| command.env("KUBECONFIG_LINT_CONFIG", &content)).exits(2);
            is_silent(&oracle, &run, "KUBECONFIG_LINT_CONFIG");
            is_silent(&oracle, &desk.run(&[words, &["--config", &content]].concat()).exits(2), "--config");
            let run = desk.run_with(words, |command| command.env("HOME", &content));
            is_silent(&oracle, &run, "HOME");
            let run = desk.run_with(&[words, &["-", "--stdin-filename", &content]].concat(), |command| command.write_stdin(""));
            is_silent(&oracle, &run, "--stdin-filename");
        }
    }
}

#[test]
fn files_that_a_kubeconfig_names_are_not_shown() {
    let desk = Desk::new();
    let secret = format!("-----BEGIN RSA PRIVATE KEY-----\n{CANARY}\n-----END RSA PRIVATE KEY-----\n{CANARY}\n");
    for name in ["ca.crt", "client.crt", "client.key", "token"] {
        desk.write(name, &secret);
    }
    let user = "{client-certificate: client.crt, client-key: client.key, tokenFile: token}";
    let text =
        format!("{}- name: v\n  user: {user}\n", crate::command::GOOD.replace("contexts:", "x:")).replace("x:\n", "contexts:\n");
    let path = desk.write("config", text);
    let oracle = Oracle::new([CANARY]);
    run_all_looks(&desk, &[path], &oracle);
}

#[test]
fn a_kubeconfig_given_for_settings_is_not_repeated() {
    let desk = Desk::new();
    let oracle = Oracle::new([CANARY, NUMBER]);
    let keys = [
        "profile",
        "clients",
        "select",
        "ignore",
        "severity",
        "fail-on",
        "expiry-warning",
        "exclude",
        "baseline",
        "suppressions",
        "paths",
    ];
    let lists = keys.iter().flat_map(|key| {
        [
            format!("{key}: {CANARY}"),
            format!("{key}: [{CANARY}]"),
            format!("{key}: {{{CANARY}: {CANARY}}}"),
            format!("{key}: [{{rule: {CANARY}, until: {CANARY}, entry: 'x[{CANARY}'}}]"),
        ]
    });
    let wrong = |text: String| text.into_bytes();
    let planted = plants::all().into_iter().step_by(STRIDE).map(|plant| plant.bytes);
    let target = desk.write("config", crate::command::GOOD);
    for (number, bytes) in planted.chain(lists.map(|text| wrong(format!("{text}\n{CANARY}: x\n")))).enumerate() {
        desk.write("settings", bytes);
        let words: &[&str] = if number % 2 == 0 { &["config", "show"] } else { &["check", "-v", target.to_str().unwrap()] };
        let run = desk.run(&[words, &["--config", "settings"]].concat());
        is_silent(&oracle, &run, "--config");
    }
}

#[test]
fn a_rule_that_is_none_is_not_shown_with_the_settings() {
    let desk = Desk::new();
    let oracle = Oracle::new([CANARY]);
    desk.write(".kubeconfig-lint.yaml", format!("ignore: [{CANARY}, tls/{CANARY}]  # {CANARY}\nseverity: {{{CANARY}: off}}\n"));
    desk.write("config", crate::command::GOOD);
    for look in LOOKS {
        is_silent(&oracle, &desk.run(&[&["check", "config"], *look].concat()), "settings");
    }
    is_silent(&oracle, &desk.run(&["config", "show"]).exits(0), "config show");
}
