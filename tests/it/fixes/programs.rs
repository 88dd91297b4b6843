//! Fixes of what exec plugins are called with, in the forms in which people write lists.

use super::fix_text;
use crate::credentials::fill;
use kubeconfig_lint::fix::Safety;

/// A file whose plugin has these lines, at six blanks.
fn with_exec(lines: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Config\ncurrent-context: prod\ncontexts: [{{name: prod, context: {{cluster: c, user: u}}}}]\nclusters: [{{name: c, cluster: {{server: 'https://h.test:6443', certificate-authority-data: {{{{ca}}}}}}}}]\nusers:\n- name: u\n  user:\n    exec:\n      apiVersion: client.authentication.k8s.io/v1beta1\n{lines}"
    )
}

#[track_caller]
fn lines_become(safety: Safety, before: &str, after: &str) {
    for line_break in ["\n", "\r\n"] {
        let form = |lines: &str| with_exec(lines).replace('\n', line_break);
        let fixed = fix_text(&form(before), safety);
        let refused: Vec<_> = fixed.refused.iter().map(ToString::to_string).collect();
        assert_eq!(String::from_utf8_lossy(&fixed.files[0].input.bytes), fill(&form(after)), "refused: {refused:?}");
    }
}

#[test]
fn an_output_format_is_appended_as_the_other_arguments_are_written() {
    for (before, after) in [
        (
            "      command: aws\n      args: [eks, get-token, --cluster-name, c] # all\n",
            "      command: aws\n      args: [eks, get-token, --cluster-name, c, --output, json] # all\n",
        ),
        (
            "      command: aws\n      args: ['eks', 'get-token', '--cluster-name', 'c']",
            "      command: aws\n      args: ['eks', 'get-token', '--cluster-name', 'c', '--output', 'json']",
        ),
        (
            "      command: aws\n      args:\n      - eks\n      - get-token\n      - --cluster-id=c # which\n      env: []\n",
            "      command: aws\n      args:\n      - eks\n      - get-token\n      - --cluster-id=c # which\n      - --output\n      - json\n      env: []\n",
        ),
        (
            "      command: aws\n      args:\n        -  \"eks\"\n        -  \"get-token\"\n        -  \"--cluster-id=c\"",
            "      command: aws\n      args:\n        -  \"eks\"\n        -  \"get-token\"\n        -  \"--cluster-id=c\"\n        -  \"--output\"\n        -  \"json\"",
        ),
        (
            "      command: aws\n      args: [\n        eks, get-token,\n        --cluster-id=c\n      ]\n",
            "      command: aws\n      args: [\n        eks, get-token,\n        --cluster-id=c,\n        --output,\n        json\n      ]\n",
        ),
        (
            "      command: env\n      args: [AWS_PROFILE=p, aws, eks, get-token, --cluster-id=c]\n",
            "      command: env\n      args: [AWS_PROFILE=p, aws, eks, get-token, --cluster-id=c, --output, json]\n",
        ),
    ] {
        lines_become(Safety::Safe, before, after);
    }
}

#[test]
fn nothing_is_appended_to_the_code_of_a_shell_or_to_a_list_that_is_shared() {
    for lines in [
        "      command: sh\n      args: [-c, aws eks get-token --cluster-id=c | cat]\n",
        "      command: sh\n      args: [-c, aws eks get-token --cluster-id=c]\n",
        "      command: aws\n      args: &args [eks, get-token, --cluster-id=c]\n      x-args: *args\n",
    ] {
        lines_become(Safety::Safe, lines, lines);
    }
}

#[test]
fn an_argument_goes_that_switches_verification_off() {
    let rest = "      command: aws\n      args: [eks, get-token, --output, json, --cluster-id=c]\n";
    for (before, after) in [
        (
            "      command: aws\n      args: [--no-verify-ssl, eks, get-token, --output, json, --cluster-id=c]\n",
            "      command: aws\n      args: [eks, get-token, --output, json, --cluster-id=c]\n",
        ),
        (
            "      command: tsh\n      args:\n      - kube\n      # for now\n      - --insecure # gone\n      - credentials\n",
            "      command: tsh\n      args:\n      - kube\n      # for now\n      - credentials\n",
        ),
        ("      command: tsh\n      args:\n      - --insecure\n", "      command: tsh\n      args: []\n"),
        (
            &format!("{rest}      env:\n      - name: PYTHONHTTPSVERIFY\n        value: \"0\"\n"),
            &format!("{rest}      env: []\n"),
        ),
        (
            &format!("{rest}      env: [{{name: A, value: b}}, {{name: NODE_TLS_REJECT_UNAUTHORIZED, value: '0'}}]\n"),
            &format!("{rest}      env: [{{name: A, value: b}}]\n"),
        ),
    ] {
        lines_become(Safety::Unsafe, before, after);
        lines_become(Safety::Safe, before, before);
    }
}

#[test]
fn a_command_is_split_in_front_of_its_arguments() {
    for (before, after) in [
        ("      command: tsh kube credentials # x\n", "      command: tsh # x\n      args: [kube, credentials]\n"),
        (
            "      command: 'tsh kube'\n      args:\n      # which\n      - credentials\n",
            "      command: 'tsh'\n      args:\n      - kube\n      # which\n      - credentials\n",
        ),
        ("      command: tsh kube\n      args: ['credentials']\n", "      command: tsh\n      args: ['kube', 'credentials']\n"),
        ("      command: tsh kube\n      args: # none\n", "      command: tsh\n      args: [kube] # none\n"),
        ("      command: tsh kube \"a b\"\n      args: []\n", "      command: tsh\n      args: [kube, \"a b\"]\n"),
    ] {
        lines_become(Safety::Unsafe, before, after);
        lines_become(Safety::Safe, before, before);
    }
    for lines in
        ["      command: tsh $X\n", "      command: //server/my tools/tsh.exe kube\n", "      command: /opt/my tools/bash\n"]
    {
        lines_become(Safety::Unsafe, lines, lines);
    }
    if cfg!(unix) {
        let before = "      command: \"C:\\\\Program Files\\\\Git\\\\bin\\\\bash.exe\"\n";
        lines_become(Safety::Unsafe, before, "      command: \"/mnt/c/Program Files/Git/bin/bash.exe\"\n");
    }
}

#[test]
fn a_shell_is_taken_off_a_plain_command() {
    for (before, after) in [
        (
            "      command: sh\n      args: [-c, tsh kube credentials] # x\n",
            "      command: tsh\n      args: [kube, credentials] # x\n",
        ),
        (
            "      command: \"/bin/bash\"\n      args:\n        - \"-c\"\n        - \"exec tsh kube 'a b'\"\n      env: []\n",
            "      command: \"tsh\"\n      args:\n        - \"kube\"\n        - \"a b\"\n      env: []\n",
        ),
        ("      command: sh\n      args:\n      - -c\n      - tsh\n", "      command: tsh\n      args: []\n"),
    ] {
        lines_become(Safety::Unsafe, before, after);
        lines_become(Safety::Safe, before, before);
    }
    for args in ["[-c, tsh kube | cat]", "[-c, X=y tsh kube]", "[-lc, tsh kube]", "[-c, cd /srv]"] {
        let lines = format!("      command: sh\n      args: {args}\n");
        lines_become(Safety::Unsafe, &lines, &lines);
    }
    // What the comment is about is nobody's guess.
    let lines = "      command: sh\n      args:\n      - -c # code\n      - tsh kube\n";
    lines_become(Safety::Unsafe, lines, lines);
}
