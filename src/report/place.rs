//! Files as consumers in a CI look for them: by their path in the repository.

use super::fingerprint::file_uri;
use super::{Context, FileUri};
use crate::checked::Checked;
use crate::finding::FileId;
use crate::message::Name;

/// The path of a file below the root, with `/` between its parts; below the home folder, as people write
/// it; the path that the user gave where it is elsewhere.
pub(super) fn repository_path(checked: &Checked, context: &Context<'_>, file: FileId) -> Name {
    path_of(&file_uri(checked, context, file.0)).unwrap_or_else(|| checked.file(file).path.clone())
}

/// The same of what lies below the root or the home folder.
pub(super) fn path_of(uri: &FileUri) -> Option<Name> {
    match uri {
        FileUri::Inside(uri) => Some(Name::path(&decode(uri))),
        FileUri::Home(uri) => Some(Name::path(&format!("~/{}", decode(uri)))),
        FileUri::Above(..) | FileUri::Outside(_) => None,
    }
}

/// Undoes the percent-encoding of a URI. What was no UTF-8 stays encoded.
fn decode(uri: &str) -> String {
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let [first, tail @ ..] = rest {
        let escape = tail.get(..2).filter(|_| *first == b'%').and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = escape.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        rest = if byte.is_some() { &tail[2..] } else { tail };
        bytes.push(byte.unwrap_or(*first));
    }
    String::from_utf8(bytes).unwrap_or_else(|_| uri.to_owned())
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn percent_escapes_are_undone() {
        assert_eq!(decode("a%20b/%C3%BC.yaml"), "a b/ü.yaml");
        assert_eq!(decode("%FF.yaml"), "%FF.yaml");
        assert_eq!(decode("100%"), "100%");
    }
}
