//! Fields in a client's own words, with what is secret masked.

use super::field::Field;
use super::go::quote::quote;
use super::mask::REDACTED;
use super::publish::{is_publishable, secret_of_url};
use super::schema::Exposure;
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
        let text = self.text().filter(|text| is_publishable(text));
        match (text, self.exposure) {
            (Some(text), Exposure::Public) => text.to_owned(),
            (Some(text), Exposure::Url) => match secret_of_url(text) {
                Some(secret) => [&text[..secret.start], REDACTED, &text[secret.end..]].concat(),
                None => text.to_owned(),
            },
            _ if self.is_blank() => String::new(),
            _ => REDACTED.to_owned(),
        }
    }
}
