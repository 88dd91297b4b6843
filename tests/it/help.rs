//! The help texts, as people see them in 80 columns.

use crate::command::{Desk, GOOD};

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

/// A place in which the examples of the help can be followed: the programs and files that they name, with this program among them.
#[cfg(unix)]
fn place_for_examples() -> Desk {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::new();
    for file in ["prod.kubeconfig", "ci/kubeconfig", "kubeconfigs/a", ".kube/config"] {
        desk.write(file, GOOD);
    }
    let credential = r#"{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"abc"}}"#;
    desk.write("out.json", credential);
    for (name, script) in [
        (
            "kubectl",
            format!(
                "case $1 in config) cat \"{}\";; *) echo 'error: illegal base64 data at input byte 0' >&2; exit 1;; esac",
                desk.path("prod.kubeconfig").display()
            ),
        ),
        ("aws", format!("echo '{credential}'")),
        ("man", "cat >/dev/null".to_owned()),
    ] {
        let path = desk.write(&format!("bin/{name}"), format!("#!/bin/sh\n{script}\n"));
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
    }
    for folder in [".zfunc", ".local/share/man/man1"] {
        std::fs::create_dir_all(desk.path(folder)).unwrap();
    }
    symlink(assert_cmd::cargo::cargo_bin!("kubeconfig-lint"), desk.path("bin/kubeconfig-lint")).unwrap();
    desk
}

#[cfg(unix)]
#[test]
fn the_examples_of_the_help_can_be_followed() {
    let desk = place_for_examples();
    let mut followed = 0;
    for verb in
        ["", "clients", "expiry", "exec-credential", "explain", "rules", "schema", "completions", "man", "baseline", "config"]
    {
        let help = desk.run(&[verb, "--help"].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>()).exits(0).stdout;
        let examples = help.split("Examples:\n").nth(1).unwrap_or_else(|| panic!("{verb} has no examples"));
        for line in examples.lines().take_while(|line| line.starts_with("  ")) {
            // What it is for stands behind some blanks.
            let example = line.trim().split("   ").next().unwrap().replace("/etc/kubernetes", "kubeconfigs");
            let path = format!("{}:{}", desk.path("bin").display(), std::env::var("PATH").unwrap());
            let run = std::process::Command::new("sh")
                .args(["-c", &example])
                .current_dir(desk.path("."))
                .envs([("PATH", path.as_str()), ("HOME", desk.path(".").to_str().unwrap())])
                .env_remove("KUBECONFIG")
                .output()
                .unwrap();
            let said = String::from_utf8_lossy(&run.stderr);
            assert!(matches!(run.status.code(), Some(0 | 1)) && !said.contains("error: "), "{example}: {:?} {said}", run.status);
            followed += 1;
        }
    }
    assert!(followed >= 20, "{followed}");
}
