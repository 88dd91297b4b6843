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
    pub(super) fn run(&self) -> Exit {
        let mut command = Called::Directly.command();
        command.build();
        let date = match moment(None) {
            Ok(now) => now.strftime("%Y-%m-%d").to_string(),
            Err(error) => return usage(error),
        };
        match &self.dir {
            Some(folder) => write_pages(&command, &date, folder),
            None => match page(&command, &date) {
                Ok(text) => destination::print(&String::from_utf8_lossy(&text), Exit::Clean),
                Err(error) => usage(format_args!("cannot write the manual: {}", env::reason(&error))),
            },
        }
    }
}

fn write_pages(command: &Command, date: &str, folder: &Path) -> Exit {
    // `kubeconfig-lint`, or `kubeconfig-lint-expiry`.
    let title = command.get_display_name().unwrap_or(command.get_name());
    let path = folder.join(format!("{title}.1"));
    if let Err(error) = page(command, date).and_then(|text| env::replace_file(&path, &text)) {
        return usage(format_args!("cannot write {}: {}", Name::path(&path.to_string_lossy()), env::reason(&error)));
    }
    let commands = command.get_subcommands().filter(|command| !command.is_hide_set());
    let exits = commands.map(|command| write_pages(command, date, folder));
    exits.into_iter().find(|exit| *exit != Exit::Clean).unwrap_or(Exit::Clean)
}

fn page(command: &Command, date: &str) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    let source = format!("{} {}", Called::Directly.name(), env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).date(date).source(source).manual("User commands").render(&mut text)?;
    Ok(text)
}
