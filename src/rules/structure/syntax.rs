use crate::address::Address;
use crate::kubeconfig::document::{Culprit, Syntax};
use crate::message::Message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let Some(syntax) = &case.document().syntax else { return };
    // `structure/template-placeholder` has more to say about it.
    if case.document().is_unfilled(syntax.span) {
        return;
    }
    let finding = findings.at(&Address::ROOT, syntax.span, Message::from("kubectl cannot read this: ").then(problem(syntax)));
    finding.refused_by("kubectl", "1.22-1.37", syntax.kubectl_text());
    finding.help(advice(syntax));
    if let Some(context) = syntax.context.filter(|context| context.start != syntax.span.start) {
        finding.related(context, "in what begins here");
    }
}

fn problem(syntax: &Syntax) -> Message {
    match syntax.culprit {
        Some(Culprit::Tab) => "a tab stands where YAML takes blanks only".into(),
        Some(Culprit::WideBlank) => "this blank is none for YAML, but a no-break space or the like".into(),
        Some(Culprit::Nul) => "a NUL byte stands here".into(),
        Some(Culprit::Control) => "a control character stands here".into(),
        Some(Culprit::Reserved) => "no text begins with this character, unless it is quoted".into(),
        None if syntax.is_encoding => "these bytes are not UTF-8".into(),
        None => syntax.problem.clone(),
    }
}

fn advice(syntax: &Syntax) -> &'static str {
    match syntax.culprit {
        Some(Culprit::Tab) => "indent with blanks: YAML does not take tabs for indentation",
        Some(Culprit::WideBlank) => "replace it by a plain blank; it often comes from a web page",
        Some(Culprit::Nul) => "save the file as UTF-8; UTF-16 without its mark looks like this",
        Some(Culprit::Control) => "remove it",
        Some(Culprit::Reserved) => "put the value in quotes; if it is to be replaced by something else, replace it first",
        None if syntax.is_encoding => "save the file as UTF-8",
        None => {
            "look at the line, and at the end of what stands before it: indentation, a quote or bracket that is not closed, a missing `:`"
        }
    }
}
