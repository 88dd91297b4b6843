//! What a rule sees.

mod relations;

use super::Check;
use super::effect::{Effect, Felt};
use super::foreseen::Foresight;
use super::lint::Unused;
use super::view::View;
use crate::address::Address;
use crate::clients::{self, Audience, Outcome, Refusal, Release};
use crate::finding::FileId;
use crate::kubeconfig::Document;
use crate::kubeconfig::directive::Directive;
use crate::kubeconfig::document::Shape;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::kuberc::Kuberc;
use crate::kubeconfig::model::{Context, Entry, Kubeconfig, User};
use crate::options::Options;
use crate::page::Page;
use jiff::Timestamp;
use std::cell::OnceCell;
use std::collections::HashMap;

/// One file, the list it belongs to, the clock and the options of the run.
pub(crate) struct Case<'a> {
    view: &'a View<'a>,
    id: FileId,
    options: &'a Options,
    kuberc: Option<&'a Kuberc>,
    /// By entry, the keys that are misspelt or at the wrong level in it.
    strays: HashMap<Address, Vec<&'static str>>,
    directives: Vec<Directive>,
    unused: Vec<Unused>,
    foresight: OnceCell<Foresight>,
}

impl<'a> Case<'a> {
    pub(crate) fn new(view: &'a View<'a>, id: FileId, options: &'a Options, kuberc: Option<&'a Kuberc>) -> Self {
        let document = view.document(id);
        let directives = if options.heeds_comments() { document.directives(&vocabulary()) } else { Vec::new() };
        Self {
            view,
            id,
            options,
            kuberc,
            strays: strays(&document.shape),
            directives,
            unused: Vec::new(),
            foresight: OnceCell::new(),
        }
    }

    /// The number of the file.
    pub(crate) fn id(&self) -> FileId {
        self.id
    }

