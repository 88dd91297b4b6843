//! `man`: the manual.

use super::check::{moment, usage};
use super::destination;
use super::{Called, Exit};
use crate::env;
use crate::message::Name;
use clap::Command;
use clap_mangen::Man;
use std::io;
use std::path::{Path, PathBuf};

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    // SOURCE_DATE_EPOCH dates the pages, so that a package can be built twice.
    /// Write a page for each command into this folder, which must exist; without it, the first page is printed
    #[arg(long, value_name = "FOLDER", help_heading = "Output")]
    dir: Option<PathBuf>,
}

pub(super) fn examples(name: &str) -> String {
    format!("Examples:\n  {name} man | man -l -\n  {name} man --dir ~/.local/share/man/man1")
}

impl Args {
    pub(super) fn run(&self, called: Called) -> Exit {
        let mut command = called.command();
        command.build();
        let date = match moment(None) {
            Ok(now) => now.strftime("%Y-%m-%d").to_string(),
            Err(error) => return usage(error),
        };
        match &self.dir {
            Some(folder) => write_pages(&command, &date, folder),
            None => match page(&command, &date) {
                Ok(text) => destination::print(&text, Exit::Clean),
                Err(error) => usage(format_args!("cannot write the manual: {}", env::reason(&error))),
            },
        }
    }
}

fn write_pages(command: &Command, date: &str, folder: &Path) -> Exit {
    let path = folder.join(format!("{}.1", title(command)));
    if let Err(error) = page(command, date).and_then(|text| env::replace_file(&path, text.as_bytes())) {
        return usage(format_args!("cannot write {}: {}", Name::path(&path.to_string_lossy()), env::reason(&error)));
    }
    let commands = command.get_subcommands().filter(|command| !command.is_hide_set());
    let exits = commands.map(|command| write_pages(command, date, folder));
    exits.into_iter().find(|exit| *exit != Exit::Clean).unwrap_or(Exit::Clean)
}

/// `kubeconfig-lint`, `kubeconfig-lint-expiry`, or `kubectl-config-lint`.
fn title(command: &Command) -> String {
    command.get_display_name().unwrap_or(command.get_name()).replace(' ', "-")
}

/// A page with the sections of man-pages(7), as far as there is something for them.
fn page(command: &Command, date: &str) -> io::Result<String> {
    let mut text = Vec::new();
    let source = format!("{} {}", Called::Directly.name(), env!("CARGO_PKG_VERSION"));
    let man = Man::new(for_manual(command)).title(title(command)).date(date).source(source).manual("User commands");
    man.render_title(&mut text)?;
    man.render_name_section(&mut text)?;
    man.render_synopsis_section(&mut text)?;
    man.render_description_section(&mut text)?;
    man.render_options_section(&mut text)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut text)?;
    }
    if command.get_after_help().is_some() {
        man.render_extra_section(&mut text)?;
    }
    // Each section comes with what defines its quotes; once is enough.
    let text = String::from_utf8_lossy(&text);
    let quotes: String = text.split_inclusive('\n').take(2).collect();
    let text = quotes.clone() + &text.replace(&quotes, "");
    Ok(text.replace(".SH EXTRA\nExamples:", ".SH EXAMPLES").replace("\n\nExit codes:", "\n.SH \"EXIT STATUS\""))
}

/// The command with one line for its name, and a usage that shows values.
fn for_manual(command: &Command) -> Command {
    let about = command.get_about().map(ToString::to_string).unwrap_or_default();
    let name = about.lines().next().unwrap_or_default().trim_end_matches('.').to_owned();
    let usage = command.clone().render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim().to_owned();
    command
        .clone()
        .display_name(title(command))
        .about(name)
        .long_about(about)
        .override_usage(usage)
        .subcommand_help_heading("COMMANDS")
}
