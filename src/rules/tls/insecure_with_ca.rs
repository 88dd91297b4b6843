use crate::fix::Fix;
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::facts::base64::Verdict;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{Cluster, given};
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for cluster in case.config().clusters.iter().filter(|cluster| cluster.is_insecure() && cluster.is_reached_over_tls()) {
        let (Some(flag), Some(ca)) = (&cluster.insecure, authority(cluster)) else { continue };
        let finding = findings.field(flag, "the server is not to be verified, yet an authority to verify it is given");
        finding.label("switches verification off").related(ca.place(), "the authority");
        finding.help("remove `insecure-skip-tls-verify`, and keep the authority");
        finding.fix(Fix::risky("remove `insecure-skip-tls-verify`").remove(flag));
        let is_there = ca.target().is_none_or(|target| target.state == TargetState::Read);
        if is_there {
            finding.refused_by(
                "kubectl",
                "1.22-1.37",
                "specifying a root certificates file with the insecure flag is not allowed",
            );
        }
        for (client, versions) in
            [("python", "18.20-37.0"), ("kr8s", "0.13-0.20"), ("node", "1.4-2.0"), ("kubeclient", "4.9"), ("kube-rs", "1.1-5.0")]
        {
            finding.differs_in(client, versions, "does not verify the server");
        }
    }
}

/// Data without a byte in it counts as no authority.
fn authority(cluster: &Cluster) -> Option<&Field> {
    let data = given(cluster.ca_data.as_ref());
    data.filter(|field| field.data().is_none_or(|data| data.base64.verdict != Verdict::Empty)).or(given(cluster.ca_path.as_ref()))
}
