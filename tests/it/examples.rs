//! The examples of the pages of the rule book.
//!
//! In an example, `#~` at the end of a line marks a finding of the page's rule there, and `#~ warning` one of another severity than
//! the page's. The mark is cut off before the example is checked. `{{name}}` stands for a credential (see `credentials.rs`).
//! Attributes of the fence: `escapes` reads `\t`, `\xHH` and `\u{H}`; `file=NAME` puts the example at that name into a folder shared
//! by all such examples of the section, and names that end in `.yaml` are checked as one list; `client=LIST` says whom the example is
//! meant for, as `--client` does; `profile=NAME` says what it is judged for, as `--profile` does. An empty example is an empty file.
//! Of files with a name: `mode=640` gives rights, and lets others into the folder; `link=PATH` puts the content at that path and a
//! symbolic link to it at the name; `age=5m` sets when it was written; `tracked` puts it into the index of a git repository.
//! What stands behind ` ```json ` is the answer of an exec plugin, which `exec-credential` reads.
//! A fence `sh` with `export KUBECONFIG=…` says how the files are listed; `./` stands for their folder.

use crate::credentials::{NOW, fill};
use kubeconfig_lint::finding::Severity;
use kubeconfig_lint::page::Page;
use kubeconfig_lint::profile::Profile;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;
use std::time::SystemTime;
use tempfile::TempDir;

/// The examples of a section that are checked together.
#[derive(Default)]
pub(crate) struct Example {
    pub(crate) files: Vec<ExampleFile>,
    /// Whether its files are one list.
    pub(crate) merged: bool,
    /// What `KUBECONFIG` is where it lists more than the files, and whether the page's rule reports it.
    pub(crate) variable: Option<(String, BTreeSet<(u32, Severity)>)>,
    /// Whom it is meant for, where that is not kubectl.
    pub(crate) clients: Option<&'static str>,
    /// What it is judged for.
    pub(crate) profile: Profile,
    /// Whether it is no kubeconfig, but what an exec plugin printed.
    pub(crate) is_answer: bool,
}

pub(crate) struct ExampleFile {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// The lines that the page's rule reports.
    pub(crate) marks: BTreeSet<(u32, Severity)>,
    /// What stands in the fence: `mode=640`.
    attributes: Vec<&'static str>,
}

impl ExampleFile {
    fn attribute(&self, key: &str) -> Option<&'static str> {
        self.attributes.iter().find_map(|attribute| attribute.strip_prefix(key)?.strip_prefix('='))
    }
}

impl Example {
    /// The files that are checked; the others lie beside them.
    pub(crate) fn inputs(&self) -> impl Iterator<Item = &ExampleFile> {
        let wanted = if self.is_answer { "json" } else { "yaml" };
        self.files.iter().filter(move |file| Path::new(&file.name).extension().is_some_and(|ending| ending == wanted))
    }

    /// Puts its files into a folder.
    pub(crate) fn write_into(&self, folder: &Path) {
        for file in &self.files {
            let path = folder.join(file.attribute("link").unwrap_or(&file.name));
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &file.bytes).unwrap();
            if let Some(age) = file.attribute("age") {
                let age: jiff::SignedDuration = age.parse().unwrap();
                let now: jiff::Timestamp = NOW.parse().unwrap();
                File::options().write(true).open(&path).unwrap().set_modified(SystemTime::from(now - age)).unwrap();
            }
            #[cfg(unix)]
            if file.attribute("link").is_some() {
                std::os::unix::fs::symlink(&path, folder.join(&file.name)).unwrap();
            }
        }
        let tracked = self.files.iter().filter(|file| file.attributes.contains(&"tracked"));
        let tracked: Vec<_> = tracked.map(|file| file.name.as_str()).collect();
        if !tracked.is_empty() {
            fs::create_dir(folder.join(".git")).unwrap();
            fs::write(folder.join(".git/index"), index(&tracked)).unwrap();
        }
        #[cfg(unix)]
        self.give_rights(folder);
    }

    #[cfg(unix)]
    fn give_rights(&self, folder: &Path) {
        use std::os::unix::fs::PermissionsExt;
        let set = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        for file in &self.files {
            if let Some(mode) = file.attribute("mode") {
                set(&folder.join(&file.name), u32::from_str_radix(mode, 8).unwrap());
                set(folder, 0o755);
            }
        }
    }
}

/// A folder that others cannot look into; they can reach it, once they are let in.
pub(crate) fn folder() -> TempDir {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    if cfg!(unix) { builder.tempdir_in("/tmp") } else { builder.tempdir() }.unwrap()
}

