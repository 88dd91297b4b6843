use crate::finding::{Finding, Severity};
use crate::fix::{Fix, Literal};
use crate::kubeconfig::field::Field;
use crate::message;
use crate::rules::{Case, Findings};

const KEY: &str = "`insecure-skip-tls-verify`";
/// Words of a text that were meant to leave verification on.
const OFF: &[&str] = &["", "0", "false", "no", "off", "n", "f"];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for flag in case.config().clusters.iter().filter_map(|cluster| cluster.insecure.as_ref()) {
        match flag.boolean_word() {
            Some(word) => boolean_word(findings, flag, word),
            None if flag.is_text() => text(findings.field(flag, message![KEY, " is a text, not a boolean"]), flag),
            None if flag.is_number() => number(findings.field(flag, message![KEY, " is a number, not a boolean"]), flag),
            None => {}
        }
    }
}

fn boolean_word(findings: &mut Findings, flag: &Field, word: &'static str) {
    let finding = findings.field(flag, message![KEY, " is written `", word, "`, which clients read differently"]);
    if flag.bool() == Some(true) {
        finding.severity(Severity::Warning).help("remove the line, and give the authority: `certificate-authority-data`");
        finding.differs_in("kubectl", "1.22-1.37", "does not verify the server");
        finding.differs_in("node", "1.4-2.0", "verifies the server");
    } else {
        finding.severity(Severity::Info).help("write `false`, or remove the line");
        finding.fix(write_false(flag));
        finding.differs_in("kubectl", "1.22-1.37", "verifies the server");
    }
}

fn text(finding: &mut Finding, flag: &Field) {
    let is_off = flag.name().is_some_and(|word| OFF.contains(&word.as_str().to_ascii_lowercase().as_str()));
    explain(finding, flag, is_off);
    finding.refused_by("kubectl", "1.32-1.37", refusal("string"));
    // A text is true for Python, whatever it says; only the empty one is not.
    if !flag.is_blank() {
        unverified(finding);
    }
}

fn number(finding: &mut Finding, flag: &Field) {
    let is_zero = flag.name().is_some_and(|number| number.as_str() == "0");
    explain(finding, flag, is_zero);
    finding.refused_by("kubectl", "1.32-1.37", refusal("number"));
    if !is_zero {
        unverified(finding);
    }
}

fn write_false(flag: &Field) -> Fix {
    Fix::safe("write `false`").write(flag, Literal::Bool(false))
}

/// What means yes is not written as `true`: clients that verify the server today would stop.
fn explain(finding: &mut Finding, flag: &Field, is_off: bool) {
    if is_off {
        finding.fix(write_false(flag));
    }
    finding.help(if is_off { "write `false`, without quotes" } else { "remove the line; give the authority instead" });
}

fn refusal(found: &'static str) -> message::Message {
    message![
        "json: cannot unmarshal ",
        found,
        " into Go struct field Cluster.clusters.cluster.insecure-skip-tls-verify of type bool"
    ]
}

fn unverified(finding: &mut Finding) {
    finding.differs_in("python", "18.20-37.0", "does not verify the server");
    finding.differs_in("kr8s", "0.13-0.20", "does not verify the server");
}
