use crate::address::Address;
use crate::finding::Severity;
use crate::kubeconfig::facts::template::Style;
use crate::rules::{Case, Findings};

/// Each by itself: the engine makes one finding of those in a template.
pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    expressions(case, findings);
    for (field, style) in case.config().holes() {
        let finding = findings.field(field, "this is a placeholder that nobody replaced");
        finding.label(word(style)).help("put the real value here");
        if style == Style::ExampleHost {
            finding.severity(Severity::Warning);
        }
    }
}

/// What a template leaves behind where it is not filled in, and kubectl cannot even read.
fn expressions(case: &Case<'_>, findings: &mut Findings) {
    for unfilled in &case.document().unfilled {
        let finding = findings.at(&Address::ROOT, unfilled.span, "an expression of a template that nobody has filled in");
        finding.refused_by("kubectl", "1.22-1.37", unfilled.text.clone());
    }
}

fn word(style: Style) -> &'static str {
    match style {
        Style::Variable => "a variable: no client expands it",
        Style::Command => "a command: no client runs it",
        Style::Braces => "an expression of a template",
        Style::Format => "a slot of a format",
        Style::Angle => "angle brackets ask for a value",
        Style::Percent => "a variable of Windows: no client expands it",
        Style::Marks => "a mark to be replaced",
        Style::Word => "a word that asks to be replaced",
        Style::Crosses => "crosses in place of a value",
        Style::Dots => "dots in place of a value",
        Style::ExampleHost => "a host that is reserved for examples",
    }
}
