//! Is this a kubeconfig? A cheap look, for files that nobody named.
//!
//! It reads no YAML: a kubeconfig that cannot be parsed is the one that people search for. Three signs count, each at the top of a
//! document: `current-context`; `clusters` with `contexts` or `users`; `kind: Config` with `apiVersion: v1`.

mod report;

pub use report::is_report;
use zeroize::Zeroizing;

/// Whether these first bytes of a file can be text: no NUL in them, or the mark of UTF-16.
pub fn is_text(head: &[u8]) -> bool {
    Utf16::of(head).is_some() || !head.contains(&0)
}

/// Whether the content of a file looks like a kubeconfig, readable or not.
pub fn recognise(bytes: &[u8]) -> bool {
    with_text(bytes, recognise_text)
}

/// Looks at the text that a file holds, in UTF-8.
fn with_text(bytes: &[u8], look: fn(&[u8]) -> bool) -> bool {
    match Utf16::of(bytes) {
        Some(order) => look(order.decode(bytes).as_bytes()),
        None => look(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
    }
}

/// The byte order of UTF-16.
enum Utf16 {
    Little,
    Big,
}

impl Utf16 {
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xfe, ..] => Some(Self::Little),
            [0xfe, 0xff, ..] => Some(Self::Big),
            _ => None,
        }
    }

    fn decode(&self, bytes: &[u8]) -> Zeroizing<String> {
        let units = bytes[2..].chunks_exact(2).map(|pair| match self {
            Self::Little => u16::from_le_bytes([pair[0], pair[1]]),
            Self::Big => u16::from_be_bytes([pair[0], pair[1]]),
        });
        // A character takes at most three bytes for one unit: the text never moves, and leaves no copy behind.
        let mut text = Zeroizing::new(String::with_capacity(bytes.len() / 2 * 3));
        text.extend(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)));
        text
    }
}

/// The signs found so far in one document.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a sign of its own")]
struct Signs {
    clusters: bool,
    contexts_or_users: bool,
    current_context: bool,
    kind: bool,
    api_version: bool,
}

impl Signs {
    /// Notes a key at the top, with the text behind its colon.
    fn note(&mut self, key: &[u8], value: &[u8]) {
        match unquoted(key) {
            b"clusters" => self.clusters = true,
            b"contexts" | b"users" => self.contexts_or_users = true,
            b"current-context" => self.current_context = true,
            b"kind" => self.kind |= is_word(value, b"Config"),
            b"apiVersion" => self.api_version |= is_word(value, b"v1"),
            _ => {}
        }
    }

    fn suffice(&self) -> bool {
        self.current_context || self.clusters && self.contexts_or_users || self.kind && self.api_version
    }
}

fn recognise_text(text: &[u8]) -> bool {
    match text.trim_ascii_start() {
        // The start of a template.
        [b'{', b'{', ..] => recognise_block(text),
        flow @ [b'{', ..] => recognise_flow(flow),
        _ => recognise_block(text),
    }
}

/// Reads the lines that start at the margin, up to the first one that no mapping has there: it is a script or prose that shows a
/// kubeconfig further down.
fn recognise_block(text: &[u8]) -> bool {
    let mut signs = Signs::default();
    for line in text.split(|&byte| byte == b'\n' || byte == b'\r') {
        match line {
            [] | [b' ' | b'\t' | b'#' | b'%' | b'-' | b'}' | b']', ..] | [b'{', b'{', ..] => {}
            _ => match key_and_value(line) {
                Some((key, value)) => signs.note(key, value),
                None => break,
            },
        }
        if line.starts_with(b"---") {
            signs = Signs::default();
        }
        if signs.suffice() {
            return true;
        }
    }
    signs.suffice()
}

