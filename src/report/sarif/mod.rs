//! `sarif`: SARIF 2.1.0 for code scanning.
//!
//! What is written, and what is left out, follows what GitHub, GitLab, Azure and the viewers read. Left out on purpose: `rank`
//! (GitLab would prefer it to the severity), suppressed results unless they are asked for (GitHub would open alerts for them), the command line, times,
//! and everything that names the machine or the user.

mod artifacts;
mod fix;
mod limit;
mod line_hash;
mod model;
mod region;
mod rules;
mod text;

#[cfg(test)]
mod tests;

use super::fingerprint::fingerprinter;
use super::summary::client_notes;
use super::{Context, FileUri};
use crate::checked::Checked;
use crate::finding::{Finding, Place, Suppressor};
use crate::kubeconfig::mask::{OMITTED, REDACTED};
use crate::message;
use crate::message::Message;
use crate::page::Page;
use artifacts::Artifacts;
use limit::Reported;
use model::{
    AutomationDetails, DescriptorReference, Driver, Fingerprints, Invocation, Location, Log, LogicalLocation, MessageObject,
    Notification, PhysicalLocation, ResultObject, ResultProperties, Run, Suppression, Text, Tool,
};
use std::collections::BTreeMap;
use std::io::{self, Write};
use text::Sentences;

/// What the run itself has to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoticeKind {
    /// An input could not be read and was not checked.
    UnreadableInput,
    /// There were more findings than the log holds.
    ResultsCut,
}

const NOTICE_KINDS: [NoticeKind; 2] = [NoticeKind::UnreadableInput, NoticeKind::ResultsCut];

/// Writes the report as one indented object, of as many results as its readers take.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut limit = limit::RESULTS;
    loop {
        let mut builder = Builder::new(checked, context, limit);
        let text = serde_json::to_vec_pretty(&builder.log())?;
        match limit::fewer(builder.reported.len(), text.len()) {
            Some(fewer) => limit = fewer,
            None => return out.write_all(&text).and_then(|()| writeln!(out)),
        }
    }
}

struct Builder<'a> {
    checked: &'a Checked,
    context: &'a Context<'a>,
    /// By id.
    pages: Vec<&'a Page>,
    reported: Vec<Reported<'a>>,
    left_out: usize,
    artifacts: Artifacts,
    line_hashes: Vec<Vec<String>>,
    templates: BTreeMap<&'static str, BTreeMap<String, Text>>,
}

impl<'a> Builder<'a> {
    fn new(checked: &'a Checked, context: &'a Context<'a>, limit: usize) -> Self {
        let mut pages: Vec<_> = context.pages.iter().collect();
        pages.sort_by_key(|page| page.id);
        let (reported, left_out) = limit::choose(checked, context, limit);
        let artifacts = Artifacts::new(checked, context, &reported);
        let line_hashes = checked.files.iter().map(|file| line_hash::line_hashes(file.text.text())).collect();
        Self { checked, context, pages, reported, left_out, artifacts, line_hashes, templates: BTreeMap::new() }
    }

