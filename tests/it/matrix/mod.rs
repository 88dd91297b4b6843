//! The table of the README that says what each client makes of what people write, and that it is what is predicted.

mod behaviours;

use crate::credentials::{NOW, fill};
use behaviours::{ALL, Behaviour, Change, GOOD};
use kubeconfig_lint::clients::{Auth, Ca, Client, Effective, Outcome, Release, Tls};
use kubeconfig_lint::message::Name;
use kubeconfig_lint::{Env, Input, Options, engine};
use std::fmt::Write;
use std::fs;
use std::path::Path;

const START: &str = "<!-- matrix: written by `BLESS=1 cargo test matrix` -->\n";
const END: &str = "<!-- end of matrix -->";

/// The connection that a file asks for; `None` where clients may differ, and the cell says what they do.
struct Means {
    server: Option<&'static str>,
    tls: Tls,
    ca: Ca,
    auth: Option<&'static [Auth]>,
    namespace: &'static str,
    impersonate: Option<&'static str>,
    /// Who decodes what is given as authority to bytes without a certificate, and goes on: a handshake later fails.
    garbled: &'static [Client],
}

impl Behaviour {
    fn file(&self) -> Vec<u8> {
        let line = |start: &str| GOOD.lines().find(|line| line.starts_with(start)).unwrap();
        let put = |start: &str, value: &str| GOOD.replace(line(start), &format!("{start} {value}"));
        match self.change {
            Change::Cluster(cluster) => fill(&put("  cluster:", cluster)).into_bytes(),
            Change::User(user) => fill(&put("  user:", user)).into_bytes(),
            Change::Around(change) => change(&fill(GOOD)),
            Change::Text(changes) => {
                let text = changes.iter().fold(GOOD.to_owned(), |text, (from, to)| {
                    assert!(text.contains(from), "{}", self.label);
                    text.replacen(from, to, 1)
                });
                fill(&text).into_bytes()
            }
        }
    }

    /// What the release makes of it, in a word or two.
    fn cell(&self, release: Release) -> String {
        let env = Env { follow_paths: false, ..Env::at(NOW.parse().unwrap()) };
        let input = Input::new(Path::new("kubeconfig"), self.file().into());
        let predicted = engine::predict(vec![input], &Options::new(env), &[release]);
        let current = predicted.rows.iter().find(|row| row.prediction.is_current).unwrap();
        match &current.prediction.outcome {
            Outcome::Refuses(_) => "**refuses**".to_owned(),
            Outcome::Contacts(effective) if self.means.garbled.contains(&release.client) && effective.ca == Ca::Data => {
                "trusts no server".to_owned()
            }
            Outcome::Contacts(effective) => self.means.against(effective),
        }
    }
}

impl Means {
    fn against(&self, is: &Effective) -> String {
        let differences: Vec<_> = [self.server(is), self.tls(is), self.auth(is), self.rest(is)].into_iter().flatten().collect();
        if differences.is_empty() { "works".to_owned() } else { differences.join(", ") }
    }

    fn server(&self, is: &Effective) -> Option<String> {
        let host = is.server.as_str().split("//").nth(1).unwrap().split(['.', ':']).next().unwrap();
        match self.server {
            None => Some(host.to_owned()),
            Some(server) => {
                let meant = server.split("//").nth(1).unwrap();
                (!is.server.as_str().ends_with(meant))
                    .then(|| if host == "first" { "other port".to_owned() } else { host.to_owned() })
            }
        }
    }

    fn tls(&self, is: &Effective) -> Option<String> {
        if is.tls != self.tls {
            return Some(is.tls.as_str().to_owned());
        }
        (is.ca != self.ca).then(|| match is.ca {
            Ca::System => "system's CAs".to_owned(),
            other => format!("CA of the {}", other.as_str()),
        })
    }

    fn auth(&self, is: &Effective) -> Option<String> {
        if self.auth == Some(is.auth.as_slice()) {
            return None;
        }
        let word = |auth: &Auth| match auth {
            Auth::None => "anonymous",
            Auth::Prompt => "asks for a password",
            Auth::Basic => "password",
            Auth::Exec => "plugin",
            Auth::TokenFile => "token file",
            Auth::ClientCertificate => "certificate",
            Auth::AuthProvider => "provider",
            Auth::Token => "token",
        };
        Some(is.auth.iter().map(word).collect::<Vec<_>>().join(" and "))
    }

    fn rest(&self, is: &Effective) -> Option<String> {
        if is.impersonate.as_ref().map(Name::as_str) != self.impersonate {
            return Some("not sent".to_owned());
        }
        // Some clients have no namespace but that of the file.
        let namespace = if is.namespace.as_str().is_empty() { "default" } else { is.namespace.as_str() };
        (namespace != self.namespace).then(|| format!("namespace `{namespace}`"))
    }
}

fn matrix() -> String {
    let releases = Client::ALL.map(Client::newest);
    let mut matrix = String::from("| what is written |");
    for release in releases {
        write!(matrix, " {release}{} |", if release.is_verified() { " ✓" } else { "" }).unwrap();
    }
    writeln!(matrix, "\n|---|{}", "---|".repeat(releases.len())).unwrap();
    for behaviour in ALL {
        let cells = releases.map(|release| behaviour.cell(release));
        writeln!(matrix, "| {} | {} |", behaviour.label, cells.join(" | ")).unwrap();
    }
    matrix.push_str("\nRun and compared:\n\n");
    for client in Client::ALL {
        let versions: Vec<_> = client.run().iter().map(ToString::to_string).collect();
        writeln!(matrix, "- {} {}", client.id(), versions.join(", ")).unwrap();
    }
    matrix
}

#[test]
fn the_matrix_of_the_readme_is_what_is_predicted() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let (before, rest) = readme.split_once(START).expect("the mark before the matrix");
    let (written, after) = rest.split_once(END).expect("the mark behind the matrix");
    if std::env::var_os("BLESS").is_some() {
        fs::write(path, format!("{before}{START}\n{}\n{END}{after}", matrix())).unwrap();
    } else {
        assert!(written.trim() == matrix().trim(), "the matrix is out of date: run `BLESS=1 cargo test matrix`");
    }
}
