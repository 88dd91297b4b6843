//! The whole pipeline takes any bytes, and no secret comes out.
//!
//! The marker stands wherever an input holds `@@`, and behind each `token: ` and its like. It is a longer word than anybody's name
//! has, so it must stay hidden wherever the fuzzer gets it: also in places for names, which are public.
#![no_main]

use kubeconfig_lint::report::{self, Context, Format, Verbosity};
use kubeconfig_lint::{Env, Options, check_bytes, rules};
use libfuzzer_sys::fuzz_target;

const MARKER: &str = "qZvxCjkwyWQnBhTzfGpRmXdLsKVqjzYwHxNbCvQkFgPtZrJmWdXsLhKqVyBnTcGzRfMjPwDx";
/// So many characters of it in a row are a leak.
const PIECE: usize = 8;
const PLACES: [&str; 4] = ["@@", "token: ", "password: ", "client-key-data: "];

fuzz_target!(|bytes: &[u8]| {
    let planted = plant(bytes);
    // A piece of the marker that the fuzzer found by itself can be a name.
    let is_judged = !holds_piece(&String::from_utf8_lossy(bytes));
    let options = Options::new(Env { follow_paths: false, ..Env::at("2026-01-01T00:00:00Z".parse().unwrap()) });
    let checked = check_bytes("fuzzed", planted, &options);
    let pages: Vec<_> = rules::all().map(|rule| rule.page).take(1).collect();
    for format in Format::ALL {
        let context = Context { verbosity: Verbosity::Verbose, color: true, ..Context::new("0", &pages) };
        let mut out = Vec::new();
        report::write(format, &checked, &context, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(!is_judged || !holds_piece(&out), "a secret comes out of {}:\n{out}", format.name());
    }
});

fn plant(bytes: &[u8]) -> Vec<u8> {
    let Ok(text) = std::str::from_utf8(bytes) else { return bytes.to_vec() };
    let mut planted = text.to_owned();
    for place in PLACES {
        planted = planted.replace(place, &format!("{}{MARKER}", place.trim_start_matches('@')));
    }
    planted.into_bytes()
}

fn holds_piece(text: &str) -> bool {
    MARKER.as_bytes().windows(PIECE).any(|piece| std::str::from_utf8(piece).is_ok_and(|piece| text.contains(piece)))
}
