use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::{User, given};
use crate::message;
use crate::rules::{Case, Effect, Findings, differs};

const UNTOLD: &str = "does not read it, and tells the plugin nothing about the cluster";
const CLUSTER_INFO: &[Effect] = &[
    differs("python", "18.20-24.2", UNTOLD),
    differs("kr8s", "0.13-0.20", UNTOLD),
    differs("node", "1.0-2.0", UNTOLD),
    differs("kubeclient", "4.9-4.13", UNTOLD),
    differs("fabric8", "7.8", UNTOLD),
    differs("java", "27.0", UNTOLD),
    differs("csharp", "20.0", UNTOLD),
];
const UID: &[Effect] = &[differs("kubectl", "1.22", "does not send it")];

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    let fields = case.config().users.iter().flat_map(|user| [(cluster_info(user), CLUSTER_INFO), (uid(user), UID)]);
    for (field, effects) in fields.filter_map(|(field, effects)| Some((field?, case.felt(effects)))) {
        if !effects.is_empty() {
            let key = field.address.last_key().unwrap_or_default();
            let finding = findings.field(field, message!["`", key, "` is not read by every client that this file is meant for"]);
            finding.help("do without it, or use a client that reads it").felt_by(&effects);
        }
    }
}

fn cluster_info(user: &User) -> Option<&Field> {
    user.exec.as_ref()?.provide_cluster_info.as_ref().filter(|field| field.bool() == Some(true))
}

fn uid(user: &User) -> Option<&Field> {
    given(user.impersonate_uid.as_ref())
}
