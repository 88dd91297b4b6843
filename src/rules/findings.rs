//! How rules report.

use super::Rule;
use crate::address::Address;
use crate::finding::{ClientOutcome, FileId, Finding, Outcome, Place, Related, Severity};
use crate::fix::Fix;
use crate::kubeconfig::field::Field;
use crate::message;
use crate::message::Message;
use crate::page::Page;
use crate::span::Span;
use std::borrow::Cow;

/// The findings of one rule in one file.
pub(crate) struct Findings {
    page: Page,
    file: FileId,
    list: Vec<Finding>,
    /// Findings beyond [`MOST`]: how many, and the last one.
    surplus: usize,
    spare: Option<Finding>,
}

/// Further findings of a rule in a file are only counted: nobody reads them, and they would cost more memory than the file.
const MOST: usize = 10_000;

impl Findings {
    pub(crate) fn new(rule: &Rule, file: FileId) -> Self {
        Self { page: rule.page, file, list: Vec::new(), surplus: 0, spare: None }
    }

    /// Reports a field, at the place where it may be seen.
    pub(crate) fn field(&mut self, field: &Field, message: impl Into<Message>) -> &mut Finding {
        self.at(&field.address, field.place(), message)
    }

    /// What is reported next is in this file.
    pub(crate) fn in_file(&mut self, file: FileId) -> &mut Self {
        self.file = file;
        self
    }

    /// Reports a place.
    pub(crate) fn at(&mut self, address: &Address, span: Span, message: impl Into<Message>) -> &mut Finding {
        let finding =
            Finding::new(self.page.id, self.page.severity(), message.into(), Place::new(self.file, span), address.clone());
        if self.list.len() > MOST {
            self.surplus += 1;
            return self.spare.insert(finding);
        }
        let index = self.list.len();
        self.list.push(finding);
        &mut self.list[index]
    }

    pub(crate) fn into_vec(mut self) -> Vec<Finding> {
        if let (1.., Some(last)) = (self.surplus, self.list.last_mut()) {
            last.message = message!["from here on, ", self.surplus, " more findings of this rule are left out"];
            last.related.clear();
            last.fix = None;
        }
        self.list
    }
}

impl Finding {
    /// Another severity than the page's.
    pub(crate) fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// What to do.
    pub(crate) fn help(&mut self, help: impl Into<Message>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// What `--fix` or `--unsafe-fixes` can do about it.
    pub(crate) fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix = Some(fix);
        self
    }

    /// What the place itself shows.
    pub(crate) fn label(&mut self, label: impl Into<Message>) -> &mut Self {
        self.label = Some(label.into());
        self
    }

    /// Another place of the same file that shows why.
    pub(crate) fn related(&mut self, span: Span, message: impl Into<Message>) -> &mut Self {
        let place = Place::new(self.place.file, span);
        self.related.push(Related { place, message: message.into() });
        self
    }

    /// Another place, in another file of the list.
    pub(crate) fn related_in(&mut self, file: FileId, span: Span, message: impl Into<Message>) -> &mut Self {
        self.related.push(Related { place: Place::new(file, span), message: message.into() });
        self
    }

    /// A client that stops with these words.
    pub(crate) fn refused_by(
        &mut self,
        client: &'static str,
        versions: impl Into<Cow<'static, str>>,
        error: impl Into<Message>,
    ) -> &mut Self {
        let versions = versions.into();
        self.clients.push(ClientOutcome { client, versions, outcome: Outcome::Refuses, error: Some(error.into()) });
        self
    }

    /// A client that goes on, but not as the file means.
    pub(crate) fn differs_in(
        &mut self,
        client: &'static str,
        versions: impl Into<Cow<'static, str>>,
        what: impl Into<Message>,
    ) -> &mut Self {
        let versions = versions.into();
        self.clients.push(ClientOutcome { client, versions, outcome: Outcome::Differs, error: Some(what.into()) });
        self
    }
}
