//! The help texts, as people see them in 80 columns.

use crate::command::Desk;

#[test]
fn help_reads_well_in_80_columns() {
    let desk = Desk::new();
    for (name, words) in [
        ("check", &["--help"][..]),
        ("clients", &["clients", "--help"]),
        ("expiry", &["expiry", "--help"]),
        ("exec-credential", &["exec-credential", "--help"]),
        ("explain", &["explain", "--help"]),
        ("rules", &["rules", "--help"]),
        ("schema", &["schema", "--help"]),
        ("completions", &["completions", "--help"]),
        ("man", &["man", "--help"]),
        ("baseline", &["baseline", "--help"]),
        ("baseline-write", &["baseline", "write", "--help"]),
        ("config", &["config", "--help"]),
        ("config-show", &["config", "show", "--help"]),
    ] {
        let run = desk.run(words).exits(0);
        assert!(run.stdout.lines().all(|line| line.chars().count() <= 80), "{}", run.stdout);
        insta::with_settings!({ snapshot_path => "../../snapshots/help", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, run.stdout);
        });
    }
}

#[cfg(unix)]
#[test]
fn as_a_plugin_of_kubectl_it_is_called_so() {
    let desk = Desk::new();
    let plugin = desk.path("kubectl-config_lint");
    std::os::unix::fs::symlink(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"), &plugin).unwrap();
    let output = std::process::Command::new(plugin).arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    assert!(help.contains("kubectl config-lint [check]") && !help.contains("kubeconfig-lint "), "{help}");
}
