//! Where reports go.

use crate::command::{Desk, GOOD, dangling};

const DANGLING: &str = "structure/current-context-dangling";

#[test]
fn several_reports_come_from_one_run() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    let words = ["--select", DANGLING, "bad", "--report", "json=a.json", "--report", "sarif=b.sarif", "-f", "concise"];
    desk.run(&words).exits(1).prints("bad:3:18: error[structure/current-context-dangling] ");
    assert!(desk.read("a.json").contains("\"schema_version\": 1"));
    assert!(desk.read("b.sarif").contains("\"2.1.0\""));
}

#[test]
fn the_report_can_go_to_a_file_alone() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    let run = desk.run(&["--select", DANGLING, "bad", "-o", "report.txt"]).exits(1).says("1 error in 1 file");
    assert_eq!(run.stdout, "");
    assert!(desk.read("report.txt").contains(DANGLING));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(desk.path("report.txt")).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn a_report_never_replaces_an_input() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    desk.run(&["bad", "-o", "./bad"]).exits(2).says("a report must not replace it");
    desk.run(&["bad", "--report", "json=bad"]).exits(2).says("a report must not replace it");
    assert_eq!(desk.read("bad"), dangling());
}

#[test]
fn a_run_in_the_folder_of_its_own_reports_says_the_same_again() {
    let desk = Desk::new();
    desk.write(".git/HEAD", "");
    let indented = dangling().replace('\n', "\n    ");
    desk.write("config", dangling());
    desk.write("secret.yaml", format!("kind: Secret\nmetadata: {{name: x}}\nstringData:\n  k: |\n    {indented}\n"));
    let now = ["--now", "2026-11-26T00:00:00Z"];
    for format in FOR_CI.into_iter().chain(["full", "concise", "json", "jsonl"]) {
        let (file, report) = (format!("report.{format}"), format!("{format}=report.{format}"));
        let run = || (desk.run(&[&["-v", "--report", &report, "."], &now[..]].concat()).exits(1), desk.read(&file));
        let (first, second) = (run(), run());
        assert_eq!((first.0.stdout, first.0.stderr, first.1), (second.0.stdout, second.0.stderr, second.1), "{format}");
        desk.run(&["-o", &file, "-f", format, file.as_str()]).exits(2).says("a report must not replace it");
    }
    desk.run(&["."]).exits(1).prints("in 2 files");
    // So it is with what other commands print.
    for (file, words) in [
        ("clients.json", &["clients", "-f", "json", "."][..]),
        ("expiry.json", &["expiry", "-f", "json", "."]),
        ("merge.json", &["--explain-merge", "-f", "json", "."]),
        ("rules.json", &["rules", "-f", "json"]),
        ("utf-16.sarif", &["-f", "sarif", "."]),
    ] {
        let text = desk.run(&[words, if words.contains(&"rules") { &[] } else { &now }].concat()).stdout;
        let utf16 = || "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        desk.write(file, if file.starts_with("utf-16") { utf16() } else { text.clone().into_bytes() });
    }
    desk.run(&["baseline", "write", "known.json", "."]).exits(0).says("known findings are in known.json");
    desk.run(&["."]).exits(1).prints("in 2 files");
    desk.run(&["known.json"]).exits(0).prints("structure/not-a-kubeconfig");
}

#[test]
fn a_kubeconfig_that_was_found_is_not_replaced_by_a_report() {
    let desk = Desk::new();
    desk.write("config", dangling());
    desk.run(&[".", "-o", "config"]).exits(2).says("config is an input; a report must not replace it");
    assert_eq!(desk.read("config"), dangling());
}

#[test]
fn two_reports_do_not_replace_each_other() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    desk.write("sub/kept", "");
    let twice: [&[&str]; 5] = [
        &["--report", "sarif=a", "--report", "gitlab=a"],
        &["-o", "a", "--report", "gitlab=./a"],
        &["-o", "sub/../a", "--report", "gitlab=a"],
        &["--report", "sarif=sub/kept", "--report", "gitlab=./sub/kept"],
        &["--fix", "-", "-o", "a", "--report", "gitlab=./a"],
    ];
    for words in twice {
        let words = [words, if words.contains(&"-") { &[] } else { &["bad"] }].concat();
        desk.run_with(&words, |command| command.write_stdin(dangling())).exits(2).says("two outputs would go to");
        assert!(!desk.path("a").exists() && desk.read("sub/kept").is_empty(), "{words:?}");
    }
    #[cfg(unix)]
    desk.run(&["bad", "--report", "sarif=/dev/null", "--report", "gitlab=/dev/null"]).exits(1);
}

