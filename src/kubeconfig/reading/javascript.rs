//! What JavaScript makes of a value.

use super::atom::Atom;
use super::{Datum, js_yaml};
use crate::kubeconfig::facts::header::{self, HeaderValue};
use crate::kubeconfig::facts::web_token::{self, WebToken};
use crate::kubeconfig::facts::web_url::{self, WebUrl};
use crate::kubeconfig::mask::REDACTED;
use crate::message::Name;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use zeroize::Zeroizing;

/// What `Date.parse` makes of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// `NaN`, which is neither before nor after anything.
    NotANumber,
    /// A moment.
    At(Timestamp),
}

impl Datum<'_> {
    /// `Boolean(value)`: false, zero, NaN, nothing and the empty text are false; lists and mappings are true.
    pub fn is_truthy_to_javascript(&self) -> bool {
        match self.reading.atom(self.node) {
            Some(Atom::Null) => false,
            Some(Atom::Bool(value)) => value,
            Some(Atom::Int(digits)) => digits.as_str() != "0",
            Some(Atom::Float(text)) => text.parse::<f64>().is_ok_and(|value| value != 0.0) || text.contains(['i', 'I']),
            Some(Atom::Text(text)) => !text.is_empty(),
            _ => true,
        }
    }

    /// `String(value)` of a public scalar; `None` where it may not be shown, or is none.
    pub fn name_to_javascript(&self) -> Option<Name> {
        self.name().or_else(|| match self.reading.atom(self.node)? {
            Atom::Text(_) => None,
            atom => self.shown(&js_yaml::string(atom)),
        })
    }

    /// Whether it is a text with a zero byte in it.
    pub fn has_nul(&self) -> bool {
        self.contains("\0")
    }

    /// It as a part of the value of a header. Lists, mappings and numbers have harmless characters only.
    pub fn header_value(&self) -> HeaderValue {
        self.text().map_or(HeaderValue::PLAIN, |text| header::inspect(&text))
    }

    /// `new URL(value)`; `None` where that throws.
    pub fn web_url(&self) -> Option<WebUrl> {
        self.url_with("")
    }

    /// `new URL(server.replace(/\/$/, '') + path)`, the server being this text; its address does without the path.
    pub fn web_url_with(&self, path: &'static str) -> Option<WebUrl> {
        self.url_with(path)
    }

    fn url_with(&self, path: &'static str) -> Option<WebUrl> {
        let text = self.text()?;
        let mut url = web_url::parse(text.strip_suffix('/').filter(|_| !path.is_empty()).unwrap_or(&text), path)?;
        if !self.shows_address(&text) {
            url.address = Name::escape(REDACTED);
        }
        Some(url)
    }

    /// `Date.parse(value)`, for a local time in UTC.
    pub fn javascript_date(&self) -> Moment {
        let Some(Atom::Date(text) | Atom::Text(text)) = self.reading.atom(self.node) else { return Moment::NotANumber };
        parse_moment(&text).map_or(Moment::NotANumber, Moment::At)
    }

    /// When the JSON Web Token that it is says to expire; `None` where it is no text.
    pub fn token_expiry(&self) -> Option<WebToken> {
        Some(web_token::inspect(&self.text()?))
    }

    /// `parseInt(value, 10)` as seconds since 1970.
    pub fn seconds(&self) -> Moment {
        let Some(Atom::Int(digits) | Atom::Float(digits) | Atom::Text(digits)) = self.reading.atom(self.node) else {
            return Moment::NotANumber;
        };
        let digits = digits.trim_start();
        let end = digits.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(digits.len());
        let seconds = digits[..end].parse::<i64>().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
        seconds.map_or(Moment::NotANumber, Moment::At)
    }
}

fn parse_moment(text: &Zeroizing<String>) -> Option<Timestamp> {
    let local = |local: DateTime| local.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    let moment = text.parse::<Timestamp>().ok();
    moment
        .or_else(|| local(text.parse::<DateTime>().ok()?))
        .or_else(|| local(text.parse::<Date>().ok()?.to_datetime(jiff::civil::Time::midnight())))
}
