//! Where everything in a merged list comes from.
//!
//! Places are lines. A column or an offset in bytes would tell how long the secrets in front of it are.

use super::{Input, Within};
use crate::address::Segment;
use crate::kubeconfig::Document;
use crate::kubeconfig::facts::go_url::Strictness;
use crate::kubeconfig::field::Field;
use crate::kubeconfig::merge::{In, Merged};
use crate::kubeconfig::model::{Cluster, Context, Entry, User, given};
use crate::message::{Message, Name};
use crate::options::Options;
use crate::span::Span;

/// A merged list, with the origin of all that counts in it.
#[derive(Debug)]
pub struct Origins {
    /// The files, in the order of the list.
    pub files: Vec<ListedFile>,
    /// What the files say about the current context. The first counts.
    pub current_context: Vec<Value>,
    /// The contexts, in the order in which they are found.
    pub contexts: Vec<Copies>,
    /// The clusters.
    pub clusters: Vec<Copies>,
    /// The users.
    pub users: Vec<Copies>,
}

/// A file of the list.
#[derive(Debug)]
pub struct ListedFile {
    /// What people know it by.
    pub title: Name,
    /// Why kubectl does not load it, in its words. Then it loads no file of the list.
    pub refusal: Option<Message>,
}

/// A line of a file of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The number of the file.
    pub file: usize,
    /// The line, counted from 1.
    pub line: u32,
}

/// An entry that counts, and those that it hides.
#[derive(Debug)]
pub struct Copies {
    /// Its name; `None` where that may not be shown.
    pub name: Option<Name>,
    /// Where it stands.
    pub origin: Origin,
    /// Whether it is the current context.
    pub is_current: bool,
    /// The fields that it gives. All of them come from this file: no other adds any.
    pub fields: Vec<Value>,
    /// The entries of the same name that do not count.
    pub hidden: Vec<Hidden>,
}

/// A field.
#[derive(Debug)]
pub struct Value {
    /// Its key, as `server` or `exec.command`.
    pub key: String,
    /// What it says, where that may be shown.
    pub value: Option<Name>,
    /// Where it stands.
    pub origin: Origin,
    /// Whether it names an entry.
    pub is_reference: bool,
    /// Where the entry that it names stands.
    pub target: Option<Origin>,
}

/// An entry that does not count.
#[derive(Clone, Copy, Debug)]
pub struct Hidden {
    /// Where it stands.
    pub origin: Origin,
    /// Whether clients read the same in it as in the one that counts.
    pub is_same: bool,
}

/// Says where everything comes from when the files are one list.
pub fn origins(inputs: Vec<Input>, options: &Options) -> Origins {
    let (mut documents, mut files, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for input in inputs {
        let document = input.read(&options.env);
        files.push(ListedFile { title: input.title(), refusal: refusal(&document) });
        documents.push(document);
        places.push(input.within);
    }
    let merged = Merged::of(&documents);
    let finder = Finder { documents: &documents, places: &places, merged: &merged };
    Origins {
        files,
        current_context: finder.current_context(),
        contexts: merged.contexts().iter().map(|copies| finder.context(copies)).collect(),
        clusters: merged.clusters().iter().map(|copies| finder.cluster(copies)).collect(),
        users: merged.users().iter().map(|copies| finder.user(copies)).collect(),
    }
}

fn refusal(document: &Document) -> Option<Message> {
    let syntax = document.syntax.as_ref().map(|syntax| syntax.text.clone());
    syntax.or_else(|| document.refusal.as_ref().map(|refusal| refusal.text.clone()))
}

struct Finder<'a> {
    documents: &'a [Document],
    places: &'a [Option<Within>],
    merged: &'a Merged<'a>,
}

impl Finder<'_> {
    fn current_context(&self) -> Vec<Value> {
        let fields = self.merged.files().filter_map(|(file, config)| Some((file, given(config.current_context.as_ref())?)));
        fields.map(|(file, field)| self.value(file, field)).collect()
    }

    fn context(&self, copies: &[In<'_, Context>]) -> Copies {
        let context = copies[0].entry;
        let current = self.merged.current_context();
        let is_current = current.zip(context.entry.name.as_ref()).is_some_and(|(current, name)| current.entry.same_text(name));
        let mut found = self.copies(copies, |context| &context.entry, Context::says_the_same_as, Context::given_fields);
        for field in &mut found.fields {
            let target = match field.key.as_str() {
                "cluster" => self.merged.cluster(context.cluster.as_ref()).map(|found| (found.file, &found.entry.entry)),
                "user" => self.merged.user(context.user.as_ref()).map(|found| (found.file, &found.entry.entry)),
                _ => continue,
            };
            field.is_reference = true;
            field.target = target.map(|(file, entry)| self.origin(file, entry.place()));
        }
        Copies { is_current, ..found }
    }

    fn cluster(&self, copies: &[In<'_, Cluster>]) -> Copies {
        let mut found = self.copies(copies, |cluster| &cluster.entry, Cluster::says_the_same_as, Cluster::given_fields);
        let address = copies[0].entry.server.as_ref().and_then(Field::url).and_then(|url| url.address(Strictness::Colons));
        if let Some(server) = found.fields.iter_mut().find(|field| field.key == "server") {
            server.value = address.cloned();
        }
        found
    }

    fn user(&self, copies: &[In<'_, User>]) -> Copies {
        self.copies(copies, |user| &user.entry, User::says_the_same_as, User::given_fields)
    }

    fn copies<T>(
        &self,
        copies: &[In<'_, T>],
        entry: fn(&T) -> &Entry,
        is_same: fn(&T, &T) -> bool,
        fields: fn(&T) -> Vec<&Field>,
    ) -> Copies {
        let first = &copies[0];
        let origin = |copy: &In<'_, T>| self.origin(copy.file, entry(copy.entry).place());
        let hidden = copies[1..].iter().map(|copy| Hidden { origin: origin(copy), is_same: is_same(first.entry, copy.entry) });
        let name = given(entry(first.entry).name.as_ref());
        Copies {
            name: name.map_or_else(|| Some(Name::escape("")), Field::name),
            origin: origin(first),
            is_current: false,
            fields: fields(first.entry).into_iter().map(|field| self.value(first.file, field)).collect(),
            hidden: hidden.collect(),
        }
    }

    fn value(&self, file: usize, field: &Field) -> Value {
        let keys = field.address.segments().iter().filter_map(|segment| match segment {
            Segment::Key(key) => Some(*key),
            _ => None,
        });
        // `users[ci].user.exec.command`: behind the list and the entry.
        let is_of_entry = field.address.segments().len() > 1;
        let key = keys.skip(if is_of_entry { 2 } else { 0 }).collect::<Vec<_>>().join(".");
        let origin = self.origin(file, field.key);
        let flag = field.bool().map(|flag| Name::escape(if flag { "true" } else { "false" }));
        Value { key, value: field.name().or(flag), origin, is_reference: false, target: None }
    }

    fn origin(&self, file: usize, span: Span) -> Origin {
        let document = &self.documents[file];
        let range = match &self.places[file] {
            Some(within) => document.range_in(&within.setting, span),
            None => document.range(span),
        };
        Origin { file, line: range.start.line }
    }
}
