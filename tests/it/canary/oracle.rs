//! Knows a secret again in whatever form it comes.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use std::collections::HashSet;

/// So many characters of a secret in a row are a leak.
const GRAM: usize = 8;
type Gram = [u8; GRAM];

/// Every piece of some secrets, in every form, that must not come out.
pub(crate) struct Oracle {
    forbidden: HashSet<Gram>,
}

impl Oracle {
    pub(crate) fn new<'a>(secrets: impl IntoIterator<Item = &'a str>) -> Self {
        let forms: Vec<_> = secrets.into_iter().flat_map(forms).collect();
        Self { forbidden: forms.iter().flat_map(|form| grams(form)).collect() }
    }

    /// The same without what stands in `text` too, which is no secret: the armour of a PEM, say.
    pub(crate) fn except(mut self, text: &str) -> Self {
        grams(text).for_each(|gram| _ = self.forbidden.remove(&gram));
        self
    }

    /// The first line of an output that holds a piece of a secret.
    pub(crate) fn leak<'o>(&self, output: &'o str) -> Option<&'o str> {
        output.lines().find(|line| grams(line).any(|gram| self.forbidden.contains(&gram)))
    }

    #[track_caller]
    pub(crate) fn finds_nothing_in(&self, output: &str, what: &str) {
        if let Some(line) = self.leak(output) {
            let gram = grams(line).find(|gram| self.forbidden.contains(gram)).unwrap_or_default();
            panic!("{what} lets a secret out, as {:?} in:\n{line}", String::from_utf8_lossy(&gram));
        }
    }
}

/// Whatever the case: `explain` folds it.
fn grams(text: &str) -> impl Iterator<Item = Gram> {
    text.as_bytes().windows(GRAM).map(|window| std::array::from_fn(|at| window[at].to_ascii_lowercase()))
}

/// As it is, as base64 wherever its bytes start in a group of three, and escaped for JSON, URLs and hexadecimal dumps.
fn forms(secret: &str) -> Vec<String> {
    let each = |form: fn(u8) -> String| secret.bytes().map(form).collect::<String>();
    let mut forms = vec![
        secret.to_owned(),
        serde_json::to_string(secret).unwrap(),
        each(|byte| format!("{byte:02x}")),
        each(|byte| format!("{byte:02x} ")),
        each(|byte| format!("\\x{byte:02x}")),
        each(|byte| format!("\\u{byte:04x}")),
        each(|byte| format!("%{byte:02x}")),
    ];
    for shift in 0..3 {
        let shifted = [&b"\0\0"[..shift], secret.as_bytes()].concat();
        for engine in [STANDARD, URL_SAFE] {
            let encoded = engine.encode(&shifted);
            // What neighbours could change is left out.
            let (start, end) = ([0, 2, 3][shift], shifted.len() / 3 * 4);
            forms.extend(encoded.get(start..end).map(str::to_owned));
        }
    }
    forms
}

#[test]
fn every_form_of_a_secret_is_known_again() {
    let secret = "qZ7xCanaryW9";
    let oracle = Oracle::new([secret]);
    for shift in 0..3 {
        let encoded = STANDARD.encode(format!("{}{secret}!!", &"ab"[..shift]));
        assert!(oracle.leak(&encoded).is_some(), "{encoded}");
    }
    for form in ["x qZ7xCana y", "aryw9 CANARYW9", "%71%5A%37%78", "715a3778", "\\u0071\\u005A"] {
        assert!(oracle.leak(form).is_some(), "{form}");
    }
    assert_eq!(oracle.leak("qZ7xCan Canary\nnothing"), None);
    assert_eq!(Oracle::new([secret]).except("a canaryw9 is a bird").leak("CanaryW9"), None);
}
