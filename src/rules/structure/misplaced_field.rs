use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for shape in &case.document().shape {
        let Some((home, key)) = shape.unknown.as_ref().and_then(|unknown| unknown.home) else { continue };
        let message = message!["`", key, "` is not read here: it belongs in ", home.as_str()];
        let finding = findings.at(&shape.address, shape.span, message);
        finding.help("move it; when kubectl rewrites the file it drops keys that it does not read");
        finding.differs_in("kubectl", "1.22-1.37", "ignores the key");
    }
}
