//! What Ruby makes of a value.

use super::Datum;
use super::atom::Atom;
use crate::kubeconfig::facts::ruby_uri::{self, RubyUri};
use crate::kubeconfig::mask::REDACTED;
use crate::message::Name;

impl Datum<'_> {
    /// Whether `if value` holds: only `nil` and `false` are false.
    pub fn is_truthy_to_ruby(&self) -> bool {
        !matches!(self.reading.atom(self.node), Some(Atom::Null | Atom::Bool(false)))
    }

    /// `URI.parse(value)`
    pub fn ruby_uri(&self) -> RubyUri {
        let Some(text) = self.text() else { return RubyUri::Bad };
        match ruby_uri::parse(&text) {
            RubyUri::Absolute { scheme, has_host, .. } if !self.shows_address(&text) => {
                RubyUri::Absolute { scheme, has_host, address: Name::escape(REDACTED) }
            }
            uri => uri,
        }
    }
}
