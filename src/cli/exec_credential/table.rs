//! What each client makes of an answer, for people: a block per outcome, with the releases that share it.

use crate::cli::clients::names;
use crate::clients::exec_answer::{AnswerOutcome, Reaction};
use crate::engine::Examined;
use crate::report::wrap::wrap;
use owo_colors::OwoColorize;
use std::fmt::Write as _;

pub(super) fn render(examined: &Examined, width: usize) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{}", examined.checked.files[0].path.bold());
    let _ = writeln!(text, "\n  where the kubeconfig asks for {}", examined.configured.name());
    for group in groups(&examined.reactions) {
        push_group(&mut text, &group, width);
    }
    text
}

/// Reactions with the same outcome.
fn groups(reactions: &[Reaction]) -> Vec<Vec<&Reaction>> {
    let mut groups: Vec<Vec<&Reaction>> = Vec::new();
    for reaction in reactions {
        match groups.iter_mut().find(|group| group[0].outcome == reaction.outcome) {
            Some(group) => group.push(reaction),
            None => groups.push(vec![reaction]),
        }
    }
    groups
}

fn push_group(text: &mut String, group: &[&Reaction], width: usize) {
    let releases: Vec<_> = group.iter().map(|reaction| (reaction.release, reaction.is_verified())).collect();
    let (verdict, line) = match &group[0].outcome {
        AnswerOutcome::Sends(auth) => {
            let auth: Vec<_> = auth.iter().map(|auth| auth.as_str()).collect();
            ("sends", auth.join(" + "))
        }
        AnswerOutcome::Anonymous(words) => ("anonymous", words.to_string()),
        AnswerOutcome::Refuses(words) => ("refuses", words.to_string()),
    };
    let coloured = match &group[0].outcome {
        AnswerOutcome::Sends(_) => verdict.green().bold().to_string(),
        AnswerOutcome::Anonymous(_) => verdict.yellow().bold().to_string(),
        AnswerOutcome::Refuses(_) => verdict.red().bold().to_string(),
    };
    // Colour has no width.
    let head = wrap(&format!("    {verdict}  "), &names(&releases), 6, width).join("\n").replacen(verdict, &coloured, 1);
    let _ = writeln!(text, "{head}");
    for line in wrap("      ", &line, 6, width) {
        let _ = writeln!(text, "{line}");
    }
}
