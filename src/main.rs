//! The command: `kubeconfig-lint`, or `kubectl config-lint` where it is installed as `kubectl-config_lint`.

use std::process::ExitCode;

fn main() -> ExitCode {
    kubeconfig_lint::cli::main()
}
