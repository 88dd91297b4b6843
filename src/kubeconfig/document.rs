//! One file, read.

mod kinds;
mod problems;

use super::build;
use super::directive::{Directive, Directives};
use super::disclose::Disclosure;
use super::embedded::Setting;
use super::examine;
use super::load::{self};
use super::mask::MaskedText;
use super::model::Kubeconfig;
use super::source::{Encoding, Source};
use super::unfilled::{self, Unfilled};
use super::value::{Data, Value};
use crate::env::Env;
pub use crate::env::{Access, Location, Others, Surroundings, Tracking};
use crate::span::{Range, Span};
use crate::yaml::tree::Kind;
use crate::yaml::{self, Limits};
pub use kinds::{Culprit, Fault, Refusal, Shape, Syntax, Unread};
use std::path::Path;

/// One file: its typed view, what is wrong with its text and its shape, and what may be shown of it.
#[expect(clippy::struct_excessive_bools, reason = "they are independent of each other")]
pub struct Document {
    /// The typed view.
    pub kubeconfig: Kubeconfig,
    /// What its top level is.
    pub top: Top,
    /// Why kubectl's reader cannot pass, if it cannot; then the rest was read around it.
    pub syntax: Option<Syntax>,
    /// What can be parsed and still makes no value.
    pub faults: Vec<Fault>,
    /// What is not of the shape of a kubeconfig.
    pub shape: Vec<Shape>,
    /// Why kubectl loads none of it, if it does not.
    pub refusal: Option<Refusal>,
    /// The part that kubectl never reads.
    pub unread: Option<Unread>,
    /// What is around it on this machine.
    pub surroundings: Surroundings,
    /// The first alias, which stands for what has an anchor.
    pub alias: Option<Span>,
    /// The `---` of a document at the end of the file in which there is nothing.
    pub trailing_marker: Option<Span>,
    /// Whether it is a template, by its name or by what it holds, to be filled in by some tool.
    pub is_template: bool,
    /// Whether it is a kubelet's own by its path.
    pub is_of_kubelet: bool,
    /// Whether its name says that a node joins a cluster with it.
    pub is_bootstrap: bool,
    /// Expressions of a template that nobody filled in and kubectl cannot read, one for each line, in order.
    pub unfilled: Vec<Unfilled>,
    /// Whether nobody looked at the files that it names.
    is_seen_alone: bool,
    directives: Directives,
    source: Source,
    disclosure: Disclosure,
}

/// What the top level of the first document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Top {
    /// Nothing, `null`, or only comments.
    Empty,
    /// A mapping, as it should be.
    Mapping,
    /// A list.
    List,
    /// A scalar.
    Scalar,
}

impl Document {
    /// Reads the bytes of a file. `path` is where it was opened, for the relative paths in it.
    pub fn read(bytes: &[u8], path: Option<&Path>, env: &Env) -> Self {
        let source = Source::decode(bytes);
        let recovered = yaml::recover::recover(source.text(), &Limits::default());
        let loaded = load::load(&source, &recovered);
        let syntax = problems::syntax(&source, &recovered, &loaded);
        let top = top(&loaded.root);
        let is_trusted = syntax.is_none() && top == Top::Mapping;
        let disclosure = Disclosure::new(source.text(), &recovered.stream, is_trusted);
        let mut kubeconfig = build::kubeconfig(&loaded.root, &disclosure);
        let written = examine::Written { text: recovered.text(source.text()), stream: &recovered.stream };
        let surroundings = path.map(|path| env.surroundings(path)).unwrap_or_default();
        examine::examine(&mut kubeconfig, path, env, &surroundings, written);
        let faults: Vec<_> = loaded.faults.iter().map(problems::fault).collect();
        let shape: Vec<_> =
            loaded.problems.iter().map(|problem| problems::shape_of(problem, &loaded.root, &disclosure)).collect();
        let unfilled = unfilled::find(&source, syntax.as_ref(), &faults, &shape);
        Self {
            top,
            faults,
            shape,
            refusal: if syntax.is_some() { None } else { problems::refusal(&loaded, &disclosure) },
            unread: if syntax.is_some() { None } else { problems::unread(source.text(), &recovered) },
            surroundings,
            alias: recovered.stream.nodes().find(|node| matches!(node.kind, Kind::Alias { .. })).map(|node| node.token),
            trailing_marker: if syntax.is_some() { None } else { problems::trailing_marker(source.text(), &recovered) },
            is_template: path.is_some_and(is_template) || !unfilled.is_empty() || kubeconfig.is_unfilled(),
            unfilled,
            is_of_kubelet: path.is_some_and(is_of_kubelet),
            is_bootstrap: path.and_then(Path::file_name).is_some_and(|name| name.to_string_lossy().contains("bootstrap")),
            is_seen_alone: path.is_none() || !env.follow_paths,
            directives: Directives::find(&source, recovered.text(source.text()), &recovered.stream),
            syntax,
            kubeconfig,
            source,
            disclosure,
        }
    }
}

