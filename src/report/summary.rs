//! Sentences that several reports share.

use crate::checked::Checked;
use crate::finding::{ClientOutcome, Outcome, Severity};

/// `3 errors, 1 warning in 2 files (1 suppressed)`, or that there is nothing to say.
pub(crate) fn summary(checked: &Checked) -> String {
    let counts: Vec<_> = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "info")]
        .into_iter()
        .filter_map(|(severity, noun)| match checked.count(severity) {
            0 => None,
            count => Some(counted(count, noun)),
        })
        .collect();
    let found = if counts.is_empty() { "no problems found".to_owned() } else { counts.join(", ") };
    let files = counted(checked.files.len(), "file");
    match checked.suppressed {
        0 => format!("{found} in {files}"),
        suppressed => format!("{found} in {files} ({suppressed} suppressed)"),
    }
}

/// What a client does, as a sentence: `kubectl 1.22-1.37 refuses: ` and its own words, or `kubectl 1.22-1.37 talks to …`.
pub(super) fn client_note(client: &ClientOutcome) -> String {
    let ClientOutcome { client, versions, outcome, error } = client;
    match (outcome, error) {
        (Outcome::Refuses, Some(words)) => format!("{client} {versions} refuses: {words}"),
        (Outcome::Refuses, None) => format!("{client} {versions} refuses"),
        (Outcome::Differs, Some(what)) => format!("{client} {versions} {what}"),
        (Outcome::Differs, None) => format!("{client} {versions} does something else than is meant"),
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
