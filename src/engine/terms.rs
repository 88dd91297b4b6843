//! On what terms the files of a run are judged.

use super::Input;
use crate::kubeconfig::Document;
use crate::kubeconfig::kuberc::Kuberc;
use crate::kubeconfig::variable::Variable;
use crate::options::Options;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// What is set for a run and for each of its files, and what was found around them.
pub(super) struct Terms<'a> {
    /// What is set for the run.
    pub(super) options: &'a Options,
    /// The variable that lists the files.
    pub(super) variable: Option<&'a Variable>,
    /// The preferences of kubectl's user, where a plugin is run.
    pub(super) kuberc: Option<Kuberc>,
    /// Whether findings are heard that nobody wants: fixes are judged by every rule.
    pub(super) hears_all: bool,
    of_files: Vec<Cow<'a, Options>>,
    places: Vec<Option<PathBuf>>,
}

impl<'a> Terms<'a> {
    /// Those for these files.
    pub(super) fn new<'i>(
        inputs: impl IntoIterator<Item = &'i Input>,
        variable: Option<&'a Variable>,
        options: &'a Options,
    ) -> Self {
        let places: Vec<_> = inputs.into_iter().map(|input| input.place(options)).collect();
        let of_files = places.iter().map(|place| options.for_file(place.as_deref())).collect();
        Self { options, variable, kuberc: None, hears_all: false, of_files, places }
    }

    /// What is set for the file with this number.
    pub(super) fn of_file(&self, number: usize) -> &Options {
        self.of_files.get(number).map_or(self.options, Cow::as_ref)
    }

    /// Whether there are findings that nobody wants.
    pub(super) fn leaves_out(&self) -> bool {
        self.options.leaves_out() || self.of_files.iter().any(|options| options.leaves_out())
    }

    /// Whether findings of the rule with this id count in the file with this number.
    pub(super) fn hears(&self, number: usize, rule: &str) -> bool {
        self.hears_all || self.of_file(number).wants(rule)
    }

    /// Where it lies, if that matters.
    pub(super) fn place(&self, number: usize) -> Option<&Path> {
        self.places.get(number)?.as_deref()
    }

    /// Reads the files, and what is around them.
    pub(super) fn read<'i>(&mut self, inputs: impl IntoIterator<Item = &'i Input>) -> Vec<Document> {
        let inputs = inputs.into_iter().enumerate();
        let documents: Vec<_> = inputs.map(|(number, input)| input.read(&self.of_file(number).env)).collect();
        if documents.iter().any(|document| document.kubeconfig.users.iter().any(|user| user.exec.is_some())) {
            self.kuberc = Kuberc::read(&self.options.env);
        }
        documents
    }
}