    /// The file.
    pub(crate) fn document(&self) -> &'a Document {
        self.view.document(self.id)
    }

    /// The typed view of the file.
    pub(crate) fn config(&self) -> &'a Kubeconfig {
        &self.document().kubeconfig
    }

    /// The options of the run.
    pub(crate) fn options(&self) -> &'a Options {
        self.options
    }

    /// Whether a rule speaks of a client that the file is meant for, or of what matters whoever that is. A portable file is meant for
    /// all, and a page may name the profiles in which it speaks of any.
    pub(crate) fn concerns(&self, page: &Page) -> bool {
        self.is_passed_on() || concerns(self.options, page)
    }

    /// Whether the file is meant for one of these versions of a client.
    pub(crate) fn declares(&self, client: &str, versions: &str) -> bool {
        self.options.clients.iter().any(|declared| declared.is(client, versions))
    }

    /// What the clients that the file is meant for do about it; what all do, where nobody knows whom it will be passed on to.
    pub(crate) fn felt(&self, effects: &'static [Effect]) -> Vec<Felt> {
        felt(self.options, effects)
    }

    /// What the clients that the file is meant for do about it; what all do, if none of those minds.
    pub(crate) fn felt_by_somebody(&self, effects: &'static [Effect]) -> Vec<Felt> {
        let felt = self.felt(effects);
        if felt.is_empty() { Felt::by_anybody(effects) } else { felt }
    }

    /// Whether the file will be passed on, to nobody knows whom.
    pub(crate) fn is_passed_on(&self) -> bool {
        self.options.is_passed_on()
    }

    /// The preferences of kubectl's user, where there are any.
    pub(crate) fn kuberc(&self) -> Option<&'a Kuberc> {
        self.kuberc
    }

    /// The moment at which expiry is judged.
    pub(crate) fn now(&self) -> Timestamp {
        self.options.env.now
    }

    /// Whether all of the file could be read. Otherwise nothing can be said to be missing.
    pub(crate) fn is_complete(&self) -> bool {
        self.document().is_complete()
    }

    /// The comments of the file that speak to this program, where they are heeded.
    pub(crate) fn directives(&self) -> &[Directive] {
        &self.directives
    }

    /// What comments ask to suppress and is not found, as far as is known by now.
    pub(crate) fn unused(&self) -> &[Unused] {
        &self.unused
    }

    /// Makes known what comments ask to suppress and is not found.
    pub(crate) fn set_unused(&mut self, unused: Vec<Unused>) {
        self.unused = unused;
    }

    /// Whether the rule of this id, or a rule of this family, looks at this file in this run.
    pub(crate) fn ran(&self, name: &str) -> bool {
        let is_meant = |page: &Page| page.id == name || page.family() == name;
        let has_work = |check: &Check| self.is_in_list() || matches!(check, Check::File(_));
        super::all().any(|rule| is_meant(&rule.page) && has_work(&rule.check) && self.runs(&rule.page))
    }

    /// Whether a rule looks at this file in this run. One that is off does not: what is not said explains nothing.
    pub(crate) fn runs(&self, page: &Page) -> bool {
        let is_on = page.severity_in(self.options.profile).is_some() || self.options.turns_on(page.id);
        is_on && self.concerns(page)
    }

    /// Whether the file names others, or programs, at which nobody looked.
    pub(crate) fn is_half_seen(&self) -> bool {
        self.document().is_seen_alone() && self.config().leads_elsewhere()
    }

    /// Whether the file is one of several in a merged list.
    pub(crate) fn is_in_list(&self) -> bool {
        self.view.len() > 1
    }

    /// The releases that the file is meant for, of the clients that are predicted.
    pub(crate) fn declared_releases(&self) -> impl Iterator<Item = Release> {
        self.options.clients.iter().filter_map(|declared| match declared {
            Audience::Release(release) => Some(*release),
            Audience::ReadOnly(_) => None,
        })
    }

    /// What stops a release, by the field of this file that it stumbles over.
    pub(crate) fn refusals(&self, release: Release) -> impl Iterator<Item = Refusal> {
        let (documents, first) = self.view.documents();
        let predictions = clients::predict(documents, release, &self.options.env).into_iter();
        let refusals = predictions.filter_map(|prediction| match prediction.outcome {
            Outcome::Refuses(refusal) => Some(refusal),
            Outcome::Contacts(_) => None,
        });
        let file = self.id.0 - first;
        let passed_over = self.config().current_context.as_ref().filter(|_| self.is_context_asked_for());
        let counts = move |refusal: &Refusal| passed_over.is_none_or(|field| field.address != refusal.cause.address);
        refusals.filter(move |refusal| refusal.cause.file == file && counts(refusal))
    }

    /// What declared clients other than kubectl are foretold to refuse in this file.
    pub(crate) fn foresight(&self) -> &Foresight {
        self.foresight.get_or_init(|| Foresight::of(self))
    }

    /// The context of this name in the merged view.
    pub(crate) fn context(&self, name: &Field) -> Option<&'a Context> {
        self.view.context(name)
    }

    /// Whether the entry has one of these keys misspelt or at the wrong level: then that is what is wrong, and nothing is missing.
    pub(crate) fn has_stray(&self, entry: &Entry, keys: &[&str]) -> bool {
        self.strays.get(&entry.address).is_some_and(|strays| strays.iter().any(|key| keys.contains(key)))
    }

    /// The file that holds this user, of the files that count.
    pub(crate) fn file_of(&self, user: &User) -> FileId {
        self.view.file_of(user).unwrap_or(self.id)
    }
}

/// What a comment can name.
fn vocabulary() -> Vec<&'static str> {
    let pages = || super::all().map(|rule| rule.page);
    let mut families: Vec<_> = pages().map(|page| page.family()).collect();
    families.dedup();
    pages().map(|page| page.id).chain(families).collect()
}

/// Whether a rule speaks of a client that the files are meant for, or of what matters whoever that is.
pub(super) fn concerns(options: &Options, page: &Page) -> bool {
    let is_declared = |client: &str| options.clients.iter().any(|declared| declared.id() == client);
    page.runs_always() || page.is_for(options.profile) || page.clients().any(is_declared)
}

/// What clients do that are meant; what all do, where nobody knows who is.
pub(super) fn felt(options: &Options, effects: &'static [Effect]) -> Vec<Felt> {
    let felt: Vec<_> = effects.iter().filter_map(|effect| Felt::by(&options.clients, effect)).collect();
    if felt.is_empty() && options.is_passed_on() { Felt::by_anybody(effects) } else { felt }
}

fn strays(shapes: &[Shape]) -> HashMap<Address, Vec<&'static str>> {
    let mut strays: HashMap<_, Vec<_>> = HashMap::new();
    for shape in shapes {
        let unknown = shape.unknown.as_ref().filter(|unknown| !unknown.is_blank);
        if let Some(key) = unknown.and_then(|unknown| unknown.meant.or(unknown.home.map(|(_, key)| key))) {
            let keys = strays.entry(shape.address.entry()).or_default();
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
    }
    strays
}
