//! The program of an exec stanza, as it is found on this machine.

use super::document::Surroundings;
use super::elsewhere;
use super::examine::{clean, resolve};
pub use crate::env::Writer;
use crate::env::{Env, Executable, working_directory};
use crate::fix::PathForm;
use std::path::{Path, PathBuf};

/// What stands where kubectl starts the program.
#[derive(Debug)]
pub struct Program {
    /// What was found.
    pub state: ProgramState,
    /// Who could put another program there.
    pub writer: Option<Writer>,
    /// The form in which its path leads to a program, where it leads to none as it is.
    pub elsewhere: Option<PathForm>,
    /// Where it is, as an absolute path.
    pub(in crate::kubeconfig) path: Option<PathBuf>,
}

/// What was found of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProgramState {
    /// Nobody looked.
    NotLooked,
    /// Nothing.
    Missing,
    /// A folder.
    Folder,
    /// A file that may not be executed.
    Forbidden,
    /// A program.
    Found,
}

/// Looks for a command as kubectl does: a path starts in the folder of the kubeconfig, a bare name is looked for along `PATH`.
pub(in crate::kubeconfig) fn find(command: &str, folder: Option<&Path>, around: &Surroundings, env: &Env) -> Program {
    // Where there is no folder, nobody knows on which machine the kubeconfig is used.
    let executable = match folder {
        None => Executable::NotLooked,
        Some(_) if command.is_empty() => Executable::NotLooked,
        Some(_) if !command.contains('/') => env.executable_on_path(command),
        Some(folder) => resolve(command, Some(folder)).map_or(Executable::NotLooked, |path| env.executable(&path)),
    };
    let state = match executable {
        Executable::NotLooked => ProgramState::NotLooked,
        Executable::Missing => ProgramState::Missing,
        Executable::Folder => ProgramState::Folder,
        Executable::Forbidden => ProgramState::Forbidden,
        Executable::Found(path) => {
            let writer = env.writer(&path);
            let path = working_directory().map_or(path.clone(), |folder| clean(&folder.join(path)));
            return Program { state: ProgramState::Found, writer, elsewhere: None, path: Some(path) };
        }
    };
    let is_program = |path: &Path| matches!(env.executable(path), Executable::Found(_));
    let elsewhere = if state == ProgramState::Missing { elsewhere::find(command, around, is_program) } else { None };
    Program { state, writer: None, elsewhere, path: None }
}
