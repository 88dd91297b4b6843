use crate::address::Address;
use crate::kubeconfig::document::{Culprit, Syntax};
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(syntax) = &case.document().syntax else { return };
    let problem = syntax.problem.clone();
    let finding = findings.at(&Address::ROOT, syntax.span, Message::from("kubectl cannot read this: ").then(problem.clone()));
    let line = syntax.kubectl_line.map_or_else(Message::default, |line| message!["line ", line, ": "]);
    finding.refused_by("kubectl", "1.22-1.37", Message::from("yaml: ").then(line).then(problem));
    finding.help(advice(syntax));
    finding.label(label(syntax));
    if let Some(context) = syntax.context {
        finding.related(context, "what began here is not finished");
    }
}

fn label(syntax: &Syntax) -> &'static str {
    match syntax.culprit {
        Some(Culprit::Tab) => "a tab",
        Some(Culprit::WideBlank) => "a blank that is none for YAML, such as a no-break space",
        Some(Culprit::Nul) => "a NUL byte",
        Some(Culprit::Control) => "a control character",
        None if syntax.is_encoding => "bytes that are not UTF-8",
        None => "here",
    }
}

fn advice(syntax: &Syntax) -> &'static str {
    match syntax.culprit {
        Some(Culprit::Tab) => "indent with blanks: YAML does not take tabs for indentation",
        Some(Culprit::WideBlank) => "replace it by a plain blank; it often comes from a web page",
        Some(Culprit::Nul) => "save the file as UTF-8; UTF-16 without its mark looks like this",
        Some(Culprit::Control) => "remove it",
        None if syntax.is_encoding => "save the file as UTF-8",
        None => {
            "look at the line, and at the end of what stands before it: indentation, a quote or bracket that is not closed, a missing `:`"
        }
    }
}
