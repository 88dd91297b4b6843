//! Is this what a linter wrote about kubeconfigs? Reports show parts of them, and are found in the folder of the next run.

use super::{find_key, unquoted, with_text};

/// Pairs of keys at the top of a report.
const SIGNS: [(&str, &str); 8] = [
    // SARIF, whoever wrote it.
    ("runs", "$schema"),
    ("runs", "version"),
    // Our own: `json` of `check` and a baseline; of `clients` and `expiry`; of `--explain-merge`; of `rules`.
    ("schema_version", "findings"),
    ("schema_version", "results"),
    ("schema_version", "current_context"),
    ("schema_version", "rules"),
    // A line of `jsonl`; an entry of GitLab's Code Quality.
    ("fingerprint", "rule"),
    ("fingerprint", "check_name"),
];

/// What no report has, and every manifest or kubeconfig: with one of these keys a file is not passed over, whatever else it says.
const OF_OBJECTS: [&str; 3] = ["apiVersion", "kind", "current-context"];

/// Whether the content of a file is JSON of a report: a SARIF log, or something that this program prints.
///
/// It reads the keys at the top, and no further than that.
pub fn is_report(bytes: &[u8]) -> bool {
    with_text(bytes, is_report_text)
}

fn is_report_text(text: &[u8]) -> bool {
    let object = match text.trim_ascii_start() {
        [b'[', list @ ..] => list.trim_ascii_start(),
        text => text,
    };
    if !object.starts_with(b"{") {
        return false;
    }
    let mut seen = [(false, false); SIGNS.len()];
    let is_object = find_key(object, |key, _| {
        let key = unquoted(key);
        for (seen, sign) in seen.iter_mut().zip(SIGNS) {
            seen.0 |= key == sign.0.as_bytes();
            seen.1 |= key == sign.1.as_bytes();
        }
        OF_OBJECTS.iter().any(|word| key == word.as_bytes())
    });
    !is_object && seen.contains(&(true, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_told_by_their_keys() {
        for text in [
            "{\"$schema\": \"x\", \"version\": \"2.1.0\", \"runs\": [{}]}",
            // The disk was full.
            "{\"version\": \"2.1.0\", \"runs\": [{\"tool\": {",
            "{\"runs\": [], \"version\": \"2.1.0\"}",
            "{\n  \"schema_version\": 1,\n  \"findings\": [\n  ]\n}\n",
            "{\"schema_version\":1,\"files\":[],\"current_context\":null,\"contexts\":[],\"clusters\":[],\"users\":[]}",
            "{\"rule\":\"tls\",\"fingerprint\":\"0\"}\n{\"rule\":\"tls\",\"fingerprint\":\"1\"}\n",
            "[\n  {\"description\": \"kind: Config\", \"check_name\": \"tls\", \"fingerprint\": \"0\"}]",
        ] {
            assert!(is_report(text.as_bytes()), "{text}");
            let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert!(is_report(&utf16), "{text}");
        }
    }

    #[test]
    fn a_kubeconfig_does_not_become_a_report_by_a_key() {
        for text in [
            "",
            "[]",
            "runs: x\nversion: x\n",
            "{\"apiVersion\": \"v1\", \"runs\": [], \"version\": 1}",
            "{\"schema_version\": 1, \"findings\": [], \"current-context\": \"x\"}",
            "{\"clusters\": [{\"runs\": 1, \"version\": 2}], \"users\": []}",
            "[{\"kind\": \"Secret\", \"fingerprint\": 1, \"rule\": 2}]",
        ] {
            assert!(!is_report(text.as_bytes()), "{text}");
        }
    }
}
