//! A template is one thing to say, not one for each of its holes.

use crate::finding::{Finding, Related, Severity};
use crate::kubeconfig::Document;
use crate::message;

const RULE: &str = "structure/template-placeholder";

const LAST_RESORT: &str = "structure/client-refuses";
const SYNTAX: &str = "structure/syntax";
const OTHER: &str = "structure/not-a-kubeconfig";

/// More places help nobody.
const MOST_PLACES: usize = 5;

/// Makes one finding of those about placeholders, if the file is a template. For jobs it stays an error: nobody fills it in there any more.
pub(super) fn fold(findings: &mut Vec<Finding>, document: &Document, is_for_job: bool) {
    if !document.is_template {
        return;
    }
    let (mut holes, others): (Vec<_>, Vec<_>) = std::mem::take(findings).into_iter().partition(|finding| finding.rule == RULE);
    *findings = others;
    // A refusal is one of what stands there now. Of a template of something else nothing can be said but that.
    let is_other = document.kubeconfig.kind.as_ref().is_some_and(|kind| !kind.is("Config"));
    let is_of_template = |rule| rule == LAST_RESORT || rule == SYNTAX && !document.unfilled.is_empty();
    findings.retain(|finding| if is_other { finding.rule == OTHER } else { !is_of_template(finding.rule) });
    holes.sort_by_key(|hole| hole.place.span.start);
    let mut holes = holes.into_iter();
    let Some(mut first) = holes.next() else { return };
    first.message = "this file is a template that nobody has filled in yet".into();
    first.help = Some("fill it in with the tool that it was written for, and check what that makes".into());
    first.severity = if is_for_job { Severity::Error } else { Severity::Info };
    let count = holes.len();
    for (number, hole) in holes.take(MOST_PLACES).enumerate() {
        let message = if number + 1 == MOST_PLACES && count > MOST_PLACES {
            message!["another one, and ", count - MOST_PLACES, " more"]
        } else {
            "another one".into()
        };
        first.related.push(Related { place: hole.place, message });
        if first.clients.is_empty() {
            first.clients = hole.clients;
        }
    }
    findings.push(first);
}
