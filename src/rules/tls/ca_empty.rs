use crate::finding::Severity;
use crate::fix::Fix;
use crate::kubeconfig::facts::base64::Verdict;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, given};
use crate::rules::{Case, Findings};

const TITLE: &str = "remove the empty field";

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in &case.config().clusters {
        let path = given(cluster.ca_path.as_ref());
        let data = cluster.ca_data.as_ref().filter(|data| is_empty(data));
        match (data, path) {
            (Some(data), Some(path)) => {
                let finding = findings.field(data, "`certificate-authority-data` is empty");
                finding.severity(Severity::Warning).related(path.place(), "kubectl uses this file instead");
                finding.help("remove the empty line");
                finding.fix(Fix::risky(TITLE).remove(data));
                finding.differs_in("python", "18.20-37.0", "uses neither, and trusts the system's authorities");
            }
            (Some(data), None) => {
                let finding = findings.field(data, "`certificate-authority-data` is empty: any authority of the system will do");
                finding.help("put the authority here; without one, remove the line");
                finding.fix(Fix::risky(TITLE).remove(data));
                finding.differs_in("kubectl", "1.22-1.37", "trusts every authority of the system");
                finding.differs_in("python", "18.20-37.0", "trusts every authority of the system");
                soften(finding, cluster);
            }
            (None, Some(path)) if is_used(cluster) && path.bytes().is_some_and(|bytes| bytes.is_empty) => {
                let finding = findings.field(path, "the file of `certificate-authority` is empty");
                finding.help("write the authority into the file");
                finding.differs_in("kubectl", "1.22-1.35", "trusts every authority of the system");
                finding.differs_in("kubectl", "1.36-1.37", "trusts nobody");
                soften(finding, cluster);
            }
            _ => {}
        }
    }
}

fn is_empty(data: &Field) -> bool {
    data.is_blank() || data.data().is_some_and(|data| data.base64.verdict == Verdict::Empty)
}

/// Whether no data goes before the file.
fn is_used(cluster: &Cluster) -> bool {
    given(cluster.ca_data.as_ref()).is_none()
}

/// Where nothing is verified, no authority is missed.
fn soften(finding: &mut crate::finding::Finding, cluster: &Cluster) {
    if cluster.is_insecure() || !cluster.is_reached_over_tls() {
        finding.severity(Severity::Warning);
    }
}
