//! What clients will do, each refusal with the rule that explains it.

use super::accepted::Accepted;
use super::terms::Terms;
use super::{Input, judge, lists};
use crate::clients::{self, Audience, Cause, Prediction, Refusal, Release};
use crate::finding::{Finding, Outcome};
use crate::message::Name;
use crate::options::Options;
use crate::rules::View;

/// The predictions of a run.
#[derive(Debug)]
pub struct Predicted {
    /// The names of the files.
    pub files: Vec<Name>,
    /// The predictions, by file, context and release.
    pub rows: Vec<Row>,
}

/// A prediction, explained.
#[derive(Debug)]
pub struct Row {
    /// What happens; `file` is an index into the files of the run.
    pub prediction: Prediction,
    /// The rule whose finding explains a refusal.
    pub rule: Option<&'static str>,
}

/// Predicts what the releases do with the files: each by itself, or all as one list (`options.merge`).
pub fn predict(inputs: Vec<Input>, options: &Options, releases: &[Release]) -> Predicted {
    let (mut documents, mut files) = (Vec::new(), Vec::new());
    for input in inputs {
        documents.push(input.read(&options.env));
        files.push(input.title());
    }
    // What was asked for does not matter here: every rule may be the one that explains.
    let clients = releases.iter().copied().map(Audience::Release).collect();
    let everything = Options { select: Vec::new(), ignore: Vec::new(), clients, ..options.clone() };
    let terms = Terms::new([], None, &everything);
    let mut rows = Vec::new();
    if documents.is_empty() {
        return Predicted { files, rows };
    }
    for (first, list) in lists(&documents, options.merge) {
        let view = View::new(list, first, None);
        let judged = judge(&view, &terms, &mut Accepted::new(&everything));
        let findings: Vec<_> = judged.into_iter().map(|judged| judged.findings).collect();
        let mut predictions: Vec<_> =
            releases.iter().flat_map(|release| clients::predict(list, *release, &options.env).into_iter().enumerate()).collect();
        predictions.sort_by_key(|(position, _)| *position);
        rows.extend(predictions.into_iter().map(|(_, prediction)| explained(prediction, first, &findings)));
    }
    Predicted { files, rows }
}

fn explained(mut prediction: Prediction, first: usize, findings: &[Vec<Finding>]) -> Row {
    prediction.file += first;
    let rule = prediction.refusal().and_then(|refusal| rule(refusal, findings.get(refusal.cause.file)?));
    Row { prediction, rule }
}

/// The rule that says the same as the client, else the one about the field, else about the entry, else the worst of the file.
fn rule(refusal: &Refusal, findings: &[Finding]) -> Option<&'static str> {
    let best = findings.iter().filter_map(|finding| Some((closeness(refusal, finding)?, finding.severity, finding.rule)));
    best.max_by_key(|(closeness, severity, _)| (*closeness, *severity)).map(|(.., rule)| rule)
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Closeness {
    Entry,
    Around,
    Field,
    SameWords,
}

fn closeness(refusal: &Refusal, finding: &Finding) -> Option<Closeness> {
    let Cause { address, .. } = &refusal.cause;
    let refuses = finding.clients.iter().filter(|client| client.outcome == Outcome::Refuses);
    let says_the_same = refuses.clone().any(|client| client.error.as_ref() == Some(&refusal.error));
    let is_same_entry = finding.address.entry() == address.entry();
    if says_the_same && is_same_entry {
        Some(Closeness::SameWords)
    } else if finding.address == *address {
        Some(Closeness::Field)
    } else if finding.address.encloses(address) || address.encloses(&finding.address) {
        Some(Closeness::Around)
    } else {
        is_same_entry.then_some(Closeness::Entry)
    }
}
