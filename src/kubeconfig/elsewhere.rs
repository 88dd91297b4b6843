//! Where a path leads in another form.

use super::document::Surroundings;
use super::examine::clean;
use super::facts::path_form;
use crate::fix::PathForm;
use std::path::Path;

/// The path in another form; `None` where there is none, or this machine is not known.
pub(in crate::kubeconfig) fn rewrite(form: PathForm, path: &str, around: &Surroundings) -> Option<String> {
    match form {
        PathForm::AtHome => path_form::at_home(path, around.home.as_deref()?),
        PathForm::FromFolder => from(around.folder.as_deref()?, path),
        PathForm::FromLinkedFolder => from(around.linked_folder.as_deref()?, path),
        PathForm::Mounted => path_form::mounted(path),
        PathForm::OnDrive => path_form::on_drive(path),
    }
}

fn from(folder: &Path, path: &str) -> Option<String> {
    let is_relative = !path.is_empty() && Path::new(path).is_relative() && folder.is_absolute();
    is_relative.then(|| clean(&folder.join(path)).to_str().map(str::to_owned)).flatten()
}

/// The form in which a path leads to something, where it leads to nothing as it is.
pub(in crate::kubeconfig) fn find(path: &str, around: &Surroundings, exists: impl Fn(&Path) -> bool) -> Option<PathForm> {
    let of_system = if cfg!(windows) { PathForm::OnDrive } else { PathForm::Mounted };
    let forms = [PathForm::FromLinkedFolder, PathForm::AtHome, of_system];
    forms.into_iter().find(|form| rewrite(*form, path, around).is_some_and(|path| exists(Path::new(&path))))
}
