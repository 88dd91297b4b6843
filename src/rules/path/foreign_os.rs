use super::references;
use crate::finding::Severity;
use crate::kubeconfig::examine::TargetState;
use crate::kubeconfig::facts::path::{PathShape, System};
use crate::kubeconfig::model::given;
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
        if let Some(target) = reference.unreadable().filter(|_| !is_portable) {
            finding.severity(Severity::Error);
            reference.refuse(finding, target);
        }
    }
    for exec in case.config().users.iter().filter_map(|user| user.exec.as_ref()) {
        let shape = exec.facts().map(|facts| &facts.path);
        if let Some((field, message)) = given(exec.command.as_ref()).zip(shape.and_then(foreign)) {
            let finding = findings.field(field, message).severity(usual);
            finding.help("write the path as this system names it, or a bare name that is found on `PATH`");
        }
    }
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