/// An index of git, version 2, with entries for these files (`gitformat-index(5)`).
pub(crate) fn index(files: &[&str]) -> Vec<u8> {
    let mut index = b"DIRC\0\0\0\x02".to_vec();
    index.extend(u32::try_from(files.len()).unwrap().to_be_bytes());
    for file in files {
        let mut entry = vec![0; 40 + 20];
        entry.extend(u16::try_from(file.len()).unwrap().to_be_bytes());
        entry.extend(file.as_bytes());
        entry.resize(entry.len() + 8 - entry.len() % 8, 0);
        index.extend(entry);
    }
    index.extend([0; 20]);
    index
}

/// The examples under a heading.
pub(crate) fn examples(page: &Page, heading: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut shared = Example { merged: true, ..Example::default() };
    let mut rest = page.section(heading).unwrap_or_default();
    while let Some((_, fence)) = rest.split_once("```") {
        let (attributes, body) = fence.split_once('\n').expect("a fence has lines");
        let is_answer = attributes.starts_with("json");
        if !is_answer && !attributes.starts_with("yaml") && attributes != "sh" {
            rest = body.split_once("\n```").expect("a fence is closed").1;
            continue;
        }
        let (body, after) = body.split_once("\n```").expect("a fence is closed");
        rest = after;
        if attributes == "sh" {
            shared.variable = Some(variable(page, shared.profile, body));
            continue;
        }
        let attributes: Vec<_> = attributes.split_whitespace().collect();
        let name = attributes.iter().find_map(|attribute| attribute.strip_prefix("file="));
        let clients = attributes.iter().find_map(|attribute| attribute.strip_prefix("client="));
        let profile = attributes.iter().find_map(|attribute| attribute.strip_prefix("profile="));
        let profile = profile.map_or(Profile::Default, |name| name.parse().expect("a profile"));
        let usual = if is_answer { "answer.json" } else { "config.yaml" };
        let file = example_file(page, profile, name.unwrap_or(usual), body, attributes);
        match name {
            Some(_) => {
                shared.files.push(file);
                shared.clients = shared.clients.or(clients);
                if profile != Profile::Default {
                    shared.profile = profile;
                }
            }
            None => {
                examples.push(Example { files: vec![file], merged: false, variable: None, clients, profile, is_answer });
            }
        }
    }
    if !shared.files.is_empty() || shared.variable.is_some() {
        examples.push(shared);
    }
    examples
}

/// The value in `export KUBECONFIG='…'`.
fn variable(page: &Page, profile: Profile, body: &str) -> (String, BTreeSet<(u32, Severity)>) {
    let ExampleFile { bytes, marks, .. } = example_file(page, profile, "", body, Vec::new());
    let line = String::from_utf8(bytes).expect("it is text");
    let value = line.trim_end().strip_prefix("export KUBECONFIG=").expect("it sets the variable");
    (value.trim_matches('\'').to_owned(), marks)
}

fn example_file(page: &Page, profile: Profile, name: &str, body: &str, attributes: Vec<&'static str>) -> ExampleFile {
    let mut marks = BTreeSet::new();
    let mut text = String::new();
    for (number, line) in (1..).zip(body.split('\n')) {
        let line = match line.split_once("#~") {
            Some((before, severity)) => {
                let severity = match severity.trim() {
                    "" => page.severity_in(profile).unwrap_or(page.severity()),
                    "error" => Severity::Error,
                    "warning" => Severity::Warning,
                    "info" => Severity::Info,
                    other => panic!("{}: unknown mark `{other}`", page.id),
                };
                marks.insert((number, severity));
                before.trim_end_matches(' ')
            }
            None => line,
        };
        text.push_str(line);
        text.push('\n');
    }
    let mut text = if body.is_empty() { String::new() } else { fill(&text) };
    // A PEM brings the end of its line.
    if body.starts_with("{{") && body.ends_with("|pem}}") {
        text.pop();
    }
    let bytes = if attributes.contains(&"escapes") { unescape(&text) } else { text.into_bytes() };
    ExampleFile { name: name.to_owned(), bytes, marks, attributes }
}

/// `\t`, `\r`, `\n`, `\\`, `\xHH` (a byte) and `\u{H}` (a character).
fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        bytes.extend_from_slice(before.as_bytes());
        let (escaped, length) = match after.as_bytes()[0] {
            b't' => (b"\t".to_vec(), 1),
            b'r' => (b"\r".to_vec(), 1),
            b'n' => (b"\n".to_vec(), 1),
            b'\\' => (b"\\".to_vec(), 1),
            b'x' => (vec![u8::from_str_radix(&after[1..3], 16).unwrap()], 3),
            b'u' => {
                let end = after.find('}').unwrap();
                let c = char::from_u32(u32::from_str_radix(&after[2..end], 16).unwrap()).unwrap();
                (c.to_string().into_bytes(), end + 1)
            }
            other => panic!("unknown escape {}", char::from(other)),
        };
        bytes.extend_from_slice(&escaped);
        rest = &after[length..];
    }
    bytes.extend_from_slice(rest.as_bytes());
    bytes
}
