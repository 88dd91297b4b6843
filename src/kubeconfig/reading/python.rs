//! What the Python clients ask of texts: beginnings, moments and ID tokens.

use super::base64::python as decode;
use super::{Datum, Kind, Plain};
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde_json::Value;

/// What an ID token says about its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expiry {
    /// It cannot be read.
    Unreadable,
    /// It is over, or will be in five minutes.
    Over,
    /// It is not, or there is none.
    Ahead,
}

impl Datum<'_> {
    /// Whether it is a text that begins so.
    pub fn starts_with(&self, start: &str) -> bool {
        self.text().is_some_and(|text| text.starts_with(start))
    }

    /// Whether this stands in it, in a text.
    pub fn contains(&self, part: &str) -> bool {
        self.text().is_some_and(|text| text.contains(part))
    }

    /// Whether it begins with `http://` or `https://`, in letters of either case.
    pub fn has_http_scheme(&self) -> bool {
        let is_scheme = |scheme: &str| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
        self.text().is_some_and(|text| text.split_once("://").is_some_and(|(scheme, _)| is_scheme(scheme)))
    }

    /// `parse_rfc3339` (`kubernetes/config/dateutil.py`); without a zone UTC is meant. A day alone is none, as it is no text.
    pub fn python_moment(&self) -> Option<Timestamp> {
        let text = match self.kind() {
            Kind::Date => self.written_date()?,
            _ => self.text()?,
        };
        moment(text.trim())
    }

    /// `expires-on` of Azure: seconds, or a moment in UTC.
    pub fn azure_expiry(&self) -> Option<Timestamp> {
        let text = self.text()?;
        if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Timestamp::from_second(text.parse().ok()?).ok();
        }
        let (before, fraction) = text.rsplit_once('.')?;
        let is_fraction = (1..=6).contains(&fraction.len()) && fraction.bytes().all(|byte| byte.is_ascii_digit());
        is_fraction.then(|| moment(before)).flatten()
    }

    /// `_load_oid_token` of a text: `None` where it takes it for no token.
    pub fn id_token_expiry(&self, is_url_safe: bool, now: Timestamp) -> Option<Expiry> {
        let token = self.text()?;
        let mut parts = token.split('.');
        let (_, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
        if token.contains(['=', '+', '/']) || parts.next().is_some() || payload.chars().count() % 4 == 1 {
            return None;
        }
        let payload =
            zeroize::Zeroizing::new(if is_url_safe { payload.replace('-', "+").replace('_', "/") } else { payload.to_owned() });
        Some(claims(&payload).map_or(Expiry::Unreadable, |claims| expiry(&claims, now)))
    }
}

impl Plain {
    /// `_is_key_file_encrypted` (`urllib3/util/ssl_.py`).
    pub fn mentions_encryption(&self) -> bool {
        self.bytes().windows(9).any(|window| window == b"ENCRYPTED")
    }
}

fn claims(payload: &str) -> Option<Value> {
    let padding = "=".repeat(4 - payload.len() % 4);
    let json = decode(format!("{payload}{padding}").as_bytes()).ok()?;
    serde_json::from_slice::<Value>(&json).ok().filter(Value::is_object)
}

fn expiry(claims: &Value, now: Timestamp) -> Expiry {
    match claims.get("exp") {
        None | Some(Value::Null) => Expiry::Ahead,
        Some(Value::Number(seconds)) => match seconds.as_f64() {
            Some(seconds) if seconds - 300.0 <= now.as_duration().as_secs_f64() => Expiry::Over,
            Some(_) => Expiry::Ahead,
            None => Expiry::Unreadable,
        },
        Some(_) => Expiry::Unreadable,
    }
}

/// `2001-02-03T04:05:06`, perhaps with a fraction and a zone.
fn moment(text: &str) -> Option<Timestamp> {
    let date_and_time = text.get(..19)?.replacen([' ', 't'], "T", 1);
    let moment: DateTime = date_and_time.parse().ok()?;
    let rest = &text[19..];
    let digits =
        rest.strip_prefix(['.', ',']).map_or(0, |rest| rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len());
    let zone = if digits > 0 { &rest[digits + 1..] } else { rest };
    let offset = match zone {
        "" | "Z" | "z" | " " => 0,
        _ => {
            let (hours, minutes) = zone.strip_prefix(['+', '-'])?.split_once(':')?;
            let minutes = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
            if zone.starts_with('-') { -minutes } else { minutes }
        }
    };
    let utc = moment.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp();
    utc.checked_sub(jiff::SignedDuration::from_mins(offset)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_as_the_python_client_reads_them() {
        let at = |text: &str| text.parse::<Timestamp>().ok();
        for (text, expected) in [
            ("2024-01-02T03:04:05Z", at("2024-01-02T03:04:05Z")),
            ("2024-01-02 03:04:05", at("2024-01-02T03:04:05Z")),
            ("2024-01-02T03:04:05.123+01:00", at("2024-01-02T02:04:05Z")),
            ("2024-01-02t03:04:05,5z", at("2024-01-02T03:04:05Z")),
            ("2024-01-02", None),
            ("2024-13-02T03:04:05Z", None),
            ("2024-01-02T03:04Z", None),
            ("2024-01-02T03:04:05 UTC", None),
            ("soon", None),
        ] {
            assert_eq!(moment(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = moment(&text);
            let _ = claims(&text);
        }
    }
}
