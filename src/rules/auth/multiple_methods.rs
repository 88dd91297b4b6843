use crate::finding::Severity;
use crate::fix::Fix;
use crate::kubeconfig::model::{User, given};
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        token_and_password(case, user, findings);
        exec_and_provider(user, findings);
    }
}

fn token_and_password(case: &Case<'_>, user: &User, findings: &mut Findings) {
    let Some(token) = user.given_token().or_else(|| user.given_token_file()) else { return };
    let is_inline = user.given_token().is_some();
    // Beside a token file kubectl looks at the user name only, and not before it makes the connection.
    let basic = if is_inline { user.basic_auth() } else { given(user.username.as_ref()) };
    let Some(basic) = basic else { return };
    let finding = findings.field(basic, "a user name or password beside a token: kubectl takes only one of the two");
    finding.related(token.place(), "the token");
    finding.help("remove `username` and `password`: API servers have not accepted them since 1.19");
    let fix = Fix::risky("remove `username` and `password`");
    finding.fix([&user.username, &user.password].into_iter().flatten().fold(fix, Fix::remove));
    if is_inline {
        let name = user.entry.quoted_name();
        let error =
            message!["more than one authentication method found for ", name, "; found [token basicAuth], only one is allowed"];
        finding.refused_by("kubectl", "1.22-1.37", error);
    } else if case.is_anonymous(user) {
        finding.severity(Severity::Warning);
    } else {
        finding.refused_by("kubectl", "1.22-1.37", "username/password or bearer token may be set, but not both");
    }
}

fn exec_and_provider(user: &User, findings: &mut Findings) {
    let (Some(exec), Some(provider)) = (&user.exec, &user.auth_provider) else { return };
    let finding = findings.field(&provider.field, "`auth-provider` beside `exec`: kubectl takes only one of the two");
    finding.related(exec.field.place(), "the exec plugin");
    finding.help("remove `auth-provider`").fix(Fix::risky("remove `auth-provider`").remove(&provider.field));
    let name = user.entry.quoted_name();
    finding.refused_by(
        "kubectl",
        "1.22-1.37",
        message!["authProvider cannot be provided in combination with an exec plugin for ", name],
    );
}
