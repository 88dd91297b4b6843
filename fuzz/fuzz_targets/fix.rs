//! Fixes of any bytes: what comes out can be read, a second run changes nothing, and nothing is offered that is not done.
#![no_main]

use kubeconfig_lint::engine::{FixedFile, Input, check, fix};
use kubeconfig_lint::fix::Safety;
use kubeconfig_lint::yaml::{Limits, parse};
use kubeconfig_lint::{Env, Options};
use libfuzzer_sys::fuzz_target;
use std::path::Path;

fuzz_target!(|bytes: &[u8]| {
    let options = Options::new(Env::closed("2026-01-01T00:00:00Z".parse().unwrap()));
    for safety in [Safety::Safe, Safety::Unsafe] {
        let once = mend(bytes, safety, &options);
        let twice = mend(&once.input.bytes, safety, &options);
        assert!(!twice.is_changed(), "a second run changes it: {:?}", twice.applied);
        let checked = check(vec![input(&once.input.bytes)], &options);
        let mut offered = checked.findings.iter().filter_map(|finding| Some((finding.rule, finding.fix.as_ref()?)));
        assert!(offered.all(|(_, fix)| fix.safety < safety), "what is offered is not done");
        if once.is_changed()
            && let Ok(text) = std::str::from_utf8(&once.input.bytes)
        {
            let stream = parse(text.strip_prefix('\u{feff}').unwrap_or(text), &Limits::default());
            assert!(stream.error.is_none(), "{:?}", stream.error);
        }
    }
});

fn input(bytes: &[u8]) -> Input {
    Input::new(Path::new("fuzzed"), bytes.to_vec().into())
}

fn mend(bytes: &[u8], safety: Safety, options: &Options) -> FixedFile {
    fix(vec![input(bytes)], safety, options).files.remove(0)
}
