//! Positions, fingerprints and the number of anything do not tell how long a secret is.

use super::plants::{self, Plant};
use super::{BATCH, checked, written};
use crate::credentials::{CANARY, NOW};
use kubeconfig_lint::engine::origin;
use kubeconfig_lint::report::{Context, fingerprint::fingerprints};
use kubeconfig_lint::{Checked, Env, Input, Options};
use std::path::Path;

#[test]
fn no_place_covers_more_than_one_character_of_a_secret() {
    let is_as_written = |plant: &Plant| {
        !plant.bytes.starts_with(b"\xef\xbb\xbf") && !plant.bytes.contains(&0) && std::str::from_utf8(&plant.bytes).is_ok()
    };
    let plants: Vec<_> = plants::all().into_iter().filter(is_as_written).collect();
    let mut wrong = Vec::new();
    for plants in plants.chunks(BATCH) {
        for finding in checked(plants).findings {
            let places = std::iter::once(finding.place).chain(finding.related.iter().map(|related| related.place));
            for place in places {
                let plant = &plants[place.file.0];
                let text = String::from_utf8_lossy(&plant.bytes);
                assert!(text.get(place.span.range()).is_some(), "{}: {} is not in the file", plant.name, finding.rule);
                let covered = text.match_indices(CANARY).map(|(start, secret)| {
                    let (from, to) = (place.span.range().start.max(start), place.span.range().end.min(start + secret.len()));
                    to.saturating_sub(from)
                });
                if covered.max().is_some_and(|covered| covered > 1) {
                    wrong.push(format!("{}: {} at {:?} in\n{text}", plant.name, finding.rule, place.span));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} places measure a secret:\n{}", wrong.len(), wrong.join("\n"));
}

/// What `--explain-merge` knows of it.
fn origins_of(plants: &[Plant]) -> String {
    let inputs = plants.iter().map(|plant| Input::new(Path::new("plant"), plant.bytes.clone().into())).collect();
    format!("{:?}", origin::origins(inputs, &Options::new(Env::at(NOW.parse().unwrap()))))
}

#[test]
fn files_that_differ_in_a_secret_alone_give_the_same_reports_byte_for_byte() {
    let twice = CANARY.repeat(2);
    let same = |checked: &Checked| (fingerprints(checked, &Context::new("0", &[])), written(checked));
    for twins in plants::twins(&[CANARY, "hR4tBonfireK", &twice]) {
        let all: Vec<_> = twins.chunks(1).map(|twin| (same(&checked(twin)), origins_of(twin))).collect();
        for (twin, report) in twins.iter().zip(&all) {
            assert_eq!(report, &all[0], "{}", String::from_utf8_lossy(&twin.bytes));
        }
    }
}
