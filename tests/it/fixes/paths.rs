//! Fixes that need to know what lies where on this machine.

use super::START;
use crate::credentials::{NOW, fill};
use crate::examples::index;
use kubeconfig_lint::clients::Audience;
use kubeconfig_lint::engine::{Input, fix};
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::profile::Profile;
use kubeconfig_lint::{Env, Options};
use std::fs;
use tempfile::TempDir;

/// A folder with files in it, which is somebody's home; not a temporary one, in which nobody should keep programs.
struct Home(TempDir);

impl Home {
    fn new(files: &[(&str, &str)]) -> Self {
        let home = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        for (name, text) in files {
            let path = home.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, fill(text)).unwrap();
        }
        Self(home)
    }

    fn path(&self) -> String {
        self.0.path().to_str().unwrap().to_owned()
    }

    /// What `--unsafe-fixes` makes of a kubeconfig in it, and what was refused.
    fn fix(&self, text: &str, with: impl FnOnce(&mut Options)) -> (String, Vec<String>) {
        let path = self.0.path().join("config");
        let bytes = fill(text).into_bytes();
        fs::write(&path, &bytes).unwrap();
        let env =
            Env { home: Some(self.0.path().to_owned()), kuberc: None, look_at_rights: false, ..Env::at(NOW.parse().unwrap()) };
        let mut options = Options::new(env);
        with(&mut options);
        let fixed = fix(vec![Input::new(&path, bytes.into())], Safety::Unsafe, &options);
        let refused = fixed.refused.iter().map(ToString::to_string).collect();
        (String::from_utf8(fixed.files[0].input.bytes.to_vec()).unwrap(), refused)
    }

    #[track_caller]
    fn becomes(&self, before: &str, after: &str, with: impl FnOnce(&mut Options)) {
        assert_eq!(self.fix(before, with), (fill(after), Vec::new()));
    }
}

fn portable(options: &mut Options) {
    options.profile = Profile::Portable;
}

const USER: &str = "users: [{name: u, user: {token: \"{{token}}\"}}]\n";

fn with_cluster(line: &str) -> String {
    format!("{START}clusters:\n- name: c\n  cluster:\n    server: https://h.test:6443\n    {line}\n{USER}")
}

#[test]
fn a_file_is_taken_in_where_it_holds_what_the_field_is_for() {
    let home = Home::new(&[("ca.crt", "{{ca|pem}}"), ("key", "{{client-key|pem}}"), ("empty", ""), (".ssh/id", "{{ca|pem}}")]);
    let data = with_cluster("certificate-authority-data: \"{{ca}}\" # ours");
    home.becomes(&with_cluster("certificate-authority: \"ca.crt\" # ours"), &data, portable);
    home.becomes(&with_cluster(&format!("certificate-authority: \"{}/ca.crt\" # ours", home.path())), &data, portable);
    for path in ["key", "empty", ".ssh/id", "missing"] {
        let text = with_cluster(&format!("certificate-authority: {path}"));
        home.becomes(&text, &text, portable);
    }
}

#[test]
fn nothing_is_taken_in_for_somebody_else_or_where_there_is_data() {
    let home = Home::new(&[("ca.crt", "{{ca|pem}}")]);
    let text = with_cluster("certificate-authority: ca.crt");
    home.becomes(&text, &text, |_| {});
    home.becomes(&text, &text, |options| {
        portable(options);
        options.env = Env::closed(NOW.parse().unwrap());
    });
    let user =
        "user: {client-certificate: ca.crt, client-certificate-data: \"{{client-cert}}\", client-key-data: \"{{client-key}}\"}";
    let text = format!("{START}clusters: [{{name: c, cluster: {{server: 'https://h.test'}}}}]\nusers:\n- name: u\n  {user}\n");
    let (fixed, _) = home.fix(&text, portable);
    assert!(fixed.contains(&fill("{{client-cert}}")), "the data stays");
}

