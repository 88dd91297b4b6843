use crate::finding::Severity;
use crate::fix::{Fix, Transform};
use crate::kubeconfig::facts::server_name::Slip;
use crate::message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in &case.config().clusters {
        let Some(field) = &cluster.tls_server_name else { continue };
        let Some(slip) = field.server_name_slip() else { continue };
        let (what, help) = match slip {
            Slip::Scheme => ("a scheme", "write the name alone, without what stands before and behind it"),
            Slip::Blank => ("a blank or a control character", "write the name alone, on one line"),
            Slip::Path => ("a path", "write the name alone, without the `/` and what follows"),
            Slip::Port => ("a port", "write the name alone; the port belongs to `server`"),
            Slip::Wildcard => ("a `*`", "write one name that the certificate is for"),
        };
        let finding = findings.field(field, message!["`tls-server-name` has ", what, ", so it is not the name of a server"]);
        finding.help(help);
        finding.fix(Fix::safe("write the name alone").transform(field, Transform::HostName));
        if cluster.is_insecure() || !cluster.is_reached_over_tls() {
            finding.severity(Severity::Info);
        } else if slip == Slip::Wildcard {
            finding.severity(Severity::Warning);
            finding.differs_in("kubectl", "1.22-1.37", "takes only a certificate for the same wildcard");
        } else {
            finding.refused_by("kubectl", "1.22-1.37", message!["x509: certificate is valid for …, not ", field.quoted()]);
            finding.refused_by("python", "37.0", "certificate verify failed: Hostname mismatch");
            finding.refused_by("kr8s", "0.20", "certificate verify failed: Hostname mismatch");
            if slip != Slip::Path {
                finding.refused_by("node", "1.4-2.0", "Hostname/IP does not match certificate's altnames");
            }
        }
        finding.refused_by("kube-rs", "5.0", "invalid server name: invalid dns name");
    }
}
