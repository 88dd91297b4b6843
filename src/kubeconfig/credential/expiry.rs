//! `expirationTimestamp`, as the clients' libraries read it.

use jiff::Timestamp;

/// What may be said about the text of an expiry.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each named")]
pub struct Expiry {
    /// The moment, where the text is one by RFC 3339 and Go reads it.
    pub at: Option<Timestamp>,
    /// What Go's `time.Parse` with `time.RFC3339` says.
    pub go: GoTime,
    /// A comma stands in front of the fraction of a second: Go reads it from 1.17 on, which is kubectl 1.23.
    pub has_comma: bool,
    /// Whether `chrono::DateTime<Utc>` reads it (kube-rs before 3).
    pub is_chrono: bool,
    /// Whether `jiff::Timestamp` reads it (kube-rs from 3 on).
    pub is_jiff: bool,
    /// It lacks the zone alone.
    pub lacks_zone: bool,
}

/// What Go's `time.Parse` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoTime {
    /// It is a time.
    Read,
    /// `cannot parse "…" as "…"`: the element of the layout that is not there.
    Missing(&'static str),
    /// `…: month out of range`
    OutOfRange(&'static str),
    /// `…: extra text: "…"`
    ExtraText,
}

impl Expiry {
    pub(super) fn inspect(text: &str) -> Self {
        let go = go_time(text);
        let at = if go == GoTime::Read { text.replace(',', ".").parse().ok() } else { None };
        Self {
            at,
            go,
            has_comma: text.contains(','),
            is_chrono: is_chrono(text),
            is_jiff: text.parse::<Timestamp>().is_ok(),
            lacks_zone: go != GoTime::Read && go_time(&format!("{}Z", text.replacen(' ', "T", 1))) == GoTime::Read,
        }
    }
}

/// `time.Parse(time.RFC3339, text)`
fn go_time(text: &str) -> GoTime {
    let mut cursor = Cursor { rest: text.as_bytes() };
    match cursor.parse() {
        Ok(()) => GoTime::Read,
        Err(error) => error,
    }
}

struct Cursor<'a> {
    rest: &'a [u8],
}

impl Cursor<'_> {
    fn parse(&mut self) -> Result<(), GoTime> {
        let year = self.number(4, 4, "2006")?;
        self.literal(b'-', "-")?;
        let month = self.number(2, 2, "01")?;
        in_range((1..=12).contains(&month), "month")?;
        self.literal(b'-', "-")?;
        let day = self.number(2, 2, "02")?;
        self.literal(b'T', "T")?;
        // Go takes an hour of one digit.
        let hour = self.number(1, 2, "15")?;
        in_range(hour < 24, "hour")?;
        self.literal(b':', ":")?;
        let minute = self.number(2, 2, "04")?;
        in_range(minute < 60, "minute")?;
        self.literal(b':', ":")?;
        let second = self.number(2, 2, "05")?;
        in_range(second < 60, "second")?;
        self.fraction();
        self.zone()?;
        if !self.rest.is_empty() {
            return Err(GoTime::ExtraText);
        }
        in_range((1..=days_in(month, year)).contains(&day), "day")
    }

    fn number(&mut self, least: usize, most: usize, element: &'static str) -> Result<u32, GoTime> {
        let digits = self.rest.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        if digits < least {
            return Err(GoTime::Missing(element));
        }
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        Ok(number.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
    }

    fn literal(&mut self, byte: u8, element: &'static str) -> Result<(), GoTime> {
        self.rest = self.rest.strip_prefix(&[byte]).ok_or(GoTime::Missing(element))?;
        Ok(())
    }

    fn fraction(&mut self) {
        if let [b'.' | b',', digit, ..] = self.rest
            && digit.is_ascii_digit()
        {
            let digits = self.rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            self.rest = &self.rest[1 + digits..];
        }
    }

    fn zone(&mut self) -> Result<(), GoTime> {
        const ELEMENT: &str = "Z07:00";
        if let Some(rest) = self.rest.strip_prefix(b"Z") {
            self.rest = rest;
            return Ok(());
        }
        self.rest = self.rest.strip_prefix(b"+").or_else(|| self.rest.strip_prefix(b"-")).ok_or(GoTime::Missing(ELEMENT))?;
        let hours = self.number(2, 2, ELEMENT)?;
        self.literal(b':', ELEMENT)?;
        let minutes = self.number(2, 2, ELEMENT)?;
        in_range(hours <= 24, "time zone offset hour")?;
        in_range(minutes <= 60, "time zone offset minute")
    }
}

