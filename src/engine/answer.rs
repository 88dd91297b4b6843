//! What an exec plugin printed: what is wrong with it, and what clients make of it.

use super::Input;
use crate::checked::{Checked, CheckedFile};
use crate::clients::Release;
use crate::clients::exec_answer::{self, Reaction};
use crate::finding::{Finding, count_occurrences};
use crate::kubeconfig::credential::{Credential, Known, Output};
use crate::rules::answer::{self, Answer};
use jiff::Timestamp;

/// An answer, judged.
#[derive(Debug)]
pub struct Examined {
    /// Its findings, in the form that reports take.
    pub checked: Checked,
    /// What each release makes of it, in the order in which they were asked for.
    pub reactions: Vec<Reaction>,
    /// The version of the protocol that the kubeconfig was taken to ask for.
    pub configured: Known,
}

/// Judges what an exec plugin printed. Without `configured`, the kubeconfig is taken to ask for the version that the answer names,
/// and for v1 where it names none.
pub fn examine_answer(input: Input, configured: Option<Known>, now: Timestamp, releases: &[Release]) -> Examined {
    let output = Output::read(&input.bytes);
    let named = output.credential().and_then(Credential::known_version);
    let configured = configured.or(named).unwrap_or(Known::V1);
    let mut findings = answer::judge(&Answer { output: &output, configured, releases, now });
    count_occurrences(&mut findings);
    let text = output.masked();
    for place in findings.iter_mut().flat_map(Finding::places_mut) {
        place.span = output.narrowed(place.span, &text);
        place.range = output.range(place.span);
    }
    let reactions = releases.iter().map(|release| exec_answer::react(&output, configured, *release)).collect();
    let file =
        CheckedFile { path: input.name, within: None, text, transcoded_from: output.transcoded_from(), is_variable: false };
    Examined { checked: Checked { files: vec![file], findings, suppressed: Vec::new() }, reactions, configured }
}
