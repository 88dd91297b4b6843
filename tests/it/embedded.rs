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
    let inner = dangling()
        .replace("https://", "")
        .replace("users:\n", &format!("users:\n# {CANARY}\n- {{name: t, user: {{Token: {CANARY}}}}}\n"));
    desk.write("k8s/secret.yaml", secret().replace(&STANDARD.encode(dangling()), &STANDARD.encode(inner)));
    let run = desk.run(&["--diff", "--unsafe-fixes", "-v", "k8s"]).exits(1);
    assert!(run.stdout.contains("+++ k8s/secret.yaml (Secret kube-system/admin, data.value)"), "{run:?}");
    for secret in [CANARY, &CANARY[..8], &STANDARD.encode(CANARY)[..8]] {
        assert!(!run.stdout.contains(secret) && !run.stderr.contains(secret), "{run:?}");
    }
    desk.write("k8s/secret.yaml", secret());
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

/// A kubeconfig with something to fix in the middle and at its end, and what it becomes.
fn broken() -> (String, String) {
    let text = "apiVersion: v1\nkind: Config\n\n# \"ours\"\ncontexts: [] # <none>\nclusters:\n- name: c\n  cluster:\n    server: https://h.test:6443\nusers:\n- name: u\n  user:\n    Token: abc\n";
    let broken = text.replace("https://", "");
    (broken.clone(), text.replace("Token", "token"))
}

fn indented(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { "\n".to_owned() } else { format!("    {line}\n") }).collect()
}

fn folded(text: &str, width: usize) -> String {
    let base64 = STANDARD.encode(text);
    base64.as_bytes().chunks(width).flat_map(|line| ["    ", std::str::from_utf8(line).unwrap(), "\n"]).collect()
}

fn config_map_of(header: &str, body: &str) -> String {
    format!(
        "# all\napiVersion: v1\nkind: ConfigMap\nmetadata: {{name: cm}} # name\ndata:\n  other: |\n    Token: abc\n\n  k: {header}\n{body}  last: \"x\" # end\n"
    )
}

#[test]
fn a_kubeconfig_is_fixed_where_it_stands_and_nothing_else_of_the_manifest_changes() {
    let (before, after) = broken();
    let json = |text: &str| {
        let quoted = serde_json::to_string(text).unwrap().replace('<', "\\u003c");
        format!(
            "{{\"kind\": \"Secret\", \"metadata\": {{\"name\": \"s\"}},\n \"stringData\": {{\"k\": {quoted}, \"z\": \"\\u003c\"}}}}\n"
        )
    };
    let secret = |value: &str| format!("kind: Secret\r\nmetadata: {{name: s}}\r\ndata:\r\n  k: {value} # ours\r\n  z: aGk=\r\n");
    let quoted = |text: &str| format!("\"{}\"", STANDARD.encode(text));
    let cloud = |text: &str| format!("#cloud-config\nwrite_files:\n- path: /k\n  content: |\n{}- path: /z\n", indented(text));
    for (old, new) in [
        (config_map_of("| # head", &indented(&before)), config_map_of("| # head", &indented(&after))),
        (config_map_of("|-", &indented(&before)), config_map_of("|-", &indented(&after))),
        (config_map_of("|+", &format!("{}\n\n", indented(&before))), config_map_of("|+", &format!("{}\n\n", indented(&after)))),
        (secret(&STANDARD.encode(&before)), secret(&STANDARD.encode(&after))),
        (secret(&quoted(&before)), secret(&quoted(&after))),
        (
            config_map_of("|", &folded(&before, 60)).replace("ConfigMap", "Secret"),
            config_map_of("|", &folded(&after, 60)).replace("ConfigMap", "Secret"),
        ),
        (json(&before), json(&after)),
        (cloud(&before), cloud(&after)),
        (
            format!("{}---\n{}", config_map_of("|", &indented(&before)), secret(&STANDARD.encode(&before))),
            format!("{}---\n{}", config_map_of("|", &indented(&after)), secret(&STANDARD.encode(&after))),
        ),
    ] {
        let desk = Desk::new();
        desk.write("m.yaml", &old);
        let words = ["--select", "server,structure/unknown-field", "m.yaml"];
        let shown = desk.run(&[&["--diff"], &words[..]].concat()).exits(1).says("would fix");
        assert!(shown.stdout.contains("-    server: h.test:6443\n+    server: https://h.test:6443\n"), "{}", shown.stdout);
        assert!(shown.stdout.contains("--- m.yaml ("), "{}", shown.stdout);
        assert!(!shown.stdout.contains("abc"), "{}", shown.stdout);
        assert_eq!(desk.read("m.yaml"), old);
        desk.run(&[&["--fix"], &words[..]].concat()).exits(0).says("fixed");
        assert_eq!(desk.read("m.yaml"), new);
        desk.run(&[&["--fix"], &words[..]].concat()).exits(0).says("fixed 0");
        assert_eq!(desk.read("m.yaml"), new);
    }
}

#[test]
fn what_cannot_be_written_back_is_left_alone_and_that_is_said() {
    let (before, _) = broken();
    let text = before.replace("\n\n", "\n").replace("# \"ours\"\n", "");
    let folded_text = text.lines().flat_map(|line| ["    ", line, "\n\n"]).collect::<String>();
    let shared = config_map_of("&k |", &indented(&before)).replace("last: \"x\"", "last: *k");
    let tagged = config_map_of("!!str |", &indented(&before));
    for (manifest, reason) in [
        (config_map_of(">", &folded_text), "in a way that is not edited"),
        (tagged, "in a way that is not edited"),
        (shared, "by an alias or a merge"),
        (format!("{}---\nb: [\n", config_map_of("|", &indented(&before))), "cannot be read to its end"),
    ] {
        let desk = Desk::new();
        desk.write("m.yaml", &manifest);
        let report: Value = serde_json::from_str(&desk.run(&["-f", "json", "m.yaml"]).stdout).unwrap();
        assert!(!report["findings"].as_array().unwrap().is_empty(), "{manifest}");
        assert_eq!(report["summary"]["fixable"], 0, "{manifest}");
        desk.run(&["--fix", "--select", "server", "m.yaml"]).says("fixed 0").says(reason);
        assert_eq!(desk.read("m.yaml"), manifest);
    }
}

#[test]
fn a_manifest_from_the_standard_input_is_fixed_into_a_file() {
    let (before, after) = broken();
    let desk = Desk::new();
    let words = ["--fix", "--select", "server,structure/unknown-field", "-", "-o", "new.yaml"];
    desk.run_with(&words, |command| command.write_stdin(config_map_of("|", &indented(&before)))).exits(0).says("fixed 2");
    assert_eq!(desk.read("new.yaml"), config_map_of("|", &indented(&after)));
}

#[test]
fn findings_point_into_the_manifest_as_it_is_after_a_fix() {
    let (before, _) = broken();
    let desk = Desk::new();
    desk.write("m.yaml", config_map_of("|", &indented(&before.replace("contexts: []", "ontexts: []\ncurrent-context: gone"))));
    let run = desk.run(&["--fix", "-f", "json", "m.yaml"]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let dangling = report["findings"].as_array().unwrap().iter().find(|finding| finding["address"] == "current-context").unwrap();
    let lines = desk.read("m.yaml");
    let line = lines.lines().nth(usize::try_from(dangling["start"]["line"].as_u64().unwrap()).unwrap() - 1).unwrap();
    assert!(line.contains("gone"), "{line}");
}
