//! Where reports go.

use crate::command::{Desk, dangling};

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
fn a_report_that_cannot_be_written_is_an_error() {
    let desk = Desk::new();
    desk.write("bad", dangling());
    desk.run(&["bad", "-o", "no/such/folder"]).exits(2).says("cannot write no/such/folder");
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
