//! What the rules say of a list of files.

use super::accepted::Accepted;
use super::suppress::Comments;
use super::terms::Terms;
use super::{collapse, profile, template};
use crate::finding::{ClientOutcome, FileId, Finding, Outcome, Severity, Suppressed, count_occurrences};
use crate::kubeconfig::load::Stage;
use crate::options::Options;
use crate::rules::{self, Case, Check, Findings, ListCase, Rule, View};
use std::cmp::Reverse;
use std::collections::HashSet;

/// What is said of one file, or of the variable that lists them.
#[derive(Default)]
pub(super) struct Judged {
    /// In order.
    pub(super) findings: Vec<Finding>,
    /// What comments in the file ask to suppress of it.
    comments: Comments,
}

impl Judged {
    /// What is reported, and what is suppressed.
    pub(super) fn divide(mut self) -> (Vec<Finding>, Vec<Suppressed>) {
        let suppressed = self.comments.apply(&mut self.findings);
        (self.findings, suppressed)
    }
}

/// What is found in each file of a list, and behind them what is said of the variable that lists them.
///
/// Every rule about declared clients runs, whatever was selected: a finding that is left out may be the one that explains another.
pub(super) fn judge(view: &View<'_>, terms: &Terms<'_>, accepted: &mut Accepted<'_>) -> Vec<Judged> {
    let (documents, first) = view.documents();
    let options = terms.options;
    let mut of_list = judge_list(&ListCase::new(view, terms.variable, options), options);
    let judge = |file: FileId| {
        let of_file = of_list.extract_if(.., |finding| finding.place.file == file).collect();
        let mut case = Case::new(view, file, terms.of_file(file.0), terms.kuberc.as_ref());
        let mut judged = judge_file(&mut case, of_file, |found| accepted.see(found, terms.place(file.0)));
        judged.findings.retain(|finding| terms.hears(file.0, finding.rule));
        count_occurrences(&mut judged.findings);
        judged
    };
    let mut judged: Vec<_> = (first..first + documents.len()).map(FileId).map(judge).collect();
    profile::weigh(&mut of_list, options.profile);
    profile::obey(&mut of_list, options);
    of_list.retain(|finding| terms.hears_all || options.wants(finding.rule));
    sort(&mut of_list);
    count_occurrences(&mut of_list);
    judged.push(Judged { findings: of_list, ..Judged::default() });
    judged
}

/// What is to be said of the files of a list together.
fn judge_list(case: &ListCase<'_>, options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    let is_on = |rule: &Rule| rule.page.severity_in(options.profile).is_some() || options.turns_on(rule.id());
    let runs = |rule: &&Rule| is_on(rule) && case.concerns(&rule.page);
    for rule in rules::all().filter(runs) {
        let Check::List(check) = rule.check else { continue };
        let mut found = Findings::new(rule, case.file(0));
        check(case, &mut found);
        findings.append(&mut found.into_vec());
    }
    collapse::collapse(&mut findings);
    findings
}

/// What is to be said of a file, with what its list brings. `see` is shown all of it, what is left out included.
fn judge_file(case: &mut Case<'_>, of_list: Vec<Finding>, see: impl FnOnce(&[Finding])) -> Judged {
    let options = case.options();
    let mut findings = of_list;
    findings.extend(rules::all().flat_map(|rule| find(rule, case)));
    let mut comments = Comments::new(case.directives(), options.env.now);
    comments.see(&findings);
    see(&findings);
    case.set_unused(comments.unused());
    findings.extend(rules::find(UNUSED_SUPPRESSION).into_iter().flat_map(|rule| find(rule, case)));
    collapse::collapse(&mut findings);
    template::fold(&mut findings, case.document(), options.is_for_job());
    profile::weigh(&mut findings, options.profile);
    hand_words_over(&mut findings, case);
    soften(&mut findings, case);
    profile::obey(&mut findings, options);
    sort(&mut findings);
    Judged { findings, comments }
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.place.file, finding.place.span.start, Reverse(finding.severity), finding.rule));
}

/// Can say something only when everything else is said.
const UNUSED_SUPPRESSION: &str = "lint/unused-suppression";

/// What a rule finds, if it looks at the file.
fn find(rule: &Rule, case: &Case<'_>) -> Vec<Finding> {
    let mut found = Findings::new(rule, case.id());
    // A rule that is off does not run: what is not said explains nothing.
    if let Check::File(check) = rule.check
        && case.runs(&rule.page)
    {
        check(case, &mut found);
    }
    found.into_vec()
}

/// What explains that kubectl finds a wrong type says so in the words for the first one, which the reader has whole: they depend on
/// which part of kubectl comes upon it.
fn hand_words_over(findings: &mut [Finding], case: &Case<'_>) {
    let Some(refusal) = case.document().refusal.as_ref().filter(|refusal| refusal.stage == Stage::Type) else { return };
    let explains = |finding: &&mut Finding| finding.severity == Severity::Error && finding.address == refusal.address;
    let mut outcomes = findings.iter_mut().filter(explains).flat_map(|finding| &mut finding.clients);
    let refuses = |client: &&mut ClientOutcome| client.client == "kubectl" && client.outcome == Outcome::Refuses;
    if let Some(client) = outcomes.find(refuses) {
        client.error = Some(refusal.text.clone());
    }
}

/// What is wrong with an entry that the current context does not use breaks only the contexts that use it, unless it keeps kubectl
/// from loading the file.
fn soften(findings: &mut [Finding], case: &Case<'_>) {
    let unloadable: HashSet<_> =
        case.document().shape.iter().filter(|shape| shape.text.is_some()).map(|shape| &shape.address).collect();
    for finding in findings {
        let reaches_contexts_only = rules::find(finding.rule).is_some_and(|rule| rule.page.reaches_contexts_only())
            && !unloadable.contains(&finding.address);
        if reaches_contexts_only && finding.severity == Severity::Error && !case.is_in_use(&finding.address) {
            finding.severity = Severity::Warning;
        }
    }
}
