//! What holds for every file that is mended, whatever is wrong with it. `PROPTEST_CASES` says how many are tried.

mod faults;
mod model;
mod reference;
mod writing;

use crate::credentials::NOW;
use kubeconfig_lint::clients::Audience;
use kubeconfig_lint::engine::{FixedFile, Input, check, fix};
use kubeconfig_lint::finding::Severity;
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::{Env, Options};
use model::{Fault, good};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::path::Path;
use writing::{Encoding, Layout, Look};

/// Readers that stumble over different things.
const EVERYBODY: &str = "kubectl,python,kr8s,node,kubeclient,kube-rs";

fn options(clients: &str) -> Options {
    let clients = clients.split(',').flat_map(|client| Audience::parse(client).unwrap()).collect();
    Options { clients, ..Options::new(Env::closed(NOW.parse().unwrap())) }
}

fn input(bytes: &[u8]) -> Input {
    Input::new(Path::new("config"), bytes.to_vec().into())
}

fn mend(bytes: &[u8], safety: Safety, clients: &str) -> FixedFile {
    fix(vec![input(bytes)], safety, &options(clients)).files.remove(0)
}

/// The rules that report an error.
fn errors(bytes: &[u8], clients: &str) -> BTreeSet<&'static str> {
    let checked = check(vec![input(bytes)], &options(clients));
    checked.findings.iter().filter(|finding| finding.severity == Severity::Error).map(|finding| finding.rule).collect()
}

/// The rules that offer a fix, and of which kind.
fn offered(bytes: &[u8], clients: &str) -> Vec<(&'static str, Safety)> {
    let checked = check(vec![input(bytes)], &options(clients));
    checked.findings.iter().filter_map(|finding| Some((finding.rule, finding.fix.as_ref()?.safety))).collect()
}

fn look() -> impl Strategy<Value = Look> {
    let layout = prop::sample::select(vec![Layout::Block, Layout::Block, Layout::Block, Layout::Flow, Layout::Json]);
    let encodings = vec![Encoding::Utf8, Encoding::Utf8, Encoding::Utf8, Encoding::Marked, Encoding::Utf16Le, Encoding::Utf16Be];
    let line_break = prop::sample::select(vec!["\n", "\n", "\r\n"]);
    let switches = any::<[bool; 3]>();
    (layout, prop::sample::select(encodings), line_break, switches, any::<u64>()).prop_map(
        |(layout, encoding, line_break, [is_wide, has_comments, has_anchors], seed)| Look {
            layout,
            encoding,
            line_break,
            is_wide,
            has_comments,
            has_anchors,
            seed,
        },
    )
}

fn clients() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["kubectl", EVERYBODY])
}

/// One to four of these, which do not touch the same places.
fn some(all: Vec<&'static Fault>) -> impl Strategy<Value = Vec<&'static Fault>> {
    prop::collection::vec(prop::sample::select(all), 1..5).prop_map(|chosen| {
        let mut faults: Vec<&Fault> = Vec::new();
        for fault in chosen {
            let is_clear = |place: &&str| !faults.iter().any(|other| other.places.iter().any(|taken| overlaps(taken, place)));
            if fault.places.iter().all(is_clear) {
                faults.push(fault);
            }
        }
        faults
    })
}

fn overlaps(one: &str, other: &str) -> bool {
    is_in(one, other) || is_in(other, one)
}

fn is_in(path: &str, holder: &str) -> bool {
    path.strip_prefix(holder).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '+']))
}

/// A file before and after something happened to it.
struct Case {
    good: String,
    broken: String,
    comments: Vec<String>,
    bytes: Vec<u8>,
    /// Whom it is for.
    clients: &'static str,
    /// The errors that one of the faults brings.
    errors: BTreeSet<&'static str>,
}

impl Case {
    fn new(faults: &[&Fault], look: &Look, clients: &'static str) -> Self {
        let (good_file, mut file) = (good(), good());
        let mut all = BTreeSet::new();
        for fault in faults {
            let mut alone = good();
            (fault.spoil)(&mut alone);
            (fault.spoil)(&mut file);
            let alone = writing::write(&alone, look).0;
            // A client that reads UTF-8 alone stumbles over the fault once the file is stored so.
            for encoding in [look.encoding, Encoding::Utf8] {
                all.append(&mut errors(&writing::encode(&alone, encoding), clients));
            }
        }
        let (broken, comments) = writing::write(&file, look);
        let bytes = writing::encode(&broken, look.encoding);
        Self { good: writing::write(&good_file, look).0, broken, comments, bytes, clients, errors: all }
    }

