//! Kubeconfigs inside manifests: found, pointed at where they stand, and nothing else of the manifest comes out.

use crate::command::{Desk, dangling};
use crate::credentials::{CANARY, fill};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

fn secret() -> String {
    let (inner, canary) = (STANDARD.encode(dangling()), STANDARD.encode(CANARY));
    format!(
        "apiVersion: v1\nkind: Secret\nmetadata: {{name: admin, namespace: kube-system}}\n\
         data:\n  password: {canary}\n  value: {inner}\nstringData: {{other: {CANARY}}}\n"
    )
}

fn config_map() -> String {
    let inner = dangling().trim_end().replace('\n', "\n    ");
    format!("kind: ConfigMap\nmetadata: {{name: cluster-info}}\ndata:\n  kubeconfig: |\n    {inner}\n  secret: {CANARY}\n")
}

#[test]
fn a_finding_points_at_the_line_of_the_manifest() {
    let desk = Desk::new();
    desk.write("cm.yaml", config_map());
    let run = desk.run(&["check", "-f", "concise", "cm.yaml"]).exits(1);
    let place = "cm.yaml (ConfigMap cluster-info, data.kubeconfig):7:22: error[structure/current-context-dangling]";
    assert!(run.stdout.contains(place), "{}", run.stdout);
}

#[test]
fn a_finding_points_at_the_byte_of_base64() {
    let desk = Desk::new();
    let secret = secret();
    desk.write("secret.yaml", &secret);
    let report: Value = serde_json::from_str(&desk.run(&["-f", "json", "secret.yaml"]).exits(1).stdout).unwrap();
    let finding = &report["findings"][0];
    assert_eq!(finding["within"], "Secret kube-system/admin, data.value");
    let byte = usize::try_from(finding["start"]["byte"].as_u64().unwrap()).unwrap();
    let offset = dangling().find("gone").unwrap();
    assert_eq!(byte, secret.find(&STANDARD.encode(dangling())).unwrap() + offset / 3 * 4 + offset % 3);
    assert_eq!(finding["start"]["line"], 6);
}

#[test]
fn folders_are_searched_for_manifests_and_nothing_else_of_them_is_shown() {
    let desk = Desk::new();
    desk.write("k8s/secret.yaml", secret());
    desk.write("k8s/cm.yaml", config_map());
    desk.write("k8s/other.yaml", "kind: Secret\ndata: {a: aGk=}\n");
    for form in ["full", "concise", "json", "sarif"] {
        let run = desk.run(&["check", "-v", "-f", form, "k8s"]).exits(1);
        for secret in [CANARY, &CANARY[..8], &STANDARD.encode(CANARY)[..8]] {
            assert!(!run.stdout.contains(secret) && !run.stderr.contains(secret), "{form}: {run:?}");
        }
        assert!(!run.stdout.contains("other.yaml"), "{}", run.stdout);
    }
    let sarif: Value = serde_json::from_str(&desk.run(&["-f", "sarif", "k8s"]).exits(1).stdout).unwrap();
    let region = &sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!((&region["startLine"], &region["startColumn"]), (&7.into(), &22.into()));
}

#[test]
fn clients_and_expiry_look_into_manifests_too() {
    let desk = Desk::new();
    desk.write("cm.yaml", config_map());
    desk.run(&["clients", "cm.yaml"]).exits(0).prints("cm.yaml (ConfigMap cluster-info, data.kubeconfig)");
    let inner =
        fill("users:\n- {name: u, user: {client-certificate-data: {{expired-client-cert}}}}\ncontexts: []\nclusters: []\n");
    desk.write("secret.yaml", format!("kind: Secret\ndata: {{value: {}}}\n", STANDARD.encode(inner)));
    desk.run(&["expiry", "secret.yaml"]).exits(1).prints("secret.yaml (Secret …, data.value)");
}

#[test]
fn paths_of_an_embedded_kubeconfig_are_not_followed() {
    let desk = Desk::new();
    let ca = desk.write("ca.crt", fill("{{expired-ca|pem}}"));
    let inner = format!(
        "current-context: x\nclusters:\n- {{name: c, cluster: {{server: 'https://h', certificate-authority: {}}}}}\n",
        ca.display()
    );
    desk.write("secret.yaml", format!("kind: Secret\ndata: {{value: {}}}\n", STANDARD.encode(inner)));
    let run = desk.run(&["-f", "concise", "secret.yaml"]);
    assert!(!run.stdout.contains("certificate/"), "{}", run.stdout);
}
