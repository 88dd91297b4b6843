//! JSON (RFC 8259) with places, and where a text stops being JSON.

mod fault;
mod surrogate;
#[cfg(test)]
mod tests;

pub use fault::{Fault, FaultKind};

use crate::kubeconfig::value::{Data, Pair, Value};
use crate::span::Span;
use std::collections::HashMap;
use zeroize::Zeroizing;

/// As deep as `serde_json` goes; nothing that is an `ExecCredential` comes near.
const DEEPEST: usize = 128;

/// A text that is JSON.
pub(super) struct Json {
    /// Its value.
    pub(super) root: Value,
    /// The first `NaN` or `Infinity`, which Python takes and nobody else does.
    pub(super) not_a_number: Option<Fault>,
    /// A `\ud800` without its other half, which Go replaces and Rust and Ruby refuse.
    pub(super) lone_surrogate: Option<Span>,
}

/// Characters that stand in the bytes where the text has U+FFFD, because YAML forbids them: where, in order, and which.
pub(super) type Originals = [(u32, char)];

/// Reads a whole text.
pub(super) fn read(text: &str, originals: &Originals) -> Result<Json, Fault> {
    let mut reader = Reader { text, originals, at: 0, not_a_number: None, lone_surrogate: None };
    let root = reader.first()?;
    reader.skip_blanks();
    match reader.peek() {
        Some(_) => Err(reader.fault(FaultKind::TrailingText)),
        None => Ok(Json { root, not_a_number: reader.not_a_number, lone_surrogate: reader.lone_surrogate }),
    }
}

/// The span of the JSON object that begins at `start`, if one does, whatever follows it.
pub(super) fn object_at(text: &str, start: usize) -> Option<Span> {
    let mut reader = Reader { text, originals: &[], at: start, not_a_number: None, lone_surrogate: None };
    let object = if reader.peek() == Some('{') { reader.value(0) } else { return None };
    object.ok().map(|object| object.span)
}

struct Reader<'a> {
    text: &'a str,
    originals: &'a Originals,
    at: usize,
    not_a_number: Option<Fault>,
    lone_surrogate: Option<Span>,
}

type Read<T> = Result<T, Fault>;

