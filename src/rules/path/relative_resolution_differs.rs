use super::inlined;
use crate::fix::{Fix, PathForm, Transform};
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::facts::path::{PathShape, Root};
use crate::kubeconfig::field::Field;
use crate::rules::{Case, Effect, Findings, differs};

const FIRST_FILE: &str = "starts it in the folder of the first file of the list";
const OF_CERTIFICATES: &[Effect] = &[
    differs("kr8s", "0.13-0.20", "takes a file of this name in the working directory first"),
    differs("csharp", "20.0", FIRST_FILE),
];
const OF_TOKENS: &[Effect] = &[differs("java", "27.0", "starts it in the working directory")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let config = case.config();
    let certificates = config.path_fields().map(|(_, field)| (field, OF_CERTIFICATES));
    let tokens = config.users.iter().filter_map(|user| user.given_token_file()).map(|field| (field, OF_TOKENS));
    for (field, effects) in certificates.chain(tokens).filter(|(field, _)| is_relative(field)) {
        let effects = case.felt(effects);
        if !effects.is_empty() {
            let finding = findings.field(field, "this relative path leads elsewhere in a client that the file is meant for");
            finding.help("write the data into the file, or an absolute path").felt_by(&effects);
            finding.fix = inlined(case, field).or_else(|| absolute(case, field));
        }
    }
}

/// The same path from the root on, where it leads to a file. A file that is passed on has no other folders than its own.
fn absolute(case: &Case<'_>, field: &Field) -> Option<Fix> {
    let is_there = field.target().is_some_and(|target| target.state == TargetState::Read);
    let fix = Fix::risky("write the absolute path").transform(field, Transform::Path(PathForm::FromFolder));
    (is_there && !case.is_passed_on()).then_some(fix)
}

fn is_relative(field: &Field) -> bool {
    let is_plain =
        |path: &PathShape| matches!(path.root, Root::Relative | Root::Bare) && path.expansion.is_none() && path.inline.is_none();
    field.path_shape().is_some_and(is_plain)
}
