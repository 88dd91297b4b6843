use super::*;
use crate::env::Env;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A file: its current context, and the clusters, each with the server that tells where it came from.
#[derive(Clone, Debug)]
struct File {
    current: Option<&'static str>,
    clusters: Vec<&'static str>,
}

const NAMES: [&str; 4] = ["a", "b", "c", ""];

fn files() -> impl Strategy<Value = Vec<File>> {
    let names = prop::sample::subsequence(NAMES.to_vec(), 0..=NAMES.len());
    let current = prop::option::of(prop::sample::select(NAMES.to_vec()));
    let file = (current, names.prop_shuffle()).prop_map(|(current, clusters)| File { current, clusters });
    prop::collection::vec(file, 0..5)
}

fn read(number: usize, file: &File) -> Document {
    let cluster = |name: &&str| format!("- {{name: '{name}', cluster: {{server: 'https://{number}'}}}}\n");
    let clusters: String = file.clusters.iter().map(cluster).collect();
    let current = file.current.map_or_else(String::new, |current| format!("current-context: '{current}'\n"));
    let text = format!("kind: Config\nclusters:\n{clusters}{current}");
    Document::read(text.as_bytes(), None, &Env::closed(jiff::Timestamp::UNIX_EPOCH))
}

/// Of each name, the file whose cluster counts; and the current context with its file.
type Outcome = (BTreeMap<String, String>, Option<(usize, String)>);

fn merge(files: &[(usize, &File)]) -> Outcome {
    let documents: Vec<_> = files.iter().map(|(number, file)| read(*number, file)).collect();
    let merged = Merged::of(&documents);
    let text = |field: &Option<Field>| field.as_ref().and_then(Field::text).unwrap_or_default().to_owned();
    let counts = |copies: &Vec<In<'_, Cluster>>| (text(&copies[0].entry.entry.name), text(&copies[0].entry.server));
    let current = merged.current_context().map(|current| (files[current.file].0, current.entry.text().unwrap().to_owned()));
    (merged.clusters().iter().map(counts).collect(), current)
}

proptest! {
    /// What the merge is compared with: files are gone through in order, and nothing that is there is replaced.
    #[test]
    fn of_each_name_the_first_counts(files in files()) {
        let mut clusters = BTreeMap::new();
        let mut current = None;
        for (number, file) in files.iter().enumerate() {
            for name in &file.clusters {
                clusters.entry((*name).to_owned()).or_insert(format!("https://{number}"));
            }
            let given = file.current.filter(|current| !current.is_empty());
            current = current.or(given.map(|current| (number, current.to_owned())));
        }
        let files: Vec<_> = files.iter().enumerate().collect();
        prop_assert_eq!(merge(&files), (clusters, current));
    }

    #[test]
    fn a_list_that_is_repeated_is_the_same_list(files in files()) {
        let files: Vec<_> = files.iter().enumerate().collect();
        let twice = [&files[..], &files[..]].concat();
        prop_assert_eq!(merge(&files), merge(&twice));
    }

    #[test]
    fn a_file_that_is_added_behind_the_others_replaces_nothing(files in files(), added in files()) {
        let files: Vec<_> = files.iter().enumerate().collect();
        let more: Vec<_> = files.iter().copied().chain((10..).zip(&added)).collect();
        let ((before, current), (after, current_after)) = (merge(&files), merge(&more));
        prop_assert!(before.iter().all(|(name, server)| after.get(name) == Some(server)));
        prop_assert!(current.is_none() || current == current_after);
    }

    #[test]
    fn every_entry_is_in_one_group_in_the_order_of_the_files(files in files()) {
        let documents: Vec<_> = files.iter().enumerate().map(|(number, file)| read(number, file)).collect();
        let merged = Merged::of(&documents);
        let count: usize = merged.clusters().iter().map(Vec::len).sum();
        prop_assert_eq!(count, files.iter().map(|file| file.clusters.len()).sum::<usize>());
        prop_assert!(merged.clusters().iter().all(|copies| copies.is_sorted_by_key(|copy| copy.file)));
    }
}

fn documents(texts: &[&str]) -> Vec<Document> {
    let env = Env::closed(jiff::Timestamp::UNIX_EPOCH);
    texts.iter().map(|text| Document::read(text.as_bytes(), None, &env)).collect()
}

#[test]
fn entries_say_the_same_whatever_the_order_of_their_keys() {
    let same = |one: &str, other: &str| {
        let of = |user: &str| format!("users: [{{name: u, user: {user}}}]");
        let documents = documents(&[&of(one), &of(other)]);
        let [one, other] = [0, 1].map(|file: usize| &documents[file].kubeconfig.users[0]);
        one.says_the_same_as(other)
    };
    assert!(same("{token: t, username: u}", "{username: u, token: t, password: ''}"));
    assert!(!same("{token: t}", "{token: s}"));
    assert!(same("{exec: {command: c, args: [a]}}", "{exec: {args: [a], command: c, provideClusterInfo: false}}"));
    assert!(!same("{exec: {command: c, args: [a]}}", "{exec: {command: c, args: [a, b]}}"));
    assert!(!same("{exec: {command: c, env: [{name: A, value: x}]}}", "{exec: {command: c, env: [{name: A, value: z}]}}"));
    assert!(!same("{auth-provider: {name: oidc}}", "{}"));
    assert!(!same("{as: a, as-groups: [g]}", "{as: a}"));
    assert!(same("{as: a, as-groups: []}", "{as: a}"));
}
