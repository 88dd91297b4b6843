//! What JSON readers say of a text that is none. Numbers and characters that depend on a secret are left out.

#![allow(clippy::enum_glob_use, reason = "an arm for each kind")]

use crate::kubeconfig::credential::json::{Fault, FaultKind};

/// `encoding/json` of Go.
pub(super) fn go(fault: &Fault) -> &'static str {
    use FaultKind::*;
    match fault.kind {
        _ if fault.is_at_end() => "unexpected end of JSON input",
        Empty | UnclosedText => "unexpected end of JSON input",
        NoValueAtStart | NoValue | NotANumber => "invalid character '…' looking for beginning of value",
        BareMinus => "invalid character '…' in numeric literal",
        BadNumber => "invalid character '…' after decimal point in numeric literal",
        BadWord => "invalid character '…' in literal …",
        TrailingText => "invalid character '…' after top-level value",
        NoFirstKey | NoNextKey => "invalid character '…' looking for beginning of object key string",
        NoColon => "invalid character '…' after object key",
        NoCommaInObject => "invalid character '…' after object key:value pair",
        NoCommaInList => "invalid character '…' after array element",
        ControlCharacter => "invalid character '…' in string literal",
        BadEscape => "invalid character '…' in string escape code",
        BadUnicodeEscape => "invalid character '…' in \\u hexadecimal character escape",
        TooDeep => "exceeded max depth",
    }
}

/// `json.loads` of Python.
pub(super) fn python(fault: &Fault, has_mark: bool) -> &'static str {
    use FaultKind::*;
    match fault.kind {
        NoValueAtStart if has_mark => "Unexpected UTF-8 BOM (decode using utf-8-sig): line 1 column 1 (char 0)",
        Empty | NoValueAtStart if fault.span.start == 0 => "Expecting value: line 1 column 1 (char 0)",
        Empty | NoValueAtStart | NoValue | NotANumber | BareMinus | BadWord => "Expecting value: line … column … (char …)",
        TrailingText | BadNumber => "Extra data: line … column … (char …)",
        NoFirstKey | NoNextKey => "Expecting property name enclosed in double quotes: line … column … (char …)",
        NoColon => "Expecting ':' delimiter: line … column … (char …)",
        NoCommaInObject | NoCommaInList => "Expecting ',' delimiter: line … column … (char …)",
        UnclosedText => "Unterminated string starting at: line … column … (char …)",
        ControlCharacter => "Invalid control character at: line … column … (char …)",
        BadEscape => "Invalid \\escape: line … column … (char …)",
        BadUnicodeEscape => "Invalid \\uXXXX escape: line … column … (char …)",
        TooDeep => "maximum recursion depth exceeded",
    }
}

/// `JSON.parse` of V8. It quotes the beginning of the text, which is left out.
pub(super) fn v8(fault: &Fault) -> &'static str {
    use FaultKind::*;
    match fault.kind {
        Empty => "Unexpected end of JSON input",
        NoValue | BadWord if fault.is_at_end() => "Unexpected end of JSON input",
        NoValueAtStart | NoValue | NotANumber | BadWord => "Unexpected token '…', … is not valid JSON",
        BareMinus => "No number after minus sign in JSON at position …",
        BadNumber => "Unterminated fractional number in JSON at position …",
        TrailingText => "Unexpected non-whitespace character after JSON at position …",
        NoFirstKey => "Expected property name or '}' in JSON at position …",
        NoNextKey => "Expected double-quoted property name in JSON at position …",
        NoColon => "Expected ':' after property name in JSON at position …",
        NoCommaInObject => "Expected ',' or '}' after property value in JSON at position …",
        NoCommaInList => "Expected ',' or ']' after array element in JSON at position …",
        UnclosedText => "Unterminated string in JSON at position …",
        ControlCharacter => "Bad control character in string literal in JSON at position …",
        BadEscape => "Bad escaped character in JSON at position …",
        BadUnicodeEscape => "Bad Unicode escape in JSON at position …",
        TooDeep => "Maximum call stack size exceeded",
    }
}

/// `serde_json`.
pub(super) fn serde(fault: &Fault) -> &'static str {
    use FaultKind::*;
    match fault.kind {
        Empty => "EOF while parsing a value at line … column …",
        UnclosedText => "EOF while parsing a string at line … column …",
        _ if fault.is_at_end() => "EOF while parsing … at line … column …",
        NoValueAtStart if fault.span.start == 0 => "expected value at line 1 column 1",
        NoValueAtStart | NoValue | NotANumber => "expected value at line … column …",
        BareMinus | BadNumber => "invalid number at line … column …",
        BadWord => "expected ident at line … column …",
        TrailingText => "trailing characters at line … column …",
        NoFirstKey => "key must be a string at line … column …",
        NoNextKey => "trailing comma at line … column …",
        NoColon => "expected `:` at line … column …",
        NoCommaInObject => "expected `,` or `}` at line … column …",
        NoCommaInList => "expected `,` or `]` at line … column …",
        ControlCharacter => "control character (\\u0000-\\u001F) found while parsing a string at line … column …",
        BadEscape | BadUnicodeEscape => "invalid escape at line … column …",
        TooDeep => "recursion limit exceeded at line … column …",
    }
}
