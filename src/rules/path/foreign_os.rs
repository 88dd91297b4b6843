use super::references;
use crate::finding::Severity;
use crate::fix::{Fix, PathForm, Transform};
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::facts::path::{PathShape, Root, System};
use crate::kubeconfig::field::Field;
use crate::kubeconfig::model::given;
use crate::kubeconfig::program::ProgramState;
use crate::profile::Profile;
use crate::rules::{Case, Findings};

pub(super) fn check(case: &Case<'_>, findings: &mut Findings) {
    // A file that is passed on knows no wrong system.
    let is_portable = case.options().profile == Profile::Portable;
    let usual = if is_portable { Severity::Info } else { Severity::Warning };
    for reference in references(case) {
        let is_read = reference.field.target().is_some_and(|target| target.state == TargetState::Read);
        let Some(message) = reference.field.path_shape().filter(|_| !is_read).and_then(foreign) else { continue };
        let finding = findings.field(reference.field, message);
        finding.severity(usual).help("write the path as this system names it, or the content as base64");
        let target = reference.field.target();
        let is_unseen = target.is_some_and(|target| target.state == TargetState::NotLooked && !target.is_special);
        let is_there = is_unseen || target.is_some_and(|target| target.elsewhere == Some(FORM));
        finding.fix = translated(reference.field, reference.field.path_shape()).filter(|_| is_there && !is_portable);
        if let Some(target) = reference.unreadable().filter(|_| !is_portable) {
            finding.severity(Severity::Error);
            reference.refuse(finding, target);
        }
    }
    for exec in case.config().users.iter().filter_map(|user| user.exec.as_ref()) {
        let shape = exec.facts().map(|facts| &facts.path);
        let program = exec.program();
        let is_unseen = program.is_none_or(|program| program.state == ProgramState::NotLooked);
        let is_there = is_unseen || program.is_some_and(|program| program.elsewhere == Some(FORM));
        if let Some((field, message)) = given(exec.command.as_ref()).zip(shape.and_then(foreign)) {
            let finding = findings.field(field, message).severity(usual);
            finding.help("write the path as this system names it, or a bare name that is found on `PATH`");
            finding.fix = translated(field, shape).filter(|_| is_there && !is_portable);
        }
    }
}

/// The form in which the Windows Subsystem for Linux, or Windows, names a file of the other.
const FORM: PathForm = if cfg!(windows) { PathForm::OnDrive } else { PathForm::Mounted };

/// The fix for a path that has such a form.
fn translated(field: &Field, shape: Option<&PathShape>) -> Option<Fix> {
    let is_drive = |shape: &PathShape| shape.root == Root::Drive && shape.expansion.is_none();
    let is_meant = |shape: &PathShape| if cfg!(windows) { shape.system == Some(System::Wsl) } else { is_drive(shape) };
    let title = if cfg!(windows) { "write the path as Windows has it" } else { "write the path as WSL has it" };
    shape.filter(|shape| is_meant(shape)).map(|_| Fix::risky(title).transform(field, Transform::Path(FORM)))
}

/// What is wrong with a path that was written for another system than this one.
fn foreign(shape: &PathShape) -> Option<&'static str> {
    match shape.system? {
        System::Windows if cfg!(unix) => Some("a path of Windows: here it is one long name in the folder of this file"),
        System::MacOs if !cfg!(target_os = "macos") => Some("a path of macOS, which this system does not have"),
        System::Wsl if cfg!(windows) => Some("a path of the Windows Subsystem for Linux, which Windows itself does not have"),
        System::Linux if cfg!(windows) => Some("a path of Linux, which Windows does not have"),
        _ => None,
    }
}
