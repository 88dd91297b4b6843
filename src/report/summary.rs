//! Sentences that several reports share.

use crate::checked::Checked;
use crate::finding::{ClientOutcome, Finding, Outcome, Severity};
use crate::fix::Safety;
use crate::message::Message;
use std::fmt::{self, Display, Formatter};

/// `3 errors, 1 warning in 2 files (1 suppressed; 2 with a safe fix)`, or that there is nothing to say.
pub(crate) fn summary(checked: &Checked) -> String {
    summary_or(checked, NO_PROBLEMS)
}

/// That there is nothing to say.
pub(super) const NO_PROBLEMS: &str = "no problems found";

/// The same with other words where nothing was found.
pub(super) fn summary_or(checked: &Checked, nothing: &str) -> String {
    let counts: Vec<_> = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "info")]
        .into_iter()
        .filter_map(|(severity, noun)| match checked.count(severity) {
            0 => None,
            count => Some(counted(count, noun)),
        })
        .collect();
    let found = if counts.is_empty() { nothing.to_owned() } else { counts.join(", ") };
    let files = counted(checked.file_count(), "file");
    let is = |finding: &Finding, safety| finding.fix.as_ref().is_some_and(|fix| fix.safety == safety);
    let fixable = |safety| checked.findings.iter().filter(|finding| is(finding, safety)).count();
    let (safe, risky) = (fixable(Safety::Safe), fixable(Safety::Unsafe));
    let remarks = [(checked.suppressed.len(), "suppressed"), (safe, "with a safe fix"), (risky, "with an unsafe fix")];
    let remarks: Vec<_> = remarks.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join("; ")) };
    let transcoded = checked.files.iter().filter_map(|file| file.transcoded_from.map(|encoding| (file.title(), encoding)));
    let transcoded =
        transcoded.map(|(title, encoding)| format!("\n{title} is {encoding}: places are those of its text as UTF-8"));
    format!("{found} in {files}{remarks}{}", transcoded.collect::<String>())
}

/// What clients do, as a sentence: `kubectl 1.22-1.37 refuses: ` and its own words, or `kubectl 1.22-1.37 talks to …`.
pub(super) struct ClientNote<'a> {
    /// Who does it, up to what follows.
    pub(super) lead: String,
    pub(super) what: Option<&'a Message>,
    /// Whether these are the words of the clients.
    pub(super) is_quote: bool,
}

impl Display for ClientNote<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.lead)?;
        self.what.map_or(Ok(()), |what| what.fmt(f))
    }
}

/// A note for all clients that do the same.
pub(super) fn client_notes(clients: &[ClientOutcome]) -> Vec<ClientNote<'_>> {
    let mut groups: Vec<Vec<&ClientOutcome>> = Vec::new();
    for client in clients {
        let is_same = |group: &&mut Vec<&ClientOutcome>| group[0].outcome == client.outcome && group[0].error == client.error;
        match groups.iter_mut().find(is_same) {
            Some(group) => group.push(client),
            None => groups.push(vec![client]),
        }
    }
    groups.iter().map(|group| client_note(group)).collect()
}

fn client_note<'a>(clients: &[&'a ClientOutcome]) -> ClientNote<'a> {
    let names: Vec<_> = clients.iter().map(|client| format!("{} {}", client.client, client.versions)).collect();
    let names = names.join(", ");
    let is_one = clients.len() == 1;
    let refuse = if is_one { "refuses" } else { "refuse" };
    let colon = if is_one { "" } else { ":" };
    let what = clients[0].error.as_ref();
    let lead = match (clients[0].outcome, what) {
        (Outcome::Refuses, Some(_)) => format!("{names} {refuse}: "),
        (Outcome::Refuses, None) => format!("{names} {refuse}"),
        (Outcome::Differs, Some(_)) => format!("{names}{colon} "),
        (Outcome::Differs, None) => format!("{names}{colon} does something else than is meant"),
    };
    ClientNote { lead, what, is_quote: clients[0].outcome == Outcome::Refuses }
}

pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
