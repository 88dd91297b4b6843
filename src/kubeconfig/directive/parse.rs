//! What a directive says.

use super::{Ignore, Malformed, Named};
use crate::suggest;
use std::collections::HashSet;

const PROGRAM: &str = "kubeconfig-lint";
const VERB: &str = "ignore";
const UNTIL: &str = "until=";

/// Nobody reads more suggestions than this, and each is compared with the whole vocabulary.
const MOST_SUGGESTIONS: usize = 100;
/// No rule has a longer name.
const LONGEST_WORD: usize = 80;

/// The words that a directive can name.
pub(super) struct Words<'a> {
    list: &'a [&'static str],
    set: HashSet<&'static str>,
    suggestions_left: usize,
}

impl<'a> Words<'a> {
    pub(super) fn new(list: &'a [&'static str]) -> Self {
        Self { list, set: list.iter().copied().collect(), suggestions_left: MOST_SUGGESTIONS }
    }

    fn name(&mut self, word: &str) -> Named {
        match self.set.get(word) {
            Some(known) => Named::Known(known),
            None => Named::Unknown(self.suggestion(word)),
        }
    }

    fn suggestion(&mut self, word: &str) -> Option<&'static str> {
        self.suggestions_left = self.suggestions_left.checked_sub(1)?;
        if word.len() > LONGEST_WORD {
            return None;
        }
        // The bare name of a rule counts.
        let is_bare = |id: &&&str| id.split_once('/').is_some_and(|(_, name)| name == word);
        self.list.iter().find(is_bare).copied().or_else(|| closest(word, self.list))
    }
}

fn closest(word: &str, list: &[&'static str]) -> Option<&'static str> {
    let found = suggest::closest(word, list.iter().copied())?;
    list.iter().copied().find(|known| *known == found)
}

/// Whether a comment speaks to this program: it begins with its name and a colon, or with its name and the verb.
pub(in crate::kubeconfig) fn is_addressed(comment: &str) -> bool {
    behind_program(comment).is_some_and(|rest| rest.starts_with(':') || rest.starts_with(VERB))
}

fn behind_program(comment: &str) -> Option<&str> {
    comment.trim_start_matches('#').trim_start().strip_prefix(PROGRAM).map(str::trim_start)
}

/// Reads a comment that [`is_addressed`].
pub(super) fn parse(comment: &str, words: &mut Words<'_>) -> Result<Ignore, Malformed> {
    let rest = behind_program(comment).and_then(|rest| rest.strip_prefix(':')).ok_or(Malformed::NoColon)?;
    let rest = rest.trim_start().strip_prefix(VERB).ok_or(Malformed::UnknownVerb)?;
    if rest.starts_with(|c: char| c.is_alphanumeric() || c == '-' || c == '_') {
        return Err(Malformed::UnknownVerb);
    }
    let rest = rest.trim_start().strip_prefix('[').ok_or(Malformed::NoBrackets)?;
    let (list, rest) = rest.split_once(']').ok_or(Malformed::Unclosed)?;
    let names: Vec<_> = list.split(',').map(str::trim).collect();
    if names.contains(&"") {
        return Err(Malformed::Empty);
    }
    let names = names.into_iter().map(|word| words.name(word)).collect();
    let rest = rest.trim();
    let Some(dated) = rest.strip_prefix(UNTIL) else { return Ok(Ignore { names, until: None, has_reason: !rest.is_empty() }) };
    let (date, reason) = dated.split_once(char::is_whitespace).unwrap_or((dated, ""));
    let until = date.trim_end_matches([':', ',']).parse().map_err(|_| Malformed::NoDate)?;
    Ok(Ignore { names, until: Some(until), has_reason: !reason.trim().is_empty() })
}