impl Document {
    /// Whether all of the file could be read. Otherwise nothing can be said to be missing from it.
    pub fn is_complete(&self) -> bool {
        self.syntax.is_none() && self.faults.is_empty() && self.kubeconfig.cut.is_none()
    }

    /// Whether nobody looked at what it names: files, and programs.
    pub fn is_seen_alone(&self) -> bool {
        self.is_seen_alone
    }

    /// The comments in it that speak to this program, where `vocabulary` are the rules and families that there are.
    pub fn directives(&self, vocabulary: &[&'static str]) -> Vec<Directive> {
        self.directives.read(self.source.text(), vocabulary)
    }

    /// How it is stored, where its text had to be turned into UTF-8. Spans are those of that text.
    pub fn transcoded_from(&self) -> Option<&'static str> {
        match self.source.encoding() {
            Encoding::Utf8 | Encoding::Utf8WithMark => None,
            Encoding::Utf16Le => Some("UTF-16LE"),
            Encoding::Utf16Be => Some("UTF-16BE"),
        }
    }

    /// A span as lines and columns of the file that it is embedded in. The span must not measure a secret.
    pub fn range_in(&self, setting: &Setting, span: Span) -> Range {
        setting.range(self.source.text(), span)
    }

    /// Whether its first bytes are the byte order mark of UTF-8.
    pub fn has_utf8_mark(&self) -> bool {
        self.source.encoding() == Encoding::Utf8WithMark
    }

    /// A span as lines and columns.
    pub fn range(&self, span: Span) -> Range {
        Range { start: self.source.position(span.start), end: self.source.position(span.end) }
    }

    /// What may be shown of it.
    pub fn masked(&self) -> MaskedText {
        self.disclosure.mask(self.source.text())
    }

    /// Whether kubectl cannot read what stands on the line of this place because it is an expression of a template.
    pub fn is_unfilled(&self, place: Span) -> bool {
        let line = self.source.position(place.start).line;
        self.unfilled.binary_search_by_key(&line, |unfilled| unfilled.line).is_ok()
    }

    pub(in crate::kubeconfig) fn source(&self) -> &Source {
        &self.source
    }

    pub(in crate::kubeconfig) fn text(&self) -> &str {
        self.source.text()
    }

    /// Whether the token is shown in reports, at least in part.
    pub(in crate::kubeconfig) fn shows(&self, token: Span) -> bool {
        self.disclosure.shows(token)
    }

    /// Whether nothing in the token is secret, wherever aliases bring it.
    pub(in crate::kubeconfig) fn is_public(&self, token: Span) -> bool {
        self.disclosure.is_public(token)
    }

    /// As much of a span as does not measure a secret: it ends before one, or, where it begins in one, behind its first character.
    pub fn narrowed(&self, span: Span, masked: &MaskedText) -> Span {
        masked.narrowed(span, self.source.text())
    }

    /// The line that holds a place, without its break.
    pub fn line(&self, offset: u32) -> Span {
        self.source.line_span(self.source.position(offset).line)
    }
}

/// The endings of the template languages that people write kubeconfigs in.
fn is_template(path: &Path) -> bool {
    const ENDINGS: &[&str] = &["tpl", "tmpl", "gotmpl", "j2", "jinja", "jinja2", "erb", "mustache", "tftpl"];
    path.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| ENDINGS.contains(&ending))
}

/// `kubelet.conf`, `bootstrap-kubelet.conf`, `kubelet.kubeconfig`, and whatever lies in a folder of the kubelet.
fn is_of_kubelet(path: &Path) -> bool {
    let mut steps = path.iter().filter_map(|step| step.to_str());
    steps.any(|step| step.starts_with("kubelet") || step.starts_with("bootstrap-kubelet"))
}

fn top(root: &Value) -> Top {
    match root.data {
        Data::Null => Top::Empty,
        Data::Map(_) => Top::Mapping,
        Data::List(_) => Top::List,
        _ => Top::Scalar,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kubelet_s_files_are_known_by_their_paths() {
        for own in ["/etc/kubernetes/kubelet.conf", "/etc/kubernetes/bootstrap-kubelet.conf", "/var/lib/kubelet/kubeconfig"] {
            assert!(is_of_kubelet(Path::new(own)), "{own}");
        }
        for other in ["/etc/kubernetes/admin.conf", "/home/jane/.kube/config", "config"] {
            assert!(!is_of_kubelet(Path::new(other)), "{other}");
        }
    }
}