#[test]
fn a_token_file_is_named_from_the_root_on() {
    let home = Home::new(&[("sub/token", "{{token}}")]);
    let text =
        |path: &str| format!("{}users: [{{name: u, user: {{tokenFile: {path}}}}}]\n", with_cluster("x: y").replace(USER, ""));
    let java = |options: &mut Options| options.clients.extend(Audience::parse("java").unwrap());
    home.becomes(&text("./sub/token"), &text(&format!("{}/sub/token", home.path())), java);
    home.becomes(&text("./sub/none"), &text("./sub/none"), java);
    home.becomes(&text("~/sub/token"), &text(&format!("{}/sub/token", home.path())), |_| {});
    home.becomes(&text("~/sub/none"), &text("~/sub/none"), |_| {});
}

#[cfg(unix)]
#[test]
fn a_program_beside_the_file_is_named_from_the_root_on() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::new(&[("bin/aws", "#!/bin/sh\n"), ("bin/plain", "")]);
    for (name, mode) in [("bin/aws", 0o755), ("bin/plain", 0o644), ("bin", 0o755)] {
        fs::set_permissions(home.0.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
    }
    let text = |command: &str| {
        let exec = "{apiVersion: client.authentication.k8s.io/v1beta1, args: [eks, get-token, --cluster-id=c, --output, json]";
        format!("{}users: [{{name: u, user: {{exec: {exec}, command: {command}}}}}}}]\n", with_cluster("x: y").replace(USER, ""))
    };
    let absolute = text(&format!("'{}/bin/aws'", home.path()));
    for command in ["'bin/aws'", "'./sub/../bin/aws'", "'~/bin/aws'", "'$HOME/bin/aws'"] {
        home.becomes(&text(command), &absolute, |_| {});
    }
    for command in ["bin/plain", "~/bin/plain", "bin/none"] {
        home.becomes(&text(command), &text(command), |_| {});
    }
    home.becomes(&text("bin/aws"), &text("bin/aws"), portable);
}

#[test]
fn no_key_is_taken_into_a_file_that_git_tracks() {
    let home = Home::new(&[("client.key", "{{client-key|pem}}"), ("ca.crt", "{{ca|pem}}")]);
    fs::create_dir(home.0.path().join(".git")).unwrap();
    fs::write(home.0.path().join(".git/index"), index(&["config"])).unwrap();
    let user = "users: [{name: u, user: {client-certificate-data: \"{{client-cert}}\", client-key: client.key}}]\n";
    let text = |line: &str| with_cluster(line).replace(USER, user);
    home.becomes(&text("certificate-authority: ca.crt"), &text("certificate-authority-data: {{ca}}"), portable);
}

#[cfg(unix)]
#[test]
fn a_file_that_gets_a_key_is_read_by_nobody_else() {
    use std::os::unix::fs::PermissionsExt;
    let folder = crate::examples::folder();
    let path = folder.path().join("config");
    let text =
        "apiVersion: v1\nkind: Config\nusers: [{name: u, user: {client-certificate-data: \"{{client-cert}}\", client-key: k}}]\n";
    fs::write(&path, fill(text)).unwrap();
    fs::write(folder.path().join("k"), fill("{{client-key|pem}}")).unwrap();
    for (mode, expected) in [(0o700, None), (0o755, Some(0o600))] {
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(mode)).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        let env = Env { home: None, kuberc: None, look_at_rights: true, ..Env::at(NOW.parse().unwrap()) };
        let mut options = Options::new(env);
        portable(&mut options);
        let fixed = fix(vec![Input::new(&path, fill(text).into_bytes().into())], Safety::Unsafe, &options);
        assert!(String::from_utf8_lossy(&fixed.files[0].input.bytes).contains("client-key-data"), "{:?}", fixed.refused);
        assert_eq!(fixed.files[0].mode, expected);
    }
}
