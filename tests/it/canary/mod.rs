//! No secret leaves: not as text, not in another form, not by its length, whatever the file, the command and the format.

mod answers;
mod commands;
mod lengths;
mod oracle;
mod places;
mod plants;
mod properties;
mod tokens;

use crate::credentials::{CANARY, NOW};
use kubeconfig_lint::report::{self, Context, Format, Verbosity};
use kubeconfig_lint::{Checked, Env, Input, Options, check, rules};
use oracle::Oracle;
use plants::{NUMBER, Plant};
use std::path::Path;

/// So many files are checked at a time: a SARIF report tells of every rule, however few files there are.
const BATCH: usize = 200;

fn checked(plants: &[Plant]) -> Checked {
    let inputs = plants.iter().map(|plant| Input::new(Path::new(&plant.name), plant.bytes.clone().into())).collect();
    check(inputs, &Options::new(Env::at(NOW.parse().unwrap())))
}

/// The same in every format.
fn written(checked: &Checked) -> Vec<String> {
    let pages: Vec<_> = rules::all().map(|rule| rule.page).collect();
    let reports = Format::ALL.into_iter().map(|format| {
        let context = Context { verbosity: Verbosity::Verbose, ..Context::new("0", &pages) };
        let mut out = Vec::new();
        report::write(format, checked, &context, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    });
    reports.collect()
}

/// The files that leak, each with the line that does.
fn leaks<'p>(plants: &'p [Plant], oracle: &Oracle) -> Vec<(&'p Plant, String)> {
    let checked = checked(plants);
    let debug = format!("{checked:?}");
    let reports = written(&checked);
    let Some(line) = reports.iter().chain([&debug]).find_map(|report| oracle.leak(report)) else { return Vec::new() };
    match plants {
        [plant] => vec![(plant, line.chars().take(2_000).collect())],
        _ => plants.chunks(plants.len().div_ceil(4)).flat_map(|plants| leaks(plants, oracle)).collect(),
    }
}

#[test]
fn nothing_planted_in_a_file_comes_out_of_the_library() {
    let oracle = Oracle::new([CANARY, NUMBER]);
    let plants = plants::all();
    let leaks: Vec<_> = plants.chunks(BATCH).flat_map(|plants| leaks(plants, &oracle)).collect();
    let shown = leaks.iter().map(|(plant, line)| format!("{}:\n{}\n{line}", plant.name, String::from_utf8_lossy(&plant.bytes)));
    assert!(leaks.is_empty(), "{} of {} files leak:\n{}", leaks.len(), plants.len(), shown.collect::<Vec<_>>().join("\n\n"));
}
