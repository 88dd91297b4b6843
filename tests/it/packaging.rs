//! What is around the program says the version that it has. `tests/packaging/check` tries the rest.

use std::fs;
use std::path::Path;

#[test]
fn the_version_is_the_same_everywhere() {
    let version = env!("CARGO_PKG_VERSION");
    for (file, text) in [
        ("action.yml", format!("default: {version}\n")),
        ("README.md", format!("kubeconfig-lint/kubeconfig-lint@v{version}\n")),
        ("deploy/cronjob.yaml", format!("kubeconfig-lint:{version}\n")),
        ("deploy/daemonset.yaml", format!("kubeconfig-lint:{version}\n")),
        ("examples/gitlab-ci.yml", format!("KUBECONFIG_LINT_VERSION: {version}\n")),
        ("examples/pre-commit-config.yaml", format!("rev: v{version}\n")),
        ("examples/pre-commit-config.yaml", format!("[kubeconfig-lint=={version}]\n")),
    ] {
        let content = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        assert!(content.contains(&text), "{file} does not say {text}");
    }
}
