use crate::kubeconfig::facts::host::Disguise;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    for server in case.config().clusters.iter().filter_map(|cluster| cluster.server.as_ref()) {
        let Some(disguise) = server.url().and_then(|url| url.host.as_ref()).and_then(|host| host.disguise) else { continue };
        let message = match disguise {
            Disguise::Compatibility => "the host of `server` has characters that stand for others",
            Disguise::MixedScripts => "the host of `server` mixes letters of scripts that look alike",
            Disguise::NonAscii => "the host of `server` has letters outside ASCII, which may look like others",
            Disguise::Punycode => "the host of `server` is in punycode, which hides what it spells",
        };
        let finding = findings.field(server, message);
        finding.help("write the host in ASCII, as its owner does");
        if disguise == Disguise::Punycode {
            continue;
        }
        if disguise == Disguise::Compatibility {
            finding.differs_in("kubectl", "1.22-1.37", "connects to the host that they stand for");
            finding.differs_in("node", "1.4-2.0", "connects to the host that they stand for");
            finding.refused_by("python", "37.0", "is not a valid IDNA label");
        }
        finding.refused_by("kubeclient", "4.9", "URI must be ascii only");
        finding.refused_by("kube-rs", "5.0", "failed to parse cluster url: invalid uri character");
    }
}
