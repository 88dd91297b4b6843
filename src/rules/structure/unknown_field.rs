use crate::finding::Severity;
use crate::fix::{Fix, Safety};
use crate::kubeconfig::document::Shape;
use crate::kubeconfig::keys::UnknownKey;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for shape in &case.document().shape {
        let Some(unknown) = &shape.unknown else { continue };
        if unknown.home.is_some() || unknown.is_impersonation() {
            continue;
        }
        if let Some(meant) = unknown.meant {
            near_miss(shape, unknown, meant, findings);
        } else {
            // The key itself may be anything, a slipped secret too, so it is not shown.
            let finding = findings.at(&shape.address, shape.span, "no client reads this key here");
            finding.help("remove it, or check its spelling; kubectl drops it without a word when it rewrites the file");
        }
    }
}

fn near_miss(shape: &Shape, unknown: &UnknownKey, meant: &'static str, findings: &mut Findings) {
    let message = if unknown.has_invisible {
        message!["an invisible character is part of this key, so it is not `", meant, "`"]
    } else {
        message!["no client reads this key: it is written `", meant, "`"]
    };
    let finding = findings.at(&shape.address, shape.span, message);
    // A key that changes nothing, or stands beside the right one, breaks nothing.
    finding.severity(if unknown.meant_is_present || unknown.is_blank { Severity::Warning } else { Severity::Error });
    finding.help(message!["write `", meant, "`"]);
    if let Some(key) = unknown.correction() {
        let fix = Fix::safe(message!["write the key as `", key, "`"]).rename(shape.target.clone(), key);
        let safety = if unknown.is_variant { Safety::Safe } else { Safety::Unsafe };
        finding.fix(Fix { safety, ..fix });
    }
    finding.differs_in("kubectl", "1.22-1.37", consequence(meant));
}

/// What happens without the field that was meant.
fn consequence(meant: &str) -> &'static str {
    match meant {
        "clusters" | "contexts" | "current-context" | "server" | "cluster" | "context" => {
            "ignores the key and talks to http://localhost:8080"
        }
        "users" | "user" | "token" | "tokenFile" | "username" | "client-certificate" | "client-certificate-data" => {
            "ignores the key and asks for a user name and password"
        }
        "certificate-authority" | "certificate-authority-data" => "ignores the key and trusts the system's roots only",
        "insecure-skip-tls-verify" => "ignores the key and verifies the server",
        "namespace" => "ignores the key and uses the namespace `default`",
        _ => "ignores the key",
    }
}