#[test]
fn the_root_is_a_folder() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    desk.run(&["bad", "--root", "gone"]).exits(2).says("--root: gone is no folder: there is no such file or folder");
    desk.run(&["bad", "--root", "bad"]).exits(2).says("--root: bad is no folder: it is a file");
}

#[test]
fn few_findings_on_the_screen_do_not_make_a_ci_say_something_else() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    desk.write("worse", dangling());
    let report = |format: &str, words: &[&str]| {
        let run = desk.run(&[&["-f", format, "--select", DANGLING, "bad", "worse"], words].concat()).exits(1);
        assert!(!run.stderr.contains("are shown"), "{}", run.stderr);
        run.stdout
    };
    for format in ["sarif", "gitlab", "junit", "checkstyle"] {
        assert_eq!(report(format, &["--max-diagnostics", "1"]), report(format, &[]), "{format}");
    }
    let words = ["-f", "markdown", "--select", DANGLING, "--max-diagnostics", "1", "bad", "worse"];
    let run = desk.run(&words).exits(1).prints("## kubeconfig-lint: 2 errors in 2 files").says("only 1 of 2 findings are shown");
    assert!(!run.stdout.contains("Not checked"), "{}", run.stdout);
}

#[test]
fn an_input_that_cannot_be_read_is_a_problem_of_its_own() {
    let desk = Desk::new();
    desk.write("repository/.git/HEAD", "");
    desk.write("repository/ci/good", GOOD);
    desk.write("repository/ci/ca.crt", "");
    let report = |folder: &str, format: &str, path: &str| {
        let words = ["-f", format, "--select", DANGLING, path];
        desk.run_with(&words, |command| command.current_dir(desk.path(folder))).exits(2).stdout
    };
    let gitlab = report("repository/ci", "gitlab", "gone");
    let issues: serde_json::Value = serde_json::from_str(&gitlab).unwrap();
    assert_eq!((&issues[0]["severity"], &issues[0]["location"]["path"]), (&"blocker".into(), &"ci/gone".into()));
    // Wherever the run starts, and however the file is named.
    let fingerprint = |report: &str| report.lines().find(|line| line.contains("fingerprint")).unwrap().to_owned();
    assert_eq!(fingerprint(&report("repository", "gitlab", "ci/gone")), fingerprint(&gitlab));
    let absolute = desk.path("repository/ci/gone");
    assert_eq!(fingerprint(&report("repository", "gitlab", absolute.to_str().unwrap())), fingerprint(&gitlab));
    assert!(report("repository", "junit", "ci/gone").contains("tests=\"1\" failures=\"0\" errors=\"1\""));
    assert!(!report("repository", "markdown", "ci/gone").contains("no problems"));
}

#[test]
fn the_exit_code_alone_is_zero_where_that_is_asked_for() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    let words = ["-f", "junit", "--select", DANGLING, "bad"];
    let failed = desk.run(&words).exits(1).prints("failures=\"1\"").stdout;
    assert_eq!(desk.run(&[&words[..], &["--exit-zero"]].concat()).exits(0).stdout, failed);
    desk.run(&[&words[..], &["--fail-on", "never"]].concat()).exits(0).prints("failures=\"0\"");
}

#[test]
fn a_report_that_cannot_be_written_is_an_error() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    desk.run(&["bad", "-o", "no/such/folder"]).exits(2).says("cannot write no/such/folder: there is no such folder");
    desk.run(&["bad", "-o", "."]).exits(2).says("cannot write .: it is a folder");
    desk.run(&["expiry", "bad", "-o", "no/such/folder"]).exits(2).says("cannot write no/such/folder: there is no such folder");
    desk.run(&["bad", "--report", "json=-"]).exits(2).says("name a file");
}

#[test]
fn paths_in_sarif_are_relative_to_the_root() {
    let desk = Desk::new();
    desk.write("a/b c/bad", dangling());
    let uri = |words: &[&str]| {
        let run = desk.run(&[&["-f", "sarif", "--select", DANGLING, "a/b c/bad"], words].concat());
        let sarif: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap().to_owned()
    };
    assert_eq!(uri(&[]), "a/b%20c/bad");
    assert_eq!(uri(&["--root", "a"]), "b%20c/bad");
}

const FOR_CI: [&str; 7] = ["sarif", "github", "gitlab", "azure", "junit", "checkstyle", "markdown"];