/// Splits `key: value` where the key is one word, or in quotes.
fn key_and_value(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let is_end = |(at, byte): (usize, &u8)| *byte == b':' && line.get(at + 1).is_none_or(u8::is_ascii_whitespace);
    let colon = line.iter().enumerate().position(is_end)?;
    let key = line[..colon].trim_ascii_end();
    let is_key = unquoted(key).iter().all(|&byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
    is_key.then(|| (key, &line[colon + 1..]))
}

/// Reads the keys of the outermost braces, as in JSON.
fn recognise_flow(text: &[u8]) -> bool {
    let mut signs = Signs::default();
    find_key(text, |key, value| {
        signs.note(key, value);
        signs.suffice()
    })
}

/// Whether `is_it` takes one of the keys in the outermost braces, which it gets with their values.
fn find_key(text: &[u8], mut is_it: impl FnMut(&[u8], &[u8]) -> bool) -> bool {
    let (mut depth, mut start, mut colon) = (0_usize, 0, None);
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' | b'\'' => at = end_of_quotes(text, at),
            b'{' | b'[' => {
                depth += 1;
                if depth == 1 {
                    start = at + 1;
                }
            }
            b':' if depth == 1 && colon.is_none() => colon = Some(at),
            b',' | b'}' | b']' => {
                if depth == 1 {
                    if let Some(colon) = colon.take()
                        && is_it(text[start..colon].trim_ascii(), &text[colon + 1..at])
                    {
                        return true;
                    }
                    start = at + 1;
                }
                depth = depth.saturating_sub(usize::from(byte != b','));
            }
            _ => {}
        }
        at += 1;
    }
    // The file ends in the middle of a value.
    let last = colon.filter(|_| depth > 0);
    last.is_some_and(|colon| is_it(text[start..colon].trim_ascii(), &text[colon + 1..]))
}

/// The place of the quote that ends what begins at `at`; the last byte where none does.
fn end_of_quotes(text: &[u8], at: usize) -> usize {
    let quote = text[at];
    let mut escaped = false;
    let end = text[at + 1..].iter().position(|&byte| {
        let ends = byte == quote && !escaped;
        escaped = quote == b'"' && byte == b'\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |end| at + 1 + end)
}

fn unquoted(text: &[u8]) -> &[u8] {
    match text {
        [b'"', inner @ .., b'"'] | [b'\'', inner @ .., b'\''] => inner,
        _ => text,
    }
}

/// Whether a value is this word, whatever comment follows.
fn is_word(value: &[u8], word: &[u8]) -> bool {
    let value = value.trim_ascii();
    let end = value.iter().position(u8::is_ascii_whitespace).unwrap_or(value.len());
    unquoted(&value[..end]) == word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_kubeconfig_is_recognised() {
        for text in [
            "apiVersion: v1\nkind: Config\n",
            "# mine\n---\n\"kind\": 'Config' # yes\napiVersion: \"v1\"\r\n",
            "clusters:\n- name: c\nusers: []\n",
            "clusters:\n- a\ncontexts:\n- b\n",
            "current-context: x",
            "{{- if .Values.x }}\ncurrent-context: x\n",
            "{\"apiVersion\":\"v1\",\"kind\":\"Config\"}",
            "\n{\n \"clusters\": [{\"a\": \"}\\\"\"}],\n \"users\": []\n}",
            "{current-context: x}",
            "{\"current-context\": \"x",
            "\u{feff}current-context: x\n",
            "clusters: [\nusers: ]\n",
        ] {
            assert!(recognise(text.as_bytes()), "{text}");
        }
        let utf16: Vec<u8> = "\u{feff}current-context: x\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(recognise(&utf16));
        let utf16: Vec<u8> = "\u{feff}current-context: x\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert!(recognise(&utf16));
    }

    #[test]
    fn what_only_shows_a_kubeconfig_is_not_one() {
        for text in [
            "",
            "hello",
            "apiVersion: v1\nkind: Secret\n",
            "apiVersion: v1\nkind: ConfigMap\n---\napiVersion: x/v1\nkind: Config\n",
            "#!/bin/sh\nset -e\ncat <<EOF\napiVersion: v1\nkind: Config\nEOF\n",
            "# How to\n\nWrite this:\n\n```yaml\ncurrent-context: x\n```\n",
            "package main\nconst x = `\ncurrent-context: x\n`\n",
            "data:\n  current-context: x\n",
            "{\"spec\": {\"current-context\": \"x\"}}",
            "{\"a\": \"current-context: x\"}",
            "clusters: []\n",
        ] {
            assert!(!recognise(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn binary_files_are_told_by_their_first_bytes() {
        assert!(is_text(b"kind: Config"));
        assert!(is_text(b"\xff\xfek\0i\0"));
        assert!(!is_text(b"\x7fELF\0\0"));
    }
}
