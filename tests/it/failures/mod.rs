//! What people reported to other projects, shown by a kubeconfig, and the rule that catches it.
//!
//! There is one row a thread. It changes a healthy file ([`BASE`]) into one that shows the symptom, and names the finding that must
//! come of it: its rule, its field, and a word that the reader of it needs. Before the change the rule must be silent there.

mod credentials;
mod encodings;
mod endpoints;
mod paths;
mod plugins;
mod row;
mod structure;

use crate::credentials::{NOW, fill};
use crate::examples::folder;
use crate::programs::search_path;
use kubeconfig_lint::clients::Audience;
use kubeconfig_lint::engine::{self, Input};
use kubeconfig_lint::env::Env;
use kubeconfig_lint::finding::Finding;
use kubeconfig_lint::input;
use kubeconfig_lint::kubeconfig::credential::Known;
use kubeconfig_lint::message::Message;
use kubeconfig_lint::options::Options;
use kubeconfig_lint::rules;
use row::{ANSWER, BASE, CONFIG, Change, Expected, Row, Symptom};
use std::path::Path;

/// How many threads there are.
const THREADS: usize = 97;

fn rows() -> Vec<Row> {
    let families = [encodings::rows(), paths::rows(), structure::rows(), plugins::rows(), endpoints::rows(), credentials::rows()];
    families.into_iter().flatten().collect()
}

#[test]
fn every_thread_has_one_row_that_shows_it_or_says_why_no_file_can() {
    let rows = rows();
    let numbers: Vec<_> = rows.iter().map(|row| row.number).collect();
    assert_eq!(numbers, (1..=THREADS).collect::<Vec<_>>());
    for row in &rows {
        assert!(!row.symptoms.is_empty() || row.undecidable.is_some(), "{}: nothing is shown", row.number);
        for symptom in &row.symptoms {
            let rule = symptom.expected.rule();
            assert!(rules::find(rule).is_some(), "{}: there is no {rule}", row.number);
        }
    }
}

#[test]
fn reported_failures_are_caught() {
    let wrong: Vec<_> = rows().iter().flat_map(|row| row.symptoms.iter().filter_map(|symptom| fault(row, symptom))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with what is found.
fn fault(row: &Row, symptom: &Symptom) -> Option<String> {
    let healthy = Symptom { changes: Vec::new(), ..symptom.clone() };
    let found = findings(row, symptom);
    let wrong = match symptom.expected {
        Expected::Silence { rule } => found.iter().any(|finding| finding.rule == rule).then_some("it is not silent"),
        Expected::Finding { rule, address, words } => {
            let stands = |finding: &&Finding| finding.rule == rule && finding.address.to_string() == address;
            match found.iter().find(stands) {
                None => Some("it is not caught"),
                Some(finding) if symptom.severity.is_some_and(|severity| severity != finding.severity) => {
                    Some("its severity is another")
                }
                Some(finding) if !text(finding).contains(words) => Some("its words are missing"),
                Some(_) if findings(row, &healthy).iter().any(|finding| stands(&finding)) => {
                    Some("it is caught without the fault")
                }
                Some(_) => None,
            }
        }
    };
    wrong.map(|wrong| {
        let found: Vec<_> =
            found.iter().map(|finding| format!("    {} at {}: {}", finding.rule, finding.address, text(finding))).collect();
        format!("{} ({}): {}: {:?}: {wrong}; found\n{}", row.number, row.thread, row.symptom, symptom.expected, found.join("\n"))
    })
}

/// Everything that a report says of it.
fn text(finding: &Finding) -> String {
    let mut parts = vec![format!("{}: {}", finding.severity.as_str(), finding.message)];
    let related = finding.related.iter().map(|related| &related.message);
    parts.extend(finding.label.iter().chain(&finding.help).chain(related).map(Message::to_string));
    for outcome in &finding.clients {
        parts.push(format!("{} {}", outcome.client, outcome.error.as_ref().map(Message::to_string).unwrap_or_default()));
    }
    parts.join(" | ")
}

fn findings(row: &Row, symptom: &Symptom) -> Vec<Finding> {
    if row.files.iter().any(|file| file.name == ANSWER) {
        let answer = content(row, symptom, ANSWER, row.files[0].text);
        let release = |audience| if let Audience::Release(release) = audience { Some(release) } else { None };
        let releases: Vec<_> = audience(row).into_iter().filter_map(release).collect();
        let input = Input::new(Path::new(ANSWER), answer.into());
        return engine::examine_answer(input, Some(Known::V1), NOW.parse().unwrap(), &releases).checked.findings;
    }
    let home = folder();
    let folder = home.path().join(".kube");
    let mut listed = Vec::new();
    let base = row::File::listed(CONFIG, BASE);
    for file in [&base].into_iter().chain(&row.files) {
        let path = folder.join(file.name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content(row, symptom, file.name, file.text)).unwrap();
        symptom.prepare(file.name, &path);
        let times = usize::from(file.is_listed) + usize::from(symptom.lists(file.name));
        listed.extend(std::iter::repeat_n(path, times));
    }
    let search_path = if symptom.has_no_programs() { folder.join("bin").into() } else { search_path() };
    let mut options =
        Options::new(Env { search_path: Some(search_path), kuberc: None, look_at_rights: true, ..Env::at(NOW.parse().unwrap()) });
    options.clients = audience(row);
    options.profile = row.profile;
    options.merge = listed.len() > 1;
    if let [config] = listed.as_slice() {
        return engine::check(vec![Input::new(config, std::fs::read(config).unwrap().into())], &options).findings;
    }
    let gathered = input::gather_list(&std::env::join_paths(&listed).unwrap());
    engine::check_list(gathered.inputs, gathered.variable.as_ref(), &options).findings
}

fn audience(row: &Row) -> Vec<Audience> {
    row.clients.split(',').flat_map(|client| Audience::parse(client).unwrap()).collect()
}

/// The file of the row, with its setting and the changes of the symptom.
fn content(row: &Row, symptom: &Symptom, name: &str, base: &str) -> Vec<u8> {
    let mut text = base.to_owned();
    let mut is_utf16 = false;
    for change in row.setting.iter().chain(&symptom.changes) {
        match change {
            Change::Text { file, from, to } if *file == name => {
                assert!(text.contains(from), "{}: `{from}` is not in {name}", row.number);
                text = text.replacen(from, to, 1);
            }
            Change::Utf16 => is_utf16 = true,
            _ => {}
        }
    }
    let text = fill(&text);
    if is_utf16 { text.encode_utf16().flat_map(u16::to_le_bytes).collect() } else { text.into_bytes() }
}
