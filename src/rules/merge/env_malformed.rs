use super::{VARIABLE, suggest};
use crate::finding::Finding;
use crate::kubeconfig::variable::{Element, SEPARATOR, Slip, State, Variable};
use crate::rules::{Findings, ListCase};

pub(super) fn check(case: &ListCase<'_>, findings: &mut Findings) {
    let Some((id, variable)) = case.variable() else { return };
    let findings = findings.in_file(id);
    if variable.is_kubeconfig {
        let finding = findings.at(&VARIABLE, variable.span(), "KUBECONFIG holds a kubeconfig, and not the path of one");
        finding.help("write it to a file that only you can read, and name that file");
    } else if variable.elements.iter().all(|element| element.state == State::Blank) {
        none_named(variable, findings);
    }
    for element in &variable.elements {
        match (element.state, element.slip) {
            (State::Folder, _) => {
                let finding = findings.at(&VARIABLE, element.span, "KUBECONFIG names a folder, and kubectl reads files only");
                finding.help("name the files in it, one by one");
                finding.refused_by("kubectl", "1.22-1.37", "read …: is a directory");
            }
            (State::Missing, Some(slip)) => missed(findings.at(&VARIABLE, element.span, what(slip)), element, slip),
            _ => {}
        }
    }
}

fn none_named(variable: &Variable, findings: &mut Findings) {
    if variable.elements.is_empty() {
        return;
    }
    let finding = findings.at(&VARIABLE, variable.span(), "KUBECONFIG is set and names no file");
    finding.help("name a file, or unset it: then kubectl reads `~/.kube/config`");
    finding.differs_in("kubectl", "1.22-1.37", WITHOUT);
}

fn missed(finding: &mut Finding, element: &Element, slip: Slip) {
    suggest(finding, element, help(slip));
    finding.differs_in("kubectl", "1.22-1.37", "finds no such file, and passes over it");
    if slip == Slip::Tilde {
        finding.differs_in("python", "18.20-37.0", "expands it");
        finding.differs_in("kr8s", "0.13-0.20", "expands it");
    }
}

pub(super) const WITHOUT: &str = "goes on without a configuration, and talks to http://localhost:8080";

fn what(slip: Slip) -> &'static str {
    match slip {
        Slip::Quotes => "the quotes are part of this path in KUBECONFIG",
        Slip::Tilde => "`~` is not expanded in KUBECONFIG",
        Slip::Unexpanded => "a variable in KUBECONFIG that nobody has expanded",
        Slip::Blank => "a blank or a line break is part of this path in KUBECONFIG",
        Slip::Separator => "this is one path for kubectl, and it leads nowhere",
    }
}

fn help(slip: Slip) -> &'static str {
    match slip {
        Slip::Quotes => "leave the quotes to the shell: they must not be part of the value",
        Slip::Tilde => "write `$HOME`: a shell expands `~` only at the start of a word that is not quoted",
        Slip::Unexpanded => "write the path out, or let a shell expand it: single quotes and env files do not",
        Slip::Blank => "take it out",
        Slip::Separator if SEPARATOR == ';' => "separate the files with `;`",
        Slip::Separator => "separate the files with `:`",
    }
}