#[test]
fn no_path_of_the_machine_is_in_a_report_for_a_ci() {
    let desk = Desk::new();
    // Nobody has this authority, so that messages and clients name the path.
    for file in [".kube/config", "repository/ci/bad", "other/bad"] {
        desk.write(
            file,
            dangling().replace(
                "k8s.corp.test:6443'",
                "k8s.corp.test:6443', certificate-authority: pki/x.crt}}\n- name: n\n  cluster: {server: 'https://n:6443'",
            ),
        );
    }
    desk.write("repository/.git/HEAD", "");
    let machine = std::fs::canonicalize(desk.path(".")).unwrap();
    let machine = machine.to_str().unwrap();
    let absolute = desk.path("repository/ci/bad");
    let absolute = absolute.to_str().unwrap();
    let clients = ["--client", "kubectl,python,kr8s,node,kubeclient,kube-rs", "--fail-on", "never"];
    for format in FOR_CI {
        for (home, inputs, named) in [
            // What kubectl reads by itself, in the home folder.
            (machine, &[][..], ".kube/config"),
            ("elsewhere", &["../../other/bad"], "other/bad"),
            ("elsewhere", &[absolute], "ci/bad"),
            ("elsewhere", &["../ci/bad", "../../other/bad", "--merge"], "ci/bad"),
            (machine, &["../../other/bad", "missing"], "other/bad"),
        ] {
            let words = [&["-f", format][..], &clients, inputs].concat();
            let run = desk.run_with(&words, |command| command.current_dir(desk.path("repository/ci")).env("HOME", home));
            assert!(!run.stdout.contains(machine), "{format} {inputs:?}: {}", run.stdout);
            let text = run.stdout.replace("&#46;", ".");
            assert!(text.contains(named), "{format} {inputs:?}: {text}");
        }
    }
}

#[test]
fn paths_start_in_the_repository_wherever_the_run_does() {
    let desk = Desk::new();
    desk.write("repository/ci/a b/bad", dangling());
    desk.write("repository/.git/HEAD", "");
    for format in FOR_CI {
        let text = |folder: &str, words: &[&str]| {
            let words = [&["-f", format, "--select", DANGLING], words].concat();
            desk.run_with(&words, |command| command.current_dir(desk.path(folder))).exits(1).stdout
        };
        let from_root = text("repository", &["ci/a b/bad"]);
        assert!(from_root.contains("ci/a b/bad") || from_root.contains("ci/a%20b/bad"), "{from_root}");
        assert_eq!(text("repository/ci", &["a b/bad"]), from_root);
        assert_eq!(text("repository/ci/a b", &["."]), from_root);
        assert_eq!(text(".", &["repository", "--root", "repository"]), from_root);
    }
}

#[test]
fn every_format_leads_to_the_page_of_the_rule() {
    const PAGES: &str = "https://github.com/kubeconfig-lint/kubeconfig-lint/blob/main/";
    let desk = Desk::new();
    desk.write("bad", dangling());
    let page = format!("rules/{DANGLING}.md");
    assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(&page).is_file());
    let url = format!("{PAGES}{page}");
    for format in FOR_CI.into_iter().chain(["json", "jsonl"]) {
        desk.run(&["-f", format, "--select", DANGLING, "bad"]).exits(1).prints(&url);
    }
    desk.run(&["-f", "full", "-v", "--select", DANGLING, "bad"]).exits(1).prints(&url);
    desk.run(&["explain", DANGLING]).exits(0).prints(&url);
    // So have all rules.
    let rules: serde_json::Value = serde_json::from_str(&desk.run(&["rules", "-f", "json"]).stdout).unwrap();
    for rule in rules["rules"].as_array().unwrap() {
        let path = rule["url"].as_str().unwrap().strip_prefix(PAGES).unwrap();
        assert!(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path).is_file(), "{path}");
    }
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let desk = Desk::new();
    for name in ["b/one", "a/two", "c"] {
        desk.write(name, dangling().replace("k8s.corp.test", name.split('/').next().unwrap()));
    }
    let once = |format: &str| {
        let words =
            ["-f", format, "--client", "kubectl,python,kr8s,node,kubeclient,kube-rs", "--now", "2026-11-01T00:00:00Z", "."];
        desk.run(&words).exits(1).stdout
    };
    for format in FOR_CI.into_iter().chain(["full", "concise", "json", "jsonl"]) {
        assert_eq!(once(format), once(format), "{format}");
    }
}
