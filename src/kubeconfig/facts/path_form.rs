//! Paths, written in another form.

use super::path::{self, Root};
use std::path::Path;

/// The path with the home folder in the place of `~` or `$HOME`; `None` where it begins with neither, or more is to be expanded.
pub(in crate::kubeconfig) fn at_home(path: &str, home: &Path) -> Option<String> {
    let rest = ["~", "${HOME}", "$HOME"].into_iter().find_map(|start| path.strip_prefix(start))?;
    let is_whole = rest.starts_with('/') && path::expansion(rest).is_none();
    let home = home.to_str().filter(|_| is_whole && home.is_absolute())?;
    Some(format!("{}{rest}", home.trim_end_matches('/')))
}

/// Where the Windows Subsystem for Linux has a path with a drive, as long as nobody changed its settings.
pub(in crate::kubeconfig) fn mounted(path: &str) -> Option<String> {
    let is_plain = path::inspect(path).root == Root::Drive && path::expansion(path).is_none();
    let (drive, rest) = path.split_once(':').filter(|_| is_plain)?;
    Some(format!("/mnt/{}{}", drive.to_ascii_lowercase(), rest.replace('\\', "/")))
}

/// The path with a drive that the Windows Subsystem for Linux has at this place.
pub(in crate::kubeconfig) fn on_drive(path: &str) -> Option<String> {
    let (drive, rest) = path.strip_prefix("/mnt/")?.split_once('/')?;
    let is_letter = drive.len() == 1 && drive.bytes().all(|byte| byte.is_ascii_lowercase());
    is_letter.then(|| format!("{}:\\{}", drive.to_ascii_uppercase(), rest.replace('/', "\\")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_folder_takes_the_place_of_what_stands_for_it() {
        let home = Path::new("/home/ann/");
        for path in ["~/.kube/ca.crt", "$HOME/.kube/ca.crt", "${HOME}/.kube/ca.crt"] {
            assert_eq!(at_home(path, home).as_deref(), Some("/home/ann/.kube/ca.crt"), "{path}");
        }
        for path in ["~", "~bob/x", "$HOMES/x", "$XDG/x", "~/$X", "a/~/b", "%USERPROFILE%/x", ""] {
            assert_eq!(at_home(path, home), None, "{path}");
        }
        assert_eq!(at_home("~/x", Path::new("ann")), None);
    }

    #[test]
    fn drives_are_mounted_and_back() {
        for (drive, mount) in [("C:\\Users\\me\\ca.crt", "/mnt/c/Users/me/ca.crt"), ("D:\\x", "/mnt/d/x")] {
            assert_eq!(mounted(drive).as_deref(), Some(mount));
            assert_eq!(on_drive(mount).as_deref(), Some(drive));
        }
        assert_eq!(mounted("c:/Users/me").as_deref(), Some("/mnt/c/Users/me"));
        for path in ["\\\\server\\share", "\\Users\\me", "C:x", "C:\\%TEMP%\\a", "/x"] {
            assert_eq!(mounted(path), None, "{path}");
        }
        for path in ["/mnt/cd/x", "/mnt/c", "/home/me"] {
            assert_eq!(on_drive(path), None, "{path}");
        }
    }
}
