//! What makes a finding the same finding in another run.

use super::{Context, FileUri};
use crate::checked::Checked;
use crate::finding::Finding;
use crate::message::Name;
use std::borrow::Cow;

/// One fingerprint for each finding, in order: 16 hexadecimal digits.
///
/// They are made of the rule, the file, the field, and a counter for findings that share all three. Lines are left out, so that
/// a change above a finding does not make it a new one, and so are values, so that nobody can guess a secret from a report.
pub fn fingerprints(checked: &Checked, context: &Context<'_>) -> Vec<String> {
    let of = fingerprinter(checked, context);
    checked.findings.iter().map(of).collect()
}

/// Makes the fingerprints of findings of this run, be they reported or suppressed.
pub fn fingerprinter(checked: &Checked, context: &Context<'_>) -> impl Fn(&Finding) -> String + use<> {
    let uris: Vec<_> = (0..checked.files.len()).map(|index| file_uri(checked, context, index)).collect();
    let within = checked.files.iter().map(|file| file.within.as_ref());
    fingerprinter_of(&uris.iter().map(Cow::as_ref).zip(within).collect::<Vec<_>>())
}

/// The same for findings in these files: each with where in it the kubeconfig stands, for manifests.
pub fn fingerprinter_of(files: &[(&FileUri, Option<&Name>)]) -> impl Fn(&Finding) -> String + use<> {
    let files: Vec<_> = files.iter().map(|(uri, within)| file_key(uri, *within)).collect();
    move |finding| fingerprint(finding, &files[finding.place.file.0])
}

fn fingerprint(finding: &Finding, file: &str) -> String {
    let count = u64::from(finding.occurrence) + 1;
    format!("{:016x}", fnv1a(format!("{}\0{file}\0{}\0{count}", finding.rule, finding.address).as_bytes()))
}

/// The URI of a file of the run.
pub(crate) fn file_uri<'a>(checked: &Checked, context: &Context<'a>, index: usize) -> Cow<'a, FileUri> {
    context.uris.get(index).map_or_else(|| Cow::Owned(FileUri::of(&checked.files[index])), Cow::Borrowed)
}

/// What tells a file from others, wherever the run starts.
pub(super) fn file_key(uri: &FileUri, within: Option<&Name>) -> String {
    let within = within.map_or("", Name::as_str);
    let base = match uri {
        FileUri::Inside(_) | FileUri::Outside(_) => String::new(),
        FileUri::Home(_) => "~\0".to_owned(),
        FileUri::Above(count, _) => format!("{count}\0"),
    };
    format!("{base}{}\0{within}", uri.as_str())
}

/// FNV-1a with 64 bits. Fingerprints are stored for years and compared across versions and platforms, so the hash is written out
/// here: the hashers of `std` promise no stable result. Nothing secret goes in, so it need not be cryptographic.
pub(super) fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::sample;
    use std::collections::HashSet;

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn fingerprints_differ_within_a_run_and_do_not_depend_on_lines() {
        let context = Context::new("0", &[]);
        let mut checked = sample::rich();
        let before = fingerprints(&checked, &context);
        assert_eq!(before.iter().collect::<HashSet<_>>().len(), before.len());
        for finding in &mut checked.findings {
            finding.place.range.start.line += 7;
        }
        assert_eq!(before, fingerprints(&checked, &context));
    }
}
