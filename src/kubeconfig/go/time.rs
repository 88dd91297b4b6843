//! Which text go-yaml takes for a timestamp.
//!
//! Only `!!timestamp` needs to know: without the tag a timestamp stays text.

/// Whether one of go-yaml's `allowedTimestampFormats` fits all of `text` (`parseTimestamp`, on top of Go's `time.Parse`).
pub(in crate::kubeconfig) fn is_timestamp(text: &str) -> bool {
    let mut cursor = Cursor { rest: text.as_bytes() };
    cursor.date() && (cursor.rest.is_empty() || cursor.time())
}

struct Cursor<'a> {
    rest: &'a [u8],
}

impl Cursor<'_> {
    /// `2006-1-2`
    fn date(&mut self) -> bool {
        let Some(year) = self.number(4, 4) else { return false };
        let Some(month) = self.after(b'-') else { return false };
        let Some(day) = self.after(b'-') else { return false };
        (1..=12).contains(&month) && (1..=days_in(month, year)).contains(&day)
    }

    /// `T15:4:5.999999999Z07:00`, the same with `t`, or ` 15:4:5.999999999`.
    fn time(&mut self) -> bool {
        let zoned = match self.rest.first() {
            Some(b'T' | b't') => true,
            Some(b' ') => false,
            _ => return false,
        };
        self.rest = &self.rest[1..];
        let Some(hour) = self.number(1, 2) else { return false };
        let Some(minute) = self.after(b':') else { return false };
        let Some(second) = self.after(b':') else { return false };
        self.fraction();
        hour < 24 && minute < 60 && second < 60 && (!zoned || self.zone()) && self.rest.is_empty()
    }

    /// A point or a comma and any number of digits; nothing when no digit follows.
    fn fraction(&mut self) {
        if let [b'.' | b',', digit, ..] = self.rest
            && digit.is_ascii_digit()
        {
            let digits = self.rest[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            self.rest = &self.rest[1 + digits..];
        }
    }

    /// `Z` or `+07:00`.
    fn zone(&mut self) -> bool {
        let Some((&first, rest)) = self.rest.split_first() else { return false };
        self.rest = rest;
        match first {
            b'Z' => true,
            b'+' | b'-' => {
                let Some(hours) = self.number(2, 2) else { return false };
                self.rest.first() == Some(&b':') && {
                    self.rest = &self.rest[1..];
                    self.number(2, 2).is_some_and(|minutes| hours <= 24 && minutes <= 60)
                }
            }
            _ => false,
        }
    }

    fn after(&mut self, separator: u8) -> Option<u32> {
        self.rest = self.rest.strip_prefix(&[separator])?;
        self.number(1, 2)
    }

    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let digits = self.rest.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
        if digits < least {
            return None;
        }
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        Some(number.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0')))
    }
}

fn days_in(month: u32, year: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::is_timestamp;

    #[test]
    fn timestamps_are_those_of_go_yaml() {
        for text in [
            "2001-01-01",
            "2001-1-1",
            "2024-02-29",
            "2001-12-14t21:59:43.10-05:00",
            "2001-12-14T1:5:4Z",
            "2001-12-14 21:59:43.10",
        ] {
            assert!(is_timestamp(text), "{text}");
        }
        for text in [
            "2001-13-01",
            "2023-02-29",
            "01-01-2001",
            "20010-1-1",
            "2001-1-1T",
            "2001-12-14 21:59:43.10 -5",
            "2001-1-1T1:1:1",
            "x",
        ] {
            assert!(!is_timestamp(text), "{text}");
        }
    }
}