impl Reader<'_> {
    fn first(&mut self) -> Read<Value> {
        self.skip_blanks();
        if self.peek().is_none() {
            return Err(self.fault(FaultKind::Empty));
        }
        let start = span(self.at, self.at).start;
        self.value(0).map_err(|fault| match fault.kind {
            FaultKind::NoValue if fault.span.start == start => Fault { kind: FaultKind::NoValueAtStart, ..fault },
            _ => fault,
        })
    }

    fn value(&mut self, depth: usize) -> Read<Value> {
        let start = self.at;
        if depth > DEEPEST {
            return Err(self.fault(FaultKind::TooDeep));
        }
        let data = match self.peek() {
            Some('{') => self.object(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Data::Text(self.string()?),
            Some('t') => self.word("true", Data::Bool(true))?,
            Some('f') => self.word("false", Data::Bool(false))?,
            Some('n') => self.word("null", Data::Null)?,
            Some('-' | '0'..='9' | 'N' | 'I') => self.number()?,
            _ => return Err(self.fault(FaultKind::NoValue)),
        };
        let span = span(start, self.at);
        Ok(Value { span, origin: span, node: None, data })
    }

    fn object(&mut self, depth: usize) -> Read<Data> {
        let mut pairs: Vec<Pair> = Vec::new();
        self.at += 1;
        self.skip_blanks();
        if self.take('}') {
            return Ok(Data::Map(pairs));
        }
        loop {
            let start = self.at;
            match self.peek() {
                Some('"') => {}
                _ if pairs.is_empty() => return Err(self.fault(FaultKind::NoFirstKey)),
                _ => return Err(self.fault(FaultKind::NoNextKey)),
            }
            let key = self.string()?;
            let key_span = span(start, self.at);
            self.skip_blanks();
            if !self.take(':') {
                return Err(self.fault(FaultKind::NoColon));
            }
            self.skip_blanks();
            let value = self.value(depth + 1)?;
            pairs.push(Pair { key, key_span, value, shadowed_by: None, merged_by: None });
            self.skip_blanks();
            if self.take('}') {
                return Ok(Data::Map(shadowed(pairs)));
            }
            if !self.take(',') {
                return Err(self.fault(FaultKind::NoCommaInObject));
            }
            self.skip_blanks();
        }
    }

    fn list(&mut self, depth: usize) -> Read<Data> {
        let mut items = Vec::new();
        self.at += 1;
        self.skip_blanks();
        if self.take(']') {
            return Ok(Data::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.skip_blanks();
            if self.take(']') {
                return Ok(Data::List(items));
            }
            if !self.take(',') {
                return Err(self.fault(FaultKind::NoCommaInList));
            }
            self.skip_blanks();
        }
    }

    fn string(&mut self) -> Read<Zeroizing<String>> {
        let start = self.at;
        self.at += 1;
        loop {
            match self.peek() {
                None => return Err(Fault { kind: FaultKind::UnclosedText, span: span(start, start + 1) }),
                Some('"') => break self.at += 1,
                Some('\\') => self.escape()?,
                Some(c) if u32::from(self.original(self.at).unwrap_or(c)) < 0x20 => {
                    return Err(self.fault(FaultKind::ControlCharacter));
                }
                Some(c) => self.at += c.len_utf8(),
            }
        }
        Ok(self.decoded(start))
    }

    fn escape(&mut self) -> Read<()> {
        self.at += 1;
        match self.peek() {
            None => return Err(self.fault(FaultKind::UnclosedText)),
            Some('u') => {
                let digits = self.text.as_bytes().get(self.at + 1..self.at + 5);
                if !digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                    return Err(self.fault(FaultKind::BadUnicodeEscape));
                }
                self.at += 5;
            }
            Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => self.at += 1,
            Some(_) => return Err(self.fault(FaultKind::BadEscape)),
        }
        Ok(())
    }

    /// The text between the quotes. A surrogate without its other half becomes U+FFFD, as in Go.
    fn decoded(&mut self, start: usize) -> Zeroizing<String> {
        let quoted = self.as_in_bytes(start);
        if let Ok(text) = serde_json::from_str(&quoted) {
            return Zeroizing::new(text);
        }
        self.lone_surrogate.get_or_insert(span(start, self.at));
        Zeroizing::new(serde_json::from_str(&surrogate::replaced(&quoted)).unwrap_or_default())
    }

    /// What stands in the bytes from `start` to here.
    fn as_in_bytes(&self, start: usize) -> Zeroizing<String> {
        let chars = self.text[start..self.at].char_indices();
        Zeroizing::new(chars.map(|(at, c)| self.original(start + at).unwrap_or(c)).collect())
    }

    fn original(&self, at: usize) -> Option<char> {
        let found = self.originals.binary_search_by_key(&at, |(start, _)| *start as usize).ok()?;
        Some(self.originals[found].1)
    }

    fn word(&mut self, word: &str, data: Data) -> Read<Data> {
        for expected in word.chars() {
            if !self.take(expected) {
                return Err(self.fault(FaultKind::BadWord));
            }
        }
        Ok(data)
    }

    fn number(&mut self) -> Read<Data> {
        let start = self.at;
        for word in ["NaN", "Infinity", "-Infinity"] {
            if self.text[start..].starts_with(word) {
                let fault = Fault { kind: FaultKind::NotANumber, span: span(start, start + word.len()) };
                self.not_a_number.get_or_insert(fault);
                self.at += word.len();
                return Ok(Data::NotANumber);
            }
        }
        if matches!(self.peek(), Some('N' | 'I')) {
            return Err(self.fault(FaultKind::NoValue));
        }
        self.take('-');
        if !self.take('0') && !self.digits() {
            return Err(self.fault(FaultKind::BareMinus));
        }
        if self.take('.') && !self.digits() {
            return Err(self.fault(FaultKind::BadNumber));
        }
        if self.take('e') || self.take('E') {
            let _ = self.take('+') || self.take('-');
            if !self.digits() {
                return Err(self.fault(FaultKind::BadNumber));
            }
        }
        Ok(Data::Number(Zeroizing::new(self.text[start..self.at].to_owned())))
    }

    fn digits(&mut self) -> bool {
        let start = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        self.at > start
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        let is_there = self.peek() == Some(wanted);
        self.at += if is_there { wanted.len_utf8() } else { 0 };
        is_there
    }

    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn fault(&self, kind: FaultKind) -> Fault {
        Fault { kind, span: span(self.at, self.at + self.peek().map_or(0, char::len_utf8)) }
    }
}

/// Of several members of one name every reader takes the last, or none.
fn shadowed(mut pairs: Vec<Pair>) -> Vec<Pair> {
    let mut last: HashMap<&str, Span> = HashMap::new();
    let mut later = Vec::with_capacity(pairs.len());
    for pair in pairs.iter().rev() {
        later.push(last.get(pair.key.as_str()).copied());
        last.entry(&pair.key).or_insert(pair.key_span);
    }
    pairs.iter_mut().rev().zip(later).for_each(|(pair, later)| pair.shadowed_by = later);
    pairs
}

fn span(start: usize, end: usize) -> Span {
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(end))
}
