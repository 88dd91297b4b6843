use crate::kubeconfig::model::given;
use crate::rules::{Case, Effect, Findings, differs, refuses};

const IGNORED: &str = "ignores it, and connects to the server directly";
const EFFECTS: &[Effect] = &[
    differs("python", "18.20-36.0", IGNORED),
    differs("kr8s", "0.13-0.20.13", IGNORED),
    differs("kubeclient", "4.9-4.13", IGNORED),
    refuses("kube-rs", "1.0-5.0", "configured proxy … requires the disabled feature \"kube/http-proxy\""),
    differs("java", "27.0", IGNORED),
    differs("csharp", "20.0", IGNORED),
];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let effects = case.felt(EFFECTS);
    for proxy in case.config().clusters.iter().filter_map(|cluster| given(cluster.proxy_url.as_ref())) {
        if !effects.is_empty() {
            let finding = findings.field(proxy, "`proxy-url` is not used by every client that this file is meant for");
            finding.help("use a version that reads it, or set `HTTPS_PROXY` where the client runs").felt_by(&effects);
        }
    }
}
