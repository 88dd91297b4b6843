use crate::finding::Severity;
use crate::fix::Fix;
use crate::kubeconfig::field::Field;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for user in &case.config().users {
        let is_path = |field: &&Field| field.token().is_some_and(|token| token.looks_like_path && token.placeholder.is_none());
        if let Some(field) = user.given_token().filter(is_path) {
            let finding = findings.field(field, "`token` holds a path, which is sent as if it were the token");
            finding.help("call it `tokenFile`");
            if user.token_file.is_none() {
                finding.fix(Fix::safe("call it `tokenFile`").rename(field, "tokenFile"));
            }
            if user.live_token_file().is_some() {
                finding.severity(Severity::Warning);
            }
        }
        let is_token = |field: &&Field| field.path_shape().is_some_and(|path| path.is_token);
        if let Some(field) = user.given_token_file().filter(is_token) {
            let finding = findings.field(field, "`tokenFile` holds a token, where a path belongs");
            finding.help("call it `token`; if it has come into a log, replace it");
            if user.token.is_none() {
                finding.fix(Fix::safe("call it `token`").rename(field, "token"));
            }
            if user.given_token().is_some() || case.is_anonymous(user) {
                finding.severity(Severity::Warning);
            } else {
                finding.refused_by("kubectl", "1.22-1.37", "open …: no such file or directory");
            }
        }
    }
}