fn in_range(is_in: bool, what: &'static str) -> Result<(), GoTime> {
    if is_in { Ok(()) } else { Err(GoTime::OutOfRange(what)) }
}

fn days_in(month: u32, year: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// `DateTime::<FixedOffset>::from_str` of chrono 0.4: RFC 3339 with any number of blanks around, `t` or blanks for `T`, numbers with
/// fewer digits, a second of 60, and an offset with or without a colon.
fn is_chrono(text: &str) -> bool {
    let mut cursor = Cursor { rest: text.trim().as_bytes() };
    cursor.chrono().is_some()
}

impl Cursor<'_> {
    fn chrono(&mut self) -> Option<()> {
        let year = self.number(1, 4, "").ok()?;
        self.chrono_literal(b'-')?;
        let month = self.number(1, 2, "").ok()?;
        self.chrono_literal(b'-')?;
        let day = self.number(1, 2, "").ok()?;
        let had_blanks = self.skip_blanks();
        if !had_blanks {
            self.rest = self.rest.strip_prefix(b"T").or_else(|| self.rest.strip_prefix(b"t"))?;
        }
        let hour = self.number(1, 2, "").ok()?;
        self.chrono_literal(b':')?;
        let minute = self.number(1, 2, "").ok()?;
        self.chrono_literal(b':')?;
        let second = self.number(1, 2, "").ok()?;
        if self.rest.first() == Some(&b'.') {
            self.rest = &self.rest[1..];
            self.number(1, 9, "").ok()?;
            let more = self.rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            self.rest = &self.rest[more..];
        }
        self.skip_blanks();
        self.chrono_zone()?;
        let is_date = (1..=12).contains(&month) && (1..=days_in(month, year)).contains(&day);
        (is_date && hour < 24 && minute < 60 && second <= 60 && self.rest.is_empty()).then_some(())
    }

    fn chrono_literal(&mut self, byte: u8) -> Option<()> {
        self.skip_blanks();
        self.rest = self.rest.strip_prefix(&[byte])?;
        self.skip_blanks();
        Some(())
    }

    /// `Z`, `z`, `UTC`, or hours and minutes.
    fn chrono_zone(&mut self) -> Option<()> {
        for word in [b"UTC".as_slice(), b"Z"] {
            if self.rest.len() >= word.len() && self.rest[..word.len()].eq_ignore_ascii_case(word) {
                self.rest = &self.rest[word.len()..];
                return Some(());
            }
        }
        self.rest = self.rest.strip_prefix(b"+").or_else(|| self.rest.strip_prefix(b"-"))?;
        let hours = self.number(2, 2, "").ok()?;
        let _ = self.chrono_literal(b':');
        let minutes = self.number(2, 2, "").ok()?;
        (hours < 24 && minutes < 60).then_some(())
    }

    fn skip_blanks(&mut self) -> bool {
        let blanks = self.rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.rest = &self.rest[blanks..];
        blanks > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_go_reads_them() {
        use GoTime::{ExtraText, Missing, OutOfRange, Read};
        for (text, expected) in [
            ("2040-01-01T00:00:00Z", Read),
            ("2040-01-01T0:00:00.5+02:00", Read),
            ("2040-01-01T00:00:00,5Z", Read),
            ("tomorrow", Missing("2006")),
            ("2040-1-1T0:00:00Z", Missing("01")),
            ("10000-01-01T00:00:00Z", Missing("-")),
            ("2040-01-01 00:00:00Z", Missing("T")),
            ("2040-01-01T00:00Z", Missing(":")),
            ("2040-01-01T00:00:00", Missing("Z07:00")),
            ("2040-01-01T00:00:00+0200", Missing("Z07:00")),
            ("2040-13-01T00:00:00Z", OutOfRange("month")),
            ("2040-02-30T00:00:00Z", OutOfRange("day")),
            ("2040-01-01T24:00:00Z", OutOfRange("hour")),
            ("2040-01-01T00:00:60Z", OutOfRange("second")),
            ("2040-01-01T00:00:00Zx", ExtraText),
        ] {
            assert_eq!(Expiry::inspect(text).go, expected, "{text}");
        }
        assert!(Expiry::inspect("2040-01-01 00:00:00").lacks_zone);
        assert!(!Expiry::inspect("2040-01-01T00:00:00+0200").lacks_zone);
    }
}
