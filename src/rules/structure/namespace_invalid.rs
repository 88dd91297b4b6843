use crate::fix::{Fix, Transform};
use crate::kubeconfig::model::given;
use crate::rules::{Case, Findings};

/// The longest label of RFC 1123.
const LONGEST_LABEL: usize = 63;

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for context in &case.config().contexts {
        let Some(field) = given(context.namespace.as_ref()).filter(|field| field.is_text()) else { continue };
        if field.placeholder().is_some() || field.name().is_none_or(|name| is_label(name.as_str())) {
            continue;
        }
        let finding = findings.field(field, "no namespace can have this name");
        finding.help("use lower-case letters, digits and `-`, at most 63, with a letter or digit at both ends");
        finding.fix(Fix::safe("remove the blanks around it").transform(field, Transform::Label));
        finding.differs_in("kubectl", "1.22-1.37", "sends it as it is, and the server refuses every request in a namespace");
    }
}

/// RFC 1123, as `IsDNS1123Label` of apimachinery has it.
fn is_label(name: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_some_and(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    name.len() <= LONGEST_LABEL
        && is_edge(name.chars().next())
        && is_edge(name.chars().next_back())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
