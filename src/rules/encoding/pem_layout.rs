use super::pem_field::{PemField, Role, pem_fields};
use crate::fix::{Fix, PemForm, Transform};
use crate::kubeconfig::facts::pem::Layout;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for pem in pem_fields(case) {
        let Some((fault, kind)) = first_fault(&pem) else { continue };
        let (what, help) = describe(kind);
        let message = pem.holds("PEM that clients do not recognise: ").then(what.into());
        let message = if pem.is_usable { pem.holds("a block that kubectl skips: ").then(message![what]) } else { message };
        let finding = pem.report(findings, message);
        finding.help(help);
        finding.fix = fix(&pem);
        if let Some(place) = pem.field.data().and_then(|data| *data.layout_places.get(fault)?) {
            finding.related(place, "it begins with this character");
        }
    }
}

/// Key-value lines matter in an authority only: elsewhere Go reads over them.
fn first_fault(pem: &PemField<'_>) -> Option<(usize, Layout)> {
    let is_accepted = |kind| kind == Layout::Headers && pem.role != Role::Authority && pem.is_usable;
    pem.bytes.pem.layout.iter().map(|fault| fault.kind).enumerate().find(|&(_, kind)| !is_accepted(kind))
}

/// Blocks that kubectl skips today count tomorrow: more is trusted then, or another certificate shown.
fn fix(pem: &PemField<'_>) -> Option<Fix> {
    const TITLE: &str = "set every block out as PEM";
    let fix = if pem.is_usable { Fix::risky(TITLE) } else { Fix::safe(TITLE) };
    pem.field.data().map(|_| fix.transform(pem.field, Transform::Pem(PemForm::Strict)))
}

fn describe(kind: Layout) -> (&'static str, &'static str) {
    match kind {
        Layout::ByteOrderMark => {
            ("a byte order mark stands before BEGIN", "save the PEM file without a byte order mark, and encode it again")
        }
        Layout::Glued => ("END and the next BEGIN are on one line", "end every file with a line break before they are joined"),
        Layout::Indented => ("its lines are indented", "remove the blanks at the start of the lines"),
        Layout::OneLine => ("it is all on one line", "put BEGIN, the body and END on lines of their own"),
        Layout::LiteralNewlines => ("its line breaks are written as `\\n`", "turn every `\\n` into a line break: `printf '%b'`"),
        Layout::TextBeforeBegin => ("text stands before BEGIN on its line", "begin a new line at `-----BEGIN`"),
        Layout::Headers => ("it has `Key: value` lines", "remove the lines between BEGIN and the body"),
        Layout::NoEnd => ("the END line is missing, or is not that of BEGIN", "copy the whole block, up to `-----END …-----`"),
        Layout::Body => ("what stands between BEGIN and END is not base64", "copy the block again"),
    }
}