    fn log(&mut self) -> Log<'_> {
        let all = self.reported.clone();
        let messages: Vec<_> = all.iter().map(|(finding, _)| self.message(finding)).collect();
        let templates = &mut self.templates;
        let rules = self.pages.iter().map(|page| rules::rule(page, templates.remove(page.id))).collect();
        let this = &*self;
        let fingerprint = fingerprinter(this.checked, this.context);
        // Of all results or of none.
        let has_baseline = all.iter().any(|(_, by)| *by == Some(&Suppressor::Baseline));
        let results = all.iter().zip(messages).map(|((finding, by), message)| ResultObject {
            baseline_state: has_baseline.then(|| baseline_state(*by)),
            suppressions: by.and_then(suppression).map(|suppression| [suppression]),
            ..this.result(finding, message, fingerprint(finding))
        });
        let run = Run {
            tool: Tool { driver: this.driver(rules) },
            automation_details: AutomationDetails { id: "kubeconfig-lint/" },
            language: "en-US",
            column_kind: "utf16CodeUnits",
            redaction_tokens: [REDACTED, OMITTED],
            original_uri_base_ids: this.artifacts.bases(),
            artifacts: this.artifacts.list(),
            invocations: [this.invocation()],
            results: results.collect(),
        };
        Log { schema: model::SCHEMA, version: model::VERSION, runs: [run] }
    }

    fn driver(&self, rules: Vec<model::Descriptor>) -> Driver<'_> {
        Driver {
            name: "kubeconfig-lint",
            full_name: format!("kubeconfig-lint {}", self.context.version),
            organization: "kubeconfig-lint",
            version: self.context.version,
            semantic_version: self.context.version,
            information_uri: rules::HOME,
            rules,
            notifications: NOTICE_KINDS.map(rules::notification).into(),
        }
    }

    fn invocation(&self) -> Invocation {
        let unread = self.context.unread.iter().map(|unread| notification(NoticeKind::UnreadableInput, &unread.message));
        let cut = (self.left_out > 0).then(|| {
            let message = message![self.left_out, " findings are left out; the most severe are listed"];
            notification(NoticeKind::ResultsCut, &message)
        });
        let exit_code = self.context.exit_code;
        Invocation { execution_successful: exit_code <= 1, exit_code, tool_execution_notifications: unread.chain(cut).collect() }
    }

    /// What is wrong, where it stands in a manifest, what to do, and links to the places that show why.
    fn message(&mut self, finding: &Finding) -> MessageObject {
        let mut sentences = Sentences::of(&finding.message);
        if let Some(within) = &self.checked.file(finding.place.file).within {
            sentences.sentence(&message!["It stands in ", within, ", line ", finding.place.range.start.line]);
        }
        if let Some(help) = &finding.help {
            sentences.sentence(help);
        }
        for (id, related) in (1..).zip(&finding.related) {
            sentences.link(&related.message, id);
        }
        sentences.close();
        let id = sentences.id();
        self.templates.entry(finding.rule).or_default().insert(id.clone(), sentences.template.into());
        MessageObject { text: sentences.text, id, arguments: sentences.arguments }
    }

    fn result<'f>(&'f self, finding: &'f Finding, message: MessageObject, finding_hash: String) -> ResultObject<'f> {
        let related = (1..).zip(&finding.related).map(|(id, related)| Location {
            id: Some(id),
            message: Some(Sentences::of(&related.message).text.into()),
            physical_location: self.physical(&related.place),
            logical_locations: Vec::new(),
        });
        let clients: Vec<_> = client_notes(&finding.clients).iter().map(ToString::to_string).collect();
        ResultObject {
            rule_id: finding.rule,
            rule_index: self.pages.binary_search_by_key(&finding.rule, |page| page.id).ok(),
            kind: "fail",
            level: rules::level(finding.severity),
            message,
            locations: [Location {
                id: None,
                message: None,
                physical_location: self.physical(&finding.place),
                logical_locations: logical(finding),
            }],
            related_locations: related.collect(),
            partial_fingerprints: Fingerprints { line_hash: self.line_hash(&finding.place), finding_hash },
            baseline_state: None,
            suppressions: None,
            fixes: self.fix(finding).map(|fix| [fix]),
            properties: (!clients.is_empty()).then_some(ResultProperties { clients }),
        }
    }

    /// The places in a file that is not UTF-8 are those of its text as UTF-8, where no viewer edits it.
    fn fix<'f>(&'f self, finding: &'f Finding) -> Option<fix::FixObject<'f>> {
        let file = finding.place.file;
        let is_as_stored = self.checked.file(file).transcoded_from.is_none();
        fix::fix(finding.fix.as_ref().filter(|_| is_as_stored)?, self.artifacts.location(file))
    }

    /// What is embedded in a manifest has lines of its own, which are not those around its place in the manifest.
    fn physical(&self, place: &Place) -> PhysicalLocation<'_> {
        let file = self.checked.file(place.file);
        let mut region = region::region(&file.text, place);
        let mut context_region = region::context(&file.text, &region);
        if let Some(outer) = place.outer {
            region = region::at(outer, region);
            context_region = None;
        }
        PhysicalLocation { artifact_location: self.artifacts.location(place.file), region, context_region }
    }

    fn line_hash(&self, place: &Place) -> String {
        let hashes = &self.line_hashes[place.file.0];
        let line = (place.range.start.line as usize).clamp(1, hashes.len().max(1));
        hashes.get(line - 1).cloned().unwrap_or_default()
    }
}

fn baseline_state(by: Option<&Suppressor>) -> &'static str {
    if by == Some(&Suppressor::Baseline) { "unchanged" } else { "new" }
}

/// What is known is not suppressed for SARIF, but unchanged.
fn suppression(by: &Suppressor) -> Option<Suppression<'_>> {
    let kind = match by {
        Suppressor::Comment => "inSource",
        Suppressor::Settings { .. } => "external",
        Suppressor::Baseline => return None,
    };
    Some(Suppression { kind, status: "accepted", justification: by.reason() })
}

fn logical(finding: &Finding) -> Vec<LogicalLocation> {
    let Some(name) = finding.address.last_key() else { return Vec::new() };
    vec![LogicalLocation { name, fully_qualified_name: finding.address.to_string(), kind: "member" }]
}

fn notification(kind: NoticeKind, message: &Message) -> Notification {
    let descriptor = rules::notification(kind);
    let index = NOTICE_KINDS.iter().position(|other| *other == kind).unwrap_or_default();
    Notification {
        descriptor: DescriptorReference { id: descriptor.id, index },
        level: rules::notice_level(kind),
        message: Sentences::of(message).text.into(),
    }
}
