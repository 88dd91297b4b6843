//! Whether the rules are content with what a fix made of a file.

use crate::address::{Address, Segment};
use crate::finding::{FileId, Finding, Outcome, Severity};
use crate::fix::{Fix, Safety};
use crate::message;
use crate::message::Message;
use crate::rules::{self, Rule};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What speaks against fixes.
pub(super) struct Harm {
    /// The file and the entry in which it is seen, where that can be told.
    pub(super) entry: Option<(FileId, Address)>,
    /// What it is, behind "it was not applied: ".
    pub(super) reason: Message,
    /// The finding that would be there, by rule and address.
    pub(super) finding: Option<(&'static str, Address)>,
}

impl Harm {
    fn stays(entry: Option<(FileId, Address)>) -> Self {
        Self { entry, reason: "it would not help".into(), finding: None }
    }

    fn brings(finding: &Finding) -> Self {
        let brought = (finding.rule, finding.address.clone());
        Self { entry: Some(entry(finding)), reason: message!["it would bring up ", finding.rule], finding: Some(brought) }
    }

    /// The file around it cannot take the new content.
    pub(super) fn around(reason: impl Into<Message>) -> Self {
        Self { entry: None, reason: reason.into(), finding: None }
    }

    /// The server of this cluster is worse off.
    pub(super) fn weakens(file: FileId, cluster: &Address) -> Self {
        let reason = "a server would be verified less than before".into();
        Self { entry: Some((file, cluster.clone())), reason, finding: None }
    }
}

fn entry(finding: &Finding) -> (FileId, Address) {
    (finding.place.file, finding.address.entry())
}

/// Findings are counted by rule and kind of field: entries can be named otherwise by then.
type Kind = (usize, &'static str, Vec<Segment>);

fn kind(finding: &Finding) -> Kind {
    let segments = finding.address.segments().iter().map(|segment| match segment {
        Segment::Entry(_) | Segment::Index(_) => Segment::Index(0),
        other => other.clone(),
    });
    (finding.place.file.0, finding.rule, segments.collect())
}

/// Compares the findings before and after the fixes of `fixed` were applied: those should be gone, and nothing as bad be new. `followed`
/// are those that came in between and were fixed too.
pub(super) fn judge(before: &[Finding], after: &[Finding], fixed: &[&Finding], followed: &[&Finding]) -> Vec<Harm> {
    let Some(limit) = fixed.iter().map(|finding| finding.severity).min() else { return Vec::new() };
    let (expected, counts, gone) = (count(before), count(after), count(fixed.iter().copied()));
    let of = |counts: &HashMap<Kind, usize>, kind: &Kind| counts.get(kind).copied().unwrap_or_default();
    let mut harms = Vec::new();
    for (kind, gone) in &gone {
        if of(&counts, kind) + gone > of(&expected, kind) {
            let stayed: HashSet<_> =
                after.iter().filter(|finding| self::kind(finding) == *kind).map(|one| &one.address).collect();
            let known = fixed.iter().filter(|finding| stayed.contains(&finding.address) && self::kind(finding) == *kind);
            harms.extend(known.map(|finding| Harm::stays(Some(entry(finding)))));
            harms.push(Harm::stays(None));
        }
    }
    let all_fixed: Vec<_> = fixed.iter().chain(followed).copied().collect();
    let uncovered: Vec<Address> = all_fixed.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(Fix::uncovers).collect();
    let known: HashSet<_> = before.iter().map(|finding| (finding.rule, &finding.address)).collect();
    let is_known = |finding: &Finding| known.contains(&(finding.rule, &finding.address));
    let is_revealed = |finding: &Finding| is_revealed(finding, &uncovered, &all_fixed);
    let revealed = count(after.iter().filter(|finding| !is_known(finding) && is_revealed(finding)));
    let excess = |finding: &Finding| {
        let kind = kind(finding);
        (of(&counts, &kind).saturating_sub(of(&expected, &kind)), of(&revealed, &kind))
    };
    let is_bad =
        |finding: &Finding| finding.severity >= limit || (finding.severity >= Severity::Warning && is_dangerous(finding.rule));
    let counts_against = |finding: &&Finding| is_bad(finding) && excess(finding).0 > 0 && !is_revealed(finding);
    // Where there are more of a kind, those that were not there are the new ones.
    let (unknown, same): (Vec<_>, Vec<_>) = after.iter().filter(counts_against).partition(|finding| !is_known(finding));
    if unknown.is_empty() {
        let is_unexplained = |finding: &&Finding| {
            let (excess, revealed) = excess(finding);
            excess > revealed
        };
        harms.extend(same.into_iter().filter(is_unexplained).map(Harm::brings));
    } else {
        harms.extend(unknown.into_iter().map(Harm::brings));
    }
    harms
}

fn count<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> HashMap<Kind, usize> {
    let mut counts = HashMap::new();
    for finding in findings {
        *counts.entry(kind(finding)).or_default() += 1;
    }
    counts
}

/// What was so before, and is not said of what cannot be used: the program and the files are the same, and so are those who get the
/// credentials.
const SAID_LATE: &[&str] = &["exec/writable-location", "auth/shared-across-clusters", "path/file-permissions"];

/// Whether it was there before and could not be seen: in a certificate that could not be decoded, under a key that nobody read, or in
/// an entry that these clients refused as it was. What keeps a client from working that did work was not there, and what is dangerous
/// once it is read did no harm.
fn is_revealed(finding: &Finding, uncovered: &[Address], fixed: &[&Finding]) -> bool {
    let refusing: Vec<_> = refusing(finding).collect();
    let was_refused = fixed.iter().any(|fixed| {
        let (entry, before): (_, Vec<_>) = (fixed.address.entry(), self::refusing(fixed).collect());
        let is_in_it = entry != Address::ROOT && !before.is_empty() && entry.encloses(&finding.address);
        is_in_it && refusing.iter().all(|client| before.contains(client))
    });
    let is_asked_for = || finding.rule == "structure/refused-by-platform" && fixed.iter().all(|fixed| is_unsafe(fixed));
    let is_dangerous = || is_dangerous(finding.rule) && !is_asked_for();
    // Which programs there are is not for the file to say.
    let is_harmless = || refusing.is_empty() || finding.rule == "exec/command-not-found";
    let is_uncovered = || is_harmless() && uncovered.iter().any(|address| address.encloses(&finding.address));
    let is_of_content = finding.rule.starts_with("certificate/") || SAID_LATE.contains(&finding.rule);
    // How a server is verified is compared by itself.
    let is_compared = || finding.rule.starts_with("tls/");
    is_of_content || (was_refused && is_compared()) || ((was_refused || is_uncovered()) && !is_dangerous())
}

/// The rules about code that can run, and credentials that get into other hands: their ratings are those of GitHub, `high` from 7.0 on.
static DANGEROUS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let is_high = |rule: &&Rule| rule.page.security_severity().and_then(|rating| rating.parse().ok()) >= Some(7.0_f32);
    rules::all().filter(is_high).map(Rule::id).collect()
});

fn is_dangerous(rule: &str) -> bool {
    DANGEROUS.contains(rule)
}

/// Whether a person looks at what is done. What a platform refuses harms nobody there.
fn is_unsafe(finding: &Finding) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Unsafe)
}

/// The clients that stop with an error.
fn refusing(finding: &Finding) -> impl Iterator<Item = &str> {
    finding.clients.iter().filter(|client| client.outcome == Outcome::Refuses).map(|client| client.client)
}
