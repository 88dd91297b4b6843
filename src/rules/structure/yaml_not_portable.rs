use crate::address::Address;
use crate::fix::Fix;
use crate::kubeconfig::shape::ShapeKind;
use crate::rules::{Case, Effect, Findings, refuses};

const OF_ALIASES: &[Effect] = &[refuses("kubeclient", "4.9", "Unknown alias: …")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    overridden(case, findings);
    aliases(case, findings);
}

/// What kubectl reads against the rules of YAML.
fn overridden(case: &Case<'_>, findings: &mut Findings) {
    for shape in &case.document().shape {
        let ShapeKind::OverriddenByMerge { merge } = shape.kind else { continue };
        let finding = findings.at(&shape.address, shape.span, "a `<<` behind this key replaces its value in kubectl");
        finding.related(merge, "the merge");
        finding.help("put `<<` first, or write the merged keys out: elsewhere the key wins");
        // What kubectl does stays as it is: another server, or another credential, would come as a surprise. Not everybody merges, so
        // the key is not just removed.
        let title = "write out what `<<` brings in the place of this key";
        finding.fix(Fix::risky(title).write_out_merges(shape.target.clone()));
        finding.differs_in("kubectl", "1.22-1.37", "takes the merged value");
    }
}

/// What kubectl reads, and not everybody.
fn aliases(case: &Case<'_>, findings: &mut Findings) {
    let Some(alias) = case.document().alias else { return };
    let felt = case.felt(OF_ALIASES);
    if !felt.is_empty() {
        let finding =
            findings.at(&Address::ROOT, alias, "an alias: not every client reads it, and tools that write the file lose it");
        finding.help("write out what the anchor stands at").felt_by(&felt);
        finding.fix(Fix::risky("write the aliases out").write_out_aliases());
    }
}
