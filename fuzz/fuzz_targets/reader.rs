//! The reader takes every text: nothing panics or hangs, and what it says of places is true.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| kubeconfig_lint::fuzzing::read(text));
