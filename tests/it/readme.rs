//! What the README says is so.

use crate::command::Desk;
use kubeconfig_lint::page::FixClass;
use kubeconfig_lint::rules;
use kubeconfig_lint::settings::key::KEYS;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

const START: &str = "<!-- rules: written by `BLESS=1 cargo test readme` -->\n";
const END: &str = "<!-- end of rules -->";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn table() -> String {
    let mut table = String::from("| rule | severity | finds | fix |\n|---|---|---|---|\n");
    for rule in rules::all() {
        let (id, page) = (rule.id(), &rule.page);
        let fix = match page.fix() {
            FixClass::Safe => "safe",
            FixClass::Unsafe => "unsafe",
            FixClass::No => "",
        };
        writeln!(table, "| [`{id}`](rules/{id}.md) | {} | {} | {fix} |", page.severity().as_str(), page.summary()).unwrap();
    }
    table
}

#[test]
fn readme_table_is_current() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(START).expect("the mark before the table");
    let (written, after) = rest.split_once(END).expect("the mark behind the table");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, format!("{before}{START}\n{}\n{END}{after}", table())).unwrap();
    } else {
        assert!(written.trim() == table().trim(), "the table of rules is out of date: run `BLESS=1 cargo test readme`");
    }
}

const SETTINGS_START: &str = "<!-- settings: written by `BLESS=1 cargo test readme` -->\n";
const SETTINGS_END: &str = "<!-- end of settings -->";

fn settings_table() -> String {
    let mut table = String::from("| key | variable | | without it |\n|---|---|---|---|\n");
    for key in KEYS {
        let variable = key.variable.map_or_else(String::new, |name| format!("`{name}`"));
        writeln!(table, "| `{}` | {variable} | {} | {} |", key.name, key.help, key.default).unwrap();
    }
    table
}

#[test]
fn readme_table_of_settings_is_current() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(SETTINGS_START).expect("the mark before the table");
    let (written, after) = rest.split_once(SETTINGS_END).expect("the mark behind the table");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, format!("{before}{SETTINGS_START}\n{}\n{SETTINGS_END}{after}", settings_table())).unwrap();
    } else {
        assert!(
            written.trim() == settings_table().trim(),
            "the table of settings is out of date: run `BLESS=1 cargo test readme`"
        );
    }
}

#[test]
fn readme_settings_can_be_used() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let section = readme.split("\n## Settings\n").nth(1).unwrap();
    let example = section.split("```yaml\n").nth(1).unwrap().split("```").next().unwrap();
    let desk = Desk::new();
    desk.write("settings.yaml", example);
    let shown = desk.run(&["config", "show", "--config", "settings.yaml", "-f", "json"]).exits(0).stdout;
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    for key in KEYS.iter().filter(|key| key.name != "select") {
        assert_eq!(shown["settings"][key.name]["origin"], "file", "{} is not in the example", key.name);
    }
}

/// Runs on the showcase that fit on a screen: the name of the mark, the words, and the exit code.
const EXAMPLES: [(&str, &[&str], i32); 2] = [
    ("example", &["--select", "tls/insecure-not-boolean,exec/payload-pattern", "tests/showcase"], 1),
    (
        "example of clients",
        &["clients", "--context", "staging", "--client", "kubectl@1.37,python,kr8s,node", "tests/showcase/laptop.kubeconfig"],
        0,
    ),
];

/// What a terminal shows.
fn example(words: &[&str], code: i32) -> String {
    let run = Desk::new().run_with(words, |command| command.env("LC_ALL", "C.UTF-8").current_dir(root()));
    format!("```console\n$ kubeconfig-lint {}\n{}```", words.join(" "), run.exits(code).stdout)
}

#[test]
fn readme_examples_are_what_is_printed() {
    let path = root().join("README.md");
    for (name, words, code) in EXAMPLES {
        let (start, end) =
            (format!("<!-- {name}: written by `BLESS=1 cargo test readme` -->\n"), format!("<!-- end of {name} -->"));
        let readme = fs::read_to_string(&path).unwrap();
        let (before, rest) = readme.split_once(&start).expect("the mark before the example");
        let (written, after) = rest.split_once(&end).expect("the mark behind the example");
        let example = example(words, code);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&path, format!("{before}{start}\n{example}\n\n{end}{after}")).unwrap();
        } else {
            assert_eq!(written.trim(), example, "run `BLESS=1 cargo test readme`");
        }
    }
}

#[test]
fn the_showcase_has_something_to_show() {
    let showcase: PathBuf = root().join("tests/showcase");
    let desk = Desk::new();
    let run = desk.run(&["check", "-f", "concise", showcase.to_str().unwrap()]).exits(1);
    for rule in [
        "structure/duplicate-name",
        "structure/unknown-field",
        "server/plain-http",
        "tls/verify-disabled",
        "exec/payload-pattern",
    ] {
        assert!(run.stdout.contains(rule), "{rule}:\n{}", run.stdout);
    }
}

#[test]
fn readme_links_lead_somewhere() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    for link in readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(link.contains("://") || root().join(link).exists(), "{link}");
    }
}

#[test]
fn readme_names_every_dependency() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let table = readme.split("## Dependencies").nth(1).unwrap();
    let sections = ["[dependencies]", "[target.'cfg(unix)'.dependencies]"];
    for section in sections.map(|section| manifest.split(section).nth(1).unwrap().split("\n[").next().unwrap()) {
        for name in section.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split(" = ").next()) {
            let is_named = table.split(|c: char| c.is_whitespace() || c == ',').any(|word| word == name);
            assert!(name.is_empty() || is_named, "{name} is not in the README");
        }
    }
}

#[cfg(unix)]
#[test]
fn readme_lines_that_install_things_can_be_followed_by_somebody_who_has_nothing() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let section = readme.split("\n## Install\n").nth(1).unwrap().split("\n## ").next().unwrap();
    let desk = Desk::new();
    std::os::unix::fs::symlink(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"), desk.path("kubeconfig-lint")).unwrap();
    let lines = section.lines().filter_map(|line| line.strip_prefix("$ ")).filter(|line| !line.starts_with("kubectl "));
    let lines: Vec<_> = lines.collect();
    assert!(lines.len() > 5, "{lines:?}");
    let path = format!("{}:{}", desk.path(".").display(), std::env::var("PATH").unwrap());
    let output = std::process::Command::new("sh")
        .args(["-euc", &lines.join("\n")])
        .envs([("HOME", desk.path(".").as_os_str()), ("PATH", path.as_ref())])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for file in [".zfunc/_kubeconfig-lint", ".local/share/man/man1/kubeconfig-lint.1", ".local/bin/kubectl-config_lint"] {
        assert!(desk.path(file).exists(), "{file}");
    }
}

#[test]
fn readme_says_what_is_published_and_no_more() {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let release = fs::read_to_string(root().join(".github/workflows/release.yml")).unwrap();
    for (claim, step) in [
        ("cargo binstall", "cargo publish"),
        ("krew install config-lint", "krew-release-bot"),
        ("brew install", "brew bump-formula-pr"),
        ("pip install kubeconfig-lint", "pypa/gh-action-pypi-publish"),
        ("ghcr.io/kubeconfig-lint", ".github/release/image"),
        ("`config-lint.yaml`", "archives/config-lint.yaml"),
        ("`kubeconfig-lint.rb`", "archives/kubeconfig-lint.rb"),
    ] {
        assert!(!readme.contains(claim) || release.contains(step), "{claim}: the release does not do that");
    }
}
