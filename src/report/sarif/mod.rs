//! `sarif`: SARIF 2.1.0 for code scanning.
//!
//! What is written, and what is left out, follows what GitHub, GitLab, Azure and the viewers read. Left out on purpose: `rank`
//! (GitLab would prefer it to the severity), suppressed results unless they are asked for (GitHub would open alerts for them), the command line, times,
//! and everything that names the machine or the user.

mod fix;
mod line_hash;
mod model;
mod region;
mod rules;
mod text;

#[cfg(test)]
mod tests;

use super::fingerprint::{file_uri, fingerprinter};
use super::summary::client_notes;
use super::{Context, FileUri, Notice, NoticeKind, shown_suppressed};
use crate::checked::Checked;
use crate::finding::{FileId, Finding, Place, Suppressor};
use crate::kubeconfig::mask::{OMITTED, REDACTED};
use crate::message;
use crate::page::Page;
use model::{
    Artifact, ArtifactLocation, AutomationDetails, BaseId, DescriptorReference, Driver, Fingerprints, Invocation, Location, Log,
    LogicalLocation, MessageObject, Notification, PhysicalLocation, ResultObject, ResultProperties, Run, Suppression, Text, Tool,
};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use text::Sentences;

/// GitHub shows this many results of a run, and GitLab takes no more.
const RESULT_LIMIT: usize = 5_000;
const NOTICE_KINDS: [NoticeKind; 2] = [NoticeKind::UnreadableInput, NoticeKind::ResultsCut];

/// Writes the report as one indented object.
pub(super) fn write(checked: &Checked, context: &Context<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &Builder::new(checked, context).log())?;
    writeln!(out)
}

struct Builder<'a> {
    checked: &'a Checked,
    context: &'a Context<'a>,
    /// By id.
    pages: Vec<&'a Page>,
    /// The URI of every file, and the artifact it stands for: several files can be embedded in one.
    files: Vec<(FileUri, usize)>,
    line_hashes: Vec<Vec<String>>,
    templates: BTreeMap<&'static str, BTreeMap<String, Text>>,
}

impl<'a> Builder<'a> {
    fn new(checked: &'a Checked, context: &'a Context<'a>) -> Self {
        let mut pages: Vec<_> = context.pages.iter().collect();
        pages.sort_by_key(|page| page.id);
        let mut artifacts = HashMap::new();
        let files = (0..checked.files.len()).map(|index| {
            let uri = file_uri(checked, context, index).into_owned();
            let next = artifacts.len();
            let artifact = *artifacts.entry(uri.clone()).or_insert(next);
            (uri, artifact)
        });
        let files = files.collect();
        let line_hashes = checked.files.iter().map(|file| line_hash::line_hashes(file.text.text())).collect();
        Self { checked, context, pages, files, line_hashes, templates: BTreeMap::new() }
    }

    fn log(&mut self) -> Log<'_> {
        let chosen = chosen(&self.checked.findings);
        let left_out = self.checked.findings.len() - chosen.len();
        let reported = chosen.into_iter().map(|index| (&self.checked.findings[index], None));
        let suppressed = shown_suppressed(self.checked, self.context).iter();
        let all: Vec<_> = reported.chain(suppressed.map(|suppressed| (&suppressed.finding, Some(&suppressed.by)))).collect();
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
            original_uri_base_ids: this.bases(),
            artifacts: this.artifacts(),
            invocations: [this.invocation(left_out)],
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

    fn invocation(&self, left_out: usize) -> Invocation {
        let cut = (left_out > 0).then(|| Notice {
            kind: NoticeKind::ResultsCut,
            message: message![left_out, " findings are left out; the most severe are listed"],
        });
        let notices = self.context.notices.iter().chain(&cut);
        let exit_code = self.context.exit_code;
        Invocation {
            execution_successful: exit_code <= 1,
            exit_code,
            tool_execution_notifications: notices.map(notification).collect(),
        }
    }

    /// What paths are relative to, in words: a path of this machine is nobody's business.
    fn bases(&self) -> BTreeMap<String, BaseId> {
        let root = FileUri::Inside(String::new());
        let bases = self.files.iter().map(|(uri, _)| uri).chain([&root]).filter_map(base);
        bases.map(|(id, description)| (id, BaseId { description: description.into() })).collect()
    }

    fn artifacts(&self) -> Vec<Artifact<'_>> {
        let mut next = 0;
        let mut is_first = |file: &usize| {
            let first = self.files[*file].1 == next;
            next += usize::from(first);
            first
        };
        (0..self.files.len())
            .filter(&mut is_first)
            .map(|file| Artifact {
                location: ArtifactLocation { index: None, ..self.artifact(FileId(file)) },
                source_language: "yaml",
                roles: ["analysisTarget"],
            })
            .collect()
    }

    fn artifact(&self, file: FileId) -> ArtifactLocation<'_> {
        let (uri, artifact) = &self.files[file.0];
        let uri_base_id = base(uri).map(|(id, _)| id);
        ArtifactLocation { uri: uri.as_str(), uri_base_id, index: Some(*artifact) }
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
        let clients = client_notes(&finding.clients);
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
        fix::fix(finding.fix.as_ref().filter(|_| is_as_stored)?, self.artifact(file))
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
        PhysicalLocation { artifact_location: self.artifact(place.file), region, context_region }
    }

    fn line_hash(&self, place: &Place) -> String {
        let hashes = &self.line_hashes[place.file.0];
        let line = (place.range.start.line as usize).clamp(1, hashes.len().max(1));
        hashes.get(line - 1).cloned().unwrap_or_default()
    }
}

/// The name and the description of what a URI is relative to; nothing for an absolute one.
fn base(uri: &FileUri) -> Option<(String, String)> {
    let (id, description) = match uri {
        FileUri::Inside(_) => (model::SOURCE_ROOT.to_owned(), "The root of the scanned source tree.".to_owned()),
        FileUri::Home(_) => ("HOME".to_owned(), "The home folder of the user.".to_owned()),
        FileUri::Above(0, _) => ("PWD".to_owned(), "The folder that the tool ran in.".to_owned()),
        FileUri::Above(count, _) => {
            (format!("PWD_UP_{count}"), format!("The folder {count} up from the one that the tool ran in."))
        }
        FileUri::Outside(_) => return None,
    };
    Some((id, description))
}

/// The findings to report, most severe first where there are too many, in their order.
fn chosen(findings: &[Finding]) -> Vec<usize> {
    let mut chosen: Vec<_> = (0..findings.len()).collect();
    if chosen.len() > RESULT_LIMIT {
        chosen.sort_by_key(|&index| Reverse(findings[index].severity));
        chosen.truncate(RESULT_LIMIT);
        chosen.sort_unstable();
    }
    chosen
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

fn notification(notice: &Notice) -> Notification {
    let descriptor = rules::notification(notice.kind);
    let index = NOTICE_KINDS.iter().position(|kind| *kind == notice.kind).unwrap_or_default();
    Notification {
        descriptor: DescriptorReference { id: descriptor.id, index },
        level: rules::notice_level(notice.kind),
        message: Sentences::of(&notice.message).text.into(),
    }
}
