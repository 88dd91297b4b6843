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
    let suppressed = match checked.suppressed {
        0 => String::new(),
        suppressed => format!(" ({suppressed} suppressed)"),
    };
    let transcoded = checked.files.iter().filter_map(|file| file.transcoded_from.map(|encoding| (file.title(), encoding)));
    let transcoded =
        transcoded.map(|(title, encoding)| format!("\n{title} is {encoding}: places are those of its text as UTF-8"));
    format!("{found} in {files}{suppressed}{}", transcoded.collect::<String>())
}

/// `kubectl 1.22-1.37 refuses: ` and its own words.
pub(super) fn client_note(client: &ClientOutcome) -> String {
    let verb = match client.outcome {
        Outcome::Refuses => "refuses",
        Outcome::Differs => "sends something else than is meant",
    };
    let words = client.error.as_ref().map(|error| format!(": {error}")).unwrap_or_default();
    format!("{} {} {verb}{words}", client.client, client.versions)
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
