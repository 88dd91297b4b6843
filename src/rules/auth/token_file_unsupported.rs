use crate::rules::{Case, Effect, Findings, differs, refuses};

const ANONYMOUS: &str = "does not read it, and sends the request without a credential";
const EFFECTS: &[Effect] = &[
    differs("kr8s", "0.13-0.20", ANONYMOUS),
    differs("node", "1.0-2.0", "reads `token-file` instead, and sends the request without a credential"),
    differs("kubeclient", "4.9-4.13", ANONYMOUS),
    differs("fabric8", "7.8", ANONYMOUS),
    refuses("csharp", "20.0", "does not have appropriate auth credentials"),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let effects = case.felt(EFFECTS);
    for user in &case.config().users {
        let Some(file) = user.given_token_file() else { continue };
        let has_other = user.given_token().is_some()
            || user.certificate().is_some()
            || user.basic_auth().is_some()
            || user.exec.is_some()
            || user.auth_provider.is_some();
        if !effects.is_empty() && !has_other {
            let finding = findings.field(file, "the only credential is a `tokenFile`, which not every client reads");
            finding.help("use an exec plugin that prints the file").felt_by(&effects);
        }
    }
}