    /// What must hold however far a fix may go.
    fn is_well_mended(&self, fixed: &FixedFile, look: &Look, safety: Safety) -> Result<String, TestCaseError> {
        let bytes = &fixed.input.bytes;
        let again = mend(bytes, safety, self.clients);
        prop_assert!(!again.is_changed(), "a second run changes it: {:?}", titles(&again));
        let (mended, encoding) = writing::decode(bytes);
        // There are clients that read UTF-8 alone, without a mark.
        prop_assert!(encoding == look.encoding || encoding == Encoding::Utf8 && self.clients == EVERYBODY, "{encoding:?}");
        if look.line_break == "\r\n" {
            prop_assert_eq!(mended.replace("\r\n", "").matches('\n').count(), 0, "line ends are mixed");
        }
        let left: Vec<_> = offered(bytes, self.clients).into_iter().filter(|(_, offered)| *offered >= safety).collect();
        prop_assert!(left.is_empty(), "what is offered is not done: {left:?}");
        let new: Vec<_> = errors(bytes, self.clients).into_iter().filter(|rule| !self.errors.contains(rule)).collect();
        prop_assert!(new.is_empty(), "errors that no fault brings: {new:?}");
        let after = reference::posture(&mended);
        for (cluster, before) in reference::posture(&self.broken) {
            let is_kept = after.get(&cluster).is_none_or(|after| before.iter().zip(after).all(|(before, after)| before <= after));
            prop_assert!(is_kept, "cluster {cluster} is verified less than before");
        }
        Ok(mended)
    }
}

/// The places that have no fault and are not written as they were.
fn touched(before: &str, after: &str, faults: &[&Fault]) -> Vec<String> {
    let is_sound = |path: &&String| !faults.iter().flat_map(|fault| fault.places).any(|place| is_in(path, place));
    let (before, after) = (reference::leaves(before), reference::leaves(after));
    let all: BTreeSet<_> = before.keys().chain(after.keys()).filter(is_sound).collect();
    all.into_iter().filter(|&path| before.get(path) != after.get(path)).cloned().collect()
}

fn titles(fixed: &FixedFile) -> Vec<String> {
    fixed.applied.iter().map(|applied| format!("{} {}: {}", applied.rule, applied.address, applied.title)).collect()
}

fn config() -> ProptestConfig {
    // Some seconds; CI tries many more.
    let cases = if std::env::var_os("PROPTEST_CASES").is_some() { ProptestConfig::default().cases } else { 24 };
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 100, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn safe_fixes_change_what_is_broken_and_nothing_else(
        faults in some(faults::SAFE.iter().collect()),
        look in look(),
        clients in clients(),
    ) {
        let case = Case::new(&faults, &look, clients);
        let fixed = mend(&case.bytes, Safety::Safe, clients);
        let mended = case.is_well_mended(&fixed, &look, Safety::Safe)?;
        let touched = touched(&case.broken, &mended, &faults);
        prop_assert!(touched.is_empty(), "{touched:?}: {:?}", titles(&fixed));
        for comment in &case.comments {
            prop_assert!(mended.contains(comment), "{comment} is gone");
        }
        let mut lines = mended.lines().map(reference::without_comma);
        for line in reference::untouched(&case.good, &case.broken) {
            prop_assert!(lines.any(|other| other == reference::without_comma(line)), "a line is gone or has moved: {line}");
        }
    }

    #[test]
    fn no_fix_touches_what_is_sound(
        faults in some(faults::SAFE.iter().chain(faults::RISKY).chain(faults::RISKY).collect()),
        look in look(),
        clients in clients(),
    ) {
        let case = Case::new(&faults, &look, clients);
        let fixed = mend(&case.bytes, Safety::Unsafe, clients);
        let mended = case.is_well_mended(&fixed, &look, Safety::Unsafe)?;
        let touched = touched(&case.broken, &mended, &faults);
        prop_assert!(touched.is_empty(), "{touched:?}: {:?}", titles(&fixed));
    }
}

/// Without this the properties could hold for fixes that do nothing.
#[test]
fn every_slip_is_mended_where_it_is_alone() {
    let look = Look {
        layout: Layout::Block,
        encoding: Encoding::Utf8,
        line_break: "\n",
        is_wide: false,
        has_comments: false,
        has_anchors: false,
        seed: 1,
    };
    assert!(!mend(&Case::new(&[], &look, EVERYBODY).bytes, Safety::Unsafe, EVERYBODY).is_changed(), "a good file stays");
    for (fault, safety, clients) in faults::SAFE
        .iter()
        .map(|fault| (fault, Safety::Safe, EVERYBODY))
        .chain(faults::RISKY.iter().map(|fault| (fault, Safety::Unsafe, "kubectl")))
    {
        assert!(mend(&Case::new(&[fault], &look, clients).bytes, safety, clients).is_changed(), "{fault:?} stays");
    }
}
