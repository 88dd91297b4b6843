//! Fields in a client's own words, with what is secret masked.

use super::field::Field;
use super::go::quote::quote;
use super::mask::REDACTED;
use super::publish::{self, Shown};
use crate::message::{Name, Part};

impl Field {
    /// As `%v` prints it.
    pub fn in_words(&self) -> Part {
        Part::Quote(Name::escape(&self.shown()))
    }

    /// As `%q` prints it.
    pub fn in_quoted_words(&self) -> Part {
        Part::Quote(Name::escape(&quote(&self.shown())))
    }

    fn shown(&self) -> String {
        if self.is_blank() {
            return String::new();
        }
        let Some(text) = self.text() else { return REDACTED.to_owned() };
        match publish::shown(self.exposure, text) {
            Shown::All => text.to_owned(),
            Shown::Without(secret) => [&text[..secret.start], REDACTED, &text[secret.end..]].concat(),
            Shown::Nothing => REDACTED.to_owned(),
        }
    }
}
