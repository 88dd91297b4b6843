//! Messages for reports that others see: paths of this machine in them are shortened to what these people know.

use super::{Folders, Unread};
use crate::checked::Checked;
use crate::finding::{Finding, Suppressed};
use crate::message::Message;
use std::borrow::Cow;
use std::path::{MAIN_SEPARATOR, Path};

/// What replaces a path in front of the rest of it.
struct Shortening {
    folder: String,
    word: &'static str,
}

/// Shortens paths in all that a run found.
pub(super) fn findings(checked: &Checked, folders: &Folders) -> Checked {
    let shortenings = shortenings(folders);
    let finding = |finding: &Finding| shortened(finding, &shortenings);
    let suppressed = |suppressed: &Suppressed| Suppressed { finding: finding(&suppressed.finding), by: suppressed.by.clone() };
    Checked {
        files: checked.files.clone(),
        findings: checked.findings.iter().map(finding).collect(),
        suppressed: checked.suppressed.iter().map(suppressed).collect(),
    }
}

/// The same in what is said of the inputs that could not be read.
pub(super) fn unread(unread: &[Unread], folders: &Folders) -> Vec<Unread> {
    let shortenings = shortenings(folders);
    unread.iter().map(|unread| Unread { message: message(&unread.message, &shortenings), ..unread.clone() }).collect()
}

/// The root stands for itself, the home folder is `~` to everybody.
fn shortenings(folders: &Folders) -> Vec<Shortening> {
    let shortening = |folder: &Path, word| Shortening { folder: folder.display().to_string(), word };
    let homes = [&folders.home, &folders.home_as_given].into_iter().flatten().map(|home| shortening(home, "~/"));
    let all = std::iter::once(shortening(&folders.root, "")).chain(homes);
    all.filter(|shortening| Path::new(&shortening.folder).parent().is_some()).collect()
}

fn shortened(finding: &Finding, shortenings: &[Shortening]) -> Finding {
    let mut finding = finding.clone();
    let fix = finding.fix.iter_mut().map(|fix| &mut fix.title);
    let related = finding.related.iter_mut().map(|related| &mut related.message);
    let errors = finding.clients.iter_mut().filter_map(|client| client.error.as_mut());
    let own = [Some(&mut finding.message), finding.help.as_mut(), finding.label.as_mut()].into_iter().flatten();
    own.chain(related).chain(errors).chain(fix).for_each(|text| *text = message(text, shortenings));
    finding
}

fn message(message: &Message, shortenings: &[Shortening]) -> Message {
    message.clone().rewritten(&|text| {
        let shorten = |text: Cow<'_, str>, shortening: &Shortening| Cow::Owned(shortening.apply(&text));
        shortenings.iter().fold(Cow::Borrowed(text), shorten).into_owned()
    })
}

impl Shortening {
    fn apply(&self, text: &str) -> String {
        let mut shortened = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(&self.folder) {
            let (before, found) = rest.split_at(at);
            let after = &found[self.folder.len()..];
            shortened += before;
            // `/home/alice` is not the start of `/home/alice2`, nor a part of `/data/home/alice`.
            let is_whole = !shortened.ends_with(|c: char| c.is_alphanumeric() || "/\\._-~".contains(c));
            match after.strip_prefix(['/', MAIN_SEPARATOR]) {
                Some(inside) if is_whole => {
                    shortened += self.word;
                    rest = inside;
                }
                _ => {
                    shortened += &self.folder;
                    rest = after;
                }
            }
        }
        shortened + rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message;
    use crate::message::Name;

    #[test]
    fn only_whole_paths_are_shortened() {
        let folders = Folders { root: "/home/a/repo".into(), home: Some("/home/a".into()), ..Folders::default() };
        let said = |text: &str| message(&message![Name::escape(text)], &shortenings(&folders)).to_string();
        assert_eq!(said("/home/a/repo/ci/ca.crt"), "`ci/ca.crt`");
        assert_eq!(said("open /home/a/.kube/x for /home/a/y"), "`open ~/.kube/x for ~/y`");
        assert_eq!(said("/home/ab/x"), "`/home/ab/x`");
        assert_eq!(said("/data/home/a/x"), "`/data/home/a/x`");
        assert_eq!(said("/home/a/repo/::error::x"), "`\\u{3a}:error::x`");
        assert_eq!(said("/etc/ca.crt"), "`/etc/ca.crt`");
    }
}
