//! What Ruby makes of a value.

use super::Datum;
use super::atom::Atom;
use crate::kubeconfig::facts::ruby_uri::{self, RubyUri};
use crate::kubeconfig::mask::REDACTED;
use crate::kubeconfig::publish::is_publishable;
use crate::message::Name;

impl Datum<'_> {
    /// Whether `if value` holds: only `nil` and `false` are false.
    pub fn is_truthy_to_ruby(&self) -> bool {
        !matches!(self.reading.atom(self.node), Some(Atom::Null | Atom::Bool(false)))
    }

    /// `URI.parse(value)`
    pub fn ruby_uri(&self) -> RubyUri {
        let Some(text) = self.text() else { return RubyUri::Bad };
        let token = self.reading.stream.node(self.node).token;
        let may_be_shown = self.reading.document.shows(token) && is_publishable(&text);
        match ruby_uri::parse(&text) {
            RubyUri::Absolute { scheme, has_host, .. } if !may_be_shown => {
                RubyUri::Absolute { scheme, has_host, address: Name::escape(REDACTED) }
            }
            uri => uri,
        }
    }
}
