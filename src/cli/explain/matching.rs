//! From an error text to the rules that know it.

use crate::page::Page;
use std::cmp::Reverse;
use zeroize::Zeroizing;

/// Stands for the variable part of an error in a page.
const WILDCARD: char = '…';
/// A pasted piece of an error must be at least so long to be looked for in the errors we know.
const PIECE: usize = 8;

/// Rules that know the same errors, the likelier cause first. The order holds wherever two of them meet; a rule that is not named
/// comes after all that are.
const BY_LIKELIHOOD: &[&str] = &[
    "structure/current-context-unset",
    "auth/no-credentials",
    "structure/dangling-reference",
    "server/missing",
    "tls/ca-missing",
    "tls/ca-empty",
    "structure/misplaced-field",
    "structure/unknown-field",
    "structure/not-a-kubeconfig",
    "structure/multi-document",
    "server/bracketed-non-ipv6",
    "server/unbracketed-ipv6",
    "server/missing-scheme",
    "server/malformed",
    "encoding/not-base64",
    "encoding/redacted-placeholder",
    "encoding/key-and-certificate-swapped",
    "encoding/wrong-pem-block",
    "encoding/not-pem",
    "encoding/pem-layout",
    "encoding/double-base64",
    "structure/syntax",
    "structure/template-placeholder",
    "structure/wrong-type",
    "structure/duplicate-name",
    "certificate/key-mismatch",
    "certificate/client-expired",
    "auth/token-expired",
    "encoding/base64-jwt",
    "auth/token-malformed",
    "auth/token-file-content",
    "auth/basic-auth",
    "path/missing",
    "path/unexpanded-variable",
    "path/foreign-os",
    "encoding/data-in-path-field",
];

/// A page that knows the error.
#[derive(Debug)]
pub(super) struct Match {
    pub(super) page: Page,
    /// How much of the error is known, in bytes: the more, the likelier the page.
    known: usize,
    /// Where the page lists it: what a rule is mostly about comes first.
    position: usize,
    /// Whether a whole known error stands in the text, and not the text in the error.
    is_whole: bool,
}

/// The pages that know an error in `text`, likeliest first.
///
/// A page knows it when an error of its *You may have seen* stands in the text, whatever the case, the blanks and the kind of
/// quotes; where no page does, when the text is a piece of such an error.
pub(super) fn find(text: &str, pages: impl Iterator<Item = Page>) -> Vec<Match> {
    let text = normal(text);
    let mut matches: Vec<Match> = pages.filter_map(|page| best(&text, page)).collect();
    if matches.iter().any(|found| found.is_whole) {
        matches.retain(|found| found.is_whole);
    }
    matches.sort_by_key(|found| (Reverse(found.known), rank(found.page.id), found.position));
    matches
}

fn rank(id: &str) -> usize {
    BY_LIKELIHOOD.iter().position(|known| *known == id).unwrap_or(BY_LIKELIHOOD.len())
}

fn best(text: &str, page: Page) -> Option<Match> {
    let matches = page.error_texts().enumerate().filter_map(|(position, error)| {
        let whole = known(text, error);
        let known = whole.or_else(|| is_piece(text, error).then_some(text.len()))?;
        Some(Match { page, known, position, is_whole: whole.is_some() })
    });
    matches.max_by_key(|found| (found.is_whole, found.known, Reverse(found.position)))
}

/// How many bytes of a known error stand in the text, its parts in order; `None` where not all of them do.
fn known(text: &str, error: &str) -> Option<usize> {
    let mut rest = text;
    let mut known = 0;
    for part in error.split(WILDCARD) {
        let part = normal(part);
        let at = rest.find(part.as_str())?;
        rest = &rest[at + part.len()..];
        known += part.len();
    }
    (known > 0).then_some(known)
}

fn is_piece(text: &str, error: &str) -> bool {
    text.len() >= PIECE && normal(error).contains(text)
}

/// Lower case, one blank for many, one kind of quotes, no escapes before quotes.
fn normal(text: &str) -> Zeroizing<String> {
    let mut normal = Zeroizing::new(String::with_capacity(text.len() * 2));
    for c in text.trim().chars() {
        match c {
            c if c.is_whitespace() => {
                if !normal.ends_with(' ') {
                    normal.push(' ');
                }
            }
            '\\' => {}
            '"' | '\'' | '`' | '‘' | '’' | '“' | '”' => normal.push('\''),
            c => normal.extend(c.to_lowercase()),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_causes_are_rules() {
        for id in BY_LIKELIHOOD {
            assert!(crate::rules::find(id).is_some(), "{id}");
        }
    }

    const LIST: Page = Page::new("structure/duplicate-name", "## You may have seen\n\n- `duplicate name \"` … `\" in list`\n");
    const WILD: Page = Page::new("structure/wild", "## You may have seen\n\n- `duplicate name \" … \" in list`\n");
    const BASE64: Page =
        Page::new("encoding/not-base64", "## You may have seen\n\n- `illegal base64 data at input byte`\n- `x`\n");
    const ASIDE: Page = Page::new("encoding/aside", "## You may have seen\n\n- `z`\n- `illegal base64 data at input byte`\n");
    const SHORT: Page = Page::new("encoding/short", "## You may have seen\n\n- `illegal base64`\n");

    fn found(text: &str) -> Vec<&'static str> {
        find(text, [LIST, WILD, SHORT, ASIDE, BASE64].into_iter()).into_iter().map(|found| found.page.id).collect()
    }

    #[test]
    fn the_longest_known_error_comes_first() {
        assert_eq!(
            found("error: Illegal base64  data\nat input byte 4"),
            ["encoding/not-base64", "encoding/aside", "encoding/short"]
        );
    }

    #[test]
    fn quotes_escapes_and_variable_parts_do_not_matter() {
        assert_eq!(found("error: duplicate name “prod” in list: [{…}]")[0], "structure/wild");
        assert_eq!(found("duplicate name \\\"a b\\\" in list")[0], "structure/wild");
        assert!(!found("duplicate name prod").contains(&"structure/wild"));
    }

    #[test]
    fn a_piece_of_an_error_will_do_where_nothing_better_is_known() {
        assert_eq!(found("data at input"), ["encoding/not-base64", "encoding/aside"]);
        assert_eq!(found("data"), Vec::<&str>::new());
        assert_eq!(found(""), Vec::<&str>::new());
    }
}
