//! `explain`: what a rule is about, or what an error of a client means.
//!
//! A pasted error may hold secrets (kubectl prints whole entries on a duplicate name), so nothing of it is ever printed.

mod matching;
mod render;

use super::ascii;
use super::destination;
use super::look;
use super::notes;
use super::values;
use super::{Called, Exit};
use crate::env;
use crate::page::Page;
use crate::rules;
use matching::Match;
use std::ffi::OsString;
use zeroize::Zeroizing;

/// More causes than this are listed without the first being shown.
const CAUSES_SHOWN: usize = 1;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A rule, a family, or an error as a client printed it; `-` reads the error from standard input
    #[arg(value_name = "RULE|ERROR", required = true, trailing_var_arg = true, allow_hyphen_values = true)]
    words: Vec<OsString>,
}

pub(super) fn examples(name: &str) -> String {
    format!(
        "Examples:\n  \
         {name} explain structure/current-context-dangling\n  \
         {name} explain 'illegal base64 data at input byte 0'\n  \
         kubectl get pods 2>&1 | {name} explain -"
    )
}

impl Args {
    pub(super) fn run(&self, called: Called) -> Exit {
        let text = match self.text() {
            Ok(text) => text,
            Err(error) => {
                notes::error(format_args!("cannot read standard input: {}", error.reason()));
                return Exit::Usage;
            }
        };
        let shown = match text.trim() {
            word if is_rule(word) => explain_rule(word),
            text => explain_error(text, called),
        };
        match shown {
            Ok((text, exit)) => destination::print(&ascii::shown(&text), exit),
            Err((message, exit)) => {
                notes::error(message);
                exit
            }
        }
    }

    fn text(&self) -> Result<Zeroizing<String>, env::ReadError> {
        if self.words.len() == 1 && self.words[0] == "-" {
            let bytes = env::read_stdin()?;
            return Ok(Zeroizing::new(String::from_utf8_lossy(&bytes).into_owned()));
        }
        let words: Vec<_> = self.words.iter().map(|word| word.to_string_lossy()).collect();
        Ok(Zeroizing::new(words.join(" ")))
    }
}

/// What to print, or what is wrong with the question.
type Answer = Result<(String, Exit), (String, Exit)>;

/// Whether the text is meant as a rule or a family: one word, or `family/name`.
fn is_rule(text: &str) -> bool {
    let is_name = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let parts: Vec<_> = text.split('/').collect();
    match parts[..] {
        [family, name] => is_name(family) && is_name(name),
        [word] => is_name(word) && values::families().chain(rules::all().map(rules::Rule::id)).any(|id| is_part(id, word)),
        _ => false,
    }
}

fn is_part(id: &str, word: &str) -> bool {
    id.split('/').any(|part| part == word)
}

fn explain_rule(word: &str) -> Answer {
    if let Some(rule) = rules::find(word) {
        return Ok((render::page(&rule.page, look::width()), Exit::Clean));
    }
    let named: Vec<_> = rules::all().map(|rule| rule.page).filter(|page| is_part(page.id, word)).collect();
    match named[..] {
        [] => Err((format!("there is no rule and no family of this name{}", values::rule_hint(word)), Exit::Usage)),
        [page] => Ok((render::page(&page, look::width()), Exit::Clean)),
        _ => Ok((render::list(&named, look::width()), Exit::Clean)),
    }
}

fn explain_error(text: &str, called: Called) -> Answer {
    let pages = rules::all().map(|rule| rule.page);
    let matches: Vec<Page> = matching::find(text, pages).into_iter().map(|Match { page, .. }| page).collect();
    let name = called.name();
    match matches[..] {
        [] => Err((
            format!(
                "no rule knows this error\n\
                 Paste the whole line that the client printed, or check the file: {name} check FILE\n\
                 `{name} rules` lists all rules"
            ),
            Exit::Findings,
        )),
        [page] => Ok((render::page(&page, look::width()), Exit::Clean)),
        _ => {
            let causes = render::list(&matches, look::width());
            let pages = matches.iter().take(CAUSES_SHOWN).map(|page| render::page(page, look::width())).collect::<String>();
            let question = format!("{} rules know this error. `{name} check FILE` tells which one it is.", matches.len());
            Ok((format!("{question}\n\n{causes}\n{pages}"), Exit::Clean))
        }
    }
}
