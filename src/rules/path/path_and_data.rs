use crate::finding::Severity;
use crate::fix::Fix;
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{given, given_data};
use crate::message;
use crate::message::Message;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in &case.config().clusters {
        let name = cluster.entry.quoted_name();
        let start = "certificate-authority-data and certificate-authority are both specified for ";
        let error = message![start, name, ". certificate-authority-data will override."];
        report(findings, cluster.ca_path.as_ref(), cluster.ca_data.as_ref(), error);
    }
    for user in &case.config().users {
        let name = || user.entry.quoted_name();
        let start = "client-cert-data and client-cert are both specified for ";
        let error = message![start, name(), ". client-cert-data will override."];
        report(findings, user.certificate_path.as_ref(), user.certificate_data.as_ref(), error);
        // Without a certificate kubectl does not look at the key at all.
        if user.certificate().is_some() {
            let start = "client-key-data and client-key are both specified for ";
            let error = message![start, name(), "; client-key-data will override"];
            report(findings, user.key_path.as_ref(), user.key_data.as_ref(), error);
        }
    }
}

fn report(findings: &mut Findings, path: Option<&Field>, data: Option<&Field>, error: Message) {
    let (Some(path), Some(data)) = (given(path), data) else { return };
    if given_data(Some(data)).is_none() {
        // A file that cannot be read is the greater trouble.
        if path.target().is_some_and(|target| !matches!(target.state, TargetState::Read | TargetState::NotLooked)) {
            return;
        }
        let finding = findings.field(data, "this data is empty: some clients use nothing instead of the file");
        finding.severity(Severity::Warning).help("remove the empty field");
        finding.fix(Fix::risky("remove the empty field").remove(data));
        finding.related(path.place(), "the file that kubectl uses");
        return;
    }
    let finding = findings.field(path, "a path and its data are both given; kubectl takes only one of the two");
    finding.related(data.place(), "the data");
    let is_same = path.target().is_some_and(|target| target.equals_data);
    finding.help(if is_same { "remove the path: the data is the same" } else { "remove the path: the data needs no other file" });
    let fix = if is_same { Fix::safe("remove the path") } else { Fix::risky("remove the path") };
    finding.fix(fix.remove(path));
    finding.refused_by("kubectl", "1.22-1.37", error);
}
