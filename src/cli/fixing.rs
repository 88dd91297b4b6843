//! `check --fix`: apply fixes, or show what they would do.

mod aliases;

use super::notes::{self, Notes};
use super::progress::Progress;
use super::{Exit, destination};
use crate::engine::{self, Fixed, FixedFile, Input, IsKnown, Refused};
use crate::env::{self, RewriteError};
use crate::fix::Safety;
use crate::kubeconfig::patch::{Hunk, Side};
use crate::message::Name;
use crate::options::Options;
pub(super) use aliases::Aliases;
use owo_colors::OwoColorize;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::path::Path;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Fixes")]
pub(super) struct Fixing {
    /// Apply the fixes that are safe; the report then says what is left
    #[arg(long)]
    fix: bool,
    /// Apply also those that a person should look at
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what would be changed, without secrets, and write nothing; exit with 1 if anything would be
    #[arg(long, conflicts_with_all = ["output_format", "output_file", "report"])]
    diff: bool,
}

/// What is fixed, and who hears of it.
#[derive(Clone, Copy)]
pub(super) struct Terms<'a> {
    pub(super) options: &'a Options,
    /// What a baseline knows is accepted, and left alone.
    pub(super) is_known: IsKnown<'a>,
    pub(super) notes: Notes,
}

impl Fixing {
    /// Whether anything is to be fixed, or shown.
    pub(super) fn are_wanted(&self) -> bool {
        self.fix || self.unsafe_fixes || self.diff
    }

    /// Whether nothing is written.
    pub(super) fn only_show(&self) -> bool {
        self.diff
    }

    fn safety(&self) -> Safety {
        if self.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }
    }

    /// Works the fixes out.
    pub(super) fn fix(&self, inputs: Vec<Input>, terms: Terms<'_>, progress: Progress) -> Fixed {
        let fix = |inputs| engine::fix_unknown(inputs, self.safety(), terms.options, terms.is_known);
        let fixed = progress.check(inputs, fix);
        for warning in refusals(&fixed) {
            terms.notes.warning(warning);
        }
        fixed
    }

    /// Shows what would be done.
    pub(super) fn show(&self, fixed: &Fixed, terms: Terms<'_>) -> Exit {
        let changed: Vec<_> = fixed.files.iter().filter(|file| file.is_changed()).collect();
        let text: String = changed.iter().map(|file| difference(file, terms.options)).collect();
        let count = tell(fixed, "would fix", terms.notes);
        terms.notes.summary(format_args!("would fix {count}{}", self.more(fixed, terms)));
        destination::print(&text, if changed.is_empty() { Exit::Clean } else { Exit::Findings })
    }

    /// Writes what was done, and returns the files as they now are. A file that cannot be written stays what it was.
    pub(super) fn write(&self, mut fixed: Fixed, target: Option<&Path>, terms: Terms<'_>) -> Written {
        let mut is_complete = true;
        let more = self.more(&fixed, terms);
        for place in &fixed.targets {
            let file = &fixed.files[place.files.start];
            let (old, new) = place.contents(&fixed.files);
            let outcome = match (target, &file.input.path) {
                (Some(target), _) if target == Path::new("-") => destination::pass_on(new).map_err(RewriteError::from),
                (Some(target), _) => env::put_file(target, new),
                (None, Some(path)) if old != new || file.mode.is_some() => env::rewrite_file(path, old, new, file.mode),
                (None, _) => Ok(()),
            };
            let Err(error) = outcome else {
                place.settle(&mut fixed.files);
                continue;
            };
            let shown = target.map_or_else(|| file.input.name.clone(), |path| Name::path(&path.to_string_lossy()));
            let advice = match error {
                RewriteError::Locked => format!("; if no kubectl runs, remove {shown}.lock"),
                _ => String::new(),
            };
            notes::error(format_args!("cannot write {shown}: {error}{advice}"));
            fixed.files[place.files.clone()].iter_mut().for_each(FixedFile::revert);
            is_complete = false;
        }
        let count = tell(&fixed, "fixed", terms.notes);
        terms.notes.summary(format_args!("fixed {count}{more}"));
        Written { inputs: fixed.files.into_iter().map(|file| file.input).collect(), is_complete }
    }

    /// What `--unsafe-fixes` could do on top.
    fn more(&self, fixed: &Fixed, terms: Terms<'_>) -> String {
        if self.unsafe_fixes {
            return String::new();
        }
        match engine::count_fixes(&fixed.files, Safety::Unsafe, terms.options, terms.is_known) {
            0 => String::new(),
            count => format!(", {count} more with --unsafe-fixes"),
        }
    }
}

/// What became of the files.
pub(super) struct Written {
    pub(super) inputs: Vec<Input>,
    pub(super) is_complete: bool,
}

/// Says what was done, one by one where that was asked for, and returns how much it was.
fn tell(fixed: &Fixed, done: &str, notes: Notes) -> usize {
    for file in &fixed.files {
        for applied in &file.applied {
            notes.step(format_args!("{done} {}:{}: {} [{}]", file.input.name, applied.line, applied.title, applied.rule));
        }
    }
    fixed.files.iter().map(|file| file.applied.len()).sum()
}

/// What was not applied; what has the same reason is said once for a file.
fn refusals(fixed: &Fixed) -> Vec<String> {
    let mut kinds: Vec<(&Refused, usize)> = Vec::new();
    let mut numbers = HashMap::new();
    for refused in &fixed.refused {
        let kind = (refused.file.0, refused.rule, refused.reason.to_string());
        let number = *numbers.entry(kind).or_insert(kinds.len());
        if number == kinds.len() {
            kinds.push((refused, 0));
        } else {
            kinds[number].1 += 1;
        }
    }
    let warning = |(refused, more): (&Refused, usize)| {
        let name = &fixed.files[refused.file.0].input.name;
        let more = if more == 0 { String::new() } else { format!(" (and {more} more like it)") };
        format!("{name}:{}: {refused}{more}", refused.line)
    };
    kinds.into_iter().map(warning).collect()
}

/// As `diff -u` and `git diff` show it.
fn difference(file: &FixedFile, options: &Options) -> String {
    let name = &file.input.title();
    let mut text = String::new();
    // Writing to a String cannot fail.
    if let Some(mode) = file.mode {
        let _ = writeln!(text, "new mode of {name}: {mode:o}");
    }
    let hunks = file.difference(options);
    if !hunks.is_empty() {
        let _ = writeln!(text, "{}\n{}", format!("--- {name}").bold(), format!("+++ {name}").bold());
    }
    for hunk in &hunks {
        push_hunk(&mut text, hunk);
    }
    text
}

fn push_hunk(text: &mut String, hunk: &Hunk) {
    let range = |range: &std::ops::Range<usize>| match range.len() {
        1 => format!("{}", range.start + 1),
        // Where nothing stands, the line before is named.
        0 => format!("{},0", range.start),
        length => format!("{},{length}", range.start + 1),
    };
    let _ = writeln!(text, "{}", format!("@@ -{} +{} @@", range(&hunk.old), range(&hunk.new)).cyan());
    for line in &hunk.lines {
        let remark = line.remark.as_ref().map_or_else(String::new, |remark| format!(" ({remark})"));
        let _ = match line.side {
            Side::Both => writeln!(text, " {}", line.text),
            Side::Old => writeln!(text, "{}", format!("-{}", line.text).red()),
            Side::New => writeln!(text, "{}", format!("+{}{remark}", line.text).green()),
        };
    }
}
